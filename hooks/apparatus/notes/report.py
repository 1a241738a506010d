"""What an author may still want to write a note on, or to look into once more."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..data.model import CONFIDENCES
from .passages import numbered

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..data.model import Annotation
    from .targets import Targets


class Bare(NamedTuple):
    """A numbered paragraph without a note."""

    page: str
    block: str
    words: str
    """How it begins."""


def bare(page: str, its: Targets, notes: Iterable[Annotation]) -> list[Bare]:
    """Find the numbered paragraphs of a page (path, blocks) on which no note is."""
    order = {name: at for at, name in enumerate(its.blocks)}
    spans = [
        (order[note.target.name], order[note.target.last])
        for note in notes
        if note.target.name in order and note.target.last in order
    ]
    return [
        Bare(page, block.id, its.beginning(block.id))
        for block in numbered(its.blocks)
        if not any(first <= order[block.id] <= last for first, last in spans)
    ]


def doubtful(notes: Iterable[Annotation]) -> Sequence[Annotation]:
    """Choose the notes whose confidence is below the highest, the least sure first."""
    unsure = [note for note in notes if note.confidence not in ("", CONFIDENCES[0])]
    return sorted(unsure, key=lambda note: -CONFIDENCES.index(note.confidence or CONFIDENCES[0]))
