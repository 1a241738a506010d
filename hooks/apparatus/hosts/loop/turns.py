"""Whose turn it is: what a build finds goes to the page that is being made, else to all."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..watching import named

if TYPE_CHECKING:
    from collections.abc import Callable
    from logging import LogRecord
    from pathlib import Path

    from ...problems import Problem
    from .reads import Reads


@dataclass(slots=True)
class Turn:
    """What the making of one page has brought."""

    source: bytes = b""
    problems: list[Problem] = field(default_factory=list)
    opened: set[str] = field(default_factory=set)
    """The files that were read for it."""
    heard: list[LogRecord] = field(default_factory=list)
    """What the host has warned of."""


class Turns:
    """The pages of one build, one after the other."""

    def __init__(self, reads: Reads) -> None:
        """Take what notices which files are read."""
        self.reads = reads
        self.done: dict[str, Turn] = {}
        """By path; of the site as a whole under no path."""
        self.now: str | None = None
        """The page whose turn it is."""
        self._problems: Callable[[], list[Problem]] = list
        self._at = 0

    def ready(self) -> None:
        """Forget the last build, since another is about to begin."""
        self.done, self.now = {}, None
        self.reads.begin()

    def begin(self, problems: Callable[[], list[Problem]]) -> None:
        """Begin a build, whose problems a function returns."""
        first = self.done.get("", Turn())
        first.opened |= self.reads.end()
        self.done, self.now, self._problems = {"": first}, None, problems
        self.reads.begin()

    def next(self, path: str, file: Path, content: bytes) -> None:
        """Say which page comes, and what is in its file, which has been read just now."""
        self.end(named(file))
        self.now, self.done[path] = path, Turn(content)
        self._at = len(self._problems())
        self.reads.begin()

    def end(self, *but: str) -> None:
        """Say that no page comes. In: what has been read for another."""
        opened = self.reads.end(*but)
        turn = self.done.setdefault(self.now or "", Turn())
        turn.opened |= opened
        if self.now is not None:
            turn.problems = self._problems()[self._at :]
        self.now = None

    def rest(self, before: Turn | None = None) -> list[LogRecord]:
        """Return what was warned of that belongs to no page, after what is in a turn."""
        return self.done[""].heard[len(before.heard) if before else 0 :]

    def hear(self, record: LogRecord) -> None:
        """Take note of what the host warns of; what the engine says comes again by itself."""
        if not record.name.endswith(".apparatus"):
            turn = self.done.setdefault(self.now or "", Turn())
            turn.heard.append(record)
