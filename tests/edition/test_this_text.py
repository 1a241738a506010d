"""True of the story of 16 June 1990 alone: with another text in `docs/`, delete this file."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from urllib.parse import urldefrag, urljoin

import pytest
from browsing import ASK
from builds import kinds, searched, shelf, some
from fonts import both_sets
from playwright.sync_api import expect
from pypdf import PdfReader

# -- how sure ------------------------------------------------------------------------------------

COPIED_BY_HAND = {"Sonohino (chronicle site)", "Hatena Diary (blog)"}
FIRST_HAND = {
    "article-journal", "bill", "dataset", "interview", "legislation", "report", "speech", "thesis",
}  # fmt: skip
PRESS = {"article-newspaper", "article-magazine"}
OF_THE_TIME = "2001"


def is_primary(source: dict) -> bool:
    """Whether a source may carry a claim alone, as the page about the edition has it."""
    kind, issued = source["type"], source.get("issued", "9999")
    return kind in FIRST_HAND or (kind in PRESS and issued[:4] <= OF_THE_TIME)


def test_high_confidence_rests_on_a_primary_source_or_on_two(listed):
    sources = {source["id"]: source for source in listed("sources")}
    copied = {i for i, s in sources.items() if s.get("container-title") in COPIED_BY_HAND}
    steps = [
        {"id": f"{pledge['id']}: {step['stage']}", **step}
        for pledge in listed("pledges")
        for step in pledge["steps"]
    ]
    thin = []
    for claim in (*listed("annotations"), *listed("events"), *listed("entities"), *steps):
        own = [i for i in claim["sources"] if i not in copied]
        carried = len(own) > 1 or any(is_primary(sources[i]) for i in own)
        if claim.get("confidence", "high") == "high" and not carried:
            thin.append(claim["id"])
    assert copied
    assert thin == []


# -- what there is -------------------------------------------------------------------------------


def test_there_is_as_much_as_there_was(listed, pages, data):
    least = {"entities": 60, "annotations": 70, "statements": 23, "pledges": 7, "events": 25,
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
        "edition", "letters", "overlay", "cite", "glossary", "entry", "text", "missing",
    }  # fmt: skip


def test_every_entity_is_linked_from_elsewhere(pages, listed):
    linked = {link["data-entity"] for soup in pages.values() for link in soup.select(".ap-xref")}
    assert linked == {entity["id"] for entity in listed("entities")}


def test_the_retelling_has_thirteen_paragraphs(pages):
    numbered = pages["annotated/index.html"].select("p[id^=p]")
    assert [p["id"] for p in numbered] == [f"p{number}" for number in range(1, 14)]


FIRST_RETELLING = 512
"""The words of the first edition's."""


def test_the_retelling_is_shorter_by_a_third_than_the_first(edition):
    page = (edition / "docs/annotated.md").read_text(encoding="utf-8")
    told = re.findall(r"((?:^[^\n]+\n)+)\{ #p\d+ \}", page, re.MULTILINE)
    assert len(told) == 13
    assert len(" ".join(told).split()) <= FIRST_RETELLING * 2 / 3


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
    box = page.locator(".ways").bounding_box()
    assert box["y"] + box["height"] <= 900
    phone = visit(viewport={"width": 375, "height": 812})
    box = phone.locator(".ways").bounding_box()
    assert box["y"] + box["height"] <= 2 * 812


# -- the page with notes --------------------------------------------------------------------------

FILLED = """() => {
  const boxes = [...document.querySelectorAll(".ap-passage > p")].map(
    p => p.getBoundingClientRect());
  const text = boxes.reduce((sum, box) => sum + box.height, 0);
  return text / (boxes[boxes.length - 1].bottom - boxes[0].top);
}"""
HEIGHT = "document.documentElement.scrollHeight"


@both_sets
@pytest.mark.parametrize("width", [1220, 1280, 1440, 1920])
def test_the_text_runs_whole(visit, width):
    size = {"width": width, "height": 900}
    bare = visit("annotated/?notes=none", viewport=size).evaluate(HEIGHT)
    for mode in ("start", "all"):
        page = visit(f"annotated/?notes={mode}", viewport=size)
        assert page.evaluate(FILLED) >= 0.85
        assert page.evaluate(HEIGHT) <= 1.1 * bare
        plain = visit("annotated/", viewport=size, java_script_enabled=False)
        plain.locator(f".ap-switches [value={mode}]").check(force=True)
        assert plain.evaluate(FILLED) >= {"start": 0.85, "all": 0.75}[mode]


@both_sets
@pytest.mark.parametrize(
    ("width", "height", "top"), [(375, 812, 480), (768, 1024, 480), (1440, 900, 320)]
)
def test_the_story_begins_near_the_top(visit, fonts, width, height, top):
    page = visit("annotated/", viewport={"width": width, "height": height})
    # Wide letters break the lines above once more.
    assert page.locator("#p1").bounding_box()["y"] <= (top if fonts == "plain" else top * 1.12)


