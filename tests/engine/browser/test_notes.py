"""The annotated page by mouse, touch, keyboard and switch; without scripts; on paper."""

from __future__ import annotations

import io
import re
import unicodedata

import pypdf
import pytest
from builds import shelf
from fonts import both_sets
from playwright.sync_api import expect

PHONE = {"width": 375, "height": 812}
LONGER_THAN_ANY_DELAY = 900
LAYERS = {
    "people": "n5",
    "institutions": "n2",
    "terms": "n8",
    "events": "n1",
    "rhetoric": "n4",
    "sourcing": "n6",
    "fact-check": "n3",
}
"""A note of each layer, all near the top of the page."""


@pytest.fixture(scope="module")
def notes(edition) -> list[dict]:
    return shelf(edition, "annotations")


@pytest.fixture(params=LAYERS.items(), ids=LAYERS)
def note(request, notes) -> str:
    layer, identifier = request.param
    assert next(n for n in notes if n["id"] == identifier)["layer"] == layer
    return identifier


def top(page, selector) -> float:
    return page.evaluate("s => document.querySelector(s).getBoundingClientRect().top", selector)


# -- opened in place ----------------------------------------------------------------------------


def test_a_tap_opens_the_note_under_its_paragraph_and_no_line_moves(visit, note):
    page = visit("annotated/", viewport=PHONE, has_touch=True, is_mobile=True)
    expect(page.locator(".ap-note:visible")).to_have_count(0)
    page.locator(f"#{note}-ref").scroll_into_view_if_needed()
    before = top(page, f"#{note}-ref")
    page.tap(f"#{note}-ref")
    expect(page.locator(f"#{note}")).to_be_visible()
    assert top(page, f"#{note}-ref") == pytest.approx(before, abs=0.5)
    paragraph = page.locator(f".ap-passage:has(#{note}) > p").bounding_box()
    opened = page.locator(f"#{note}").bounding_box()
    assert opened["y"] >= paragraph["y"] + paragraph["height"]
    page.wait_for_timeout(LONGER_THAN_ANY_DELAY)  # no timer closes it
    expect(page.locator(f"#{note}")).to_be_visible()
    page.tap(f"#{note}-ref")
    expect(page.locator(f"#{note}")).to_be_hidden()
    assert top(page, f"#{note}-ref") == pytest.approx(before, abs=0.5)


def test_enter_opens_and_escape_closes_and_the_place_is_kept(visit, note, size):
    page = visit("annotated/", viewport=size)
    page.focus(f"#{note}-ref")
    page.keyboard.press("Enter")
    expect(page.locator(f"#{note}")).to_be_focused()
    expect(page.locator(f"#{note}")).to_be_in_viewport()
    page.keyboard.press("Tab")
    assert page.evaluate("id => document.activeElement.closest('.ap-note').id", note) == note
    page.keyboard.press("Escape")
    expect(page.locator(f"#{note}-ref")).to_be_focused()
    if size == PHONE:
        expect(page.locator(f"#{note}")).to_be_hidden()
    else:
        expect(page.locator(f"#{note}")).not_to_have_class(re.compile("note--open"))


def test_an_open_note_stays_while_the_pointer_comes_and_goes(visit, note, size):
    page = visit("annotated/", viewport=size)
    page.locator(f"#{note}-ref").scroll_into_view_if_needed()
    page.click(f"#{note}-ref")
    expect(page.locator(f"#{note}")).to_be_visible()
    page.hover(f"#{note} .ap-note__body")
    page.mouse.move(1, 1)
    page.wait_for_timeout(LONGER_THAN_ANY_DELAY)
    expect(page.locator(f"#{note}")).to_be_visible()
    page.keyboard.press("Escape")  # the focus is still on the number
    if size == PHONE:
        expect(page.locator(f"#{note}")).to_be_hidden()


def test_the_way_back_leads_to_the_number(visit, size):
    page = visit("annotated/", viewport=size)
    page.focus("#n11-ref")
    page.keyboard.press("Enter")
    page.locator("#n11 [role=doc-backlink]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#n11-ref")).to_be_in_viewport()


def test_the_pointer_shows_which_words_a_note_is_about(visit):
    page = visit("annotated/")
    page.hover("#n1-ref")
    expect(page.locator(".ap-lit")).to_have_count(2)
    page.hover("#n1 .ap-note__body")
    expect(page.locator(".ap-span.ap-lit")).to_have_text(["On Monday"])
    page.mouse.move(1, 1)
    expect(page.locator(".ap-lit")).to_have_count(0)


