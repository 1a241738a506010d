"""What an author has to fix, as values.

The core never logs and never stops a build: it collects problems, and the edge (a hook, a test,
a command) decides what they mean.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Position(NamedTuple):
    """A place in a source file; prints in the form that editors can jump to."""

    file: str
    """Path relative to the project, with forward slashes."""
    line: int = 1
    """1-based."""
    column: int = 1
    """1-based, in characters."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"

    @classmethod
    def at(cls, file: str, text: str, index: int) -> Position:
        """Turn a 0-based character index of a file's text into a position."""
        line_start = text.rfind("\n", 0, index) + 1
        return cls(file, text.count("\n", 0, index) + 1, index - line_start + 1)

    def further(self, text: str, words: str) -> Position:
        """Find the next place of some words in the file's text; this one if there is none."""
        start = 0
        for _ in range(self.line - 1):
            start = text.find("\n", start) + 1
        index = text.find(words, start + self.column - 1)
        return self if index < 0 else Position.at(self.file, text, index)


class Problem(NamedTuple):
    """Something an author has to fix: where, what is wrong, and what would be right."""

    where: Position
    message: str
    """One sentence, present tense, with the offending value in quotes."""
    hint: str = ""
    """What to do about it; empty when there is no good guess."""

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" + (f" {self.hint}" if self.hint else "")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Name the nearest known value as a hint, or nothing when none is near."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"Did you mean '{near[0]}'?" if near else ""


def one_of(names: Iterable[str]) -> str:
    """List allowed values for a message."""
    return ", ".join(names)