def test_a_full_line_of_the_story_has_60_to_70_characters(visit):
    page = visit("annotated/", viewport={"width": 1440, "height": 900})
    lines = page.evaluate("""() => [...document.querySelectorAll(".ap-passage > p")].flatMap(p => {
      const lines = [], range = document.createRange(), its = p.getBoundingClientRect();
      const high = parseFloat(getComputedStyle(p).lineHeight);
      const walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (node.parentElement.closest("[data-search-exclude]")) continue;
        for (let at = 0; at < node.length; at += 1) {
          range.setStart(node, at);
          range.setEnd(node, at + 1);
          const box = range.getBoundingClientRect();
          const line = Math.floor(((box.top + box.bottom) / 2 - its.top) / high);
          if (box.height) lines[line] = (lines[line] || 0) + 1;
        }
      }
      return lines.slice(0, -1);
    })""")
    assert 60 <= sorted(lines)[len(lines) // 2] <= 70


def test_the_keyboard_reaches_the_foot_of_the_page_soon(visit):
    page = visit("annotated/", viewport={"width": 1280, "height": 800})
    page.keyboard.press("Tab")
    stops = 1
    while page.locator(":focus").count() and stops < 100:
        page.keyboard.press("Tab")
        stops += 1
    assert stops - 1 <= 60


@both_sets
def test_the_page_with_notes_is_short_on_paper(visit):
    for mode, sheets in (("none", 2), ("start", 3), ("all", 7)):
        assert len(printed(visit(f"annotated/?notes={mode}"))) <= sheets


# -- what a search finds -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    ["Yokosuka", "Kyodo News", "telephone on 27 June", "Japanese officials below cabinet rank",
     "59.3 when first announced"],
)  # fmt: skip
def test_the_prose_and_the_tables_are_in_the_index(built, words):
    assert words in str(searched(built))


@pytest.mark.parametrize(
    "words",
    ["#n12", "Two columns of names", "One row for each of", "after the picture gives every point"],
)
def test_pictures_and_addresses_are_not(built, words):
    assert words not in str(searched(built))


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
    page.locator("[data-ap-search] input").fill(typed)
    first = page.get_by_role("option").first
    expect(first).to_be_visible(timeout=20_000)
    assert first.evaluate("link => link.href") == address + entry


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


SAID = {
    "us-deficit": [("", "1987", "56.3"), ("", "1990", "41.1"), ("", "1994", "65.7")],
    "bilateral": [
        ("counted in Washington", "1987", "56.3"),
        ("counted in Washington", "1989", "49.1"),
        ("counted in Tokyo", "1987", "52.1"),
        ("counted in Tokyo", "1989", "45.0"),
    ],
    "current-account-fiscal": [("", "FY1986", "94.1"), ("", "FY1989", "53.4")],
    "current-account": [
        ("first announced", "1989", "56.98"),
        ("first announced", "1990", "35.76"),
        ("first announced", "1993", "131.35"),
    ],
    "public-investment": [
        ("", "offered, 25 June", "415"),
        ("", "asked", "500"),
        ("", "agreed, 28 June", "430"),
        ("", "ten years before", "263"),
    ],
    "surcharge": [
        ("", "to June 1991, general", "1.5"),
        ("", "from July 1991", "6"),
        ("", "from January 2006", "10"),
    ],
}
"""The points that the sentence about a figure names: series, period, number."""


@pytest.fixture(scope="module")
def values(points):
    return {
        name: {(row.get("series", ""), row["period"]): float(row["value"]) for row in rows}
        for name, rows in points.items()
    }


def test_numbers_in_words_are_those_of_the_points(figures, values):
    assert set(SAID) == set(figures)
    for name, said in SAID.items():
        for series, period, number in said:
            assert float(number) == values[name][series, period]
            assert f"{number} " in figures[name]["text"]


def test_what_a_sentence_reckons_follows_from_the_points(figures, values):
    """Differences and shares that the sentences give are computed here from the points."""
    text = {name: figure["text"] for name, figure in figures.items()}
    invest = {period: number for (_, period), number in values["public-investment"].items()}
    asked, agreed, offered = (
        invest[period] for period in ("asked", "agreed, 28 June", "offered, 25 June")
    )
    assert (agreed - offered, asked - offered) == (15, 85)
    assert "added 15" in text["public-investment"]
    assert "15 of the 85" in text["public-investment"].replace("\n", " ")
    assert int(100 * (agreed / invest["ten years before"] - 1)) == 63
    fiscal = values["current-account-fiscal"]
    assert 0.4 < 1 - fiscal["", "FY1989"] / fiscal["", "FY1986"] < 0.5
    assert "more than two fifths" in text["current-account-fiscal"]
    gap = values["bilateral"]
    falls = [
        round(100 * (1 - gap[series, "1989"] / gap[series, "1987"]))
        for series in ("counted in Washington", "counted in Tokyo")
    ]
    assert f"by {falls[0]} and {falls[1]} percent" in text["bilateral"]


def test_one_count_is_the_same_in_both_figures_that_show_it(values):
    count = values["us-deficit"]
    for (series, year), number in values["bilateral"].items():
        if series == "counted in Washington":
            assert number == count["", year]


