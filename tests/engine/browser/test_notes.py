"""The annotated page by mouse, touch, keyboard and switch; without scripts; on paper."""

from __future__ import annotations

import functools
import io
import json
import re
import unicodedata

import pypdf
import pytest
from browsing import resize, until, violations
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
NOTE = ".ap-item [role=note]"
OPEN = ".ap-note[open] [role=note]"


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


def tops(page) -> list[float]:
    return page.evaluate("""() => [...document.querySelectorAll(".ap-passage > p")].map(
        p => p.getBoundingClientRect().top + scrollY)""")


def shown(page) -> list[str]:
    """Return the ids of the notes that are shown, in the order of the page."""
    return page.evaluate("""() => [...document.querySelectorAll(".ap-noteref")].filter(
        e => getComputedStyle(e).display !== "none").map(e => e.hash.slice(1))""")


def opened(page) -> list[str]:
    return [note.get_attribute("id") for note in page.locator(OPEN).all()]


# -- opened in place ----------------------------------------------------------------------------


def test_a_tap_opens_the_note_under_its_paragraph_and_the_line_stays(visit, note):
    page = visit("annotated/?notes=all", viewport=PHONE, has_touch=True, is_mobile=True)
    expect(page.locator(".ap-note:visible")).to_have_count(0)
    page.locator(f"#{note}-ref").scroll_into_view_if_needed()
    before = top(page, f"#{note}-ref")
    page.tap(f"#{note}-ref")
    expect(page.locator(f"#{note}")).to_be_visible()
    assert top(page, f"#{note}-ref") == pytest.approx(before, abs=0.5)
    paragraph = page.locator(f".ap-passage:has(#{note}) > p").bounding_box()
    box = page.locator(f"#{note}").bounding_box()
    assert box["y"] >= paragraph["y"] + paragraph["height"]
    page.wait_for_timeout(LONGER_THAN_ANY_DELAY)  # no timer closes it
    expect(page.locator(f"#{note}")).to_be_visible()
    page.tap(f"#{note}-ref")
    expect(page.locator(f"#{note}")).to_be_hidden()
    assert top(page, f"#{note}-ref") == pytest.approx(before, abs=0.5)


def test_a_note_that_closes_above_moves_no_line_under_the_finger(visit):
    page = visit("annotated/?notes=all", viewport=PHONE, has_touch=True, is_mobile=True)
    page.tap("#n1-ref")
    page.locator("#n16-ref").scroll_into_view_if_needed()
    before = top(page, "#n16-ref")
    page.tap("#n16-ref")
    assert opened(page) == ["n16"]
    assert top(page, "#n16-ref") == pytest.approx(before, abs=0.5)


@both_sets
@pytest.mark.parametrize("mode", ["start", "all"])
@pytest.mark.parametrize("width", [1220, 1440, 1920])
def test_in_the_margin_no_line_moves_and_the_page_stays_as_high(visit, width, mode):
    page = visit(f"annotated/?notes={mode}", viewport={"width": width, "height": 900})
    before, high = tops(page), "document.documentElement.scrollHeight"
    height = page.evaluate(high)
    for name in shown(page):
        page.locator(f"#{name}-ref").click(force=True)
        assert opened(page) == [name]
        assert tops(page) == pytest.approx(before, abs=0.5)
        head, number = page.locator(f".ap-item:has(#{name}) summary"), page.locator(f"#{name}-ref")
        assert head.bounding_box()["y"] < number.bounding_box()["y"] + 24
        assert head.bounding_box()["y"] + 24 > number.bounding_box()["y"]
    assert page.evaluate(high) <= 1.05 * height


@both_sets
@pytest.mark.parametrize("mode", ["start", "all"])
def test_titles_in_the_margin_are_one_line_each_and_none_lies_over_another(visit, mode):
    page = visit(f"annotated/?notes={mode}", viewport={"width": 1280, "height": 900})
    boxes = [
        (item.get_attribute("data-layer"), item.locator("summary").bounding_box())
        for item in page.locator(".ap-item:visible").all()
    ]
    assert len(boxes) == len(shown(page)) > 3
    for place, (_, one) in enumerate(boxes):
        assert one["height"] < 30
        for _, two in boxes[place + 1 :]:
            apart = one["y"] + one["height"] <= two["y"] + 1 or one["x"] + one["width"] <= two["x"]
            assert apart or two["x"] + two["width"] <= one["x"]


