"""The sourcing X-ray: a picture of who speaks in which paragraph, and a table that says the same.

Positions in the picture are in `em` and percent: the columns follow the width of the page, marks
and letters keep the reader's own size.
"""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, NamedTuple

from ...data.dataset import Dataset, by_page
from ...text.addresses import between
from ...text.places import short as shown
from ...text.reader import EXPLICIT
from . import short
from .count import Survey, survey
from .nouns import Statement

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from ..piece import Context

_MARGIN = 8.0
"""Percent of the width, for the numbers of paragraphs."""
_NARROWEST = 24
"""The width of all columns on a phone, in em."""
_STEP, _LINE, _GAP = 2.4, 1.4, 0.3
"""From mark to mark, from line to line, and between paragraphs, in em."""
_LETTER, _LABEL_LINE = 0.6, 1.2
"""The width of a letter and the height of a line in labels, in em."""


class Mark(NamedTuple):
    """One statement in the picture."""

    x: float
    """From the left of its column, in em."""
    y: float
    """From the top, in em."""
    statement: Statement


class Column(NamedTuple):
    """One side in the picture."""

    number: int
    x: float
    """In percent."""
    label: list[tuple[float, str]]
    """Its lines, and where their foot is, in em."""
    marks: list[Mark]


class Picture(NamedTuple):
    """Where everything is."""

    height: float
    """In em."""
    columns: list[Column]
    rows: list[tuple[str, float]]
    """Each block and its top, in em."""


def make(context: Context) -> list[Element]:
    """Make the X-ray of every page that statements are about, or say in short what it shows."""
    if context.which:
        return short.make(context)
    page, data = context.page, context.data
    manners = data.vocabulary.terms("manners")
    about = by_page(data.of(Statement).values(), lambda one: one.page)

    def address(block: str) -> str:
        return between(page, f"{subject}#{block}")

    def place(block: str) -> str:
        return context.renderer.words.plain.place(context.called(subject, block))

    made = []
    for subject, statements in about.items():
        found = survey(statements, list(manners))
        made.append(
            context.renderer.element(
                "sourcing",
                survey=found,
                foremost=context.renderer.words.listed([_within(s.name) for s in found.foremost]),
                picture=draw(found, statements),
                manners=list(manners.values()),
                drawn={which: its.mark for which, its in manners.items()},
                doubtful=any(s.confidence != "high" for s in statements),
                whose=subject if len(about) > 1 else "",
                page_address=between(page, subject),
                address=address,
                shown=shown,
                place=place,
                entries={i: EXPLICIT + i for i in data.entities},
            )
        )
    return made


def sources(data: Dataset, _which: str) -> list[str]:
    """Name the sources of all statements."""
    return list(dict.fromkeys(s for one in data.of(Statement).values() for s in one.sources))


def _within(name: str) -> str:
    """Write a name as it stands within an English sentence."""
    return f"the {name[4:]}" if name.startswith("The ") else name


def draw(found: Survey, statements: list[Statement]) -> Picture:
    """Lay the picture out: a row for each paragraph, a column for each side."""
    width = _NARROWEST / len(found.sides)
    in_line = max(1, int(width / _STEP))
    labels = [wrap(side.name, max(1, int(width / _LETTER))) or [""] for side in found.sides]
    cells: dict[tuple[str, str], list[Statement]] = {}
    for statement in statements:
        cells.setdefault((statement.target.name, statement.side), []).append(statement)
    y = top = _LABEL_LINE * max(map(len, labels)) + _GAP
    rows, marks = [], {side.name: list[Mark]() for side in found.sides}
    for paragraph in found.paragraphs:
        rows.append((paragraph, round(y, 2)))
        lines = 1
        for name, its in marks.items():
            for index, statement in enumerate(cells.get((paragraph, name), ())):
                line, place = divmod(index, in_line)
                lines = max(lines, line + 1)
                its.append(Mark(round(place * _STEP, 2), round(y + line * _LINE, 2), statement))
        y += lines * _LINE + _GAP
    share = (100 - _MARGIN) / len(found.sides)
    columns = []
    for side, label in zip(found.sides, labels, strict=True):
        x = round(_MARGIN + (side.number - 1) * share, 2)
        first = top - _GAP - _LABEL_LINE * (len(label) - 0.75)
        lines_of = [(round(first + _LABEL_LINE * n, 2), line) for n, line in enumerate(label)]
        columns.append(Column(side.number, x, lines_of, marks[side.name]))
    return Picture(round(y, 2), columns, rows)
