"""What the look of `overrides/` promises: its masthead, search, colours, lines and columns."""

from __future__ import annotations

from browsing import violations
from fonts import both_sets
from playwright.sync_api import expect


def test_axe_would_find_something(visit):
    page = visit("")
    page.evaluate("document.querySelector('.search__field').removeAttribute('aria-label')")
    page.evaluate("document.querySelector('.search__field').removeAttribute('placeholder')")
    page.evaluate("document.querySelectorAll('.search label').forEach(l => l.remove())")
    assert any(found.startswith("label") for found in violations(page))


@both_sets
def test_notes_stand_in_the_margin_when_there_is_room(visit):
    for width, beside in ((1220, True), (1440, True), (1000, False), (375, False)):
        page = visit("annotated/?notes=all", viewport={"width": width, "height": 900})
        page.click("#n7-ref")
        paragraph = page.locator("#p2").bounding_box()
        note = page.locator("#n7").bounding_box()
        assert (note["x"] >= paragraph["x"] + paragraph["width"]) == beside, width
        assert (note["y"] >= paragraph["y"] + paragraph["height"]) != beside, width


def test_letters_are_no_shortcuts(visit):
    page = visit("annotated/")
    for key in "fsnp/":
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    assert page.url.endswith("/annotated/")


def test_colours_can_be_chosen_and_are_remembered(visit, address):
    page = visit("", color_scheme="light")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.get_by_role("radio", name="Dark").check(force=True)
    dark = page.evaluate(paper)
    assert dark != light
    page.goto(address + "annotated/")
    assert page.evaluate(paper) == dark
    expect(page.get_by_role("radio", name="Dark")).to_be_checked()
    page.get_by_role("radio", name="Auto").check(force=True)
    assert page.evaluate(paper) == light


def test_the_first_tab_skips_to_the_text(visit):
    page = visit("annotated/")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_be_in_viewport()
    assert "Skip" in skip.inner_text()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('article') !== null")
