"""The panel of the served page that lists what is missing, and leads there."""

from __future__ import annotations

import pytest
from browsing import DESK, PHONE, violations
from playwright.sync_api import expect
from serving import Server, project

ADDED = """
Ada Vale came. It was **Ada Vale**, and nobody but Ada Vale, who wrote in October.
{ #p3 }
"""
ENTITY = "- {id: echo, kind: person, name: Echo, gloss: E, entry: who.md#echo, sources: [letter]}\n"
SOURCE = "- {id: lost, type: book, title: '<img src=x> & Lost'}\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = project(tmp_path_factory.mktemp("served") / "project")
    for name, more in {
        "docs/index.md": ADDED,
        "docs/who.md": "\n## Echo { #echo }\n\nGone.\n",
        "data/entities.yml": ENTITY,
        "data/sources.yml": SOURCE,
    }.items():
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(more)
    server = Server(folder)
    server.until(server.get, "the site is served")
    yield server
    server.stop()


@pytest.fixture
def open_panel(server, browser):
    """Open the panel by its button in the bar."""
    contexts = []

    def open_panel(size, scheme="light"):
        contexts.append(browser.new_context(viewport=size, color_scheme=scheme))
        page = contexts[-1].new_page()
        page.goto(f"http://127.0.0.1:{server.port}/who/")
        page.get_by_role("button", name="What is missing").press("Enter")
        return page, page.get_by_role("dialog", name="What is missing")

    yield open_panel
    for context in contexts:
        context.close()


def test_what_is_missing_is_listed_and_leads_there_by_keyboard(open_panel):
    page, panel = open_panel(DESK)
    expect(panel.get_by_role("status")).to_have_text("5 in all, as the site was built last.")
    assert [its.inner_text() for its in panel.locator("summary").all()] == [
        "Names without an entry (1)", "Entries without mentions (1)",
        "Paragraphs without notes (1)", "Notes below high confidence (1)",
        "Sources nobody cites (1)",
    ]  # fmt: skip
    for summary in panel.locator("summary").all()[1:]:
        summary.press("Enter")
    said = [" ".join(row.inner_text().split()) for row in panel.locator("li").all()]
    assert said == [
        "Ada Vale 3 times Go Add", "Echo echo Go",
        "Ada Vale came. It was Ada … index.md, p3 Go Add", "the roof is not n1, medium Go",
        "<img src=x> & Lost, n.d. lost Go",
    ]  # fmt: skip
    assert violations(page, "#ap-missing") == []
    panel.get_by_role("link", name="Go to the roof is not").press("Enter")
    page.wait_for_url("**/#n1")
    expect(page.get_by_role("note", name="note 1")).to_be_in_viewport()


def test_a_name_becomes_an_entry_and_a_paragraph_gets_a_note_on_a_phone_too(open_panel):
    page, panel = open_panel(PHONE, "dark")
    add = panel.get_by_role("button", name="Add an entry: Ada Vale")
    add.click()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Ada Vale")
    page.keyboard.press("Escape")
    assert violations(page, "#ap-missing") == []
    panel.locator("summary", has_text="Paragraphs").click()
    panel.get_by_role("button", name="Add a note: Ada Vale came").click()
    page.wait_for_url(lambda url: url.partition("#")[0].endswith("/") and "who" not in url)
    expect(page.locator(".ap-desk form")).to_be_visible()
