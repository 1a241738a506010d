"""Where everything is in the pictures of who faced whom.

One or two sides, a band for each level, a line for each pair. Between two sides lies one picture;
lines between more of them would cross names, so that each two that met have a picture of their own,
and each side whose persons met among themselves. Positions across are in percent and positions
down in `em`, so that a picture follows the width of the page while letters keep the reader's own
size.
"""

from __future__ import annotations

from itertools import combinations
from textwrap import wrap
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...data.model import Entity
    from ..piece import Pair

_LETTERS = 13
"""To a line of a name, so that two columns and their lines fit on a phone."""
_LINE, _GAP, _HEAD = 1.3, 0.7, 2.2
"""From line to line, between names, and for the name of a level, in em."""
TWO = 2
_EDGES = (41, 59)
"""Where lines end in the left and the right column, in percent."""
_DEEPEST, _DEPTH = 8, 2
"""How far the line between two of one side goes out, in percent: at most, and for each em of it."""


class Name(NamedTuple):
    """An entity in the picture."""

    entity: Entity
    side: int
    """0 for the left column, 1 for the right."""
    y: float
    """Where its lines of contact end, in em from the top."""
    lines: list[tuple[float, str]]
    """The words, and where their foot is."""
    met: bool
    """Whether a line leads to it."""


class Band(NamedTuple):
    """A level."""

    label: str
    y: float
    """Its top, in em."""
    names: list[Name]


class Line(NamedTuple):
    """A straight part of the line between a pair."""

    x1: float
    y1: float
    x2: float
    y2: float
    pair: Pair


class Picture(NamedTuple):
    """Where everything is."""

    height: float
    sides: Sequence[str]
    """One or two."""
    bands: list[Band]
    lines: list[Line]
    pairs: int


def pictures(persons: list[Entity], sides: list[str], met: list[Pair]) -> list[Picture]:
    """Draw what there is between two sides in one picture, between more in one for each two."""
    if len(sides) == TWO:
        return [_draw(persons, sides, met)]
    found = []
    for group in (*combinations(sides, 2), *((side,) for side in sides)):
        its = [pair for pair in met if {pair.one.side, pair.other.side} == set(group)]
        there = {person.id for pair in its for person in pair[:2]}
        if its:
            found.append(_draw([one for one in persons if one.id in there], group, its))
    return found


def _draw(persons: list[Entity], sides: Sequence[str], met: list[Pair]) -> Picture:
    """Lay the picture out: levels in the order in which the data first name them."""
    facing = {person.id for pair in met for person in pair[:2]}
    y = _HEAD
    bands, places = [], dict[str, Name]()
    for level in dict.fromkeys(person.level for person in persons):
        top, feet = y, [y + _HEAD] * len(sides)
        names = []
        for person in persons:
            if person.level != level:
                continue
            side = sides.index(person.side)
            name = _place(person, side, feet[side], met=person.id in facing)
            feet[side] += len(name.lines) * _LINE + _GAP
            names.append(name)
            places[person.id] = name
        bands.append(Band(level, round(top, 2), names))
        y = max(feet)
    lines = [line for pair in met for line in _lines(pair, places)]
    return Picture(round(y, 2), sides, bands, lines, len(met))


def _lines(pair: Pair, places: dict[str, Name]) -> list[Line]:
    """Draw the line of a pair: across, or out and back where both are of one side."""
    left, right = sorted((places[person.id] for person in pair[:2]), key=lambda n: (n.side, n.y))
    x1, x2 = (_EDGES[name.side] for name in (left, right))
    if left.side != right.side:
        return [Line(x1, left.y, x2, right.y, pair)]
    depth = min(_DEEPEST, _DEPTH * (right.y - left.y))
    knee = round(x1 - depth if left.side else x1 + depth, 2)
    middle = round((left.y + right.y) / 2, 2)
    return [Line(x1, left.y, knee, middle, pair), Line(knee, middle, x1, right.y, pair)]


def _place(person: Entity, side: int, top: float, *, met: bool) -> Name:
    words = wrap(person.name, _LETTERS) or [""]
    lines = [(round(top + _LINE * (n + 0.75), 2), line) for n, line in enumerate(words)]
    return Name(person, side, round(top + _LINE * len(words) / 2, 2), lines, met)
