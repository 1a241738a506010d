"""The pledge tracker: what was asked, what was promised at each stage, and what came of it.

Each row leads to the paragraphs and notes that speak of it, and those notes lead back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ...text.addresses import between
from ...text.places import paragraph_id
from .nouns import Pledge, Step

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from ...data.cited import Cited
    from ...data.model import Annotation
    from ..piece import Context


class Cell(NamedTuple):
    """A stage of a pledge."""

    stage: str
    step: Step | None
    """None when nothing is recorded."""
    cited: list[tuple[Cited, str]]


class Row(NamedTuple):
    """A pledge, and where it leads."""

    pledge: Pledge
    cells: list[Cell]
    paragraphs: list[tuple[int, str]]
    blocks: list[tuple[str, str]]
    notes: list[tuple[Annotation, str]]


def make(context: Context) -> list[Element]:
    """Make the tracker of all pledges, those of one side together."""
    pledges = list(context.data.of(Pledge).values())
    if not pledges:
        return []
    stages = list(dict.fromkeys(step.stage for pledge in pledges for step in pledge.steps))
    sides: dict[str, list[Row]] = {}
    terms = context.data.vocabulary.terms("outcomes")
    outcomes: dict[str, list[Pledge]] = {outcome: [] for outcome in terms}
    for pledge in pledges:
        sides.setdefault(pledge.side, []).append(_row(pledge, stages, context))
        outcomes.setdefault(pledge.outcome, []).append(pledge)
    tracker = context.renderer.element(
        "pledges",
        sides=sides,
        outcomes={outcome: its for outcome, its in outcomes.items() if its},
        whole=len(pledges),
        glyphs={outcome: its.sign for outcome, its in terms.items()},
    )
    return [tracker]


def _row(pledge: Pledge, stages: list[str], context: Context) -> Row:
    data = context.data
    steps = {step.stage: step for step in pledge.steps}
    notes = [data.annotations[i] for i in pledge.notes if i in data.annotations]
    return Row(
        pledge,
        [_cell(stage, steps.get(stage), context) for stage in stages],
        [(number, between(context.page, f"{pledge.page}#{paragraph_id(number)}"))
         for number in pledge.paragraphs],
        [(name, between(context.page, f"{pledge.page}#{name}")) for name in pledge.blocks],
        [(note, between(context.page, f"{note.target.page}#{note.id}")) for note in notes],
    )  # fmt: skip


def _cell(stage: str, step: Step | None, context: Context) -> Cell:
    return Cell(stage, step, context.cited(step.sources if step else ()))
