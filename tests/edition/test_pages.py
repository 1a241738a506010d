"""Every kind of page in a browser: accessible, silent, within its width, whole without scripts."""

from __future__ import annotations

from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import expect

AXE = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page) -> list[str]:
    page.evaluate(AXE)
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES
    )
    assert len(found["passes"]) > 15, "axe has looked"
    return [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in found["violations"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(visit, kind, size, scheme):
    page = visit(kind, viewport=size, color_scheme=scheme)
    assert violations(page) == []


def test_axe_finds_nothing_on_a_page_that_does_not_exist_and_on_the_sources(visit, size):
    for path in ("404.html", "sources/", "actors/"):
        assert violations(visit(path, viewport=size)) == []


def test_axe_would_find_something(visit):
    page = visit("home")
    page.evaluate("document.querySelector('.search__field').removeAttribute('aria-label')")
    page.evaluate("document.querySelector('.search__field').removeAttribute('placeholder')")
    page.evaluate("document.querySelectorAll('.search label').forEach(l => l.remove())")
    assert any(found.startswith("label") for found in violations(page))


def test_axe_finds_nothing_with_a_card_open(visit):
    page = visit("home")
    page.hover("a.xref >> nth=0")
    expect(page.locator(".card:visible")).to_have_count(1)
    assert violations(page) == []


def test_the_console_is_silent_and_no_other_host_is_asked(visit, kind, address):
    page = visit(kind)
    page.wait_for_load_state("networkidle")
    assert page.said == []
    strangers = [u for u in page.asked if not u.startswith((address, "data:", "blob:"))]
    assert strangers == []


@pytest.mark.parametrize("width", [320, 375, 1440])
def test_nothing_sticks_out_sideways(visit, kind, width):
    page = visit(kind, viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_lines_are_of_a_readable_length(visit, kind):
    """Count characters per line of the running text: 66-70 is the aim, 80 the limit."""
    page = visit(kind)
    longest = page.evaluate("""() => {
      const lines = [];
      for (const p of document.querySelectorAll("article p")) {
        if (!p.offsetParent || p.textContent.length < 150) continue;
        const range = document.createRange();
        range.selectNodeContents(p);
        const tops = new Set([...range.getClientRects()].map(r => Math.round(r.top / 20)));
        lines.push(p.textContent.length / Math.max(1, tops.size));
      }
      return Math.max(0, ...lines);
    }""")
    assert longest <= 80


def test_the_opening_page_fits(visit):
    page = visit("home")
    box = page.locator(".ways-in").bounding_box()
    assert box["y"] + box["height"] <= 900
    phone = visit("home", viewport={"width": 375, "height": 812})
    box = phone.locator(".ways-in").bounding_box()
    assert box["y"] + box["height"] <= 2 * 812


def test_notes_stand_beside_their_paragraph_when_there_is_room(visit):
    for width, beside in ((1220, True), (1440, True), (1000, False), (375, False)):
        page = visit("annotated", viewport={"width": width, "height": 900})
        if not beside:
            page.click("#n9-ref")
        paragraph = page.locator("#p2").bounding_box()
        note = page.locator("#p2 + .notes .note").first.bounding_box()
        assert (note["x"] >= paragraph["x"] + paragraph["width"]) == beside, width
        if beside:
            assert abs(note["y"] - paragraph["y"]) < 12, "first lines on one level"
        else:
            assert note["y"] >= paragraph["y"] + paragraph["height"]


# What only a script can do, and therefore is not there without one.
CONTROLS = ("header .masthead__tools", ".stepper")


def test_without_scripts_the_text_is_the_same(visit, kind):
    texts = []
    for scripts in (True, False):
        page = visit(kind, java_script_enabled=scripts)
        for controls in CONTROLS:
            for one in page.locator(controls).all():
                expect(one).to_be_visible(visible=scripts)
                if scripts:
                    one.evaluate("e => e.remove()")
        texts.append([page.locator("article").inner_text(),
                      page.locator("header nav").inner_text()])  # fmt: skip
    assert texts[0] == texts[1]


def test_search_finds_by_keyboard(visit):
    page = visit("home")
    field = page.get_by_role("textbox", name="Search")
    field.focus()
    page.keyboard.type("Yokosuka", delay=20)
    first = page.locator(".search__list a").first
    expect(first).to_be_visible()
    expect(page.locator(".search [role=status]")).to_contain_text("match")
    assert violations(page) == []
    page.keyboard.press("Enter")
    page.wait_for_url("**/glossary/#yokosuka-case")


def test_letters_are_no_shortcuts(visit):
    page = visit("article")
    for key in "fsnp/":
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    assert page.url.endswith("/article/")


def test_colours_can_be_chosen_and_are_remembered(visit, address):
    page = visit("home", color_scheme="light")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.get_by_role("radio", name="Dark").check(force=True)
    dark = page.evaluate(paper)
    assert dark != light
    page.goto(address + "article/")
    assert page.evaluate(paper) == dark
    expect(page.get_by_role("radio", name="Dark")).to_be_checked()
    page.get_by_role("radio", name="Auto").check(force=True)
    assert page.evaluate(paper) == light


def test_the_first_tab_skips_to_the_text(visit):
    page = visit("article")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_be_in_viewport()
    assert "Skip" in skip.inner_text()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('article') !== null")


def test_on_paper_there_are_notes_and_no_cards(visit):
    page = visit("annotated")
    page.emulate_media(media="print")
    expect(page.locator(".card:visible")).to_have_count(0)
    assert page.locator(".note:visible").count() == page.locator(".note").count() > 30
    expect(page.locator("header")).to_be_hidden()


def test_forced_colours_keep_marks_and_links(visit):
    page = visit("annotated", forced_colors="active")
    lines = page.evaluate("""() => [...document.querySelectorAll(".span, a.xref")].map(
        e => getComputedStyle(e).textDecorationLine + getComputedStyle(e).borderBottomStyle)""")
    assert lines
    assert all("underline" in line for line in lines)
