"""Passages in a copy: exact, the same with differences, or not found. It never guesses.

A window of the copy that may be a passage begins and ends where a sentence or a line does, and has
as many words as it, give or take two. Its sketch differs from the passage's in few bits or in none;
a strange window is that near once in 2^evidence. Against that stand the ways in
which chance could have helped: all windows that were compared, or for one that follows another
passage in order, the few that could follow. A chain of passages in order counts as a whole, and
what is left must be once in a million. A passage that is there twice, and nowhere exactly, is
placed nowhere.
"""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from .furniture import blanked
from .normal import tidy, words
from .sketch import Sketcher, size, tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .normal import Word

_LESS = (0, 5, 9, 12)
"""What bits that differ take from the evidence."""
_MOST = ((36, 3), (32, 2), (0, 1))
"""How many may differ: of so many bits or more, so many."""
_EXACT = 90
_NEEDED = 20
_NEXT, _LATER = 2, 9
"""What a passage costs that follows another at once, or not much later."""
_SLACK, _FAR, _SKIPPED, _CLEAR = 2, 80, 3, 1


class Passage(NamedTuple):
    """What is published of a passage."""

    words: int
    tag: str
    sketch: int


class Print(NamedTuple):
    """What is published of a text."""

    salt: str
    rounds: int
    passages: Sequence[Passage]


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


class _Window(NamedTuple):
    passage: int
    start: int
    end: int
    off: int
    """How many words more or less than the passage it has."""
    bits: int
    differing: int
    exact: bool

    @property
    def own(self) -> int:
        return _EXACT if self.exact else self.bits * 13 // 16 - _LESS[self.differing]

    def overlaps(self, other: _Window) -> bool:
        return self.start < other.end and other.start < self.end


_END = _Window(0, sys.maxsize, sys.maxsize, 0, 0, 0, exact=False)


def read(copy: str, its: Print) -> Reading:
    """Find a text in a copy: without what pages put around it; with that, if more is found so."""
    text = tidy(copy)
    bare = _reading(text, its, furnished=False)
    if blanked(text) == text or all(one.verdict == Verdict.EXACT for one in bare.placed):
        return bare
    whole = _reading(text, its, furnished=True)
    return max(bare, whole, key=_worth)


def _worth(reading: Reading) -> tuple[int, int]:
    verdicts = [one.verdict for one in reading.placed]
    return verdicts.count(Verdict.EXACT), verdicts.count(Verdict.DIFFERS)


def _reading(text: str, its: Print, *, furnished: bool) -> Reading:
    found = words(text, furnished=furnished)
    return Reading(text, found, place(found, its))


def place(found: Sequence[Word], its: Print) -> list[Placed]:
    """Find passages among the words of a copy."""
    forms = [word.form for word in found]
    spans = list(_spans(found, {one.words for one in its.passages}))
    sketches = Sketcher(forms, its.salt).sketches(spans)
    known: dict[tuple[int, str], str] = {}

    def is_exact(number: int, start: int, end: int) -> bool:
        key = number, " ".join(forms[start:end])
        if key not in known:
            known[key] = tag(forms[start:end], f"{its.salt}:{number}", its.rounds)
        return known[key] == its.passages[number].tag

    compared, windows = 0, []
    for (start, end), sketch in zip(spans, sketches, strict=True):
        for number, one in enumerate(its.passages):
            off = abs(end - start - one.words)
            if off > _SLACK or (off and not found[end - 1].ends):
                continue
            compared += 1
            bits = size(one.words)
            differing = ((sketch ^ one.sketch) & ((1 << bits) - 1)).bit_count()
            if differing <= next(most for least, most in _MOST if bits >= least):
                same = differing == 0 and off == 0 and is_exact(number, start, end)
                if same or found[end - 1].ends:
                    windows.append(_Window(number, start, end, off, bits, differing, same))
    windows.sort(key=lambda one: (one.start, one.end, one.passage))
    scores = _scores(windows, compared.bit_length())
    return _settled(_chosen(windows, scores, number) for number in range(len(its.passages)))


def _spans(found: Sequence[Word], lengths: set[int]) -> Iterator[tuple[int, int]]:
    """List the windows that may be a passage of one of some lengths."""
    for start, word in enumerate(found):
        if not word.starts:
            continue
        ends = {start + length + more for length in lengths for more in range(-_SLACK, _SLACK + 1)}
        for end in sorted(ends):
            whole = end - start in lengths
            if start < end <= len(found) and (whole or found[end - 1].ends):
                yield start, end


def _scores(windows: Sequence[_Window], fresh: int) -> list[int]:
    """Say of each window how far the best chain that it is in is from chance."""
    until: list[int] = []
    for at, one in enumerate(windows):
        links = (until[i] - cost for i in range(at) if (cost := _cost(windows[i], one)))
        until.append(one.own + max(-fresh, *links, -fresh))
    since = [0] * len(windows)
    for at in range(len(windows) - 1, -1, -1):
        for later in range(at + 1, len(windows)):
            if cost := _cost(windows[at], windows[later]):
                more = windows[later].own - cost + since[later]
                since[at] = max(since[at], more)
    return [before + after for before, after in zip(until, since, strict=True)]


def _cost(one: _Window, next_: _Window) -> int:
    """Say what it costs that a window follows another; 0 if it does not."""
    gap, skipped = next_.start - one.end, next_.passage - one.passage - 1
    if 0 <= gap <= _SLACK and skipped == 0:
        return _NEXT
    near = 0 <= gap <= _FAR and 0 <= skipped <= _SKIPPED
    return _LATER if near and max(one.differing, next_.differing) <= _CLEAR else 0


def _chosen(
    windows: Sequence[_Window], scores: Sequence[int], number: int
) -> tuple[Placed, _Window | None]:
    """Choose the window of a passage, if there is one and no other."""
    its = [
        (score, one) for one, score in zip(windows, scores, strict=True) if one.passage == number
    ]
    its.sort(key=lambda its: (not its[1].exact, -its[0], its[1].differing, its[1].off))
    apart: list[_Window] = []
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


def _settled(chosen: Iterator[tuple[Placed, _Window | None]]) -> list[Placed]:
    """Leave out what two passages claim, but for words at their edges; an exact one stays."""
    all_ = list(chosen)
    taken = [window for _, window in all_ if window]

    def settle(placed: Placed, window: _Window | None) -> Placed:
        if window is None:
            return placed
        others = [one for one in taken if one != window and one.overlaps(window)]
        if window.exact:  # else they are two passages of the same words
            return Placed(Verdict.TWICE) if any(one.exact for one in others) else placed
        if any(_shared(one, window) > _SLACK for one in others):
            return Placed(Verdict.UNSURE)
        before = (one.end for one in others if one.exact and one.start < window.start)
        start = max(window.start, *before, 0)
        end = min(one.start for one in (*others, _END) if one.start > start)
        return placed._replace(start=start, end=min(window.end, end))

    return [settle(*one) for one in all_]


def _shared(one: _Window, other: _Window) -> int:
    return min(one.end, other.end) - max(one.start, other.start)
