"""`<!-- apparatus: figure ID -->` becomes a picture, what it shows in words, and the same table."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys

import pytest
from apparatus import cache, dataset, drawing, plot, published, table
from apparatus.chart import Figure, Point
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
    "g": {"transform"},
    "path": {"class", "d"},
    "circle": {"class", "cx", "cy", "r"},
    "rect": {"class", "x", "y", "width", "height"},
    "text": {"class", "x", "y", "text-anchor"},
}
VALUE_RE = re.compile(r"[MLZhv\d. -]+|figure__[a-z_ -]+|translate\([\d -]+\)|start|middle|end")


@pytest.fixture
def show(render):
    """Render a page with a figure and return it parsed."""

    def show(text=ASKED, csv=CSV, figures=FIGURES, **data):
        entities = "- {id: tokyo, kind: place, name: Tokyo, gloss: G., entry: other.md}\n"
        pages = {"x/page.md": text, "sources.md": "# Sources\n"}
        data = {"entities": entities, "sources": SOURCES, "figures": figures, **data}
        site = render(pages, ("other.md",), csv={"gdp": csv}, **data)
        assert site.problems == []
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
        ["1985", "10", "high", "T"],
        ["1986", "12.50", "high", "T; A"],
        ["1987", "11", "medium", "T; rounded, says Tokyo"],
        ["b"],
        ["1990", "9", "high", "T"],
        ["1991", "8", "low", "T"],
        ["1992", "-1", "high", "T"],
    ]


def test_around_the_picture(show):
    soup = show()
    assert words(soup.figcaption) == "The deficit. It fell."
    assert words(soup.caption) == "Goods."
    assert [th.text for th in soup.select("thead th")][1] == "dollars"
    assert words(soup.select_one(".figure__gaps")) == (
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
    svg = show().select_one("svg.figure__picture")
    assert svg["role"] == "img"
    assert svg.title.text == "The deficit"
    assert words(svg.desc) == "It fell. The table after the picture gives every point."
    assert not svg.select("a, script, image, use, style, [href], [style], [id]")
    assert "http" not in str(svg)
    for colour in ("#", "rgb", "fill=", "stroke="):
        assert colour not in str(svg)


def test_what_is_not_verified_looks_like_it_and_the_key_says_so(show):
    soup = show()
    marks = soup.select("svg.figure__picture .figure__mark")
    open_ = ["figure__mark--open" in mark["class"] for mark in marks]
    assert open_ == [False, False, True, False, True, False]
    assert [mark.name for mark in marks] == ["circle"] * 3 + ["path"] * 3
    lines = [("figure__line--open" in line["class"], len(re.split("[ML ]", line["d"])) // 2)
             for line in soup.select("svg.figure__picture .figure__line")]  # fmt: skip
    assert lines == [(False, 2), (True, 2), (True, 3)], "no line from 1987 to 1990"
    assert [words(item) for item in soup.select(".figure__key li")] == [
        "a",
        "b",
        "filled: confidence high",
        "hollow, dashed line: confidence below high, not fully verified",
    ]


def test_a_bar_for_each_point_from_top_to_bottom(show):
    table = "period,value,source,confidence\nspent,10,times,high\nasked,20,times,low\n"
    soup = show(csv=table, figures=BARS)
    bars = soup.select("svg.figure__picture .figure__bar")
    first, second = sorted(bars, key=lambda bar: float(bar["width"]))
    assert float(first["y"]) < float(second["y"])
    assert float(second["width"]) == pytest.approx(2 * float(first["width"]), abs=0.2)
    assert ["figure__bar--open" in bar["class"] for bar in (first, second)] == [False, True]
    labels = [text.text for text in soup.select("svg.figure__picture text")]
    assert {"spent", "asked", "10", "20"} <= set(labels)
    assert [words(item) for item in soup.select(".figure__key li")] == [
        "filled: confidence high",
        "hollow, dashed: confidence below high, not fully verified",
    ]


def test_what_is_all_verified_needs_no_key(show):
    soup = show(csv="period,value,source,confidence\nFY1990,1,times,high\n")
    assert not soup.select("ul, .figure__gaps")
    assert soup.select("svg text")[-1].text == "FY1990"


def test_twice_on_a_page_no_id_is_twice(show):
    soup = show(f"{ASKED}\n\nWords.\n\n{ASKED}\n")
    assert len(soup.select("figure")) == 2
    ids = [element["id"] for element in soup.select("[id]")]
    assert len(ids) == len(set(ids))


def test_a_page_that_wants_nothing_keeps_the_comment(show, plain):
    show(f"---\napparatus: false\n---\n{ASKED}\n")
    assert show.site.pages["x/page.md"] == plain(ASKED)


def test_points_in_any_order_are_joined_by_year(show):
    head, *body = CSV.splitlines(keepends=True)
    lines = [line["d"] for line in show().select(".figure__picture .figure__line")]
    again = show(csv=head + "".join([body[2], body[0], body[1], *body[:2:-1]]))
    assert [line["d"] for line in again.select(".figure__picture .figure__line")] == lines


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
    for element in soup.select_one("svg.figure__picture").select("*"):
        assert element.name in {*ALLOWED, "title", "desc"}


class Fake:
    """A chart that draws whatever it is told."""

    def __init__(self, svg: str) -> None:
        self.svg = svg

    def render(self) -> str:
        return self.svg


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<g class="axis y"><script>x</script><style>x</style><image href="http://x/"/></g>',
        '<g class="axis y" onclick="x"><a href="javascript:x"><text>x</text></a></g>',
        '<g class="axis y" transform="url(x)" style="x"><path d="M0 0 h5" onload="x"/></g>',
        '<g class="axis y"><path d="url(x:y)M1 2 h3"/><text x="1" y="2" onload="x">a</text></g>',
        '<g class="series serie-0"><path d="M0 0 L1 1" style="fill:url(http://x)"/></g>',
        '<circle class="mark-0" cx="1" cy="2" r="999" onclick="x"><animate/></circle>',
        '<foreignObject><div xmlns="http://www.w3.org/1999/xhtml">x</div></foreignObject>',
        '<g class="axis y"><text x="1" y="1">&lt;script&gt;<tspan>y</tspan></text></g>',
    ],
)
def test_nothing_else_that_a_library_may_write_goes_through(inside, monkeypatch):
    point = Point("1990", "1", ("times",), "high")
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"><defs/>{inside}</svg>'
    plan = plot.Plan(Fake(svg), 100, [point], [0], set(), "y")
    monkeypatch.setattr(plot, "plan", lambda *_: plan)
    figure = Figure("f", "T", "U", "C", "X", ("times",))
    _assert_known(drawing.draw(figure, [point])[0])


def _assert_known(picture: str) -> BeautifulSoup:
    soup = BeautifulSoup(f"<svg>{picture}</svg>", "html.parser")
    for element in soup.svg.select("*"):
        assert set(element.attrs) <= ALLOWED[element.name]
        for name, value in element.attrs.items():
            text = " ".join(value) if isinstance(value, list) else value
            assert VALUE_RE.fullmatch(text), (name, text)
    return soup


@pytest.mark.parametrize("number", ["nan", "inf", "1e999"])
def test_no_coordinate_is_anything_but_a_number(number, monkeypatch):
    point = Point("1990", "1", ("times",), "high")
    svg = f'<svg><circle class="mark-0" cx="{number}" cy="1"/></svg>'
    plan = plot.Plan(Fake(svg), 100, [point], [0], set(), "y")
    monkeypatch.setattr(plot, "plan", lambda *_: plan)
    with pytest.raises(ValueError, match=r"nan|inf"):
        drawing.draw(Figure("f", "T", "U", "C", "X", ()), [point])


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


@given(POINTS)
def test_any_points_make_a_line_chart(its):
    picture, _ = drawing.draw(Figure("f", "T", "U", "C", "X", ()), its)
    soup = _assert_known(picture)
    assert len(soup.select(".figure__mark")) == len(its)
    assert len(soup.select(".figure__mark--open")) == sum(not point.sure for point in its)
    for mark in soup.select("circle"):
        assert 0 <= float(mark["cx"]) <= plot.WIDTH


@given(POINTS, st.lists(st.text(max_size=40), min_size=30, max_size=30))
def test_any_points_make_a_bar_chart(its, names):
    named = [Point(name, p.value, p.sources, p.confidence)
             for p, name in zip(its, names, strict=False)]  # fmt: skip
    picture, _ = drawing.draw(Figure("f", "T", "U", "C", "X", (), "bar"), named)
    soup = _assert_known(picture)
    assert len(soup.select(".figure__bar")) == len(its)
    assert len(soup.select(".figure__bar--open")) == sum(not point.sure for point in its)


# -- reading CSV -----------------------------------------------------------------------------------


@given(st.lists(st.lists(st.text("ab,\"\n é'", max_size=6), min_size=1, max_size=4), max_size=5))
def test_cells_are_those_of_python_s_reader(written):
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows(written)
    found, problems = table.read("f.csv", file.getvalue())
    assert problems == []
    expected = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(file.getvalue()))]
    assert [[cell.text for cell in row] for row in found] == [r for r in expected if any(r)]


@given(st.text('ab,"\n ', max_size=40))
def test_any_text_is_read_and_places_are_right(text):
    found, problems = table.read("f.csv", text)
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
    assert len(data.tables["gdp"].points) == 6
    assert published.files(data)["assets/figures/gdp.csv"] == text.encode()


def test_a_table_in_another_encoding(load, tmp_path):
    load(entities="[]", sources=SOURCES, figures=FIGURES, csv={"gdp": CSV})
    (tmp_path / "data/figures/gdp.csv").write_bytes(CSV.replace("says", "söys").encode("latin-1"))
    _, problems = dataset.load(tmp_path / "data", "data")
    assert [str(p) for p in problems] == [
        "data/figures/gdp.csv:4:35: this file is not UTF-8 text. Save it as UTF-8."
    ]


def test_without_the_library_it_says_what_to_install(load, monkeypatch):
    monkeypatch.setitem(sys.modules, "pygal", None)
    data, problems = load(entities="[]", sources=SOURCES, figures=FIGURES, csv={"gdp": CSV})
    (problem,) = problems
    assert problem == (
        "data/figures/gdp.csv:1:1: without the package 'pygal' no picture of this can be drawn. "
        "Install it: pip install pygal."
    )
    assert data.tables == {}


# -- what it costs ---------------------------------------------------------------------------------

PROGRAM = """\
import sys
from pathlib import Path
from apparatus import cache
from apparatus.build import Build
from apparatus.render import Renderer
import markdown
data, problems = cache.load(Path(sys.argv[1]), "data", Path(sys.argv[2]))
build = Build(data, Renderer())
build.begin("page.md", lambda: "", "page.md")
html = markdown.Markdown(extensions=[build.extension]).convert("<!-- apparatus: figure gdp -->")
print(problems, html.count("figure__mark"), "pygal" in sys.modules, "pydantic" in sys.modules)
"""


def _run(folder, kept):
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(folder), str(kept)],
        cwd=PROJECT / "hooks",
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_an_unchanged_build_draws_nothing(load, tmp_path):
    load(entities="[]", sources=SOURCES, figures=FIGURES, csv={"gdp": CSV})
    folder, kept = tmp_path / "data", tmp_path / "kept.json"
    first = _run(folder, kept)
    assert first.startswith("[] ")
    assert first.endswith(" True True")
    assert _run(folder, kept) == first.replace("True True", "False False")
    (folder / "figures/gdp.csv").write_text(CSV + "1993,5,b,times,high,\n")
    changed = _run(folder, kept)
    assert changed.endswith(" True True")
    assert int(changed.split()[1]) == int(first.split()[1]) + 1


def test_a_site_without_figures_never_looks_for_the_library(load, tmp_path):
    load(entities="[]", sources=SOURCES)
    program = PROGRAM.replace("print(", "print('apparatus.plot' in sys.modules, ")
    program = program.replace("<!-- apparatus: figure gdp -->", "words")
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "data"), str(tmp_path / "kept")],
        cwd=PROJECT / "hooks",
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "False [] 0 False True\n"


def test_another_version_of_the_library_draws_anew(load, tmp_path, monkeypatch):
    load(entities="[]", sources=SOURCES, figures=FIGURES, csv={"gdp": CSV})
    kept = tmp_path / "kept.json"
    cache.load(tmp_path / "data", "data", kept)
    before = kept.read_bytes()
    monkeypatch.setattr(plot, "version", lambda: b"another")
    cache.load(tmp_path / "data", "data", kept)
    assert kept.read_bytes().partition(b"\n")[0] != before.partition(b"\n")[0]
