"""Passages in a copy: exact, the same with differences, or not found. It never guesses.

Windows of the copy are exact by their hash, or near to a passage by their sketch; then the chain of
passages that they are in must be from chance by once in a million. A passage that is there twice,
and nowhere exactly, is placed nowhere.
"""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from . import chains, torn, windows
from .furniture import blanked
from .normal import tidy, words
from .sketch import Sketcher

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .normal import Word
    from .sketch import Print
    from .windows import Window

_NEEDED = 20
_CLEAR = 1
_SHARED = 2
_REACH = 8
"""So many words more a passage may take in, if then it begins or ends where a paragraph does."""
_TRIM = 4
"""So many words less it may have for that."""


class Verdict(StrEnum):
    """What a copy has of a passage."""

    EXACT = "exact"
    DIFFERS = "differs"
    MISSING = "missing"
    TWICE = "twice"
    UNSURE = "unsure"


class Placed(NamedTuple):
    """What was found of a passage: words of the copy, where it is placed."""

    verdict: Verdict
    start: int = 0
    end: int = 0
    again: int = 0
    """How often the same words are there besides."""


class Reading(NamedTuple):
    """A copy, with what was found in it."""

    text: str
    words: Sequence[Word]
    placed: Sequence[Placed]


def read(copy: str, its: Print) -> Reading:
    """Find a text in a copy: without what pages put around it; with that, if more is found so."""
    text = tidy(copy)
    best = _reading(text, words(text), its)
    if not _is_whole(best) and blanked(text) != text:
        best = max(best, _reading(text, words(text, furnished=True), its), key=_worth)
    if not _is_whole(best) and (kept := torn.mended(best.words, its, _exact(best))):
        best = max(best, _reading(text, kept, its), key=_worth)
    return best


def _reading(text: str, found: Sequence[Word], its: Print) -> Reading:
    return Reading(text, found, place(found, its))


def _is_whole(reading: Reading) -> bool:
    return all(one.verdict == Verdict.EXACT for one in reading.placed)


def _worth(reading: Reading) -> tuple[int, int]:
    verdicts = [one.verdict for one in reading.placed]
    return verdicts.count(Verdict.EXACT), verdicts.count(Verdict.DIFFERS)


def _exact(reading: Reading) -> dict[int, tuple[int, int]]:
    """By number: the words of each passage that is there exactly."""
    placed = enumerate(reading.placed)
    return {n: (one.start, one.end) for n, one in placed if one.verdict == Verdict.EXACT}


def place(found: Sequence[Word], its: Print) -> list[Placed]:
    """Find passages among the words of a copy."""
    sketcher = Sketcher([word.form for word in found], its.salt)
    exact = windows.exact(found, its, sketcher)
    alike, compared = windows.alike(found, its, sketcher, exact)
    all_ = sorted([*exact, *alike], key=lambda one: (one.start, one.end, one.passage))
    scores = chains.scores(all_, compared.bit_length())
    by_passage: list[list[tuple[int, Window]]] = [[] for _ in its.passages]
    for score, one in zip(scores, all_, strict=True):
        by_passage[one.passage].append((score, one))
    return _stretched(found, _settled([_chosen(one) for one in by_passage]))


def _chosen(its: list[tuple[int, Window]]) -> tuple[Placed, Window | None]:
    """Choose the window of a passage, if there is one and no other."""
    its.sort(key=lambda its: (not its[1].exact, -its[0], its[1].differing, its[1].off))
    apart: list[Window] = []
    for one in (one for score, one in its if score >= _NEEDED):
        if not any(one.overlaps(other) for other in apart):
            apart.append(one)
    if not apart:
        close = any(one.differing <= _CLEAR for _, one in its)
        return Placed(Verdict.UNSURE if close else Verdict.MISSING), None
    first = apart[0]
    again = sum(one.exact for one in apart[1:])
    if first.exact:
        return Placed(Verdict.EXACT, first.start, first.end, again), first
    if len(apart) > 1:
        return Placed(Verdict.TWICE), None
    return Placed(Verdict.DIFFERS, first.start, first.end), first


def _settled(chosen: Sequence[tuple[Placed, Window | None]]) -> list[Placed]:
    """Leave out what two passages claim, but for words at their edges."""
    taken = [window for _, window in chosen if window]

    def settle(placed: Placed, window: Window | None) -> Placed:
        if window is None:
            return placed
        others = [one for one in taken if one != window and one.overlaps(window)]
        if window.exact:  # else they are two passages of the same words
            return Placed(Verdict.TWICE) if any(one.exact for one in others) else placed
        if any(_common(one, window) > _SHARED for one in others):
            return Placed(Verdict.UNSURE)
        end = min((one.start for one in others if one.start > window.start), default=sys.maxsize)
        return placed._replace(end=min(window.end, end))

    return [settle(*one) for one in chosen]


def _common(one: Window, other: Window) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def _stretched(found: Sequence[Word], placed: list[Placed]) -> list[Placed]:
    """Let what differs begin and end where paragraphs do, or the exact passages beside it."""
    exact = [one for one in placed if one.verdict == Verdict.EXACT]
    edges = {0, len(found), *(at for one in exact for at in (one.start, one.end))}

    def is_edge(at: int) -> bool:
        return at in edges or found[at].breaks > 1

    for number, (verdict, start, end, _) in enumerate(placed):
        if verdict != Verdict.DIFFERS:
            continue
        low = max((one.end for one in placed if one.end <= start), default=0)
        high = min((one.start for one in placed if one.start >= end), default=len(found))
        # A few words before or after it in another paragraph are none of it.
        back = (*range(start, start + _TRIM + 1), *range(start, max(low, start - _REACH) - 1, -1))
        on = (*range(end, end - _TRIM - 1, -1), *range(end, min(high, end + _REACH) + 1))
        placed[number] = placed[number]._replace(
            start=next((at for at in back if is_edge(at)), start),
            end=next((at for at in on if is_edge(at)), end),
        )
    return placed
