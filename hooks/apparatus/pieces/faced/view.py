"""Who faced whom, as a picture: two sides, a band for each level, a line for each pair.

Its text equivalent stands below it. Positions across are in percent and positions down in `em`, so
that the picture follows the width of the page while letters keep the reader's own size.
"""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, NamedTuple

from ...text.addresses import between
from .pairs import Pair, pairs

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from ...data.model import Entity, Source
    from ..piece import Context

_LETTERS = 13
"""To a line of a name, so that two columns and their lines fit on a phone."""
_LINE, _GAP, _HEAD = 1.3, 0.7, 2.2
"""From line to line, between names, and for the name of a level, in em."""
_COLUMNS = 2


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


class Picture(NamedTuple):
    """Where everything is."""

    height: float
    sides: list[str]
    bands: list[Band]
    lines: list[tuple[float, float, Pair]]
    """From left to right: where each line starts and ends, in em."""


class Contact(NamedTuple):
    """Pairs that are told in one sentence."""

    ones: list[str]
    others: list[str]
    pair: Pair
    cited: list[tuple[Source, str]]


def make(context: Context) -> list[Element]:
    """Make the picture and its text, when there are persons on exactly two sides."""
    data = context.data
    persons = [e for e in data.entities.values() if e.kind == "person" and e.side and e.level]
    sides = list(dict.fromkeys(person.side for person in persons))
    if len(sides) != _COLUMNS:
        return []
    ids = {person.id for person in persons}
    met = [pair for pair in pairs(data) if {pair.one.id, pair.other.id} <= ids]
    facing = {person.id for pair in met for person in pair[:2]}

    def address(entry: str) -> str:
        return between(context.page, entry)

    element = context.renderer.element(
        "faced",
        address=address,
        picture=draw(persons, sides, met),
        contacts=_contacts(met, sides, context),
        alone=[person for person in persons if person.id not in facing],
        doubtful=any(pair.confidence != "high" for pair in met),
    )
    return [element]


def draw(persons: list[Entity], sides: list[str], met: list[Pair]) -> Picture:
    """Lay the picture out: levels in the order in which the data first name them."""
    facing = {person.id for pair in met for person in pair[:2]}
    y = _HEAD
    bands, places = [], dict[str, Name]()
    for level in dict.fromkeys(person.level for person in persons):
        top, feet = y, [y + _HEAD] * _COLUMNS
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
    lines = []
    for pair in met:
        left, right = sorted((places[person.id] for person in pair[:2]), key=lambda n: n.side)
        lines.append((left.y, right.y, pair))
    return Picture(round(y, 2), sides, bands, lines)


def _place(person: Entity, side: int, top: float, *, met: bool) -> Name:
    words = wrap(person.name, _LETTERS) or [""]
    lines = [(round(top + _LINE * (n + 0.75), 2), line) for n, line in enumerate(words)]
    return Name(person, side, round(top + _LINE * len(words) / 2, 2), lines, met)


def _contacts(met: list[Pair], sides: list[str], context: Context) -> list[Contact]:
    """Put together pairs that the same words tell of: first those of one person, then of all."""
    by_one: dict[tuple[str, str, str], list[Pair]] = {}
    for pair in met:
        one = pair.one if pair.one.side == sides[0] else pair.other
        by_one.setdefault((one.name, pair.how, pair.confidence), []).append(pair)
    told: dict[tuple[tuple[str, ...], str, str], tuple[list[str], list[Pair]]] = {}
    for (name, how, confidence), its in by_one.items():
        others = tuple((p.other if p.one.side == sides[0] else p.one).name for p in its)
        ones, together = told.setdefault((others, how, confidence), ([], []))
        ones.append(name)
        together += its
    contacts = []
    for (others, *_), (ones, its) in told.items():
        named = [i for i in its[0].sources if all(i in pair.sources for pair in its)]
        named = named or list(dict.fromkeys(i for pair in its for i in pair.sources))
        contacts.append(Contact(ones, list(others), its[0], context.cited(named)))
    return contacts
