"""Which files are read while a page is made: whatever reads them, the page depends on them.

A plugin that includes other files, or a Markdown extension, tells nobody; Python's own audit does.
"""

from __future__ import annotations

import os
import sys
import threading
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


class Reads:
    """The files that one thread opens, and the folders it lists, from one moment on."""

    def __init__(self) -> None:
        """Begin to listen; what listens cannot be taken away again."""
        self._thread = 0
        self._found: Counter[str] = Counter()
        sys.addaudithook(self._hear)

    def begin(self) -> None:
        """Take note from now on of what this thread reads."""
        self._thread, self._found = threading.get_ident(), Counter()

    def end(self, *but: str) -> set[str]:
        """Take no more notes.

        In: what one look at is not counted of. Out: the paths since the beginning, those of folders
        with a slash.
        """
        self._thread = 0
        self._found.subtract(but)
        return {path for path, times in self._found.items() if times > 0}

    @contextmanager
    def apart(self) -> Iterator[None]:
        """Take no notes of what is done inside."""
        thread, self._thread = self._thread, 0
        try:
            yield
        finally:
            self._thread = thread

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self._thread or self._thread != threading.get_ident():
            return
        if event == "open" and (arguments[1] is None or "r" in arguments[1]):
            self._note(arguments[0])
        elif event in {"os.listdir", "os.scandir"}:
            self._note("." if arguments[0] is None else arguments[0], os.sep)

    def _note(self, path: object, end: str = "") -> None:
        if isinstance(path, str | bytes):
            self._found[os.path.abspath(os.fsdecode(path)) + end] += 1  # noqa: PTH100 - links stay
