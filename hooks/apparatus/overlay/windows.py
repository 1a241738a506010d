"""Which words of a copy may be a passage: those that are it, and those that are much like it.

What is word for word a passage is so by its slow hash, and may stand anywhere. What is like one
begins and ends where a sentence, a line or an exact passage does, has nearly as many words, and a
sketch that differs in few bits: in a bit more if it lies just between the passages around it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from .sketch import Wanted, passage_tag, size

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .normal import Word
    from .sketch import Passage, Print, Sketcher

_LESS = (0, 5, 9, 12, 15)
"""What bits that differ take from the evidence."""
_MOST = ((32, 2), (0, 1))
"""How many may differ: of so many bits or more, so many; and one more between both passages beside
it, two more if both are exact."""
_EXACT = 90
_APART, _CLEARLY = 5, 5
"""Passages of one pattern, of whose bits but a part differs, are found exactly alone; of others a
window has so many bits more that differ from all passages but its own."""
_HALF = 6
"""So much speaks for each half of a window."""
_RUN, _BORROWED, _OFTEN = 3, 4, 20
"""Of how many words a run is; and which part of a window may not be of runs from elsewhere."""
_SLACK, _PART = 4, 3
"""So many words more or less, or a part of them for what fills a gap between exact passages."""
_TRIES = 12
"""So many hashes are made for a passage."""


class Window(NamedTuple):
    """Words of a copy that may be a passage."""

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
        """How much speaks for it: a strange window is that near once in two to this."""
        return _EXACT if self.exact else self.bits * 13 // 16 - _LESS[self.differing]

    def overlaps(self, other: Window) -> bool:
        """Whether both have a word."""
        return self.start < other.end and other.start < self.end


def exact(found: Sequence[Word], its: Print, sketcher: Sketcher) -> list[Window]:
    """Find all windows that are a passage word for word, wherever they begin."""
    size_ = len(found)
    asked = [
        (start, start + one.words, number)
        for number, one in enumerate(its.passages)
        for start in range(size_ - one.words + 1)
    ]
    return proved(found, its, sketcher, asked)


def proved(
    found: Sequence[Word], its: Print, sketcher: Sketcher, asked: Iterable[tuple[int, int, int]]
) -> list[Window]:
    """Choose the windows that are a passage word for word. In: start, end, passage of each."""
    near = sketcher.near(asked, [_wanted(one, 0) for one in its.passages])
    near.sort(key=lambda one: (not found[one[0]].starts, one))
    made: list[Window] = []
    known: dict[tuple[int, str], bool] = {}
    tries = [_TRIES] * len(its.passages)
    for start, end, number, _ in near:
        window = Window(number, start, end, 0, 0, 0, exact=True)
        if any(one.passage == number and one.overlaps(window) for one in made):
            continue
        forms = [word.form for word in found[start:end]]
        key = number, " ".join(forms)
        if key not in known and tries[number]:
            tries[number] -= 1
            its_tag = passage_tag(forms, its.salt, number, its.rounds)
            known[key] = its_tag == its.passages[number].tag
        if known.get(key):
            made.append(window)
    return made


def alike(
    found: Sequence[Word], its: Print, sketcher: Sketcher, exact_: Sequence[Window]
) -> tuple[list[Window], int]:
    """Find windows that are like a passage which is nowhere exactly; and how many were compared."""
    passages = its.passages
    there = {one.passage for one in exact_}
    left = [n for n in range(len(passages)) if n not in there and not _is_of_a_pattern(its, n)]
    before = {(one.end, one.passage + 1) for one in exact_}
    after = {(one.start, one.passage - 1) for one in exact_}
    asked = []
    for low, high in free(len(found), [(one.start, one.end) for one in exact_]):
        gap = [n for n in left if (low, n) in before and (high, n) in after]
        offs = [(abs(high - low - passages[n].words), n) for n in gap]
        asked += [(low, high, n) for off, n in offs if _SLACK < off <= passages[n].words // _PART]
        asked += _spans(found, low, high, its, left)
    near = sketcher.near(asked, [_wanted(one, _most(one) + 2) for one in passages])
    made = [
        Window(n, low, high, abs(high - low - words), size(words), differing, exact=False)
        for low, high, n, differing in near
        for words in [passages[n].words]
    ]
    made = _unborrowed(found, _own(made, its, sketcher))
    made = [one for one in made if _is_like_it_throughout(one, its, sketcher)]
    sure = [one for one in made if one.differing <= _most(passages[one.passage])]
    likely = before | {(one.end, one.passage + 1) for one in sure}
    also = after | {(one.start, one.passage - 1) for one in sure}

    def is_near(one: Window) -> bool:
        start, end = (one.start, one.passage), (one.end, one.passage)
        more = (start in likely and end in also) + (start in before and end in after)
        return one.differing <= _most(passages[one.passage]) + more

    return [one for one in made if is_near(one)], len(asked)


def free(size_: int, taken: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """List the runs of words that are not taken, each from one word to another."""
    at = 0
    for start, end in sorted(taken):
        if at < start:
            yield at, start
        at = max(at, end)
    if at < size_:
        yield at, size_


def _is_of_a_pattern(its: Print, number: int) -> bool:
    """Whether another passage is so much like one that what is like one is like both."""
    own = its.passages[number]
    for other in its.passages:
        bits = min(size(own.words), size(other.words))
        differing = ((own.sketch ^ other.sketch) & ((1 << bits) - 1)).bit_count()
        if other is not own and differing <= bits // _APART:
            return True
    return False


def _own(windows: Sequence[Window], its: Print, sketcher: Sketcher) -> list[Window]:
    """Leave out windows that are like another passage nearly as much."""
    passages = range(len(its.passages))
    asked = [(one.start, one.end, n) for one in windows for n in passages if n != one.passage]
    wanted = [_wanted(one, size(one.words)) for one in its.passages]
    rival: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for start, end, number, differing in sketcher.near(asked, wanted):
        rival.setdefault((start, end), []).append((number, differing))
    return [
        one
        for one in windows
        if not any(
            number != one.passage and differing < one.differing + _CLEARLY
            for number, differing in rival.get((one.start, one.end), ())
        )
    ]


def _unborrowed(found: Sequence[Word], windows: Sequence[Window]) -> list[Window]:
    """Leave out windows that have a part from elsewhere in the copy: they are of two passages."""
    runs = list(zip(*([one.form for one in found[n:]] for n in range(_RUN)), strict=False))
    places: dict[tuple[str, ...], list[int]] = {}
    for at, run in enumerate(runs if windows else ()):
        places.setdefault(run, []).append(at)

    def is_borrowed(one: Window) -> bool:
        its = [other for other in windows if other.passage == one.passage]
        taken: set[int] = set()
        for at in range(one.start, one.end - _RUN + 1):
            there = places[runs[at]][:_OFTEN]
            if any(all(n + _RUN <= w.start or w.end <= n for w in its) for n in there):
                taken.update(range(at, at + _RUN))
        return len(taken) * _BORROWED >= one.end - one.start

    return [one for one in windows if not is_borrowed(one)]


def _is_like_it_throughout(window: Window, its: Print, sketcher: Sketcher) -> bool:
    """Whether both halves of a window are like the passage: one may decide most bits."""
    halves = sketcher.halves(window.start, window.end, _wanted(its.passages[window.passage], 0))
    return all(bits - _LESS[differing] >= _HALF for bits, differing in halves)


def _spans(
    found: Sequence[Word], low: int, high: int, its: Print, left: Sequence[int]
) -> Iterator[tuple[int, int, int]]:
    """List the windows in a free run that may be one of some passages, by their words' number."""
    starts = [i for i in range(low, high) if i == low or found[i].starts]
    ends = [i + 1 for i in range(low, high) if i == high - 1 or found[i].ends]
    if 3 * len(starts) > high - low:  # where all lines are short, paragraphs alone
        starts = [i for i in starts if i == low or found[i].breaks > 1]
        ends = [i for i in ends if i == high or found[i].breaks > 1]
    if 3 * len(starts) > high - low:
        starts, ends = [low], [high]
    for start in starts:
        for number in left:
            words = its.passages[number].words
            first = bisect_left(ends, start + max(1, words - _SLACK))
            for end in ends[first : bisect_right(ends, start + words + _SLACK)]:
                yield start, end, number


def _most(passage: Passage) -> int:
    bits = size(passage.words)
    return next(most for least, most in _MOST if bits >= least)


def _wanted(passage: Passage, most: int) -> Wanted:
    return Wanted(passage.sketch, size(passage.words), most)
