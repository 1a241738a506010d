"""On the built site the picture and the table say what the data file says."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from builds import published, some, target_page

DRAWN = {"quoted": "filled", "paraphrased": "open", "narrated": "striped"}


@pytest.fixture(scope="module")
def statements(listed):
    return listed("statements")


@pytest.fixture(scope="module")
def page(holding):
    return holding("statements", "svg.ap-sourcing__picture")[0][1]


@pytest.fixture(scope="module")
def numbered(statements, pages) -> set[str]:
    """The ids of the paragraphs of the text in which somebody speaks."""
    story = pages[published(target_page(statements[0]))]
    return {p["id"] for p in some(story.find_all("p", id=re.compile(r"^p\d+$")))}


def test_every_statement_is_in_the_picture(page, statements):
    marks = page.select("svg.ap-sourcing__picture [data-statement]")
    assert sorted(m["data-statement"] for m in marks) == sorted(s["id"] for s in statements)
    by_id = {s["id"]: s for s in statements}
    sides = list(dict.fromkeys(s["side"] for s in statements))
    columns = page.select("svg.ap-sourcing__picture .ap-sourcing__side")
    labels = [" ".join(t.text for t in c.select(".ap-sourcing__label")) for c in columns]
    assert labels == sides
    for label, column in zip(labels, columns, strict=True):
        for mark in column.select("[data-statement]"):
            statement = by_id[mark["data-statement"]]
            assert statement["side"] == label
            assert mark.rect["class"] == [f"ap-sourcing__{DRAWN[statement['manner']]}"]
            assert (mark.rect["rx"] == "0") == statement["named"]


def test_every_statement_is_in_the_table(page, statements):
    manners = ("quoted", "paraphrased", "narrated")
    heads = [th.text for th in page.select(".ap-sourcing__table thead th")]
    assert heads == ["Speaker", "named?", *manners, "share of paragraphs"]
    counted = Counter()
    where = set()
    for row in page.select(".ap-sourcing__table tbody tr:has([scope=row])"):
        name = row.th.text
        for manner, cell in zip(manners, row.select("td")[1:4], strict=True):
            counted[name, manner] += int(cell.span.text)
            where |= {(name, manner, int(a.text)) for a in cell.select("a[href*='#p']")}
    expected = Counter((s["speaker"], s["manner"]) for s in statements)
    assert +counted == expected
    assert where == {(s["speaker"], s["manner"], s["paragraph"]) for s in statements}


def test_the_numbers_are_those_of_the_data(page, numbered, statements):
    whole = len(numbered)
    heard = {}
    for s in statements:
        heard.setdefault(s["speaker"], set()).add(s["paragraph"])
    shares = {
        row.th.text: row.select("td")[-1].text.partition(",")[0]
        for row in page.select(".ap-sourcing__table tbody tr:has([scope=row])")
    }
    assert shares == {name: f"{len(its)} of {whole}" for name, its in heard.items()}
    summary = page.select_one(".ap-sourcing__summary").text
    assert f"{sum(s['named'] for s in statements)} of {len(statements)} statements" in summary
    for side, number in Counter(s["side"] for s in statements).items():
        assert f"{side} {number}" in summary


def test_links_lead_to_paragraphs_of_the_text(page, numbered):
    for link in some(page.select(".ap-sourcing__where a")):
        assert link["href"].partition("#")[2] in numbered
