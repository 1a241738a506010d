"""The site works where no script may run but its own files, and asks nobody else for anything."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from builds import some
from playwright.sync_api import expect


@pytest.fixture(autouse=True)
def _look(project):
    if not (project / "overrides").is_dir():
        pytest.skip("without overrides/ the pages around the text are the theme's own")


def refused(page):
    """What the browser has refused, and errors of scripts."""
    return [words for words in page.said if "Content Security Policy" in words or "Error" in words]


def test_no_page_holds_a_script_a_style_or_a_handler_of_its_own(pages):
    for path, soup in pages.items():
        for script in soup.select("script:not([src])"):
            assert script.get("type") in ("application/json", "application/ld+json"), path
        assert soup.select("style, [style]") == [], path
        odd = [key for tag in soup.select("*") for key in tag.attrs if key.startswith("on")]
        assert odd == [], path


def test_each_page_opens_offline_and_asks_for_its_own_files_alone(visit, pages, address):
    own = urlsplit(address).netloc
    for path in some(pages):
        page = visit(path)
        page.wait_for_load_state("networkidle")
        assert {urlsplit(asked).netloc for asked in page.asked} == {own}, path
        assert refused(page) == [], path
        page.context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_tools_work_under_the_policy(visit, holding, theme):
    path, _ = holding("annotations", "[role=note]")[0]
    page = visit(path, color_scheme=theme)
    page.locator(".palette input").nth(2).check()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.reload()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    expect(page.locator(".palette input").nth(2)).to_be_checked()
    page.locator(".palette input").nth(0).check()
    expect(page.locator("body")).to_have_attribute(
        "data-md-color-scheme", "slate" if theme == "dark" else "default"
    )
    page.locator("article a[role=doc-noteref]:visible").first.click()
    page.locator("article a[data-entity]:visible").first.hover()
    page.wait_for_timeout(500)
    assert refused(page) == []
