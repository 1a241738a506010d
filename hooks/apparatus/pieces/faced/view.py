"""Who faced whom, as pictures and as their text equivalent, which stands below them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ...problems import Problem
from ...text.addresses import between
from .pairs import pairs
from .picture import TWO, pictures

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from ...data.cited import Cited
    from ...data.dataset import Dataset
    from ...data.model import Entity
    from ...problems import Position
    from ..piece import Context, Pair

_MANY = 3
"""So many persons an author is told of at once."""


class Contact(NamedTuple):
    """Pairs that are told in one sentence."""

    ones: list[str]
    others: list[str]
    pair: Pair
    cited: list[tuple[Cited, str]]


def make(context: Context) -> list[Element]:
    """Make the pictures and their text, when there are persons on two sides, or who met."""
    data = context.data
    persons = _persons(data)
    sides = list(dict.fromkeys(person.side for person in persons))
    ids = {person.id for person in persons}
    met = [pair for pair in pairs(data) if {pair.one.id, pair.other.id} <= ids]
    drawn = pictures(persons, sides, met)
    if not drawn:
        return []
    facing = {person.id for pair in met for person in pair[:2]}

    def address(entry: str) -> str:
        return between(context.page, entry)

    element = context.renderer.element(
        "faced",
        address=address,
        pictures=drawn,
        contacts=_contacts(met, sides, context),
        alone=[f"{p.name} ({p.side}, {p.level})" for p in persons if p.id not in facing],
        doubtful=any(pair.confidence != "high" for pair in met),
    )
    return [element]


def lacking(context: Context, where: Position) -> Problem:
    """Say what the data need before there is a picture for the comment at a place."""
    data = context.data
    whole = _persons(data)
    what = f", with a side and a level; and here is {len(whole)}."
    if len(whole) > 1:
        what = ": nobody with a side and a level faces another."
    wanting = []
    for person in data.entities.values():
        keys = ("side", "level", "faces")
        lacks = [key for key in keys if not getattr(person, key)]
        if person.kind == "person" and 0 < len(lacks) < len(keys):
            wanting.append(f"{' and '.join(lacks)} to '{person.id}' ({data.position(person)})")
    hint = f"Add {'; '.join(wanting[:_MANY])}." if wanting else ""
    message = f"'faced' needs two persons who met{what}"
    return Problem(where, message, hint or "Give persons 'side', 'level', and 'faces: [id]'.")


def _persons(data: Dataset) -> list[Entity]:
    """List the persons that have a place in a picture."""
    return [e for e in data.entities.values() if e.kind == "person" and e.side and e.level]


def _contacts(met: list[Pair], sides: list[str], context: Context) -> list[Contact]:
    """Put together pairs that the same words tell of: first those of one person, then of all."""
    rank = {side: number for number, side in enumerate(sides)}
    by_one: dict[tuple[str, tuple[str, ...]], list[tuple[str, Pair]]] = {}
    for pair in met:
        one, other = pair[:2]
        if not pair.relation:  # else it leads from the one to the other
            one, other = sorted(pair[:2], key=lambda person: rank[person.side])
        names = [one.name, other.name]
        if len(sides) > TWO:
            names = [f"{person.name} ({person.side})" for person in (one, other)]
        said = pair.relation, pair.how, pair.confidence
        by_one.setdefault((names[0], said), []).append((names[1], pair))
    told: dict[tuple[tuple[str, ...], tuple[str, ...]], tuple[list[str], list[Pair]]] = {}
    for (name, words), named in by_one.items():
        others = tuple(other for other, _ in named)
        ones, together = told.setdefault((others, words), ([], []))
        ones.append(name)
        together += [pair for _, pair in named]
    contacts = []
    for (others, *_), (ones, its) in told.items():
        shared = [i for i in its[0].sources if all(i in pair.sources for pair in its)]
        shared = shared or list(dict.fromkeys(i for pair in its for i in pair.sources))
        contacts.append(Contact(ones, list(others), its[0], context.cited(shared)))
    return contacts
