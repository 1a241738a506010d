"""What the look of `overrides/` promises: its masthead, search, colours, lines and columns."""

from __future__ import annotations

from browsing import AXE, violations
from fonts import both_sets
from playwright.sync_api import expect


def test_axe_would_find_something(visit):
    page = visit("")
    page.evaluate("document.querySelector('.search__field').removeAttribute('aria-label')")
    page.evaluate("document.querySelector('.search__field').removeAttribute('placeholder')")
    page.evaluate("document.querySelectorAll('.search label').forEach(l => l.remove())")
    assert any(found.startswith("label") for found in violations(page))


@both_sets
def test_notes_stand_beside_their_paragraph_when_there_is_room(visit):
    for width, beside in ((1220, True), (1440, True), (1000, False), (375, False)):
        page = visit("annotated/", viewport={"width": width, "height": 900})
        if not beside:
            page.click("#n5-ref")
        paragraph = page.locator("#p2").bounding_box()
        note = page.locator("#p2 + .ap-notes .ap-note").first.bounding_box()
        assert (note["x"] >= paragraph["x"] + paragraph["width"]) == beside, width
        if beside:
            assert abs(note["y"] - paragraph["y"]) < 12, "first lines on one level"
        else:
            assert note["y"] >= paragraph["y"] + paragraph["height"]


def test_switches_and_steps_keep_apart_wherever_the_lines_fall(visit):
    """Fonts move the switches; the steps stay at the window's edge, which then crosses them."""
    page = visit("annotated/", viewport={"width": 375, "height": 812})
    page.evaluate(AXE)
    found = page.evaluate("""async () => {
      const found = [];
      const edge = document.querySelector(".ap-stepper").getBoundingClientRect().bottom;
      const switches = document.querySelector(".ap-switches");
      for (let top = edge; top > edge - switches.offsetHeight; top -= 20) {
        const margin = parseFloat(getComputedStyle(switches).marginTop);
        switches.style.marginTop = margin + top - switches.getBoundingClientRect().top + "px";
        const {passes, violations} = await axe.run(document, {runOnly: ["target-size"]});
        found.push([passes.length, violations.flatMap(one => one.nodes.map(node => node.html))]);
      }
      return found;
    }""")
    assert len(found) > 10
    assert all(one == [1, []] for one in found), found


def test_search_finds_by_keyboard(visit):
    page = visit("")
    field = page.get_by_role("textbox", name="Search")
    field.focus()
    page.keyboard.type("minutes", delay=20)
    first = page.locator(".search__list a").first
    expect(first).to_be_visible()
    expect(page.locator(".search [role=status]")).to_contain_text("match")
    assert violations(page) == []
    page.keyboard.press("Enter")
    page.wait_for_url("**/sources/**")


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
