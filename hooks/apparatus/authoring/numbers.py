"""Ids for what is new: one that nothing has, and nothing has had."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING

from ..data.model import Annotation, Entity
from ..imports.entities import latin

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..data.dataset import Dataset

_NUMBER_RE = re.compile(r"n(\d{1,9})")
_SAID_RE = re.compile(r"\bid: *[\"']?(n\d{1,9})\b")
RELEASED = "released.txt"
"""The file of a data folder that lists what has been published: an id a line, and where it was."""


def released(text: str) -> set[str]:
    """Read the ids of notes that have been published."""
    words = (line.split() for line in text.splitlines() if not line.startswith("#"))
    return {one for line in words for one in line if _NUMBER_RE.fullmatch(one)}


def next_note(data: Dataset, texts: Iterable[str], published: Iterable[str]) -> str:
    """Return the next id of a note.

    In: the data, all that the files of notes say, in comments too, and the ids that have been
    published. Numbers that were used once are never used again.
    """
    taken = {*data.annotations, *data.lost.get(Annotation, ()), *published}
    taken |= {old for note in data.annotations.values() for old in note.replaces}
    taken |= {one for text in texts for one in _SAID_RE.findall(text)}
    numbers = (int(found[1]) for one in taken if (found := _NUMBER_RE.fullmatch(one)))
    return f"n{max(numbers, default=0) + 1}"


def next_entity(data: Dataset, name: str, kind: str) -> str:
    """Propose an id for an entity: of its name, if that has Latin letters, else of its kind."""
    taken = {*data.entities, *data.lost.get(Entity, ()), *data.sources}
    first = latin(name)
    if first and first not in taken:
        return first
    stem = first or latin(kind) or "entry"
    return next(one for n in count(2 if first else 1) if (one := f"{stem}-{n}") not in taken)