def test_a_click_on_the_words_opens_their_note_and_closes_it(visit, note):
    page = visit("annotated/?notes=all")
    words = page.locator(f".ap-span[data-annotation={note}]").first
    words.click()
    assert opened(page) == [note]
    words.click()
    assert opened(page) == []


def test_on_words_in_words_each_click_goes_one_mark_outward(make_site, host, visit):
    files = {
        "docs/index.md": "# Home\n\nOne wonderfulness three four.\n{ #p1 }\n",
        "data/entities.yml": "- {id: e, kind: term, name: E, gloss: G, entry: index.md}\n",
        "data/sources.yml": "- {id: s, type: book, title: S}\n",
        "data/annotations.yml": "".join(
            f"- {{id: {name}, target: {{page: index.md, paragraph: 1, exact: {words}}}, "
            "layer: terms, body: B., sources: [s], confidence: high}\n"
            for name, words in (("n1", "wonderfulness"), ("n2", "One wonderfulness three"))
        ),
    }
    _, run = make_site(files, "--strict")
    assert run.returncode == 0, run.stderr
    page = visit(host)
    for expected in ("n1", "n2", "n1"):
        page.locator(".ap-span[data-annotation=n1]").click()
        assert opened(page) == [expected]


LONG = (
    """# Neighbours

A box[^1].

| Neighbourhood | Municipality | Responsibility | Administration |
| --- | --- | --- | --- |
| Departmental | Intercommunal | Governmental | Representative |

    one line of code that is far too long for a margin, and for any phone that is held upright

"""
    + "A line.\n\n" * 40
    + "[^1]: Cardboard.\n"
)


@pytest.fixture
def long(make_site, host, visit):
    files = {
        "mkdocs.yml": "theme: {name: material, font: false}\n"
        "markdown_extensions: [attr_list, tables]\nnav: [index.md, next.md]\n",
        "docs/index.md": "---\nhide: [navigation, toc]\n---\n"
        "# Home\n\nOne two.\n{ #p1 }\n\nThree four.\n{ #p2 }\n\nThe end.\n",
        "docs/next.md": "# Next\n",
        "data/entities.yml": "[]\n",
        "data/sources.yml": "- {id: s, type: book, title: S}\n",
        "data/annotations.yml": "- {id: n1, target: {page: index.md, paragraph: 2, exact: four}, "
        f"layer: terms, body: {json.dumps(LONG)}, sources: [s], confidence: high}}\n",
    }
    _, run = make_site(files, "--strict")
    assert run.returncode == 0, run.stderr
    return functools.partial(visit, f"{host}#n1")


