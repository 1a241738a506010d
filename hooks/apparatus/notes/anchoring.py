"""A quotation and a paragraph's text to a span of that text, or the nearest thing to it.

Words are found exactly or not at all: a note that has lost its words is reported, never moved to
words that look alike.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from ..text.scripts import is_spaced, stands_alone
from ..text.visible import as_seen

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHORT, _FEW, _LETTERS = 150, 30, 3
_NEAR = 0.6
"""How alike words must be to be called near; 1 is the same."""


class Span(NamedTuple):
    """Characters `[start, end)` of a paragraph's normal text."""

    start: int
    end: int


class Lost(NamedTuple):
    """Words that are not there."""

    found: int
    """How often they stand in the paragraph."""
    nearest: str = ""
    """The most similar run of words of the paragraph, to show the author; nothing if none is."""
    whole: str = ""
    """The longer word of which they are a part."""
    elsewhere: str = ""
    """The id of the only other block in which they stand."""


def locate(text: str, exact: str, occurrence: int = 1) -> Span | Lost:
    """Find the n-th place where a paragraph's normal text has the words, as whole words."""
    words = as_seen(exact).strip()
    if not words:
        return Lost(0)
    places = everywhere(text, words)
    if 1 <= occurrence <= len(places):
        return places[occurrence - 1]
    if not places and (at := text.find(words)) >= 0:
        return Lost(0, whole=text[slice(*whole(text, at, at + len(words)))])
    return Lost(len(places), "" if places else nearest(text, words))


def whole(text: str, start: int, end: int) -> Span:
    """Widen characters `[start, end)` to the words that they are a part of."""
    while start and not stands_alone(text[:end], start, end):
        start -= 1
    while not stands_alone(text, start, end):
        end += 1
    return Span(start, end)


@lru_cache(maxsize=8)  # thousands of notes may be on one word
def everywhere(text: str, words: str) -> list[Span]:
    """Find where words stand as whole words."""
    places: list[Span] = []
    start = text.find(words)
    while start >= 0:
        place = Span(start, start + len(words))
        whole = stands_alone(text, *place)
        places += [place] if whole else []
        start = text.find(words, place.end if whole else start + 1)
    return places


def nearest(text: str, words: str) -> str:
    """Find the run of words most like the given ones; nothing if none is near."""
    tokens, _ = _read(text)
    size = len(_tokens(words))
    best, best_ratio = "", _NEAR
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(words.lower())
    starts = sorted(_starts(text, words.lower(), size))
    for length in {max(1, size - 1), size, size + 1}:
        for first in starts:
            if first + length > len(tokens):
                break
            run = text[tokens[first][0] : tokens[first + length - 1][1]]
            matcher.set_seq1(run.lower())
            if matcher.real_quick_ratio() > best_ratio and matcher.ratio() > best_ratio:
                best, best_ratio = run, matcher.ratio()
    return best.strip(" .,;:!?\"'()") or best.strip()


def _starts(text: str, words: str, size: int) -> Iterable[int]:
    """Choose the words of a text at which something like the given ones may start.

    In a short text that is each of them. In a long one, which hundreds of notes may speak of, it is
    those near the rarest letters that both have.
    """
    tokens, letters = _read(text)
    if len(tokens) <= _SHORT:
        return range(len(tokens))
    found: set[int] = set()
    shared = (letters[_at(words, at)] for at in range(len(words)) if _at(words, at) in letters)
    for places in sorted(shared, key=len):
        found.update(max(0, at - back) for at in places[:_FEW] for back in range(size + 1))
        if len(found) > _FEW:
            break
    return found


def _at(words: str, at: int) -> str:
    return words[at : at + _LETTERS]


@lru_cache(maxsize=8)
def _read(text: str) -> tuple[list[tuple[int, int]], dict[str, list[int]]]:
    """Find a text's words, and in which of them each three letters stand."""
    tokens = _tokens(text)
    letters: dict[str, list[int]] = {}
    for number, (start, end) in enumerate(tokens):
        word = text[start : max(end, start + _LETTERS)].lower()
        for three in {_at(word, at) for at in range(max(1, len(word) - _LETTERS + 1))}:
            letters.setdefault(three, []).append(number)
    return tokens, letters


def _tokens(text: str) -> list[tuple[int, int]]:
    """Find a text's words; in a script without spaces each sign is one."""
    return [
        (word.start() + start, word.start() + end)
        for word in re.finditer(r"\S+", text)
        for start, end in _signs(word[0])
    ]


def _signs(word: str) -> list[tuple[int, int]]:
    cuts = {
        at for at in range(1, len(word)) if not is_spaced(word[at - 1]) or not is_spaced(word[at])
    }
    return list(pairwise((0, *sorted(cuts), len(word)))) if cuts else [(0, len(word))]
