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


def test_a_search_finds_the_table_and_not_the_picture(built):
    index = (built.folder / "search/search_index.json").read_text(encoding="utf-8")
    assert "the level of 1995 and the stated fall" in index
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