@pytest.mark.parametrize("width", [390, 1220, 1440])
def test_a_long_note_covers_nothing_below_and_nothing_juts_out_of_it(long, width):
    page = long(viewport={"width": width, "height": 844})
    assert opened(page) == ["n1"]
    beside = page.locator("#n1").evaluate("e => getComputedStyle(e).position === 'absolute'")
    assert beside == (width > 390)
    note = page.locator("#n1").bounding_box()
    assert top(page, "footer") >= note["y"] + note["height"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    scrolled = page.evaluate("""() => [...document.querySelectorAll("#n1 *")].filter(
        e => getComputedStyle(e).overflowX === "auto" && e.scrollWidth > e.clientWidth)
        .map(e => e.tabIndex)""")
    assert set(scrolled) == {0}  # keys reach them
    assert violations(page, "#n1") == []


def test_on_paper_no_line_surrounds_a_note_and_its_code_stands_under_its_words(long):
    page = long(viewport={"width": 1220, "height": 844})
    page.focus("#n1")
    page.keyboard.press("Shift")
    page.emulate_media(media="print")
    assert page.locator("#n1").evaluate("e => getComputedStyle(e).outlineStyle") == "none"
    assert (
        page.locator("#n1 pre").evaluate("""pre => {
        const range = document.createRange()
        range.selectNodeContents(pre)
        return range.getBoundingClientRect().left - pre.closest("li").getBoundingClientRect().left
    }""")
        > 10
    )


def test_words_that_are_a_link_too_open_the_note_and_it_names_the_entry(visit, address):
    page = visit("annotated/?notes=all")
    link = page.locator(".ap-passage > p a[data-entity=ada-quill]")
    expect(link).to_have_attribute("tabindex", "-1")
    link.click()
    assert opened(page) == ["n5"]
    entry = page.locator("#n5").get_by_role("link", name="Ada Quill")
    assert entry.evaluate("a => a.href") == f"{address}people/ada-quill/"
    page.goto(address + "annotated/?notes=none")
    link.click()
    page.wait_for_url("**/people/ada-quill/")


def test_a_selection_and_a_key_held_down_open_nothing(visit):
    page = visit("annotated/?notes=all")
    page.locator(".ap-span[data-annotation=n1]").click(modifiers=["Shift"])
    page.evaluate("getSelection().removeAllRanges()")
    page.locator(".ap-span[data-annotation=n1]").dblclick()  # selects a word
    page.locator(".ap-span[data-annotation=n4]").click(modifiers=["Alt"])
    assert "n4" not in opened(page)


def test_enter_opens_and_escape_closes_and_the_place_is_kept(visit, note, size):
    page = visit("annotated/?notes=all", viewport=size)
    page.focus(f"#{note}-ref")
    page.keyboard.press("Enter")
    expect(page.locator(f"#{note}")).to_be_focused()
    expect(page.locator(f"#{note}")).to_be_in_viewport()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('[role=note]').id") == note
    if page.locator(".ap-card:visible").count():
        page.keyboard.press("Escape")  # first the card of the link that Tab has led to
    page.keyboard.press("Escape")
    expect(page.locator(f"#{note}-ref")).to_be_focused()
    expect(page.locator(f"#{note}")).to_be_hidden()


def test_an_open_note_stays_while_the_pointer_comes_and_goes(visit, note, size):
    page = visit("annotated/?notes=all", viewport=size)
    page.click(f"#{note}-ref")
    page.hover(f"#{note} .ap-note__body")
    page.mouse.move(1, 1)
    page.wait_for_timeout(LONGER_THAN_ANY_DELAY)
    expect(page.locator(f"#{note}")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(f"#{note}")).to_be_hidden()


def test_a_title_opens_its_note_where_it_stands(visit):
    page = visit("annotated/?notes=all")
    head = page.locator(".ap-item:has(#n10) summary")
    before = head.bounding_box()
    head.click()
    assert opened(page) == ["n10"]
    assert head.bounding_box()["y"] == pytest.approx(before["y"], abs=1)
    head.click()
    assert opened(page) == []


def test_closing_leads_back_to_the_number(visit, size):
    page = visit("annotated/?notes=all", viewport=size)
    page.focus("#n11-ref")
    page.keyboard.press("Enter")
    page.locator("#n11").get_by_role("button", name="Close").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#n11-ref")).to_be_focused()
    expect(page.locator("#n11-ref")).to_be_in_viewport()


def test_the_pointer_shows_which_words_a_note_is_about(visit):
    page = visit("annotated/?notes=all")
    page.hover("#n1-ref")
    expect(page.locator(".ap-span.ap-lit")).to_have_text(["On Monday"])
    page.hover(".ap-item:has(#n2) summary")
    expect(page.locator(".ap-span.ap-lit")).to_have_text(["Town Council"])
    page.mouse.move(1, 1)
    expect(page.locator(".ap-lit")).to_have_count(0)


def test_each_note_has_one_stop_for_the_keyboard(visit, notes):
    page = visit("annotated/?notes=all")
    stops = []
    page.focus(".ap-switches__mode :checked")
    while page.evaluate("document.activeElement.closest('article') !== null"):
        page.keyboard.press("Tab")
        stops.append(page.locator(":focus").evaluate("e => e.className + e.tagName"))
    assert sum("ap-noteref" in stop for stop in stops) == len(notes)
    assert sum("SUMMARY" in stop for stop in stops) <= 2, "titles are no stops, what folds is"
    page.focus("#n2-ref")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('[role=note]').id") == "n2"


def test_a_number_says_kind_finding_and_title(visit):
    page = visit("annotated/?notes=all")
    expect(page.locator("#n3-ref")).to_have_attribute(
        "aria-label", "note 3, fact-check: confirmed: The minutes count three"
    )
    expect(page.locator("#n8-ref")).to_have_attribute("aria-label", "note 8, term")
    expect(page.locator(".ap-item:has(#n8) .ap-note__title")).to_have_text("slack water")


def test_paragraphs_are_headings_with_lists_of_notes_below(visit):
    page = visit("annotated/?notes=all")
    headings = page.get_by_role("heading", name="Paragraph", exact=False, level=3)
    assert headings.all_inner_texts() == [f"Paragraph {number}" for number in range(1, 6)]
    for number in range(1, 6):
        assert page.get_by_role("list", name=f"Notes on paragraph {number}").count() == 1


def test_an_address_opens_its_note(visit, size):
    page = visit("annotated/?notes=all#n16", viewport=size)
    expect(page.locator("#n16")).to_be_visible()
    expect(page.locator("#n16-ref")).to_be_in_viewport()
    expect(page.locator("#n16-ref")).to_have_attribute("aria-current", "true")


def test_an_address_of_a_note_that_is_not_shown_shows_all(visit, size, notes):
    for asked in ("#n17", "?notes=none#n17", "?layers=terms&view=then#n17"):
        page = visit(f"annotated/{asked}", viewport=size)
        assert opened(page) == ["n17"]
        assert len(shown(page)) == len(notes)


@both_sets
def test_numbers_are_large_enough(visit, size):
    page = visit("annotated/?notes=all", viewport=size)
    sizes = page.evaluate("""() => [...document.querySelectorAll(".ap-noteref")].map(e => {
        const box = e.getBoundingClientRect(); return [box.width, box.height]; })""")
    assert min(map(min, sizes)) >= 24


@both_sets
def test_no_number_parts_from_its_word(visit):
    page = visit("annotated/?notes=all")
    for width in (320, 375, 600, 768, 1220, 1440):
        resize(page, width)
        parted = page.evaluate("""() => [...document.querySelectorAll(".ap-noteref")]
          .filter(ref => {
            const its = ref.hash.slice(1);
            const spans = document.querySelectorAll(`.ap-span[data-annotation="${its}"]`);
            const words = [...spans].at(-1).getClientRects(), last = words[words.length - 1];
            const box = ref.getBoundingClientRect();
            const middle = (box.top + box.bottom) / 2;
            return middle > last.bottom || middle < last.top - 12;
          }).map(ref => ref.id)""")
        assert parted == [], width


def test_from_note_to_note(visit, size):
    page = visit("annotated/?notes=all", viewport=size)
    order = shown(page)
    page.click("#n1-ref")
    for name in order[1:3]:
        page.get_by_role("button", name="Next note").click()
        assert opened(page) == [name]
        expect(page.locator(f"#{name}")).to_be_focused()
        expect(page.locator(f"#{name}-ref")).to_be_in_viewport()
    for _ in range(3):
        page.get_by_role("button", name="Previous note").click()
    assert opened(page) == order[-1:]
    assert page.url.endswith(f"#{order[-1]}")


@pytest.mark.parametrize("state", ["", "?notes=all", "?notes=all#n11"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_state(visit, size, state, scheme):
    page = visit(f"annotated/{state}", viewport=size, color_scheme=scheme)
    assert violations(page) == []
    page.click(".ap-switches__filter summary")
    assert violations(page, ".ap-switches") == []


# -- switches -----------------------------------------------------------------------------------


def test_it_opens_with_the_notes_to_start_with(visit, notes):
    page = visit("annotated/")
    start = [n["id"] for n in notes if n.get("start")]
    assert sorted(shown(page)) == sorted(start)
    expect(page.locator(".ap-switches__mode")).to_have_text(
        re.compile(rf"None\s+Start here\s+{len(start)} notes\s+All\s+{len(notes)} notes")
    )


def test_none_some_or_all_and_the_address_says_so(visit, notes):
    page = visit("annotated/")
    for mode, number in (("none", 0), ("all", len(notes))):
        page.locator(f".ap-switches [value={mode}]").check(force=True)
        assert len(shown(page)) == number
        assert page.url.endswith(f"?notes={mode}")
        page.reload()
        assert len(shown(page)) == number
    page.locator(".ap-switches [value=start]").check(force=True)
    assert page.url.endswith("/annotated/")


def test_without_notes_the_words_bear_no_line(visit):
    page = visit("annotated/?notes=none")
    lines = page.evaluate("""() => [...document.querySelectorAll(".ap-passage .ap-span")].map(e =>
        getComputedStyle(e).textDecorationLine + getComputedStyle(e).backgroundImage)""")
    assert set(lines) == {"nonenone"}


def test_a_layer_is_switched_and_the_address_says_so(visit, notes):
    page = visit("annotated/?notes=all")
    page.click(".ap-switches__filter summary")
    for layer in LAYERS:
        if layer != "sourcing":
            page.locator(f".ap-switches [value={layer}]").uncheck()
    left = [n["id"] for n in notes if n["layer"] == "sourcing"]
    assert shown(page) == left
    lines = page.evaluate("""() => [...document.querySelectorAll(".ap-passage .ap-span")].filter(
        e => getComputedStyle(e).textDecorationLine !== "none").map(e => e.className)""")
    assert set(lines) == {"ap-span ap-span--sourcing"}
    expect(page.locator(".ap-switches__said")).to_have_text(
        f"{len(left)} of {len(notes)} notes are shown."
    )
    assert page.url.endswith("?layers=sourcing")
    page.reload()
    assert shown(page) == left


def test_a_layer_that_is_chosen_where_no_note_is_shown_shows_them(visit):
    page = visit("annotated/?notes=none")
    page.click(".ap-switches__filter summary")
    page.locator(".ap-switches [value=terms]").uncheck()
    assert "n3" in shown(page)
    assert "n8" not in shown(page)


def test_what_came_later_can_be_hidden(visit, notes):
    page = visit("annotated/?notes=all")
    page.click(".ap-switches__filter summary")
    page.locator("[name=view][value=then]").check()
    known = [n["id"] for n in notes if f"{n['known']}-99-99"[: len("1921-05-10")] <= "1921-05-10"]
    assert 5 < len(known) < len(notes)
    assert sorted(shown(page)) == sorted(known)
    assert page.url.endswith("?view=then")
    expect(page.locator("label:has([value=then]) .ap-switches__count")).to_contain_text(
        str(len(known))
    )


def test_switches_work_without_scripts(visit, notes, size):
    page = visit("annotated/", viewport=size, java_script_enabled=False)
    expect(page.locator(".ap-noteref:visible")).to_have_count(
        sum(bool(n.get("start")) for n in notes)
    )
    page.locator(".ap-switches [value=all]").check(force=True)
    expect(page.locator(".ap-note:visible")).to_have_count(len(notes))
    page.click(".ap-switches__filter summary")
    page.locator("[value=rhetoric]").uncheck()
    rhetoric = sum(n["layer"] == "rhetoric" for n in notes)
    expect(page.locator(".ap-note:visible")).to_have_count(len(notes) - rhetoric)
    page.click(".ap-switches__filter summary")
    page.locator(".ap-item:has(#n3) summary").click()
    expect(page.locator("#n3")).to_be_visible()
    page.locator(".ap-item:has(#n16) summary").click()
    expect(page.locator("#n3")).to_be_hidden()  # one at a time here too


def test_without_scripts_an_address_leads_to_any_note(visit, notes):
    other = next(note["id"] for note in notes if not note.get("start"))
    page = visit(f"annotated/#{other}", java_script_enabled=False)
    expect(page.locator(f"#{other}")).to_be_visible()


def test_an_open_filter_covers_no_note(visit):
    page = visit("annotated/")
    page.locator(".ap-noteref:visible").first.click()
    expect(page.locator(".ap-note[open]")).to_have_count(1)
    page.click(".ap-switches__filter summary")
    expect(page.locator(".ap-note[open]")).to_have_count(0)
    expect(page.locator(".ap-switches__panel")).to_be_visible()


def test_counts_are_those_of_the_data(visit, notes):
    page = visit("annotated/")
    page.click(".ap-switches__filter summary")
    for layer in LAYERS:
        its = sum(n["layer"] == layer for n in notes)
        label = page.locator(f"label:has([value={layer}])")
        expect(label.locator(".ap-switches__count")).to_have_text(f"{its} note" + "s" * (its != 1))


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
@pytest.mark.parametrize("asked", ["", "?notes=all", "#n17", "?layers=terms&view=then"])
def test_nothing_shifts_while_the_page_loads(visit, size, asked):
    page = visit("annotated/" + asked, viewport=size)
    page.wait_for_load_state("networkidle")
    assert page.evaluate(SHIFTS) == []


def printed(page) -> list[str]:
    pages = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True))).pages
    return [unicodedata.normalize("NFKC", " ".join(p.extract_text().split())) for p in pages]


