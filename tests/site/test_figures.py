"""This edition's figures, and figures on any site."""

from __future__ import annotations

import csv

import pytest
import yaml


@pytest.fixture(scope="module")
def page(built):
    return built.pages()["figures/index.html"]


@pytest.fixture(scope="module")
def figures(project):
    text = (project / "data/figures.yml").read_text(encoding="utf-8")
    return {figure["id"]: figure for figure in yaml.safe_load(text)}


@pytest.fixture(scope="module")
def points(project, figures):
    found = {}
    for name in figures:
        with (project / f"data/figures/{name}.csv").open(encoding="utf-8") as file:
            found[name] = list(csv.DictReader(file))
    return found


def test_each_figure_stands_on_the_page_with_all_its_points(page, figures, points):
    shown = page.select("figure.figure")
    assert len(shown) == len(figures)
    for figure, (name, rows) in zip(shown, points.items(), strict=True):
        assert figure.select_one(".figure__title").text == figures[name]["title"] + "."
        cells = [[cell.text for cell in row.select("th, td")[:3]]
                 for row in figure.select("tbody tr") if row.td]  # fmt: skip
        assert cells == [[row["period"], row["value"], row["confidence"]] for row in rows]
        marks = figure.select(".figure__picture :is(.figure__mark, .figure__bar)")
        unsure = [mark for mark in marks if "--open" in " ".join(mark["class"])]
        assert len(marks) == len(rows)
        assert len(unsure) == sum(row["confidence"] != "high" for row in rows)
        assert bool(unsure) == ("not fully verified" in figure.text)


def test_the_file_that_is_offered_is_the_author_s(page, built, project):
    links = page.select("a[download]")
    assert links
    for link in links:
        file = (built.folder / "figures" / link["href"]).resolve()
        assert file.read_bytes() == (project / "data/figures" / file.name).read_bytes()


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
        ("as first announced", "1989", "56.98"),
        ("as first announced", "1990", "35.76"),
        ("as first announced", "1993", "131.35"),
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


def test_a_search_finds_the_table_and_not_the_picture(built):
    index = (built.folder / "search/search_index.json").read_text(encoding="utf-8")
    assert "59.3 when first announced" in index
    assert "The table after the picture gives every point" not in index


SITE = {
    "docs/index.md": "# Home\n\n<!-- apparatus: figure gdp -->\n",
    "data/entities.yml": "[]\n",
    "data/sources.yml": "- {id: times, type: book, title: T}\n",
    "data/figures.yml": "- {id: gdp, title: T, unit: U, counts: C, text: X, sources: [times]}\n",
    "data/figures/gdp.csv": "period,value,source,confidence\n1990,1,times,high\n",
}


@pytest.mark.parametrize("urls", ["true", "false"])
def test_a_small_site_with_a_figure(urls, make_site):
    site = SITE | {"docs/sub/page.md": "# Sub\n\n<!-- apparatus: figure gdp -->\n"}
    site["mkdocs.yml"] = f"use_directory_urls: {urls}\nvalidation: {{links: {{not_found: warn}}}}\n"
    built, run = make_site(site, "--strict")
    assert run.returncode == 0, run.stderr
    found = 0
    for path, page in built.pages().items():
        for link in page.select("a[download]"):
            found += 1
            file = (built.folder / path).parent / link["href"]
            assert file.resolve().read_text(encoding="utf-8") == SITE["data/figures/gdp.csv"]
    assert found == 2


def test_a_mistake_in_a_table_stops_the_build_and_says_where(make_site):
    table = SITE["data/figures/gdp.csv"].replace("times", "tims")
    built, run = make_site(SITE | {"data/figures/gdp.csv": table})
    assert run.returncode == 1
    said = "data/figures/gdp.csv:2:8: there is no source 'tims'. Did you mean 'times'?"
    assert said in run.stderr
    assert "Traceback" not in run.stderr
    assert not (built.folder / "index.html").exists()
