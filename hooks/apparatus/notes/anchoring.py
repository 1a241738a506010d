"""A quotation and a paragraph's text to a span of that text, or the nearest thing to it.

Words are found exactly or not at all: a note that has lost its words is reported, never moved to
words that look alike.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from ..text.normal import normalize
from ..text.scripts import stands_alone

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONG = 1000
_STEM = 3


class Span(NamedTuple):
    """Characters `[start, end)` of a paragraph's normal text."""

    start: int
    end: int


class Lost(NamedTuple):
    """Words that are not there."""

    found: int
    """How often they stand in the paragraph."""
    nearest: str = ""
    """The most similar run of words of the paragraph, to show the author."""


def locate(text: str, exact: str, occurrence: int = 1) -> Span | Lost:
    """Find the n-th place where a paragraph's normal text has the words, as whole words."""
    words = normalize(exact)
    if not words:
        return Lost(0)
    places: list[Span] = []
    start = text.find(words)
    while start >= 0:
        place = Span(start, start + len(words))
        whole = stands_alone(text, *place)
        places += [place] if whole else []
        start = text.find(words, place.end if whole else start + 1)
    if 1 <= occurrence <= len(places):
        return places[occurrence - 1]
    return Lost(len(places), "" if places else nearest(text, words))


def nearest(text: str, words: str) -> str:
    """Find the run of words most like the given ones."""
    tokens = [m.span() for m in re.finditer(r"\S+", text)]
    size = len(words.split())
    best, best_ratio = "", 0.0
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(words.lower())
    wanted = {word[:_STEM].casefold() for word in words.split()}
    starts: Iterable[int] = range(len(tokens))
    if len(tokens) > _LONG:  # there only what begins like one of the words is compared
        starts = [n for n in starts if text[slice(*tokens[n])][:_STEM].casefold() in wanted][:_LONG]
    for length in {max(1, size - 1), size, size + 1}:
        for first in starts:
            if first + length > len(tokens):
                break
            run = text[tokens[first][0] : tokens[first + length - 1][1]]
            matcher.set_seq1(run.lower())
            if matcher.real_quick_ratio() > best_ratio and matcher.ratio() > best_ratio:
                best, best_ratio = run, matcher.ratio()
    return best.strip(" .,;:!?\"'()")
