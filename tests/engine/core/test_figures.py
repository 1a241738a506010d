"""`<!-- apparatus: figure ID -->` becomes a picture, what it shows in words, and the same table."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
import unicodedata
from decimal import Decimal
from itertools import pairwise
from math import dist

import pytest
from apparatus.data import csv_file, loading
from apparatus.data.dataset import Dataset
from apparatus.exports import assets
from apparatus.pieces import SHELVES
from apparatus.pieces.figure import picture, view
from apparatus.pieces.figure.nouns import Figure, Moment, Point, Table
from apparatus.pieces.piece import Context
from apparatus.templates.render import Renderer
from apparatus.words import of
from bs4 import BeautifulSoup
from builds import PROJECT
from hypothesis import given
from hypothesis import strategies as st

SOURCES = "- {id: times, type: book, title: T}\n- {id: asahi, type: book, title: A}\n"
FIGURE = "{title: The deficit, unit: dollars, counts: Goods., text: It fell., sources: [asahi]"
FIGURES = f"- {FIGURE.replace('{', '{id: gdp, ', 1)}}}\n"
BARS = FIGURES.replace("sources", "chart: bar, sources")
CSV = """\
period,value,series,source,confidence,note
1985,10,a,times,high,
1986,12.50,a,times asahi,high,
1987,11,a,times,medium,"rounded, says Tokyo"
1990,9,b,times,high,
1991,8,b,times,low,
1992,-1,b,times,high,
"""
ASKED = "<!-- apparatus: figure gdp -->"
ALLOWED = {
    "path": {"class", "d"},
    "circle": {"class", "cx", "cy", "r"},
    "rect": {"class", "x", "y", "width", "height"},
    "text": {"class", "x", "y", "text-anchor"},
}
VALUE_RE = re.compile(r"[MLmlhvz\d. -]+|ap-figure__[a-z_ -]+|start|middle|end")
STEP_RE = re.compile(r"([MLmlhvz])([^A-Za-z]*)")
NUMBER_RE = re.compile(r"-?\d+(?:\.\d+)?")
LETTER = 7.8


@pytest.fixture
def show(render):
    """Render a page with a figure and return it parsed."""

    def show(text=ASKED, csv=CSV, figures=FIGURES, **data):
        entities = "- {id: tokyo, kind: place, name: Tokyo, gloss: G., entry: other.md}\n"
        pages = {"x/page.md": text, "sources.md": "# Sources\n"}
        data = {"entities": entities, "sources": SOURCES, "figures": figures, **data}
        site = render(pages, ("other.md",), csv={"gdp": csv}, **data)
        assert [one for one in site.problems if "which nobody sees" not in one] == []
        show.site = site
        return BeautifulSoup(site.pages["x/page.md"], "html.parser")

    return show


def rows(soup):
    return [[" ".join(cell.text.split()) for cell in row.select("th, td")]
            for row in soup.select("tbody tr")]  # fmt: skip


def words(element):
    return " ".join(element.text.split())


def test_the_table_has_every_point_in_the_author_s_order_and_spelling(show):
    assert rows(show()) == [
        ["a"],
        ["1985", "10", "high", "T, n.d."],
        ["1986", "12.50", "high", "T, n.d.; A, n.d."],
        ["1987", "11", "medium", "T, n.d.; rounded, says Tokyo"],
        ["b"],
        ["1990", "9", "high", "T, n.d."],
        ["1991", "8", "low", "T, n.d."],
        ["1992", "-1", "high", "T, n.d."],
    ]


def test_around_the_picture(show):
    soup = show()
    assert words(soup.figcaption) == "The deficit. It fell."
    assert words(soup.caption) == "Goods."
    assert [th.text for th in soup.select("thead th")][1] == "dollars"
    assert words(soup.select_one(".ap-figure__gaps")) == (
        "Years without a value are left empty: 1988 to 1989."
    )
    download = soup.select_one("a[download]")
    assert download["href"] == "../assets/figures/gdp.csv"
    assert {a["href"] for a in soup.select("[role=doc-biblioref]")} == {
        "../sources.md#source-times", "../sources.md#source-asahi"
    }  # fmt: skip
    assert [a.text for a in soup.select("a[data-entity]")] == ["Tokyo"]
    assert show.site.build.settings_of("x/page.md").sources == ("asahi", "times")


def test_the_picture_is_named_and_needs_nothing_from_outside(show):
    svg = show().select_one("svg.ap-figure__picture")
    assert svg["role"] == "img"
    assert svg.title.text == "The deficit"
    assert words(svg.desc) == "It fell. The table after the picture gives every point."
    assert not svg.select("a, script, image, use, style, [href], [style], [id]")
    assert "http" not in str(svg)
    for colour in ("#", "rgb", "fill=", "stroke="):
        assert colour not in str(svg)


def test_what_is_not_verified_looks_like_it_and_the_key_says_so(show):
    soup = show()
    marks = soup.select("svg.ap-figure__picture .ap-figure__mark")
    open_ = ["ap-figure__mark--open" in mark["class"] for mark in marks]
    assert open_ == [False, False, True, False, True, False]
    assert [mark.name for mark in marks] == ["circle"] * 3 + ["path"] * 3
    lines = [("ap-figure__line--open" in line["class"], len(corners(line["d"])))
             for line in soup.select("svg.ap-figure__picture .ap-figure__line")]  # fmt: skip
    assert lines == [(False, 2), (True, 2), (True, 3)], "no line from 1987 to 1990"
    assert [words(item) for item in soup.select(".ap-figure__key li")] == [
        "filled: confidence high",
        "hollow, dashed line: confidence below high, not fully verified",
    ]


def test_each_series_has_its_name_beside_it(show):
    soup = show()
    names = soup.select("svg.ap-figure__picture .ap-figure__name")
    assert [name.text for name in names] == ["a", "b"]
    marks = soup.select("svg.ap-figure__picture .ap-figure__mark")
    theirs = [middle(mark) for mark in marks]
    for name, own, others in zip(names, (theirs[:3], theirs[3:]), (theirs[3:], theirs[:3]),
                                 strict=True):  # fmt: skip
        at = float(name["x"]) - LETTER / 2, float(name["y"]) - 3.5
        assert min(dist(at, mark) for mark in own) < min(dist(at, mark) for mark in others)


def test_names_without_room_for_all_stand_in_the_key(show):
    long = "as the customs of both countries had it by month"
    soup = show(csv=CSV.replace(",b,", f",{long},"))
    assert not soup.select(".ap-figure__name")
    assert [words(item) for item in soup.select(".ap-figure__key li")][:2] == ["a", long]


def test_a_series_without_a_name_is_told_in_the_key(show):
    soup = show(csv=CSV.replace(",b,", ",,"))
    assert not soup.select(".ap-figure__name")
    assert [words(item) for item in soup.select(".ap-figure__key li")][:2] == ["a", "others"]


MARKED = FIGURES.replace("sources", "mark: {period: '1987', label: The treaty}, sources")


def test_a_mark_says_its_words_above_its_year(show):
    soup = show(figures=MARKED)
    (line,) = soup.select("svg.ap-figure__picture .ap-figure__moment")
    (said,) = soup.select("svg.ap-figure__picture .ap-figure__words")
    third = soup.select("svg.ap-figure__picture .ap-figure__mark")[2]
    assert {x for x, _ in corners(line["d"])} == {float(said["x"])} == {float(third["cx"])}
    assert said.text == "The treaty"
    assert float(said["y"]) < min(y for _, y in corners(line["d"]))
    assert words(soup.desc) == (
        "It fell. A line marks 1987: The treaty. The table after the picture gives every point."
    )
    plain = show().select_one("svg.ap-figure__picture")
    assert not plain.select(".ap-figure__moment, .ap-figure__words")


def test_a_bar_for_each_point_from_top_to_bottom(show):
    table = "period,value,source,confidence\nspent,10,times,high\nasked,20,times,low\n"
    soup = show(csv=table, figures=BARS)
    bars = soup.select("svg.ap-figure__picture .ap-figure__bar")
    first, second = sorted(bars, key=lambda bar: float(bar["width"]))
    assert float(first["y"]) < float(second["y"])
    assert float(second["width"]) == pytest.approx(2 * float(first["width"]), abs=0.2)
    assert ["ap-figure__bar--open" in bar["class"] for bar in (first, second)] == [False, True]
    labels = [text.text for text in soup.select("svg.ap-figure__picture text")]
    assert {"spent", "asked", "10", "20"} <= set(labels)
    assert [words(item) for item in soup.select(".ap-figure__key li")] == [
        "filled: confidence high",
        "hollow, dashed: confidence below high, not fully verified",
    ]


def test_what_is_all_verified_needs_no_key(show):
    soup = show(csv="period,value,source,confidence\nFY1990,1,times,high\n")
    assert not soup.select("ul, .ap-figure__gaps")
    assert soup.select("svg text")[-1].text == "FY1990"


def test_twice_on_a_page_no_id_is_twice(show):
    soup = show(f"{ASKED}\n\nWords.\n\n{ASKED}\n")
    assert len(soup.select("figure")) == 2
    ids = [element["id"] for element in soup.select("[id]")]
    assert len(ids) == len(set(ids))


def test_a_page_that_wants_nothing_keeps_the_comment(show, plain):
    show(f"---\napparatus: false\n---\n{ASKED}\n")
    assert show.site.pages["x/page.md"] == plain(ASKED)


def test_years_before_christ_and_doubtful_ones_are_years():
    years = ("-0043", "0000", "0001", "0800~", "1850?", "FY1990", "Y-10000")
    its = [Point(year, "1", (), "high").year for year in years]
    assert its == [-44, -1, 1, 800, 1850, 1990, -10001]
    others = ("185X", "1990-06", "1990/1991", "1990-21", "asked", "../1850")
    assert not any(Point(its, "1", (), "high").year for its in others)


def test_points_in_any_order_are_joined_by_year(show):
    head, *body = CSV.splitlines(keepends=True)
    lines = [line["d"] for line in show().select(".ap-figure__picture .ap-figure__line")]
    again = show(csv=head + "".join([body[2], body[0], body[1], *body[:2:-1]]))
    assert [line["d"] for line in again.select(".ap-figure__picture .ap-figure__line")] == lines


# -- nothing but what we know goes through ---------------------------------------------------------

HOSTILE = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>'",
    "</text></svg><b>",
    "*x* [y](javascript:z) `c` &lt;i&gt; {{ 7*7 }}",
    "a\x02wzxhzdk:0\x03b\x00",
    "=HYPERLINK(1)]]>&amp;<!--",
]


@pytest.mark.parametrize("chart", ["line", "bar"])
@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_in_the_data_is_text_and_nothing_else(text, chart, show):
    cell = '"' + text.replace('"', '""') + '"'
    quoted = '"' + "".join(f"\\U{ord(c):08x}" for c in text) + '"'
    figures = f"- {{id: gdp, chart: {chart}, title: {quoted}, unit: {quoted}, counts: {quoted}, "
    figures += f"text: {quoted}, sources: [times]}}\n"
    period = cell if chart == "bar" else "1990"
    table = f"period,value,series,source,confidence,note\n{period},1,{cell},times,low,{cell}\n"
    table += f"1991,2,{cell},times,high,\n"
    soup = show(csv=table, figures=figures)
    assert not soup.select("script, img, i, code, svg b, table b, a[href^=javascript]")
    shown = " ".join("".join(c for c in text if c >= " ").replace("&lt;i&gt;", "<i>").split())
    cells = [words(cell) for cell in soup.select("tbody th, tbody td, caption, thead th")]
    assert sum("alert" in c or "7*7" in c or shown[:3] in c for c in cells) >= 4
    for element in soup.select_one("svg.ap-figure__picture").select("*"):
        assert element.name in {*ALLOWED, "title", "desc"}


POINTS = st.lists(
    st.builds(
        Point,
        period=st.integers(1000, 9999).map(str) | st.integers(1980, 1999).map(lambda n: f"FY{n}"),
        value=st.from_regex(r"-?[0-9]{1,12}(\.[0-9]{1,6})?", fullmatch=True),
        sources=st.just(("times",)),
        confidence=st.sampled_from(["high", "medium", "low"]),
        series=st.sampled_from(["", "a", "<b>", "d"]),
    ),
    min_size=1,
    max_size=30,
)


RENDERER = Renderer()


def drawn(points, chart="line", mark=None):
    """Make a figure of points; out: its picture, in which everything is known and inside."""
    figures = {"f": Figure("f", "T", "U", "C", "X", (), chart, mark)}
    data = Dataset({Figure: figures, Table: {"f": Table("f", tuple(points))}})
    (figure,) = view.make(Context("page.md", data, RENDERER, lambda _: "", "f"))
    svg = next(element for element in figure.iter("svg") if element.get("role") == "img")
    width, height = map(float, svg.get("viewBox").split()[2:])
    assert width == 340
    for element in [part for part in svg if part.tag not in ("title", "desc")]:
        assert set(element.attrib) == ALLOWED[element.tag]
        assert len(element) == 0
        for value in element.attrib.values():
            assert VALUE_RE.fullmatch(value), value
        left, top, right, bottom = extent(element)
        assert -0.01 <= left <= right <= width + 0.01
        assert -0.01 <= top <= bottom <= height + 0.01
    return svg


def parts(svg, name):
    return [part for part in svg if name in part.get("class", "").split()]


def hollow(mark):
    return mark.get("class").endswith("--open")


def corners(steps):
    """Name all places that a path goes through."""
    x = y = 0.0
    found = []
    for letter, rest in STEP_RE.findall(steps):
        numbers = [float(number) for number in NUMBER_RE.findall(rest)]
        if letter == "h":
            moves = [(dx, 0) for dx in numbers]
        elif letter == "v":
            moves = [(0, dy) for dy in numbers]
        else:
            moves = list(zip(numbers[::2], numbers[1::2], strict=True))
        for dx, dy in moves:
            x, y = (dx, dy) if letter in "ML" else (x + dx, y + dy)
            found.append((x, y))
    return found


def extent(element):
    """Reckon the box around a part of a picture: left, top, right, bottom."""
    at = {key: float(value) for key, value in element.attrib.items() if NUMBER_RE.fullmatch(value)}
    if element.tag == "circle":
        x, y, r = at["cx"], at["cy"], at["r"]
        return x - r, y - r, x + r, y + r
    if element.tag == "rect":
        return at["x"], at["y"], at["x"] + at["width"], at["y"] + at["height"]
    if element.tag == "text":
        # A letter of Chinese or Japanese is as wide as high.
        wide = [unicodedata.east_asian_width(c) in "WF" for c in element.text or ""]
        width = sum(13 if its else LETTER for its in wide)
        share = {"start": 0, "middle": 0.5, "end": 1}[element.get("text-anchor")]
        left = at["x"] - share * width
        return left, at["y"] - 13, left + width, at["y"] + 3
    across, down = zip(*corners(element.get("d")), strict=True)
    return min(across), min(down), max(across), max(down)


def middle(mark):
    """Find where a mark stands."""
    if mark.get("cx"):
        return float(mark.get("cx")), float(mark.get("cy"))
    return corners(mark.get("d"))[0]


def apart(labels):
    boxes = sorted((left, right) for left, _, right, _ in map(extent, labels))
    return all(one[1] < other[0] for one, other in pairwise(boxes))


def steps(labels):
    """Name the first digits of the steps between labels of an axis."""
    numbers = sorted(Decimal(re.sub("FY|,", "", label.text)) for label in labels)
    return {str((high - low).normalize().as_tuple().digits) for low, high in pairwise(numbers)}


@given(POINTS, st.none() | st.text(max_size=60) | st.text("経常収支", max_size=60))
def test_any_points_make_a_line_chart(its, said):
    svg = drawn(its, mark=None if said is None else Moment(its[0].period, said))
    assert len(parts(svg, "ap-figure__moment")) == (said is not None)
    _assert_names(its, parts(svg, "ap-figure__name"))
    marks = parts(svg, "ap-figure__mark")
    assert [hollow(mark) for mark in marks] == [not point.sure for point in its]
    by_value = sorted(zip([p.number for p in its], map(middle, marks), strict=True))
    assert all(one[1][1] >= other[1][1] for one, other in pairwise(by_value))
    by_year = sorted(zip([p.year for p in its], map(middle, marks), strict=True))
    assert all(one[1][0] <= other[1][0] for one, other in pairwise(by_year))
    _assert_axes(svg, up="end", along="middle")


@given(POINTS, st.lists(st.text(max_size=40) | st.text("経常収支", max_size=40),
                        min_size=30, max_size=30))  # fmt: skip
def test_any_points_make_a_bar_chart(its, names):
    named = [Point(name, p.value, p.sources, p.confidence)
             for p, name in zip(its, names, strict=False)]  # fmt: skip
    svg = drawn(named, "bar")
    bars = parts(svg, "ap-figure__bar")
    assert [hollow(bar) for bar in bars] == [not point.sure for point in named]
    assert [float(bar.get("y")) for bar in bars] == sorted({float(bar.get("y")) for bar in bars})
    sizes = sorted((abs(p.number), float(bar.get("width")))
                   for p, bar in zip(named, bars, strict=True))  # fmt: skip
    assert all(one[1] <= other[1] + 0.2 for one, other in pairwise(sizes))
    values = [part.text for part in svg if part.get("text-anchor") == "start"]
    assert values == [point.value for point in named]
    _assert_axes(svg, along="middle")


def _assert_names(its, names):
    """Check that all series or none have their names in the picture, and that none meet."""
    series = list(dict.fromkeys(point.series for point in its))
    assert [name.text for name in names] in ([], series)
    boxes = [extent(name) for name in names]
    for i, (left, top, right, bottom) in enumerate(boxes):
        assert all(one[2] <= left or right <= one[0] or one[3] <= top or bottom <= one[1]
                   for one in boxes[:i])  # fmt: skip


def _assert_axes(svg, **anchors):
    """Check that few labels stand on each axis, apart, at even steps, and one of them at zero."""
    (axis,) = parts(svg, "ap-figure__axis")
    assert len(parts(svg, "ap-figure__guide")) < 6
    for name, anchor in anchors.items():
        labels = [part for part in parts(svg, "ap-figure__label")
                  if part.get("text-anchor") == anchor]  # fmt: skip
        assert 1 <= len(labels) <= 6
        assert steps(labels) <= {"(1,)", "(2,)", "(5,)"}
        assert len(steps(labels)) <= 1
        if name == "along":
            assert apart(labels)
        else:
            (zero,) = (label for label in labels if label.text == "0")
            assert float(zero.get("y")) - 4.5 == pytest.approx(corners(axis.get("d"))[0][1])


def test_no_line_leads_across_a_year_without_a_value():
    years = {"a": [1985, 1986, 1988, 1989, 1991], "b": [1987, 1990]}
    svg = drawn(Point(str(year), "1", (), "high", name) for name, its in years.items()
                for year in its)  # fmt: skip
    at = dict(zip([year for its in years.values() for year in its],
                  map(middle, parts(svg, "ap-figure__mark")), strict=True))  # fmt: skip
    lines = [corners(line.get("d")) for line in parts(svg, "ap-figure__line")]
    assert lines == [[at[1985], at[1986]], [at[1988], at[1989]]]


def test_each_of_four_series_has_its_own_shape():
    points = [Point("1990", "1", (), "high", name) for name in "abcd"]
    marks = parts(drawn(points), "ap-figure__mark")
    shapes = {(mark.tag, mark.get("d", "").partition("m")[2]) for mark in marks}
    assert len(shapes) == len(marks) == 4
    assert len({middle(mark) for mark in marks}) == 1


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        (["1"], ["0", "0.2", "0.4", "0.6", "0.8", "1"]),
        (["5", "10"], ["0", "2", "4", "6", "8", "10"]),
        (["131.35"], ["0", "50", "100"]),
        (["-3", "12345.5"], ["0", "5,000", "10,000"]),
        (["-20", "-7"], ["-20", "-15", "-10", "-5", "0"]),
        (["0.000003"], ["0", "0.000001", "0.000002", "0.000003"]),
        (["0", "0"], ["0", "0.2", "0.4", "0.6", "0.8", "1"]),
        (["999999999999.999999"], ["0", "200,000,000,000", "400,000,000,000", "600,000,000,000",
                                   "800,000,000,000"]),
    ],
)  # fmt: skip
def test_the_numbers_along_an_axis(values, labels):
    points = [Point(str(1990 + i), value, (), "high") for i, value in enumerate(values)]
    assert [part.text for part in drawn(points) if part.get("text-anchor") == "end"] == labels


@pytest.mark.parametrize(
    ("years", "labels"),
    [
        (["1990"], ["1990"]),
        (["FY1986", "FY1988"], ["FY1986", "FY1987", "FY1988"]),
        (["1980", "1997"], ["1980", "1985", "1990", "1995"]),
        (["1989", "FY1990"], ["1989", "1990"]),
        (["1000", "9999"], ["2000", "4000", "6000", "8000"]),
        (["-0043", "0014"], ["40 BC", "30 BC", "20 BC", "10 BC", "1 BC", "10"]),
        (["0800~", "0950?"], ["800", "850", "900", "950"]),
    ],
)
def test_the_years_along_an_axis(years, labels):
    points = [Point(year, "1", (), "high") for year in years]
    assert [part.text for part in drawn(points) if part.get("text-anchor") == "middle"] == labels


def test_years_before_christ_have_a_sign_where_words_are_too_long():
    figure = Figure("f", "T", "U", "C", "X", (), "line", None)
    points = [Point("-0499", "1", (), "high"), Point("0300", "2", (), "high")]
    labels = picture.draw(figure, points, of("fr")).labels
    below = [label.text for label in labels if label.anchor == "middle"]
    assert below == ["\u2212400", "\u2212200", "1", "200"]


# -- reading CSV -----------------------------------------------------------------------------------


@given(st.lists(st.lists(st.text("ab,\"\n é'", max_size=6), min_size=1, max_size=4), max_size=5))
def test_cells_are_those_of_python_s_reader(written):
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows(written)
    found, problems = csv_file.read("f.csv", file.getvalue())
    assert problems == []
    expected = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(file.getvalue()))]
    assert [[cell.text for cell in row] for row in found] == [r for r in expected if any(r)]


@given(st.text('ab,"\n ', max_size=40))
def test_any_text_is_read_and_places_are_right(text):
    found, problems = csv_file.read("f.csv", text)
    lines = text.split("\n")
    for cell in (cell for row in found for cell in row):
        rest = lines[cell.where.line - 1][cell.where.column - 1 :]
        first = cell.text.split("\n")[0].strip()
        assert rest.lstrip(' "').startswith(first.replace('"', '""').lstrip(' "')) or '"' in rest
    assert len(problems) <= 1


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_spreadsheets_files_are_read(end, load):
    text = "\ufeff" + CSV.replace("\n", end) + ",,,,," + end
    data, problems = load(entities="[]", sources=SOURCES, figures=FIGURES, csv={"gdp": text})
    assert problems == []
    assert len(data.of(Table)["gdp"].points) == 6
    written = assets.files(data)["assets/figures/gdp.csv"].decode("utf-8-sig")
    (head, *rows), (ours, *others) = (csv.DictReader(f.splitlines()) for f in (CSV, written))
    assert (head, rows) == (ours, others)


def test_readers_get_no_formulas_and_numbers_as_they_are(load):
    text = 'period,value,source,confidence,note\n"=A1",-1.5,times,high,"@SUM(1)"\nb,2,times,high,\n'
    data, problems = load(entities="[]", sources=SOURCES, figures=BARS, csv={"gdp": text})
    assert problems == []
    assert assets.files(data)["assets/figures/gdp.csv"].decode("utf-8-sig").splitlines() == [
        "period,value,source,confidence,note", "'=A1,-1.5,times,high,'@SUM(1)", "b,2,times,high,"
    ]  # fmt: skip


def test_a_table_in_another_encoding(load, tmp_path):
    load(entities="[]", sources=SOURCES, figures=FIGURES, csv={"gdp": CSV})
    (tmp_path / "data/figures/gdp.csv").write_bytes(CSV.replace("says", "söys").encode("latin-1"))
    _, problems = loading.load(tmp_path / "data", "data", SHELVES)
    assert [str(p) for p in problems] == [
        "data/figures/gdp.csv:4:35: this file is not UTF-8 text. Save it as UTF-8."
    ]


# -- what it costs ---------------------------------------------------------------------------------

PROGRAM = """\
import sys
PICTURE = "apparatus.pieces.figure.picture"
from pathlib import Path
from apparatus.data import cache
from apparatus.build import Build
from apparatus.hosts.extension import ApparatusExtension
from apparatus.pieces import SHELVES
from apparatus.templates.render import Renderer
import markdown
data, problems = cache.load(Path(sys.argv[1]), "data", Path(sys.argv[2]), SHELVES)
build = Build(data, Renderer())
build.begin("page.md", lambda: "", "page.md")
before = PICTURE in sys.modules
html = markdown.Markdown(extensions=[ApparatusExtension(build)]).convert(sys.argv[3])
print(problems, html.count("ap-figure__mark"), before, PICTURE in sys.modules)
"""


def _run(folder, kept, text=ASKED):
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(folder), str(kept), text],
        cwd=PROJECT / "hooks",
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_a_picture_is_made_when_a_page_asks_for_it(load, tmp_path):
    load(entities="[]", sources=SOURCES, figures=FIGURES, csv={"gdp": CSV})
    folder, kept = tmp_path / "data", tmp_path / "kept.json"
    assert _run(folder, kept, "Words.") == "[] 0 False False"
    first = _run(folder, kept)
    assert first.endswith(" False True")
    assert _run(folder, kept) == first
    assert b"12.50" in kept.read_bytes()
    (folder / "figures/gdp.csv").write_text(CSV + "1993,5,b,times,high,\n")
    changed = _run(folder, kept)
    assert int(changed.split()[1]) == int(first.split()[1]) + 1
