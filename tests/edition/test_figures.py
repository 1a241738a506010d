"""On the built site a figure shows what its file says."""

from __future__ import annotations

import csv

import pytest


@pytest.fixture(scope="module")
def shown(holding):
    """The figures on whatever page, by title, with the path of the page."""
    return {
        figure.select_one(".ap-figure__title").text: (path, figure)
        for path, page in holding("figures", "figure.ap-figure")
        for figure in page.select("figure.ap-figure")
    }


@pytest.fixture(scope="module")
def figures(listed):
    return {figure["id"]: figure for figure in listed("figures")}


@pytest.fixture(scope="module")
def points(edition, figures):
    found = {}
    for name in figures:
        with (edition / f"data/figures/{name}.csv").open(encoding="utf-8") as file:
            found[name] = list(csv.DictReader(file))
    return found


def test_each_figure_stands_on_a_page_with_all_its_points(shown, figures, points):
    for name, rows in points.items():
        _, figure = shown[figures[name]["title"] + "."]
        cells = [[cell.text for cell in row.select("th, td")[:3]]
                 for row in figure.select("tbody tr") if row.td]  # fmt: skip
        assert cells == [[row["period"], row["value"], row["confidence"]] for row in rows]
        marks = figure.select(".ap-figure__picture :is(.ap-figure__mark, .ap-figure__bar)")
        unsure = [mark for mark in marks if "--open" in " ".join(mark["class"])]
        assert len(marks) == len(rows)
        assert len(unsure) == sum(row["confidence"] != "high" for row in rows)
        assert bool(unsure) == ("not fully verified" in figure.text)


def test_the_file_that_is_offered_is_the_author_s(shown, figures, built, edition):
    for name, figure in figures.items():
        path, drawn = shown[figure["title"] + "."]
        link = drawn.select_one("a[download]")
        file = ((built.folder / path).parent / link["href"]).resolve()
        theirs = (edition / f"data/figures/{name}.csv").read_text(encoding="utf-8-sig")
        ours = file.read_text(encoding="utf-8-sig")
        first, second = (list(csv.DictReader(text.splitlines())) for text in (theirs, ours))
        assert [{k: v for k, v in row.items() if v} for row in first] == [
            {k: v.removeprefix("'") for k, v in row.items() if v} for row in second
        ]
