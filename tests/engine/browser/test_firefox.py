"""The annotated page in Firefox: what Chromium's tests hold it to, in short."""

from __future__ import annotations

import pytest
from firefox import found, started

LINES = """return [...document.querySelectorAll(".ap-passage > p")].map(p => {
  const range = document.createRange()
  range.selectNodeContents(p)
  return [...range.getClientRects()].map(its => Math.round(its.top + scrollY))
})"""
OPEN = "return [...document.querySelectorAll('.ap-note[open] [role=note]')].map(note => note.id)"
CARDS = "[...document.querySelectorAll('.ap-card')].filter(card => card.checkVisibility())"
FOCUS = "return document.activeElement.id"
WIDTHS = [1280, 500]


def start(folder, **settings):
    if not (command := found()):
        pytest.skip("there is no Firefox here: install one, or name it with FIREFOX=…")
    return started(command, folder, **settings)


@pytest.fixture(scope="module")
def firefox(tmp_path_factory):
    with start(tmp_path_factory.mktemp("firefox")) as window:
        yield window


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """One that runs no scripts."""
    with start(tmp_path_factory.mktemp("bare"), **{"javascript.enabled": False}) as window:
        yield window


@pytest.fixture
def page(firefox, address):
    def page(path="annotated/?notes=all", **size):
        firefox.visit(address + path, **size)
        firefox.until("!document.querySelector('.ap-notes:not([data-placed])')")
        return firefox

    return page


@pytest.mark.parametrize("width", WIDTHS)
def test_notes_open_one_at_a_time_and_no_line_moves(page, width):
    window = page(width=width)
    before = window.run(LINES)
    for selector in ("[data-annotation=n5]", "#n7-ref", "#n3-ref"):
        window.click(selector)
        (note,) = window.run(OPEN)
        assert note in selector
        lines = window.run(LINES)
        assert lines == before if width == 1280 else lines[0] == before[0]
    window.click("#n3-ref")
    assert window.run(OPEN) == []
    assert window.run(LINES) == before


def test_titles_stand_beside_the_lines_of_their_words(page):
    far = page().run("""return [...document.querySelectorAll(".ap-item")].map(item => {
      const number = document.getElementById(`${item.querySelector("[role=note]").id}-ref`)
      return Math.abs(item.getBoundingClientRect().top - number.getBoundingClientRect().top)
    })""")
    assert far
    assert sorted(far)[len(far) // 2] <= 60


def test_the_keyboard_opens_a_note_and_leads_back(page):
    window = page()
    window.run("document.getElementById('n2-ref').focus()")
    window.press("Enter")
    assert window.run(OPEN) == [window.run(FOCUS)] == ["n2"]
    window.press("Escape")
    assert (window.run(OPEN), window.run(FOCUS)) == ([], "n2-ref")
    window.press("Tab")
    assert window.run("return document.activeElement.matches('.ap-noteref, .ap-xref')")


def test_an_address_opens_its_note(page):
    assert page("annotated/#n7").run(OPEN) == ["n7"]


def test_a_card_opens_inside_the_window_and_escape_closes_it(page):
    window = page("annotated/?notes=none")
    window.hover(".ap-passage > p a.ap-xref")
    window.until(f"{CARDS}.length === 1")
    assert window.run(f"""const its = {CARDS}[0].getBoundingClientRect()
      return its.left >= 0 && its.right <= innerWidth && its.bottom <= innerHeight""")
    window.press("Escape")
    window.until(f"{CARDS}.length === 0")


def test_the_search_finds(page):
    window = page()
    window.run("document.querySelector('[data-ap-search] input').focus()")
    window.until("typeof apSearchIndex === 'object' || document.querySelector('[role=combobox]')")
    window.write("Ada Quill")
    window.until("document.querySelector('[role=option]')")
    assert "Ada Quill" in window.run("return document.querySelector('[role=option]').innerText")


@pytest.mark.parametrize("width", WIDTHS)
def test_without_scripts_titles_open_one_at_a_time(bare, address, width):
    bare.visit(f"{address}annotated/", width=width)
    assert bare.run("return document.documentElement.dataset.apNotes") is None
    assert bare.run(f"return {CARDS}.length") == 0
    shown = (
        "const its = [...document.querySelectorAll('.ap-item')].filter(i => i.checkVisibility());"
    )
    first, second = bare.run(f"{shown} return its.map(i => i.querySelector('[role=note]').id)")[:2]
    for note in (first, second):
        bare.click(f".ap-note:has(#{note}) > summary")
        assert bare.run(OPEN) == [note]
    bare.click("[name=notes][value=none]")
    assert bare.run(f"{shown} return its.length") == 0