@pytest.mark.parametrize("scripts", [True, False])
def test_on_paper_each_note_stands_once_at_the_foot_of_its_paragraph(visit, notes, scripts):
    page = visit("annotated/?notes=all", viewport=PHONE, java_script_enabled=scripts)
    if not scripts:
        page.locator(".ap-switches [value=all]").check(force=True)
    text = " ".join(printed(page))
    places = []
    for note in notes:
        title = note.get("title") or note["target"]["exact"]
        words = re.sub(r"[*_]|\[|\]\([^)]*\)|\]\[[^]]*\]", "", note["body"].split("\n")[0])[:30]
        found = re.search(rf"{re.escape(title)}.{{0,60}}?{re.escape(words)}", text)
        assert found, (title, text)
        places.append((note["target"]["paragraph"], found.start()))
    assert [number for number, _ in sorted(places, key=lambda one: one[1])] == sorted(
        number for number, _ in places
    )
    assert text.index("Nothing is said about fares") > text.index("Forty-one, by the log-book")


def test_paper_shows_what_is_switched_on_and_says_so(visit, notes):
    text = " ".join(printed(visit("annotated/?layers=rhetoric&view=then")))
    its = [n for n in notes if n["layer"] == "rhetoric" and n["known"] <= "1921-05-10"]
    titles = {n["id"]: n.get("title", n["target"]["exact"]) for n in notes if n["id"] != "n8"}
    assert [i for i, title in titles.items() if title in text] == [n["id"] for n in its]
    said = text[: text.index("On Monday")]
    assert "Rhetoric" in said
    assert "People" not in said
    assert "on 10 May 1921" in said


