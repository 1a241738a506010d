"""Every kind of page in a browser: accessible, silent, within its width, whole without scripts.

A theme that nobody here has changed is not asked to be better than it is: without `overrides/` the
article alone is looked at, and links have the colours and lines of the theme.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from browsing import COLOURS, DESK, PHONE, resize, violations
from builds import below, target_page
from fonts import both_sets
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page


THEMES = ("color-contrast", "link-in-text-block")


@pytest.fixture
def wrong(edition) -> Callable[[Page], list[str]]:
    """Say what axe finds on a page."""
    if (edition / "overrides").is_dir():
        return violations
    return lambda page, **asked: [
        found for found in violations(page, "article", **asked) if not found.startswith(THEMES)
    ]


def test_axe_finds_nothing_on_any_page(visit, wrong, path):
    """Each page is loaded once; on a phone and on a desk, light, then as far as colours go dark.

    Pages of the guide but its first are of one make, and have one size in each scheme.
    """
    page = visit(path)
    found = {}
    sizes = ([PHONE], [DESK]) if re.match("guide/.", path) else ([PHONE, DESK],) * 2
    for scheme, rules, shown in zip(("light", "dark"), (None, COLOURS), sizes, strict=True):
        page.emulate_media(color_scheme=scheme)
        for size in shown:
            resize(page, **size)
            found[scheme, size["width"]] = wrong(page, rules=rules)
    assert {state: its for state, its in found.items() if its} == {}


@pytest.mark.parametrize("fonts", ["wide"])
def test_axe_finds_nothing_with_wide_letters(visit, wrong, kind):
    page = visit(kind)
    for size in (PHONE, DESK):
        resize(page, **size)
        assert wrong(page) == [], size


def test_axe_finds_nothing_with_a_card_open(visit, wrong, holding):
    path, _ = holding("entities", "article a.ap-xref:not([href^='#'])")[0]
    page = visit(path.removesuffix("index.html"))
    page.hover("article a.ap-xref:not([href^='#']):visible >> nth=0")
    expect(page.locator(".ap-card:visible")).to_have_count(1)
    assert wrong(page) == []


def test_the_console_is_silent_and_no_other_host_is_asked(visit, kind, address):
    page = visit(kind)
    page.wait_for_load_state("networkidle")
    assert page.said == []
    strangers = [u for u in page.asked if not u.startswith((address, "data:", "blob:"))]
    assert strangers == []


@both_sets
def test_nothing_sticks_out_sideways(visit, kind):
    page = visit(kind)
    for width in (1440, 375, 320):
        resize(page, width, 800)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_code_on_pages_of_the_guide_stays_within_a_phone(visit, edition):
    guide = sorted((edition / "docs/guide").glob("*.md"))
    if not guide:
        pytest.skip("this edition has no guide")
    page = visit(below(f"guide/{guide[0].name}"), viewport={"width": 320, "height": 800})
    wide = []
    for one in guide:
        page.goto(page.url.partition("guide/")[0] + below(f"guide/{one.name}"))
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            wide.append(one.name)
    assert wide == []


@both_sets
def test_lines_are_of_a_readable_length(visit, edition, kind):
    """Count characters per line of the running text: 66-70 is the aim, 80 the limit."""
    if not (edition / "overrides").is_dir():
        pytest.skip("without overrides/ lines are as long as the theme makes them")
    page = visit(kind)
    longest = page.evaluate("""() => {
      const lines = [];
      for (const p of document.querySelectorAll("article p")) {
        if (!p.offsetParent || p.textContent.length < 150) continue;
        // Numbers of notes and paragraphs are no letters of the text.
        const walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
        const range = document.createRange();
        const tops = [];
        let letters = 0;
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          if (node.parentElement.closest("[data-search-exclude]")) continue;
          range.selectNodeContents(node);
          letters += node.length;
          tops.push(...[...range.getClientRects()].map(r => r.top));
        }
        // Letters of several sizes may share a line: it is a new one from half a line down.
        tops.sort((a, b) => a - b);
        const half = parseFloat(getComputedStyle(p).lineHeight) / 2;
        const starts = tops.filter((top, at) => !at || top - tops[at - 1] > half);
        lines.push(letters / Math.max(1, starts.length));
      }
      return Math.max(0, ...lines);
    }""")
    assert longest <= 80


# What only a script can do, and therefore is not there without one.
CONTROLS = (".palette", "[data-ap-search] form", "[data-print]", ".ap-overlay__form")
INSTEAD = ".ap-overlay__without"
"""What stands in the place of some where no script runs."""


def test_without_scripts_the_text_is_the_same(visit, kind, edition):
    parts = ["article", *(["header nav"] if (edition / "overrides").is_dir() else [])]
    texts = []
    for scripts in (True, False):
        page = visit(kind, java_script_enabled=scripts)
        for controls in CONTROLS:
            for one in page.locator(controls).all():
                expect(one).to_be_visible(visible=scripts)
                if scripts:
                    one.evaluate("e => e.remove()")
        told = " ".join(page.locator(part).first.inner_text() for part in parts)
        for one in page.locator(INSTEAD).all():
            expect(one).to_be_visible(visible=not scripts)
            told = told if scripts else told.replace(one.inner_text(), "")
        texts.append(told.split())
    assert texts[0] == texts[1]


def test_on_paper_there_are_notes_and_no_cards(visit, listed, annotated):
    page = visit(f"{annotated}?notes=all")
    page.emulate_media(media="print")
    expect(page.locator(".ap-card:visible")).to_have_count(0)
    here = [note for note in listed("annotations") if below(target_page(note)) == annotated]
    assert page.locator(".ap-note:visible").count() == len(here)


def test_forced_colours_keep_marks_and_links(visit, edition, annotated):
    if not (edition / "overrides").is_dir():
        pytest.skip("without overrides/ links and marks look as the theme has them")
    page = visit(f"{annotated}?notes=all", forced_colors="active")
    lines = page.evaluate("""() => [
      ...document.querySelectorAll(".ap-span, article a.ap-xref:not([data-noted])")].map(
        e => getComputedStyle(e).textDecorationLine + getComputedStyle(e).borderBottomStyle)""")
    assert lines
    assert all("underline" in line for line in lines)
