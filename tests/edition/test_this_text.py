"""The questions on paper: room to write, a worksheet of one sheet, and no answers."""

from __future__ import annotations

import io
import re

import pytest
from pypdf import PdfReader


@pytest.fixture
def sheets(visit) -> list[str]:
    """The text of each sheet, as a browser prints the page."""
    printed = visit("class/").pdf(format="A4", prefer_css_page_size=True)
    return [sheet.extract_text() for sheet in PdfReader(io.BytesIO(printed)).pages]


def test_the_worksheet_is_one_sheet_with_a_row_for_each_paragraph(sheets):
    assert "Worksheet" in sheets[-1]
    assert re.findall(r"^(\d+)\s*$", sheets[-1], re.MULTILINE) == [str(n) for n in range(1, 14)]
    assert "Paragraph 13" not in sheets[-1]


def test_the_questions_come_by_paragraph_and_no_answer_with_them(sheets, visit):
    text = " ".join(" ".join(sheets).split())
    places = [text.index(f"Paragraph {number} 1.") for number in range(1, 14)]
    assert places == sorted(places)
    answers = visit("class-key/").locator("article li").all_inner_texts()
    assert len(answers) > 35
    for answer in answers:
        assert " ".join(answer.split())[:60] not in text


def test_there_is_room_to_write_under_each_question(visit):
    page = visit("class/")
    page.emulate_media(media="print")
    rooms = page.evaluate("""() => [...document.querySelectorAll("article ol > li")].map(li => {
        const style = getComputedStyle(li, "::after")
        return parseFloat(style.height) + parseFloat(style.marginTop)
    })""")
    assert len(rooms) > 35
    assert min(rooms) > 60, "pixels, of which a millimetre has about four"
    rows = page.evaluate("""() => [...document.querySelectorAll("tbody tr")].map(
        row => row.getBoundingClientRect().height)""")
    assert len(rows) == 13
    assert min(rows) > 50
