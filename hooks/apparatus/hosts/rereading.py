"""Data that are read at each save: what can wait is done when nothing was saved for a while."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from ..data import cache, memory

if TYPE_CHECKING:
    from ..data.dataset import Dataset
    from ..problems import Problem
    from .project import Project

PAUSE = 2.0
"""Seconds after a reading in which there is no other."""


class Rereading:
    """Reads data, and remembers them while a site is served."""

    def __init__(self, *, serving: bool) -> None:
        """Take whether there will be another reading."""
        self._memory = memory.Memory() if serving else None
        self._timer: threading.Timer | None = None

    def load(self, project: Project) -> tuple[Dataset, list[Problem]]:
        """Read a project's data; while it is served, with drafts."""
        self._waits()
        found = project.load(drafts=self._memory is not None, memory=self._memory)
        if self._memory:
            self._timer = threading.Timer(PAUSE, cache.rest, [self._memory])
            self._timer.daemon = True
            self._timer.start()
        return found

    def finish(self) -> None:
        """Do at once what still waits."""
        if self._waits() and self._memory:
            cache.rest(self._memory)

    def _waits(self) -> bool:
        """Stop the time. Out: whether it was not over."""
        timer, self._timer = self._timer, None
        if timer:
            timer.cancel()
        return timer is not None and timer.is_alive()