def test_each_sheet_says_where_it_comes_from(visit):
    sheets = printed(visit("annotated/?notes=all"))
    assert sheets
    for sheet in sheets:
        assert (
            "The ferry at Low Marsh · The ferry is late again · Edition of 31 January 2026" in sheet
        )
        assert "https://example.org/edition/annotated/" in sheet


def test_paper_has_in_full_the_works_that_its_notes_cite(visit, edition, notes):
    sources = {source["id"]: source["title"] for source in shelf(edition, "sources")}
    text = " ".join(printed(visit("annotated/?layers=sourcing")))
    works = text[text.index("Works cited") : text.index("Kinds of note")].lower()
    cited = {i for n in notes if n["layer"] == "sourcing" for i in n["sources"]}
    assert {i for i, title in sources.items() if title.lower() in works} == cited
    assert "Works cited" not in " ".join(printed(visit("annotated/?notes=none")))


@pytest.mark.parametrize(
    ("named", "state"), [("the text alone", "none"), ("the text with findings", "fact-check")]
)
def test_links_print_the_text_alone_and_with_findings(visit, notes, named, state):
    page = visit("annotated/")
    page.context.add_init_script("window.print = () => { window.printed = true }")
    page.get_by_text("Print the text, or").click()
    page.get_by_role("link", name=named).click()
    until(page, "window.printed")
    findings = [n["id"] for n in notes if n["layer"] == state]
    assert sorted(shown(page)) == sorted(findings)
    assert "print" not in page.url


