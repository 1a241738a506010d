"""Statements are counted as a reader with a pencil would count them."""

from __future__ import annotations

import pytest
from apparatus.data.vocabulary import DEFAULT
from apparatus.pieces.sourcing.count import Share, survey
from apparatus.pieces.sourcing.nouns import Statement
from apparatus.pieces.sourcing.view import draw
from hypothesis import given
from hypothesis import strategies as st


def said(paragraph, speaker="X", side="A", manner="quoted", **more):
    row = {"named": False, "exact": "w", "sources": ("s",), "confidence": "high", **more}
    number = row.pop("id", f"s{paragraph}{speaker}{manner}")
    return Statement(number, speaker, side=side, manner=manner, paragraph=paragraph, **row)


def counted(statements):
    return survey(statements, list(DEFAULT.terms("manners")))


STORY = [
    said(3, "Officials", "abroad", "paraphrased"),
    said(1, "Reporter", "paper", "narrated"),
    said(2, "Baker", "abroad", "quoted", named=True, entity="baker"),
    said(2, "Baker", "abroad", "paraphrased", named=True),
    said(3, "Reporter", "paper", "narrated", confidence="medium"),
    said(3, "Reporter", "paper", "narrated", confidence="low"),
    said(4, "Officials", "abroad", "quoted"),
    said(4, "Officials", "abroad", "quoted"),
]


def test_sides_and_speakers_come_as_the_story_brings_them():
    sides = counted(STORY).sides
    assert [(side.name, side.number) for side in sides] == [("paper", 1), ("abroad", 2)]
    assert [s.name for side in sides for s in side.speakers] == ["Reporter", "Baker", "Officials"]


def test_statements_are_counted_by_manner_and_paragraph():
    found = counted(STORY)
    cells = {s.name: s.cells for side in found.sides for s in side.speakers}
    assert cells["Reporter"] == ((0, {}), (0, {}), (3, {"p1": "", "p3": "low"}))
    assert cells["Baker"] == ((1, {"p2": ""}), (1, {"p2": ""}), (0, {}))
    assert cells["Officials"] == ((2, {"p4": ""}), (1, {"p3": ""}), (0, {}))
    assert [side.statements for side in found.sides] == [Share(3, 8), Share(5, 8)]
    assert found.named == Share(2, 8)
    assert found.paragraphs == ["p1", "p2", "p3", "p4"]


def test_shares_are_those_of_paragraphs_not_of_statements():
    found = counted(STORY)
    shares = {s.name: s.share for side in found.sides for s in side.speakers}
    assert shares == {"Reporter": (2, 4), "Baker": (1, 4), "Officials": (2, 4)}
    assert [s.name for s in found.foremost] == ["Reporter", "Officials"], "a tie has two"
    assert found.most == Share(2, 4)


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [(0, 7, 0), (1, 3, 33), (2, 3, 67), (1, 8, 13), (4, 13, 31), (8, 13, 62), (5, 5, 100)],
)
def test_percentages_are_rounded_as_at_school(part, whole, percent):
    assert Share(part, whole).percent == percent


def test_one_name_on_two_sides_or_named_and_not_is_two_speakers():
    found = counted([said(1), said(2, side="B"), said(3, named=True)])
    assert [(side.name, s.named) for side in found.sides for s in side.speakers] == [
        ("A", False), ("A", True), ("B", False)
    ]  # fmt: skip


def test_an_entry_given_once_is_the_speakers():
    (side,) = counted([said(1), said(2, entity="x")]).sides
    assert [s.entity for s in side.speakers] == ["x"]


statements = st.lists(
    st.builds(
        said,
        st.integers(1, 6),
        st.sampled_from("XYZ"),
        st.sampled_from(["A", "B", "a side with a very long name"]),
        st.sampled_from(["quoted", "paraphrased", "narrated"]),
        named=st.booleans(),
        id=st.uuids().map(str),
    ),
    min_size=1,
    max_size=40,
)


@given(drawn=statements)
def test_nothing_is_lost_or_counted_twice(drawn):
    found = counted(drawn)
    cells = [cell for side in found.sides for s in side.speakers for cell in s.cells]
    assert sum(cell.number for cell in cells) == len(drawn)
    assert sum(side.statements.part for side in found.sides) == len(drawn)
    assert {p for cell in cells for p in cell.paragraphs} == set(found.paragraphs)
    for side in found.sides:
        for s in side.speakers:
            assert s.share.part == len({p for cell in s.cells for p in cell.paragraphs})
            assert s.share <= found.most


@given(drawn=statements)
def test_in_the_picture_every_mark_has_a_place_of_its_own_in_its_row_and_column(drawn):
    found = counted(drawn)
    picture = draw(found, drawn)
    tops = dict(picture.rows)
    ends = dict(zip(tops, [*list(tops.values())[1:], picture.height], strict=True))
    places = set()
    for side, column in zip(found.sides, picture.columns, strict=True):
        for mark in column.marks:
            assert mark.statement.side == side.name
            row = mark.statement.target.name
            assert tops[row] <= mark.y < mark.y + 1.4 <= ends[row] + 0.001
            places.add((column.number, mark.x, mark.y))
    assert len(places) == len(drawn)
    assert [c.x for c in picture.columns] == sorted({c.x for c in picture.columns})
    assert all(8 <= c.x < 100 for c in picture.columns)
