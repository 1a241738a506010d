"""Lines in a passage that are none of it, as where a page ends: without them it is exact.

A few lines in a row are taken out on trial, and the words on both sides read as one. Only what a
passage's hash says is exact so is believed, and then those lines are furniture.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from . import windows
from .sketch import Sketcher

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .normal import Word
    from .sketch import Print

_LINES, _WORDS, _TRIED = 4, 24, 150
"""So many lines with so many words may lie in a passage; so many such are tried."""
_MOST_LINES = 3000
_NUMBER_RE = re.compile("[0-9]")


class _Hole(NamedTuple):
    """Lines in a run of words that no passage has."""

    unlike: bool
    """Whether the run has not just as many words more as a passage that is not found."""
    plain: bool
    """Whether no number is in the lines, and no paragraph parted from them."""
    start: int
    end: int
    low: int
    high: int


def mended(found: Sequence[Word], its: Print, exact: Mapping[int, tuple[int, int]]) -> list[Word]:
    """Leave out lines that tear passages apart. In: words of a copy, and what is exact, by number.

    Out: the words without those lines; nothing if there are none.
    """
    left = {n: one.words for n, one in enumerate(its.passages) if n not in exact}
    longest = max(left.values(), default=0)
    runs = windows.free(len(found), exact.values())
    holes = sorted(one for run in runs for one in _holes(found, run, set(left.values())))
    without: set[int] = set()
    for one in holes[:_TRIED]:
        before = found[max(one.low, one.start - longest + 1) : one.start]
        words = [*before, *found[one.end : min(one.high, one.end + longest - 1)]]
        sketcher = Sketcher([word.form for word in words], its.salt)
        asked = [
            (start, start + length, number)
            for start, word in enumerate(before)
            if word.starts or start == 0
            for number, length in left.items()
            if len(before) < start + length <= len(words)
        ]
        for window in windows.proved(words, its, sketcher, asked):
            without |= set(range(one.start, one.end))
            del left[window.passage]
    return [word for at, word in enumerate(found) if at not in without] if without else []


def _holes(found: Sequence[Word], run: tuple[int, int], lengths: set[int]) -> Iterator[_Hole]:
    low, high = run
    lines = [at for at in range(low + 1, high) if found[at].breaks][:_MOST_LINES]
    for number, start in enumerate(lines):
        for end in lines[number + 1 : number + 1 + _LINES]:
            if end - start > _WORDS:
                break
            its = found[start:end]
            numbered = any(_NUMBER_RE.search(word.form) for word in its)
            parted = found[start].breaks > 1 or found[end].breaks > 1
            unlike = high - low - (end - start) not in lengths
            yield _Hole(unlike, not (numbered or parted), start, end, low, high)
