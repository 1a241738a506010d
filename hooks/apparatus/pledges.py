"""The pledge tracker: what was asked, what was promised at each stage, and what came of it.

Each row leads to the paragraphs and notes that speak of it, and those notes lead back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from . import complaints
from .anchoring import paragraphs
from .history import OUTCOMES, Outcome
from .urls import between

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from .dataset import Dataset
    from .extension import Tree
    from .history import Pledge, Step
    from .insertions import Around
    from .model import Annotation, Source
    from .problems import Problem

GLYPHS: dict[Outcome, str] = {
    "kept": "✓",
    "partly kept": "◐",
    "compromise": "≈",
    "reversed": "↺",
    "not kept": "✗",
    "not established": "?",
}
"""Each outcome's sign, which its word always follows."""


class Cell(NamedTuple):
    """A stage of a pledge."""

    stage: str
    step: Step | None
    """None when nothing is recorded."""
    cited: list[tuple[Source, str]]


class Row(NamedTuple):
    """A pledge, and where it leads."""

    pledge: Pledge
    cells: list[Cell]
    paragraphs: list[tuple[int, str]]
    notes: list[tuple[Annotation, str]]


def check(tree: Tree, pledges: list[Pledge], data: Dataset) -> Iterator[Problem]:
    """Find paragraphs that pledges name and their page does not have."""
    numbered = paragraphs(tree.root)
    for pledge in pledges:
        for index, number in enumerate(pledge.paragraphs):
            if f"p{number}" not in numbered:
                yield complaints.no_place(data, pledge, index, numbered)


def make(around: Around) -> list[Element]:
    """Make the tracker of all pledges, those of one side together."""
    pledges = list(around.data.pledges.values())
    if not pledges:
        return []
    stages = list(dict.fromkeys(step.stage for pledge in pledges for step in pledge.steps))
    sides: dict[str, list[Row]] = {}
    outcomes: dict[str, list[Pledge]] = {outcome: [] for outcome in OUTCOMES}
    for pledge in pledges:
        sides.setdefault(pledge.side, []).append(_row(pledge, stages, around))
        outcomes[pledge.outcome].append(pledge)
    tracker = around.renderer.element(
        "pledges",
        sides=sides,
        outcomes={outcome: its for outcome, its in outcomes.items() if its},
        whole=len(pledges),
        glyphs=GLYPHS,
    )
    return [tracker]


def sources(_data: Dataset, _which: str) -> list[str]:
    """Name no source: each step cites its own."""
    return []


def _row(pledge: Pledge, stages: list[str], around: Around) -> Row:
    data = around.data
    steps = {step.stage: step for step in pledge.steps}
    notes = [data.annotations[i] for i in pledge.notes if i in data.annotations]
    return Row(
        pledge,
        [_cell(stage, steps.get(stage), around) for stage in stages],
        [(number, between(around.page, f"{pledge.page}#p{number}"))
         for number in pledge.paragraphs],
        [(note, between(around.page, f"{note.target.page}#{note.id}")) for note in notes],
    )  # fmt: skip


def _cell(stage: str, step: Step | None, around: Around) -> Cell:
    return Cell(stage, step, around.cited(step.sources if step else ()))
