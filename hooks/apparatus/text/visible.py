"""What a reader sees of a part of a page, and the way back to where it is written.

Words are compared in one form. The end of a line, the edge of a block and any white space is one
space, or nothing between signs of a script that has none; the edge of an inline element is nothing.
Marks of footnotes, soft hyphens, pictures and the readings of ruby are not there.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from . import raw_html
from .normal import BLOCK, OBJECT, Normal
from .scripts import is_spaced

if TYPE_CHECKING:
    from collections.abc import Callable

    from .stream import Stream

_MARK_RE = re.compile("\x02([^\x02\x03]*)\x03")
_STASH_RE = re.compile(r"wzxhzdk:(\d+)")
_GAP_RE = re.compile(f"[\\s{BLOCK}]+")
_REFERENCE_RE = re.compile(r"&#?\w+;")
_TREE = -1


class Spot(NamedTuple):
    """A place of a page: in the raw text, and in the HTML that is put aside there."""

    at: int
    inside: int = _TREE


class Shown(NamedTuple):
    """What is looked at of a page."""

    shown: str
    ours: list[tuple[int, int]]
    stash: Callable[[int], str]


class Run(NamedTuple):
    """Characters side by side: `[start, end)` of the raw text, or of a piece of HTML put aside."""

    at: int
    """Where in the raw text it is."""
    number: int
    """That of the HTML; below 0 for the raw text."""
    start: int
    end: int

    @property
    def is_in_tree(self) -> bool:
        """Whether it is text of the tree."""
        return self.number == _TREE

    @property
    def first(self) -> Spot:
        """Where it starts."""
        return Spot(self.start) if self.is_in_tree else Spot(self.at, self.start)

    @property
    def last(self) -> Spot:
        """Where it ends."""
        return Spot(self.end) if self.is_in_tree else Spot(self.at, self.end)


def kept(stream: Stream) -> Shown:
    """Keep what is looked at of a page as it is now: what is put aside may change."""
    numbers = (int(number) for number in _STASH_RE.findall(stream.shown))
    put_aside = {number: stream.stash(number) for number in numbers}
    return Shown(stream.shown, stream.ours, put_aside.__getitem__)


def as_seen(text: str) -> str:
    """Bring words that somebody names to the form in which they are compared."""
    return _fold(Normal(unicodedata.normalize("NFC", text.replace(OBJECT, ""))).text)[0]


def _fold(text: str) -> tuple[str, list[int]]:
    """Join lines and blocks of a normal text. Out: also where each character comes from."""
    pieces: list[str] = []
    origins: list[int] = []
    done = 0
    for gap in _GAP_RE.finditer(text):
        pieces.append(text[done : gap.start()])
        origins += range(done, gap.start())
        done = gap.end()
        before, after = text[max(0, gap.start() - 1) : gap.start()], text[done : done + 1]
        if before and after and (is_spaced(before) or is_spaced(after)):
            pieces.append(" ")
            origins.append(gap.start())
    pieces.append(text[done:])
    origins += range(done, len(text))
    return "".join(pieces), origins


class Visible:
    """What is seen between two places of a page."""

    def __init__(self, stream: Stream | Shown, first: Spot, last: Spot) -> None:
        """Read it; the places come in this order."""
        self._cells: list[Run | None] = []
        """What each sign comes from; nothing for what no mark may go around."""
        self._signs: list[str] = []
        self._open: list[raw_html.Part] = []
        self._read(stream, first, last)
        self._normal = Normal("".join(self._signs))
        self.text, self._origins = _fold(self._normal.text)
        for gap in _GAP_RE.finditer(self._normal.text):
            low, high = self._normal.original(*gap.span())
            if None in self._cells[low:high]:
                self._cells[low:high] = [None] * (high - low)

    def _read(self, stream: Stream | Shown, first: Spot, last: Spot) -> None:
        end = last.at if last.inside == _TREE else stream.shown.find("\x03", last.at) + 1
        done = first.at
        for low, high in stream.ours:
            if done <= low and high <= end:
                self._read_between(stream, first, Spot(low))
                first, done = Spot(high), high
                self._gap()
        self._read_between(stream, first, last)

    def _read_between(self, stream: Stream | Shown, first: Spot, last: Spot) -> None:
        end = last.at if last.inside == _TREE else stream.shown.find("\x03", last.at) + 1
        done = first.at
        for mark in _MARK_RE.finditer(stream.shown, first.at, end):
            self._plain(stream.shown, done, mark.start())
            done, at = mark.end(), mark.start()
            if found := _STASH_RE.fullmatch(mark[1]):
                low = first.inside if at == first.at else 0
                raw = stream.stash(int(found[1]))
                high = last.inside if at == last.at and last.inside >= 0 else len(raw)
                self._put_aside(Run(at, int(found[1]), at, done), raw, (low, high))
            elif not self._is_hidden:
                sign = chr(int(mark[1])) if mark[1].isdigit() else "&"
                self._signs.append(sign)
                self._cells.append(Run(at, _TREE, at, done))
        self._plain(stream.shown, done, end)

    @property
    def _is_hidden(self) -> bool:
        return any(part.is_unseen for part in self._open)

    def _plain(self, shown: str, start: int, end: int) -> None:
        """Read text of the tree."""
        hidden = bool(self._open) and self._is_hidden
        for at in range(start, end):
            if (sign := shown[at]) == BLOCK:
                self._open, hidden = [], False
                self._gap()
            elif sign != OBJECT and not hidden:
                self._signs.append(sign)
                self._cells.append(Run(at, _TREE, at, at + 1))

    def _gap(self) -> None:
        self._signs.append(BLOCK)
        self._cells.append(None)

    def _put_aside(self, mark: Run, raw: str, within: tuple[int, int]) -> None:
        """Read HTML that is put aside under a mark, as far as it lies between two places."""
        at, number, _, after = mark
        if _REFERENCE_RE.fullmatch(raw):  # a sign of the text, written as a reference
            if not self._is_hidden:
                sign = "".join(part.name for part in raw_html.parts(raw))
                self._signs += sign
                self._cells += [Run(at, _TREE, at, after)] * len(sign)
            return
        parts = raw_html.parts(raw)
        low, high = (bisect_left(parts, end, key=raw_html.START) for end in within)
        for part in parts[low:high]:
            if part.end > within[1]:
                continue
            if part.kind == "text" and not self._is_hidden:
                whole = len(part.name) != part.end - part.start  # one sign, as a reference
                self._signs += part.name
                self._cells += (
                    Run(at, number, *((part.start, part.end) if whole else (start, start + 1)))
                    for start in range(part.start, part.start + len(part.name))
                )
            elif part.kind == "open":
                self._open.append(part)
            elif part.kind == "close":
                names = [one.name for one in self._open]
                if part.name in names:
                    del self._open[len(names) - 1 - names[::-1].index(part.name) :]
            if part.kind != "text" and part.name in raw_html.BLOCKS | {"br"}:
                self._gap()

    def runs(self, start: int, end: int) -> list[Run]:
        """Lead characters `[start, end)` of the text back to where they are written."""
        low, _ = self._normal.original(self._origins[start], self._origins[start] + 1)
        _, high = self._normal.original(self._origins[end - 1], self._origins[end - 1] + 1)
        return _joined(self._cells[low:high])

    def spots(self) -> list[Spot]:
        """Say where each character of the text is written; a gap is where the one before it is."""
        found, last = [], Spot(0)
        for origin in self._origins:
            cell = self._cells[self._normal.original(origin, origin + 1)[0]]
            last = cell.first if cell else last
            found.append(last)
        return found

    def between(self, first: Spot, last: Spot) -> list[Run]:
        """Lead what lies between two places back to where it is written."""
        return _joined(
            [one for one in self._cells if one and first <= one.first and one.last <= last]
        )


def _joined(cells: list[Run | None]) -> list[Run]:
    found: list[Run] = []
    for one in cells:
        if one is None:
            continue
        last = found[-1] if found else None
        if last and last.number == one.number and last.end == one.start:
            found[-1] = last._replace(end=one.end)
        elif not last or (last.number, last.end) != (one.number, one.end):
            found.append(one)
    return found
