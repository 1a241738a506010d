"""A list in YAML cut into its items without a parser, so that each can be read by itself.

A parser is needed to know what a text means, but not to know where the items of a plain list begin:
a hyphen and a space at the beginning of a line begin one wherever no item before leaves a quotation
mark or a bracket open. Whoever reads an item by itself finds that out. All that can reach from one
item into another, and all that some call the end of a line and others do not, is left to a parser.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from itertools import accumulate
from typing import TYPE_CHECKING, Any, TypeVar

from ..problems import Position
from .document import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from .document import Path

    Parse = Callable[[bytes], Document]

T = TypeVar("T")
_BEGINS = "\n- "
_EMPTY = r"(?: *(?:#.*)?\r?\n)*"
_HEAD_RE = re.compile(rf"{_EMPTY}(?:---(?: +#.*| *)\r?\n{_EMPTY})?")
_DOUBTFUL = ("\n-\n", "\n-\t", "\n...", "\n%", "\x85", "\u2028", "\u2029")
"""What else may begin or end an item, a document or a line."""


class Cut:
    """The items of a list as they are written, in their order."""

    def __init__(self, head: str, items: Sequence[str]) -> None:
        """Take what stands above, and the lines of each item with all that follows it."""
        self.head, self.items = head, items
        self._lines: list[int] = []

    def line(self, index: int) -> int:
        """Return the 0-based line on which an item begins."""
        if not self._lines:
            ends = (one.count("\n") for one in self.items)
            self._lines = [*accumulate(ends, initial=self.head.count("\n"))]
        return self._lines[index]

    def at(self, line: int) -> int:
        """Return the item on a 0-based line; below 0 for what stands above them all."""
        self.line(0)
        return bisect_right(self._lines, line, hi=len(self.items)) - 1

    def document(self, file: str, values: list[Any], parse: Parse) -> Document:
        """Make a document of the values, in which only that item is parsed that is asked for."""
        parsed = _Parsed(self, parse)
        empty: Any = {}
        document = Document(file, values, empty, empty)
        places: Any = [_Places(parsed, name) for name in ("positions", "keys", "spelt")]
        document.positions, document.keys, document.spelt = places
        return document


def cut(text: str) -> Cut | None:
    """Cut a text, or say that this takes a parser."""
    head = _HEAD_RE.match(text)
    start = head.end() if head else 0
    if not text.startswith("- ", start) or any(one in text for one in _DOUBTFUL):
        return None
    if text.find("\n---", start) >= 0 or text.endswith("\n-") or _has_odd_ends(text):
        return None
    first, *others = text[start:].split(_BEGINS)
    if not others:
        return Cut(text[:start], [first])
    last = f"- {others.pop()}"
    return Cut(text[:start], [f"{first}\n", *(f"- {one}\n" for one in others), last])


def _has_odd_ends(text: str) -> bool:
    return "\r" in text and (text.count("\r") != text.count("\r\n") or "\n-\r" in text)


class _Parsed:
    """The items that somebody has asked for, each parsed by itself."""

    def __init__(self, its: Cut, parse: Parse) -> None:
        self.cut, self._parse = its, parse
        self._items: dict[int, Document] = {}

    def item(self, index: int) -> Document:
        if index not in self._items:
            self._items[index] = self._parse(self.cut.items[index].encode())
        return self._items[index]


class _Places(Mapping["Path", T]):
    """What is known of places of all items, as if they had been parsed together."""

    def __init__(self, parsed: _Parsed, name: str) -> None:
        self._parsed, self._name = parsed, name

    def __getitem__(self, path: Path) -> T:
        index, *below = path or (0,)
        if not isinstance(index, int) or not 0 <= index < len(self._parsed.cut.items):
            raise KeyError(path)
        its: T = getattr(self._parsed.item(index), self._name)[(0, *below) if path else ()]
        return self._moved(index, its)

    def __iter__(self) -> Iterator[Path]:
        for index in range(len(self._parsed.cut.items)):
            for path in getattr(self._parsed.item(index), self._name):
                if path or not index:
                    yield (index, *path[1:]) if path else ()

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _moved(self, index: int, its: T) -> T:
        if not isinstance(its, Position):
            return its
        return its._replace(line=its.line + self._parsed.cut.line(index))