def test_the_years_that_a_sentence_calls_the_highest_and_lowest_are(values):
    count = {year: number for (_, year), number in values["us-deficit"].items()}
    assert max(count, key=count.get) == "1994"
    assert min(count, key=count.get) == "1990"
    assert max((y for y in count if y < "1990"), key=count.get) == "1987"


def test_a_sentence_rests_on_the_sources_of_its_points(figures, points):
    for name, said in SAID.items():
        meant = {(series, period) for series, period, _ in said}
        needed = {
            source
            for row in points[name]
            if (row.get("series", ""), row["period"]) in meant
            for source in row["source"].split()
        }
        assert needed <= set(figures[name]["sources"])


# -- the sheets for a class ----------------------------------------------------------------------


def printed(page, paper="A4") -> list[str]:
    """Return the text of each sheet, as a browser prints the page."""
    file = io.BytesIO(page.pdf(format=paper, prefer_css_page_size=True))
    return [sheet.extract_text() for sheet in PdfReader(file).pages]


@pytest.fixture
def sheets(visit) -> list[str]:
    """The text of each sheet of the questions."""
    return printed(visit("questions/"))


@both_sets
def test_the_worksheet_is_one_sheet_with_a_row_for_each_paragraph(sheets):
    assert "Worksheet" in sheets[-1]
    assert re.findall(r"^(\d+)\s*$", sheets[-1], re.MULTILINE) == [str(n) for n in range(1, 14)]
    assert "Paragraph 13" not in sheets[-1]


def test_the_questions_come_by_paragraph_and_no_answer_with_them(sheets, visit):
    text = " ".join(" ".join(sheets).split())
    places = [text.index(f"Paragraph {number} 1.") for number in range(1, 14)]
    assert places == sorted(places)
    answers = visit("class-key/").locator("article li:not(nav li)").all_inner_texts()
    assert len(answers) > 35, "of the lesson and of the questions"
    for answer in answers:
        assert " ".join(answer.split())[:60] not in text


@pytest.mark.parametrize("page", ["lesson/", "documents/", "class/"])
def test_no_other_page_for_the_class_gives_the_answers(page, visit):
    text = " ".join(visit(page).locator("article").inner_text().split())
    for answer in some(visit("class-key/").locator("article li:not(nav li)").all_inner_texts()):
        assert " ".join(answer.split())[:60] not in text


PAPERS = pytest.mark.parametrize("paper", ["A4", "Letter"])


@both_sets
@PAPERS
def test_the_lesson_sheet_has_two_pages_with_four_questions_on_each(paper, visit):
    first, second = printed(visit("lesson/"), paper)
    assert [n for n in range(1, 9) if f"{n}. " in first] == [1, 2, 3, 4]
    assert [n for n in range(1, 9) if f"{n}. " in second] == [5, 6, 7, 8]


@both_sets
@PAPERS
def test_the_plan_of_the_lesson_has_two_pages(paper, visit):
    assert len(printed(visit("class/"), paper)) == 2


@both_sets
@PAPERS
def test_two_documents_stand_on_each_page(paper, visit):
    pages = printed(visit("documents/"), paper)
    heads = [re.findall(r"^([A-F])\. ", page, re.MULTILINE) for page in pages]
    assert heads == [["A", "B"], ["C", "D"], ["E", "F"]]


@both_sets
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


# -- the key for teachers --------------------------------------------------------------------------

KEY = "class-key/"
LEAD = {"class/index.html", "sources/index.html"}
"""Pages that lead to the key, as the page for teachers says."""


def test_only_the_page_for_teachers_and_the_list_of_sources_lead_to_the_key(pages):
    leading = {
        path
        for path, soup in pages.items()
        for link in soup.select("a[href]")
        if urldefrag(urljoin(f"/{path}", link["href"]))[0] == f"/{KEY}"
    }
    assert leading - {f"{KEY}index.html"} == LEAD


def test_a_search_does_not_find_the_key(built):
    found = {address for address, _ in searched(built)[0]}
    assert "class/" in found
    assert KEY not in found


def test_search_engines_are_asked_to_leave_the_key_out(pages):
    asked = {path for path, soup in pages.items() if soup.select("meta[name=robots]")}
    assert {path for path in asked if not path.startswith("guide/")} == {
        "404.html", f"{KEY}index.html",
    }  # fmt: skip


def test_the_counts_in_the_key_are_those_of_the_statements(pages, listed):
    statements = listed("statements")
    sides = Counter(statement["side"] for statement in statements)
    named = sum(statement["named"] for statement in statements)
    america, japan, nobody, own = (
        sides[side] for side in ("United States", "Japan", "not given", "newspaper")
    )
    answers = " ".join(pages[f"{KEY}index.html"].select_one("article").text.split())
    assert f"American side {america}, Japanese side {japan}, not given {nobody}" in answers
    assert f"the newspaper’s own voice {own}." in answers
    assert f"the American side {america} times, the Japanese {japan} times" in answers
    assert f"the newspaper speaks {own} times for itself" in answers
    assert named == 3, "the key says that three carry a name"
    assert answers.count("hree carry a name") + answers.count("hree of these statements carry") == 2