def test_each_note_has_one_stop_for_the_keyboard(visit, notes):
    page = visit("annotated/")
    stops = page.evaluate("""() => [...document.querySelectorAll(
        "a[href], summary, button, input")].filter(e => e.tabIndex >= 0 && e.offsetParent
        && e.closest("article")).map(e => e.className + " " + (e.name || ""))""")
    assert sum("noteref" in stop for stop in stops) == len(notes)
    controls = [s for s in stops if not re.search(r"noteref|xref|para|layers|view|order", s)]
    assert len(controls) < 40, "the notes' own links are no stops as long as they are shut"
    page.focus("#n2-ref")
    page.keyboard.press("Enter")
    inside = page.locator("#n2 a:not([tabindex]), #n2 summary:not([tabindex])")
    assert inside.count() == page.locator("#n2 a, #n2 summary").count() > 3


def test_an_address_opens_its_note(visit, size):
    page = visit("annotated/#n16", viewport=size)
    expect(page.locator("#n16")).to_be_visible()
    expect(page.locator("#n16")).to_be_in_viewport()
    expect(page.locator("#n16-ref")).to_have_attribute("aria-current", "true")


@both_sets
def test_numbers_and_buttons_are_large_enough(visit, size):
    page = visit("annotated/", viewport=size)
    sizes = page.evaluate("""() => [
      ...document.querySelectorAll(".ap-noteref, .ap-para")].map(e => {
        const box = e.getBoundingClientRect(); return [box.width, box.height]; })""")
    assert min(map(min, sizes)) >= 24
    for button in page.locator(".ap-stepper a").all():
        box = button.bounding_box()
        assert min(box["width"], box["height"]) >= 44


def test_from_note_to_note(visit, size):
    page = visit("annotated/", viewport=size)
    page.get_by_role("link", name="Next note").last.click()
    expect(page.locator(".ap-note--open")).to_have_attribute("id", "n1")
    page.get_by_role("link", name="Next note").last.click()
    expect(page.locator(".ap-note--open")).to_have_attribute("id", "n2")
    expect(page.locator("#n2")).to_be_visible()
    expect(page.get_by_role("status").last).to_contain_text("Note 2: Town Council")
    page.get_by_role("link", name="Previous note").last.click()
    page.get_by_role("link", name="Previous note").last.click()
    expect(page.locator(".ap-note--open")).to_have_attribute("id", "n17")
    assert page.url.endswith("#n17")


# -- switches -----------------------------------------------------------------------------------


def test_a_layer_is_switched_and_the_address_says_so(visit, notes):
    page = visit("annotated/")
    for layer in LAYERS:
        if layer != "sourcing":
            page.locator(f".ap-switches [value={layer}]").uncheck()
    left = [n["id"] for n in notes if n["layer"] == "sourcing"]
    shown = page.locator(".ap-note:visible")
    assert [note.get_attribute("id") for note in shown.all()] == left
    expect(page.locator(".ap-noteref:visible")).to_have_count(len(left))
    lines = page.evaluate("""() => [
      ...document.querySelectorAll(".ap-passage .ap-span")].filter(e =>
        getComputedStyle(e).textDecorationLine !== "none").map(e => e.className)""")
    assert set(lines) == {"ap-span ap-span--sourcing"}
    expect(page.locator(".ap-switches__said")).to_have_text(
        f"{len(left)} of {len(notes)} notes are shown."
    )
    assert page.url.endswith("?layers=sourcing")
    page.reload()
    expect(page.locator(".ap-note:visible")).to_have_count(len(left))


def test_what_came_later_can_be_hidden(visit, notes):
    page = visit("annotated/")
    page.locator("[name=view][value=then]").check()
    known = [n["id"] for n in notes if f"{n['known']}-99-99"[: len("1921-05-10")] <= "1921-05-10"]
    assert 5 < len(known) < len(notes)
    assert [note.get_attribute("id") for note in page.locator(".ap-note:visible").all()] == known
    assert page.url.endswith("?view=then")
    expect(page.locator("label:has([value=then]) .ap-switches__count")).to_contain_text(
        str(len(known))
    )


