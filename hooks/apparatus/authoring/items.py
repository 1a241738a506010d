"""The items of a data file as its author wrote them: where each stands, and each of its keys.

A change replaces the characters of what is changed, and no other: comments, order, indentation and
line ends of all the rest are never written anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from ..data.yaml_place import LOADER

if TYPE_CHECKING:
    from collections.abc import Iterator

_DASH_RE = re.compile(r"^[ \t]*-(?=\s)", re.MULTILINE)
_BLANK_RE = re.compile(r"(?:[ \t]*\r?\n)*")
_MARK = "\ufeff"
_LIST, _ITEM = 1, 2
_SPACE = " \t\r\n"


@dataclass(slots=True)
class Pair:
    """A key and its value: characters of the text."""

    key: str
    start: int
    value: int
    """Where the value starts; its end is that of the pair."""
    end: int


@dataclass(slots=True)
class Item:
    """An item of a list."""

    start: int
    """Where the line of its dash starts."""
    inner: int
    """Where what comes after the dash starts."""
    end: int
    """Where its last sign ends."""
    is_flow: bool = False
    """Whether it stands between braces."""
    pairs: list[Pair] = field(default_factory=list)
    scalars: list[tuple[int, int]] = field(default_factory=list)
    """Where its words stand: a `#` anywhere else begins a comment."""


class Text:
    """A data file's text, with the places of its items."""

    def __init__(self, content: bytes) -> None:
        """Read what is a list of groups, and no broken one."""
        self.mark = _MARK if content.startswith(_MARK.encode()) else ""
        """What some editors put before a text."""
        self.text = content.decode("utf-8-sig")
        self.ends = "\r\n" if self.text.count("\r\n") * 2 > self.text.count("\n") else "\n"
        self.items = list(_items(self.text))
        done = 0
        for item in self.items:
            dashes = list(_DASH_RE.finditer(self.text, done, item.inner))
            item.start = dashes[-1].start() if dashes else -1
            done = item.end

    def line_end(self, at: int) -> int:
        """Return where the line around a place ends, with its line end."""
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end + 1

    def line_start(self, at: int) -> int:
        """Return where the line around a place starts."""
        return self.text.rfind("\n", 0, at) + 1

    def column(self, at: int) -> int:
        """Return how far a place is from the start of its line."""
        return at - self.line_start(at)

    def remarks(self, item: Item, start: int, end: int) -> list[str]:
        """Return the comments that stand inside an item, between two places."""
        edges = [start, *(e for s in item.scalars if start <= s[0] < end for e in s), end]
        gaps = zip(edges[::2], edges[1::2], strict=True)
        return [
            found[0].strip()
            for low, high in gaps
            for found in re.finditer(r"(?<!\S)#[^\n]*", self.text[low:high])
        ]

    def around(self, item: Item) -> tuple[int, int]:
        """Return from where to where that goes which is to go with an item.

        Its lines, the comment right above it, and the empty lines that part it from others. What
        stands at the top of a file is about the whole of it.
        """
        at = self.items.index(item)
        floor = self.line_end(self.items[at - 1].end) if at else 0
        start, end = self._with_comment(item.start, floor), self.line_end(item.end)
        if not at and start == 0:
            start = item.start
        if self.text[end:].strip():
            gap = _BLANK_RE.match(self.text, end)
            return start, gap.end() if gap else end
        above = self.text[floor:start].rstrip(_SPACE)
        return (self.line_end(floor + len(above)) if above else floor), end

    def _with_comment(self, start: int, floor: int) -> int:
        lines = self.text[floor:start].splitlines(keepends=True)
        while lines and lines[-1].lstrip().startswith("#"):
            start -= len(lines.pop())
        return start

    def with_part(self, start: int, end: int, words: str) -> bytes:
        """Return the file with other words between two places."""
        return (self.mark + self.text[:start] + words + self.text[end:]).encode()


def _items(text: str) -> Iterator[Item]:
    """Find the items of a list, from the parser's events."""
    reader = _Reader(text)
    for event in yaml.parse(text, Loader=LOADER):
        reader.take(event)
    yield from reader.items


class _Reader:
    """Puts items together from the parser's events, one by one."""

    def __init__(self, text: str) -> None:
        self.items: list[Item] = []
        self._text = text
        self._depth = 0
        """How many lists and groups are open; in an item there are two."""
        self._pair: Pair | None = None
        """The one whose value comes next, or is open."""

    def take(self, event: Any) -> None:  # noqa: ANN401 - PyYAML's events are untyped
        """Take the next event."""
        start, end = event.start_mark.index, event.end_mark.index
        if isinstance(event, yaml.CollectionStartEvent):
            if self._depth == _LIST:
                self.items.append(Item(-1, start, end, is_flow=bool(event.flow_style)))
            elif self._depth == _ITEM and self._pair:
                self._pair.value = start
            self._depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            self._depth -= 1
            if self._text[start:end] in ("]", "}"):
                self._reach(end)
            if self._depth == _ITEM:
                self._pair = None
        elif isinstance(event, yaml.ScalarEvent):
            self._scalar(event.value, start, start + len(self._text[start:end].rstrip(_SPACE)))

    def _scalar(self, value: str, start: int, end: int) -> None:
        if self._depth == _LIST:
            self.items.append(Item(-1, start, end))
        if self._depth < _ITEM:
            return
        item = self.items[-1]
        if end > start:
            item.scalars.append((start, end))
        if self._depth == _ITEM and self._pair is None:
            self._pair = Pair(value, start, end, end)
            item.pairs.append(self._pair)
        elif self._depth == _ITEM and self._pair:
            self._pair.value, self._pair = max(start, self._pair.end), None
        self._reach(end)

    def _reach(self, end: int) -> None:
        """Take it that an item, and its last pair, go on to here."""
        if self.items and self._depth >= _LIST:
            item = self.items[-1]
            item.end = max(item.end, end)
            if item.pairs:
                item.pairs[-1].end = max(item.pairs[-1].end, end)
