"""A page while the engine works on it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ..problems import Position, Problem

if TYPE_CHECKING:
    from collections.abc import Callable

_CODE_RE = re.compile(r"^ *(`{3,}(?!`)|~{3,}(?!~))(?s:.*?)^ *\1|(?<!`)`[^`\n]+`", re.MULTILINE)


class Page(NamedTuple):
    """What is known of one page."""

    path: str
    """Below the docs folder."""
    read: Callable[[], str]
    """Returns it as its author wrote it, front matter and all."""
    shown_as: str
    """Its name in problems."""

    @classmethod
    def unread(cls, path: str) -> Page:
        """Stand for a page whose text is not to be had."""
        return cls(path, lambda: "", path)

    @property
    def prose(self) -> str:
        """Its text, with spaces where it has code."""
        return _prose(self.read())

    def find(self, pattern: str, nth: int = 0) -> Position:
        """Find where a pattern (or its group) matches outside code, the n-th time; else the top."""
        text = self.read()
        starts = _starts(text, pattern)
        return Position.at(self.shown_as, text, starts[nth] if nth < len(starts) else 0)

    def places(self, pattern: str) -> list[Position]:
        """Find all places where a pattern (or its group) matches outside code."""
        text = self.read()
        return [Position.at(self.shown_as, text, start) for start in _starts(text, pattern)]


def once(read: Callable[[], str]) -> Callable[[], str]:
    """Let something be read when it is asked for first, and kept."""
    kept: list[str] = []

    def again() -> str:
        if not kept:
            kept.append(read())
        return kept[0]

    return again


@lru_cache(maxsize=32)
def _starts(text: str, pattern: str) -> list[int]:
    """List where a pattern matches: a page of mistakes asks for each of its places in turn."""
    return [found.start(found.lastindex or 0) for found in re.finditer(pattern, _prose(text))]


@lru_cache(maxsize=2)
def _prose(text: str) -> str:
    """Blank out what is code."""
    return _CODE_RE.sub(lambda code: re.sub(r"\S", " ", code[0]), text)


def too_deep(page: str) -> Problem:
    """Say that a page cannot be walked through."""
    message = "quotations, lists or elements of this page stand in one another too deeply."
    return Problem(Position(page), message, "Look for a line that begins with '> > > >' and so on.")
