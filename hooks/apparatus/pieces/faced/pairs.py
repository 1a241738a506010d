"""Who faced whom: pairs of entities, of two sides or of one, named by both.

A pair rests on the sources that both entries name, so that neither can claim it alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...data.model import CONFIDENCES, Entity
from ...data.vocabulary import Vocabulary
from ...problems import Problem, phrases
from ..piece import Pair

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...data.dataset import Dataset
    from ...data.model import Face
    from ...problems import Position

_OWN = "Name it in vocabulary.yml: 'relations: {wrote: wrote to}'."
_MOST = 2000
"""So many pairs a picture may show."""


def pairs(data: Dataset) -> list[Pair]:
    """Find all pairs, each once, from the side of whoever comes first in the data."""
    found: dict[frozenset[str], Pair] = {}
    looks = _looks(data)
    for one in data.entities.values():
        for face in one.faces:
            other = data.entities.get(face.id)
            if other is None or frozenset((one.id, other.id)) in found:
                continue
            faces = [face, *looks[other.id].get(one.id, ())]
            how = next((each.how for each in faces if each.how), "")
            confidence = max((each.confidence for each in faces), key=CONFIDENCES.index)
            shared = tuple(s for s in one.sources if s in other.sources)
            ends, relation = (one, other), face.relation
            if not relation:
                relation = next((each.relation for each in faces if each.relation), "")
                ends = (other, one) if relation else ends
            pair = Pair(*ends, relation, how, confidence, shared)
            found[frozenset((one.id, other.id))] = pair
    return list(found.values())


def _looks(data: Dataset) -> dict[str, dict[str, list[Face]]]:
    """Sort what each entity says of those whom it faced by their ids."""
    found: dict[str, dict[str, list[Face]]] = {}
    for one in data.entities.values():
        its = found[one.id] = {}
        for face in one.faces:
            its.setdefault(face.id, []).append(face)
    return found


def check(data: Dataset) -> Iterator[Problem]:
    """Find faces that do not exist, do not look back, or are on no side."""
    seen: set[frozenset[str]] = set()
    looks = _looks(data)
    for one in data.entities.values():
        for index, face in enumerate(one.faces):
            where = data.position(one, "faces", index)
            relations = data.vocabulary.terms("relations")
            if face.relation and face.relation not in relations and data.is_whole(Vocabulary):
                place = data.position(one, "faces", index, "relation")
                yield phrases.unknown(place, "relation", face.relation, relations, _OWN)
            other = data.entities.get(face.id)
            if other is None:
                if data.lacks(Entity, face.id):
                    yield phrases.unknown(where, "entity", face.id, data.entities)
                continue
            pair = frozenset((one.id, other.id))
            if pair in seen:
                continue
            seen.add(pair)
            if len(seen) > _MOST:
                message = f"more than {_MOST} pairs face each other, which no picture can show."
                yield Problem(where, message, "Leave some out.")
                return
            yield from _mistakes(one, other, where, looks)


def _mistakes(
    one: Entity, other: Entity, where: Position, looks: dict[str, dict[str, list[Face]]]
) -> Iterator[Problem]:
    """Find what is wrong with a pair: it needs two looks, two sides' names, and one source."""
    if one.id not in looks[other.id]:
        message = f"'{one.id}' faces '{other.id}', but '{other.id}' does not face it."
        yield Problem(where, message, f"Add 'faces: [{one.id}]' to '{other.id}'.")
    for person in (one, other):
        if not person.side:
            message = f"'{one.id}' faces '{other.id}', but '{person.id}' is on no side."
            yield Problem(where, message, f"Add 'side: …', in your words, to '{person.id}'.")
    if not set(one.sources) & set(other.sources):
        message = f"'{one.id}' and '{other.id}' share no source that tells of both."
        yield Problem(where, message, "Name one in the 'sources' of each.")
