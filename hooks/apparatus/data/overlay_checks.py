"""Fingerprints: what in them cannot be, and what has changed since they were made."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..overlay import RULE
from ..problems import Problem, one_of, phrases
from .model import Annotation
from .overlay import Overlay, Passage

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from .dataset import Dataset
    from .yaml_file import Path

COMMAND = phrases.called("overlay fingerprint COPY")
ANEW = f"Make it anew, with '{COMMAND}'."
_OR_DELETE = f"Delete this here, or make it anew, with '{COMMAND}'."
_LESS, _MORE = 50_000, 500_000
"""With fewer rounds guesses are quick, and with more a browser is slow."""
SALT_RE = re.compile("[0-9a-f]{16,64}")
_SHAPES = {"tag": re.compile("[0-9a-f]{32}"), "sketch": re.compile("[0-9a-f]{10}")}


def overlay(data: Dataset) -> Iterator[Problem]:
    """Find fingerprints by another rule, hashes that are none, and notes that are not there."""
    for one in data.of(Overlay).values():
        if one.rule != RULE:
            message = f"this is made by version {one.rule} of the rule, and now it is {RULE}."
            yield Problem(data.position(one, "rule"), message, ANEW)
        if not SALT_RE.fullmatch(one.salt):
            message = (
                f"'{phrases.short(one.salt)}' is no salt: that has 16 signs or more, 0-9 and a-f."
            )
            yield Problem(data.position(one, "salt"), message, ANEW)
        if not _LESS <= one.rounds <= _MORE:
            message = f"a hash is made in {_LESS} to {_MORE} rounds, and not in {one.rounds}."
            yield Problem(data.position(one, "rounds"), message, ANEW)
        for number, passage in enumerate(one.passages):
            yield from _passage(data, one, passage, ("passages", number))


def _passage(data: Dataset, one: Overlay, passage: Passage, way: Path) -> Iterator[Problem]:
    if not passage.blocks:
        where = data.position(one, *way, "blocks")
        yield Problem(where, "this passage has no block.", ANEW)
    for key, shape in _SHAPES.items():
        if not shape.fullmatch(getattr(passage, key)):
            where = data.position(one, *way, key)
            yield Problem(where, f"this is no {key} of a passage.", ANEW)
    for note, words in passage.notes.items():
        where = data.position(one, *way, "notes", note)
        its = data.annotations.get(note)
        if data.lacks(Annotation, note):
            yield phrases.unknown(where, "note", note, data.annotations, _OR_DELETE)
        elif passage.range(note) is None:
            message = f"'{phrases.short(words)}' are no words of a passage of {passage.words}."
            yield Problem(where, message, ANEW)
        elif its and (its.target.page, its.target.name) not in [
            (one.page, b) for b in passage.blocks
        ]:
            message = (
                f"the note '{note}' is about '{its.target.name}' by now, and these words are not."
            )
            yield Problem(where, message, _OR_DELETE, stops=False)


def on_page(data: Dataset, page: str, find: Callable[[], Collection[str]]) -> Iterator[Problem]:
    """Find that passages and the page which retells them have other blocks.

    In: what finds those of the page, which few pages need.
    """
    for one in data.of(Overlay).values():
        if one.page != page:
            continue
        blocks = find()
        named = {name for passage in one.passages for name in passage.blocks}
        if named and named.isdisjoint(blocks):
            message = f"'{page}' has none of the blocks that passages are retold by."
            yield Problem(data.position(one, "page"), message, ANEW)
            continue
        for number, passage in enumerate(one.passages):
            for index, name in enumerate(passage.blocks):
                if name not in blocks:
                    where = data.position(one, "passages", number, "blocks", index)
                    yield Problem(where, f"'{page}' has no block '{name}'.", ANEW)
        kinds = {_kind(name) for name in named}
        new = [b for b in blocks if _kind(b) in kinds and b not in named and b not in one.without]
        if new:
            message = f"'{page}' has blocks that no passage is retold by: {one_of(new[:8])}."
            hint = f"{ANEW} In SPANS 'blocks' says which retell the text."
            yield Problem(data.position(one, "passages"), message, hint, stops=False)


def _kind(block: str) -> str:
    """Leave out of the name of a block what tells it from others of its kind: `p#`, `v#.#`."""
    return re.sub(r"\d+", "#", block)
