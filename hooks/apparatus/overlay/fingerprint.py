"""From a lawful copy to what is published of it: passages, and which words notes are about.

A paragraph is a passage if at least `LEAST` of its words are nowhere to be read on the site; if it
is too short for that, or quoted too fully, it is one with those after it. So no hash can be
undone by trying what is published, with a few words more.
"""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from . import RULE, normal
from .furniture import blanked
from .sketch import Sketcher, passage_tag, size

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

LEAST = 25
ROUNDS = 50_000
"""How slow a hash is: some hundredths of a second, for who has the text and for each guess."""
_RUN = 4
"""So many words of the text in a row, and the site has them as the text has."""
Run = tuple[str, ...]


class Passage(NamedTuple):
    """What is published of a passage: some paragraphs, from the first to the last, by number."""

    first: int
    last: int
    words: int
    tag: str
    sketch: int


class Retelling(NamedTuple):
    """What a site has in the place of the text."""

    page: str
    """Its path; empty if it is the one that the site's notes are about without a word."""
    blocks: Sequence[str]
    """Those of its blocks that retell the paragraphs, one each, in order."""
    without: Sequence[str] = ()
    """Those of its numbered paragraphs that retell none."""


def paragraphs(copy: str) -> list[str]:
    """Part a copy at its empty lines, and leave out what is furniture there."""
    text = normal.tidy(copy)
    bare = blanked(text).split("\n")
    kept = (old if new.strip() else "" for old, new in zip(text.split("\n"), bare, strict=True))
    parts = "\n".join(kept).split("\n\n")
    return [one.strip() for one in parts if normal.words(one, furnished=True)]


def forms(paragraph: str) -> list[str]:
    """Read a paragraph into words in normal form; it has no furniture left."""
    return [word.form for word in normal.words(normal.tidy(paragraph), furnished=True)]


def runs(text: str) -> set[Run]:
    """List the runs of words that a published text has."""
    its = forms(text)
    return {tuple(its[i : i + _RUN]) for i in range(len(its) - _RUN + 1)}


def unread(its: Sequence[str], published: Collection[Run]) -> int:
    """Count the words of a paragraph that nobody can read on the site in its order."""
    known: set[int] = set()
    for i in range(len(its) - _RUN + 1):
        if tuple(its[i : i + _RUN]) in published:
            known.update(range(i, i + _RUN))
    return normal.weight([form for i, form in enumerate(its) if i not in known])


def passages(
    text: Sequence[Sequence[str]], published: Collection[Run], salt: str, rounds: int = ROUNDS
) -> list[Passage]:
    """Make what is published of a text, its paragraphs as words; nothing if it is too short."""
    bounds = [0]
    for number in range(1, len(text) + 1):
        if sum(unread(one, published) for one in text[bounds[-1] : number]) >= LEAST:
            bounds.append(number)
    if len(bounds) == 1:
        return []
    bounds[-1] = len(text)  # what is left is too short to be one
    made = []
    for number, (first, last) in enumerate(pairwise(bounds)):
        its = [form for one in text[first:last] for form in one]
        [sketch] = Sketcher(its, salt).sketches([(0, len(its))])
        sketch &= (1 << size(len(its))) - 1
        made.append(
            Passage(first, last - 1, len(its), passage_tag(its, salt, number, rounds), sketch)
        )
    return made


def found(text: Sequence[str], words: str) -> list[int]:
    """Find where some words stand in a passage: the numbers of the first one, from 1."""
    asked = forms(words)
    last = len(text) - len(asked) + 1
    return [i + 1 for i in range(last) if asked and list(text[i : i + len(asked)]) == asked]


def document(
    made: Sequence[Passage],
    its: Retelling,
    spans: Mapping[int, Mapping[str, tuple[int, int]]],
    salt: str,
    rounds: int = ROUNDS,
) -> str:
    """Write the data file. In: also, by passage, the words of notes."""
    lines = [
        "# Made by the command `overlay fingerprint`, and not to be mended by hand: hashes, counts",
        "# and places, from which no text can be read.",
        "# `notes` are ranges of words in the original; a note without one is about the whole.",
        f"rule: {RULE}",
        f'salt: "{salt}"',
        f"rounds: {rounds}",
        *([f"page: {json.dumps(its.page)}"] if its.page else []),
        *([f"without: [{', '.join(its.without)}]"] if its.without else []),
        "passages:",
    ]
    for number, one in enumerate(made):
        lines.append(f"  - blocks: [{', '.join(its.blocks[one.first : one.last + 1])}]")
        lines += [
            f"    words: {one.words}",
            f'    tag: "{one.tag}"',
            f'    sketch: "{one.sketch:010x}"',
        ]
        if words := spans.get(number):
            said = ", ".join(f'{note}: "{start}-{end}"' for note, (start, end) in words.items())
            lines.append(f"    notes: {{{said}}}")
    return "\n".join([*lines, ""])