def test_greyscale_tells_layers_apart(visit):
    """Each layer has its own line, whatever its colour; only findings have signs."""
    page = visit("annotated/?notes=all")
    styles = page.locator(".ap-switches__sample").evaluate_all("""all => all.map(e => {
        const s = getComputedStyle(e);
        return [s.textDecorationStyle, s.textDecorationThickness, s.backgroundImage !== "none"]
          .join(" "); })""")
    assert len(set(styles)) == len(styles) == len(LAYERS)
    signs = page.evaluate("""() => [...document.querySelectorAll(".ap-noteref")].map(
        e => [e.dataset.layer, e.dataset.sign || ""])""")
    assert {sign for layer, sign in signs if layer == "fact-check"} == {"✓", "✗", "±", "◇"}
    assert {sign for layer, sign in signs if layer != "fact-check"} == {""}


# -- old browsers -------------------------------------------------------------------------------


def test_without_has_all_notes_are_shown_and_no_switch(visit, notes, size):
    """A browser that does not know `:has()`: rules that ask for it are taken away."""
    page = visit("annotated/", viewport=size, java_script_enabled=False)
    page = old(page)
    expect(page.locator(".ap-switches")).to_be_hidden()
    assert len(shown(page)) == len(notes)


def old(page):
    """Open a page again as a browser does that knows no `:has()`."""
    page.route("**/*.css", _without_has)
    page.reload()
    return page


def _without_has(route):
    body = route.fetch().text()
    body = body.replace("@supports selector(:has(*))", "@supports selector(:unknown(*))")
    route.fulfill(body=body.replace(":has(", ":unknown("), content_type="text/css")
