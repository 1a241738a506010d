"""On the built site the picture and the table say what the data file says."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from builds import published, some, target_block, target_page

DRAWN = {"quoted": "filled", "paraphrased": "open", "narrated": "striped"}


@pytest.fixture(scope="module")
def statements(listed):
    return listed("statements")


@pytest.fixture(scope="module")
def page(holding):
    return holding("statements", "svg.ap-sourcing__picture")[0][1]


@pytest.fixture(scope="module")
def numbered(statements, pages) -> set[str]:
    """The ids of the blocks in which somebody speaks: all numbered paragraphs, and others."""
    story = pages[published(target_page(statements[0]))]
    blocks = {target_block(statement) for statement in statements}
    assert [name for name in blocks if not story.find(id=name)] == []
    assert {p["id"] for p in story.find_all("p", id=re.compile(r"^p\d+$"))} <= blocks
    return blocks


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


def test_every_statement_is_in_the_table(page, statements, said):
    manners = ("quoted", "paraphrased", "narrated")
    heads = [th.text for th in page.select(".ap-sourcing__table thead th")]
    ours = ("Speaker", "named?", *manners, "share of paragraphs")
    assert heads == [said.label(one) if one in manners else said.gettext(one) for one in ours]
    counted = Counter()
    where = set()
    for row in page.select(".ap-sourcing__table tbody tr:has([scope=row])"):
        name = row.th.text
        for manner, cell in zip(manners, row.select("td")[1:4], strict=True):
            counted[name, manner] += int(cell.span.text)
            ids = [a["href"].partition("#")[2] for a in cell.select("a[href*='#']")]
            where |= {(name, manner, identifier) for identifier in ids}
    expected = Counter((s["speaker"], s["manner"]) for s in statements)
    assert +counted == expected
    assert where == {(s["speaker"], s["manner"], target_block(s)) for s in statements}


def test_the_numbers_are_those_of_the_data(page, numbered, statements, said):
    whole = len(numbered)
    heard = {}
    for s in statements:
        heard.setdefault(s["speaker"], set()).add(target_block(s))
    shares = {
        row.th.text: row.select("td")[-1].text
        for row in page.select(".ap-sourcing__table tbody tr:has([scope=row])")
    }
    share = said.gettext("%(part)s of %(whole)s, %(percent)s\u00a0%%")
    assert shares == {
        name: share % {"part": len(its), "whole": whole, "percent": round(100 * len(its) / whole)}
        for name, its in heard.items()
    }
    summary = page.select_one(".ap-sourcing__summary").text
    named = said.ngettext(
        "A named speaker stands behind %(part)s of %(num)s statement.",
        "A named speaker stands behind %(part)s of %(num)s statements.",
        len(statements),
    )
    known = {"part": sum(s["named"] for s in statements), "num": len(statements)}
    assert named % known in summary
    for side, number in Counter(s["side"] for s in statements).items():
        assert f"{side} {number}" in summary


def test_links_lead_to_paragraphs_of_the_text(page, numbered):
    for link in some(page.select(".ap-sourcing__where a")):
        assert link["href"].partition("#")[2] in numbered
