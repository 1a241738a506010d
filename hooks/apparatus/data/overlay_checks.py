"""Fingerprints: what in them cannot be, and blocks and notes that are gone since they were made."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..overlay.normal import RULE
from ..problems import Problem, phrases
from .model import Annotation
from .overlay import Overlay, Passage

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from .dataset import Dataset
    from .yaml_file import Path

_AGAIN = "Make it anew, with 'make fingerprint SOURCE=…'."
_MOST_ROUNDS = 10_000_000
"""A browser makes so many in some seconds."""
_SHAPES = {"tag": re.compile("[0-9a-f]{32}"), "sketch": re.compile("[0-9a-f]{10}")}


def overlay(data: Dataset) -> Iterator[Problem]:
    """Find fingerprints by another rule, hashes that are none, and notes that are not there."""
    for one in data.of(Overlay).values():
        if one.rule != RULE:
            message = f"this is made by version {one.rule} of the rule, and now it is {RULE}."
            yield Problem(data.position(one, "rule"), message, _AGAIN)
        if not 1 <= one.rounds <= _MOST_ROUNDS:
            message = f"a hash cannot be made in {one.rounds} rounds."
            yield Problem(data.position(one, "rounds"), message, _AGAIN)
        for number, passage in enumerate(one.passages):
            yield from _passage(data, one, passage, ("passages", number))


def _passage(data: Dataset, one: Overlay, passage: Passage, way: Path) -> Iterator[Problem]:
    if not passage.blocks:
        where = data.position(one, *way, "blocks")
        yield Problem(where, "this passage has no block.", _AGAIN)
    for key, shape in _SHAPES.items():
        if not shape.fullmatch(getattr(passage, key)):
            where = data.position(one, *way, key)
            yield Problem(where, f"this is no {key} of a passage.", _AGAIN)
    for note, words in passage.notes.items():
        where = data.position(one, *way, "notes", note)
        if data.lacks(Annotation, note):
            yield phrases.unknown(where, "note", note, data.annotations, _AGAIN)
        elif passage.range(note) is None:
            message = f"'{phrases.short(words)}' are no words of a passage of {passage.words}."
            yield Problem(where, message, _AGAIN)


def on_page(data: Dataset, page: str, blocks: Collection[str]) -> Iterator[Problem]:
    """Find passages that name blocks which the page that retells them does not have."""
    for one in data.of(Overlay).values():
        for number, passage in enumerate(one.passages if one.page == page else ()):
            for index, name in enumerate(passage.blocks):
                if name not in blocks:
                    where = data.position(one, "passages", number, "blocks", index)
                    message = f"'{page}' has no block '{name}'."
                    yield Problem(where, message, _AGAIN)