def test_all_notes_as_a_list(visit, notes, size):
    page = visit("annotated/?order=list", viewport=size)
    expect(page.locator(".ap-note:visible")).to_have_count(len(notes))
    expect(page.locator(".ap-passage > p:visible")).to_have_count(0)
    words = page.locator(".ap-note__words:visible").all_inner_texts()
    assert words[0] == "On Monday"
    assert len(words) == len(notes)


def test_switches_work_without_scripts(visit, notes, size):
    page = visit("annotated/", viewport=size, java_script_enabled=False)
    expect(page.locator(".ap-note:visible")).to_have_count(len(notes))
    page.locator("[value=rhetoric]").uncheck()
    rhetoric = sum(n["layer"] == "rhetoric" for n in notes)
    expect(page.locator(".ap-note:visible")).to_have_count(len(notes) - rhetoric)
    page.locator("[value=rhetoric]").check()
    page.locator("[value=list]").check()
    expect(page.locator(".ap-passage > p:visible")).to_have_count(0)


def test_counts_are_those_of_the_data(visit, notes):
    page = visit("annotated/")
    for layer in LAYERS:
        its = sum(n["layer"] == layer for n in notes)
        label = page.locator(f"label:has([value={layer}])")
        expect(label.locator(".ap-switches__count")).to_have_text(f"{its} notes")


# -- nothing moves, nothing is lost -------------------------------------------------------------

SHIFTS = """new Promise(done => {
  const moved = [];
  new PerformanceObserver(list => {
    for (const e of list.getEntries()) for (const s of e.sources)
      moved.push([(s.node && (s.node.outerHTML || s.node.data) || "").slice(0, 80),
                  s.previousRect.x, s.previousRect.y, s.currentRect.x, s.currentRect.y]);
  }).observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(moved), 500);
})"""


@both_sets
@pytest.mark.parametrize("asked", ["", "#n16", "?layers=terms&view=then"])
def test_nothing_shifts_while_the_page_loads(visit, size, asked):
    """Browsers may count their own scrolling to a note while the page still comes in: try again."""
    for _ in range(3 if "#" in asked else 1):
        page = visit("annotated/" + asked, viewport=size)
        page.wait_for_load_state("networkidle")
        moved = page.evaluate(SHIFTS)
        if not moved:
            break
    assert moved == []


def printed(page) -> str:
    pages = pypdf.PdfReader(io.BytesIO(page.pdf())).pages
    return unicodedata.normalize("NFKC", "\n".join(p.extract_text() for p in pages))


# A sign, a number and the layer: which letters stand for the sign in print depends on the font.
LABEL = r"(?m)^\D{0,4}(\d+)\s*(?:person|institution|term|event|rhetoric|sourcing|fact-check)\b"


def test_on_paper_each_note_stands_once_after_the_text(visit, notes):
    text = printed(visit("annotated/", viewport=PHONE))
    text, _, endnotes = text.partition("Here the story ends")
    assert sorted(re.findall(LABEL, endnotes), key=int) == [n["id"][1:] for n in notes]
    assert endnotes.count("confidence: ") == len(notes)
    assert re.findall(LABEL, text) == []
    said = text[text.index("Layers") : text.index("On Monday")]
    assert "People" in said
    assert "all that is known now" in said


def test_paper_shows_what_is_switched_on_and_says_so(visit, notes):
    text = printed(visit("annotated/?layers=rhetoric&view=then"))
    its = [n for n in notes if n["layer"] == "rhetoric" and n["known"] <= "1921-05-10"]
    assert text.count("confidence: ") == len(its) > 1
    said = text[text.index("Layers") : text.index("On Monday")]
    assert "Rhetoric" in said
    assert "People" not in said
    assert "what could be known on 10 May 1921" in said


def test_greyscale_tells_layers_apart(visit):
    """Each layer has its own line and its own sign, whatever its colour."""
    page = visit("annotated/")
    styles = page.evaluate("""() => [
      ...document.querySelectorAll(".ap-switches__sample")].map(e => {
        const s = getComputedStyle(e);
        return [s.textDecorationStyle, s.textDecorationThickness, s.backgroundImage !== "none"]
          .join(" "); })""")
    assert len(set(styles)) == len(styles) == len(LAYERS)
    signs = page.evaluate("""() => [...new Set([...document.querySelectorAll(".ap-noteref")].map(
        e => getComputedStyle(e, "::before").content))]""")
    assert len(signs) == len(LAYERS)
