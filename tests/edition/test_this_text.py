"""True of the story of 16 June 1990 alone: with another text in `docs/`, delete this file."""

from __future__ import annotations

import csv
import io
import re

import pytest
from browsing import ASK
from builds import kinds, shelf
from fonts import both_sets
from playwright.sync_api import expect
from pypdf import PdfReader

# -- what there is -------------------------------------------------------------------------------


def test_there_is_as_much_as_there_was(listed, pages, data):
    least = {"entities": 60, "annotations": 93, "statements": 23, "pledges": 7, "events": 25,
             "figures": 4, "sources": 100}  # fmt: skip
    assert {name: len(listed(name)) >= number for name, number in least.items()} == dict.fromkeys(
        least, True
    )
    assert len(data.entities) == len(listed("entities"))
    assert sum(len(soup.select("a[href]")) for soup in pages.values()) > 1000


def test_there_is_a_page_of_every_kind(edition):
    found = kinds(edition)
    assert found["annotated"] == "annotated/"
    assert set(found) == {
        "home", "annotated", "sourcing", "pledges", "timeline", "faced", "figure", "sources",
        "cite", "glossary", "entry", "text", "missing",
    }  # fmt: skip


def test_every_entity_is_linked_from_elsewhere(pages, listed):
    linked = {link["data-entity"] for soup in pages.values() for link in soup.select(".xref")}
    assert linked == {entity["id"] for entity in listed("entities")}


def test_the_retelling_has_thirteen_paragraphs(pages):
    numbered = pages["annotated/index.html"].select("p[id^=p]")
    assert [p["id"] for p in numbered] == [f"p{number}" for number in range(1, 14)]


def test_the_reader_is_at_the_meeting_of_15_june(pages):
    (here,) = pages["timeline/index.html"].select("ol [aria-current]")
    assert here.time["datetime"] == "1990-06-15"


def test_half_of_the_notes_could_be_known_on_the_day(listed):
    day = "1990-06-16"
    notes = listed("annotations")
    known = [n for n in notes if f"{n['known']}-99-99"[: len(day)] <= day]
    assert 40 < len(known) < len(notes)


def test_some_of_every_kind_is_doubted(listed):
    doubtful = {
        name
        for name in ("entities", "annotations", "statements", "pledges", "events")
        if any(row["confidence"] != "high" for row in listed(name))
    }
    assert len(doubtful) == 5


def test_citations_name_the_year_of_the_edition(pages):
    forms = pages["cite/index.html"].select("dd")
    assert len(forms) > 400
    assert all("2026" in form.text for form in forms)


def test_the_page_of_citations_is_light(built):
    html = (built.folder / "cite/index.html").read_text(encoding="utf-8")
    assert " style=" not in html
    assert len(html) < 250_000


@both_sets
def test_the_opening_page_fits(visit):
    page = visit()
    box = page.locator(".ways-in").bounding_box()
    assert box["y"] + box["height"] <= 900
    phone = visit(viewport={"width": 375, "height": 812})
    box = phone.locator(".ways-in").bounding_box()
    assert box["y"] + box["height"] <= 2 * 812


# -- what a search finds -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    ["Yokosuka", "Kyodo News", "telephone on 27 June", "Japanese officials below cabinet rank",
     "the level of 1995 and the stated fall"],
)  # fmt: skip
def test_the_prose_and_the_tables_are_in_the_index(built, words):
    assert words in (built.folder / "search/search_index.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "words",
    ["#n12", "Two columns of names", "One row for each of", "after the picture gives every point"],
)
def test_pictures_and_addresses_are_not(built, words):
    assert words not in (built.folder / "search/search_index.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("typed", "entry"),
    [
        ("ベーカー", "actors/james-baker/"),
        ("中山太郎", "actors/taro-nakayama/"),
        ("中山 太郎", "actors/taro-nakayama/"),
        ("なかやま", "actors/taro-nakayama/"),
        ("Nakayama Taro", "actors/taro-nakayama/"),
        ("Finance Ministry", "actors/finance-ministry/"),
        ("大蔵省", "actors/finance-ministry/"),
        ("okurasho", "actors/finance-ministry/"),
        ("MITI", "actors/miti/"),
        ("海部", "actors/toshiki-kaifu/"),
    ],
)
def test_the_first_thing_found_in_the_field_is_the_entry(visit, address, typed, entry):
    page = visit()
    page.wait_for_load_state("networkidle")  # the theme's script and the index are there
    field = page.get_by_role("textbox", name="Search")
    field.fill(typed)
    field.press("End")  # the theme listens to keys, which a reader's input method sends too
    first = page.locator(".search__list a").first
    expect(first).to_be_visible(timeout=20_000)
    page.wait_for_timeout(300)  # what was found for a part of the words has gone
    assert first.evaluate("link => link.href").split("?")[0] == address + entry


def test_what_nobody_is_called_finds_nothing(visit):
    assert visit().evaluate(ASK, ["小渕恵三", "おぶち"]) == {"小渕恵三": [], "おぶち": []}


def test_words_in_quotation_marks_and_brackets_are_found(visit):
    found = visit().evaluate(ASK, ["posturing", "enraged", "inferred"])
    assert all(found.values())


# -- figures -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def figures(edition) -> dict[str, dict]:
    return {figure["id"]: figure for figure in shelf(edition, "figures")}


@pytest.fixture(scope="module")
def points(edition, figures) -> dict[str, list[dict]]:
    found = {}
    for name in figures:
        with (edition / f"data/figures/{name}.csv").open(encoding="utf-8") as file:
            found[name] = list(csv.DictReader(file))
    return found


def test_numbers_in_words_are_those_of_the_points(figures, points):
    """Each number in a sentence about a figure is a point, or is computed here from points."""
    value = {(name, row["period"]): float(row["value"]) for name, its in points.items()
             for row in its}  # fmt: skip
    invest = {period: number for (name, period), number in value.items()
              if name == "public-investment"}  # fmt: skip
    offered, agreed = invest["1991–2000, offered"], invest["1991–2000, agreed"]
    assert agreed - offered == 15
    assert int(100 * (agreed / invest["1981–90, spent"] - 1)) == 63
    fall = 1 - value["current-account-fiscal", "FY1989"] / value["current-account-fiscal", "FY1986"]
    assert 0.4 < fall < 0.5
    assert "more than two fifths" in figures["current-account-fiscal"]["text"]
    for name, (numbers, periods) in {
        "us-deficit": (["49", "41", "59.3"], ["1989", "1990", "1993"]),
        "current-account": (["87", "36", "131.35"], ["1987", "1990", "1993"]),
        "current-account-fiscal": (["94.1", "53.4"], ["FY1986", "FY1989"]),
        "public-investment": (["430", "263"], ["1991–2000, agreed", "1981–90, spent"]),
    }.items():
        for number, period in zip(numbers, periods, strict=True):
            assert float(number) == value[name, period]
            assert f"{number} " in figures[name]["text"].replace("\n", " ")


def test_a_sentence_rests_on_the_sources_of_its_points(figures, points):
    for name, periods in {
        "us-deficit": ["1989", "1990", "1993"],
        "current-account": ["1987", "1990", "1993"],
        "current-account-fiscal": ["FY1986", "FY1989"],
        "public-investment": ["1991–2000, agreed", "1981–90, spent", "1991–2000, offered"],
    }.items():
        needed = {source for row in points[name] if row["period"] in periods
                  for source in row["source"].split()}  # fmt: skip
        assert needed <= set(figures[name]["sources"])


# -- the sheets for a class ----------------------------------------------------------------------


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
