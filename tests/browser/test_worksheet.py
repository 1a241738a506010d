"""On paper: room to write, sheets of a known length, a worksheet of one sheet, and no answers."""

from __future__ import annotations

import io
import re

import pytest
from pypdf import PdfReader


def printed(page) -> list[str]:
    """Return the text of each sheet, as a browser prints the page."""
    file = io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True))
    return [sheet.extract_text() for sheet in PdfReader(file).pages]


@pytest.fixture
def sheets(visit) -> list[str]:
    """The text of each sheet of the questions."""
    return printed(visit("questions/"))


def test_the_worksheet_is_one_sheet_with_a_row_for_each_paragraph(sheets):
    assert "Worksheet" in sheets[-1]
    assert re.findall(r"^(\d+)\s*$", sheets[-1], re.MULTILINE) == [str(n) for n in range(1, 14)]
    assert "Paragraph 13" not in sheets[-1]


def test_the_questions_come_by_paragraph_and_no_answer_with_them(sheets, visit):
    text = " ".join(" ".join(sheets).split())
    places = [text.index(f"Paragraph {number} 1.") for number in range(1, 14)]
    assert places == sorted(places)
    answers = visit("class-key/").locator("article li").all_inner_texts()
    assert len(answers) > 35, "of the lesson and of the questions"
    for answer in answers:
        assert " ".join(answer.split())[:60] not in text


@pytest.mark.parametrize("page", ["lesson/", "documents/", "class/"])
def test_no_other_page_for_the_class_gives_the_answers(page, visit):
    text = " ".join(visit(page).locator("article").inner_text().split())
    for answer in visit("class-key/").locator("article li").all_inner_texts():
        assert " ".join(answer.split())[:60] not in text


def test_the_lesson_sheet_has_two_pages_with_four_questions_on_each(visit):
    first, second = printed(visit("lesson/"))
    assert [n for n in range(1, 9) if f"{n}. " in first] == [1, 2, 3, 4]
    assert [n for n in range(1, 9) if f"{n}. " in second] == [5, 6, 7, 8]


def test_the_plan_of_the_lesson_has_two_pages(visit):
    assert len(printed(visit("class/"))) == 2


def test_two_documents_stand_on_each_page(visit):
    pages = printed(visit("documents/"))
    heads = [re.findall(r"^([A-F])\. ", page, re.MULTILINE) for page in pages]
    assert heads == [["A", "B"], ["C", "D"], ["E", "F"]]


def test_there_is_room_to_write_under_each_question(visit):
    page = visit("questions/")
    page.emulate_media(media="print")
    rooms = page.evaluate("""() => [...document.querySelectorAll("article ol > li")].map(li => {
        const style = getComputedStyle(li, "::after")
        return parseFloat(style.height) + parseFloat(style.marginTop)
    })""")
    assert len(rooms) > 25
    assert min(rooms) > 60, "pixels, of which a millimetre has about four"
    rows = page.evaluate("""() => [...document.querySelectorAll("tbody tr")].map(
        row => row.getBoundingClientRect().height)""")
    assert len(rows) == 13
    assert min(rows) > 50
