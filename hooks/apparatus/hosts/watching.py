"""Looks after what a server watches: what goes away and comes back, and what comes late.

A server cannot watch a folder that is not there, and has done with one that goes, if only for a
moment, as when a folder is moved away and back or a program that keeps folders in step is at work.
"""

from __future__ import annotations

import os
import re
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_INHERIT_RE = re.compile(r"^INHERIT:[ \t]+(['\"]?)(.+?)\1[ \t]*(?:[ \t]#.*)?$", re.MULTILINE)
PAUSE = 0.5
"""Seconds between two looks."""


class Server(Protocol):
    """What is asked of a server that watches files."""

    observer: Any

    def watch(self, path: str) -> None:
        """Watch a path; anything that happens below it makes a rebuild."""

    def unwatch(self, path: str) -> None:
        """Watch a path once less."""


class Watched(Protocol):
    """What says where a change counts."""

    watching: tuple[Path, ...]
    """Folders and files that a server should watch."""
    folders: set[Path]
    """What was a folder in place of a data file when the data were read."""

    @property
    def wrong(self) -> set[Path]:
        """Files in which something is wrong now."""


class Watcher(threading.Thread):
    """Keeps a server watching."""

    def __init__(
        self,
        server: Server,
        session: Watched,
        changed: Callable[[str], object],
    ) -> None:
        """Take the server, what says which paths count now, and what makes an event of a path."""
        super().__init__(daemon=True)
        self._server, self._session, self._changed = server, session, changed
        self._there = {path for path in session.watching if path.exists()}
        self._folders: dict[Path, bool] = {}
        """Whether what is wrong is a folder: one that becomes a file is no change to a server."""
        self._over = threading.Event()

    def run(self) -> None:
        """Look from time to time."""
        while not self._over.wait(PAUSE):
            if self._server.observer.is_alive():
                self.look()

    def stop(self) -> None:
        """Look no more."""
        self._over.set()

    def look(self) -> None:
        """See to it that all that is there is watched, and tell of what has come or gone."""
        for path in self._session.watching:
            there = path.exists()
            if there and not self._is_watched(path):
                self._watch(path)
            elif not there and path in self._there:
                self._tell(path)
            (self._there.add if there else self._there.discard)(path)
        folders = {path: path.is_dir() for path in self._session.wrong}
        read = self._session.folders  # which may have been there between two looks alone
        for path, its in folders.items():
            if self._folders.get(path, path in read) != its:
                self._tell(path)
                break
        self._folders = folders

    def _is_watched(self, path: Path) -> bool:
        return any(
            Path(getattr(emitter.watch, "raw_path", emitter.watch.path)) == path
            and emitter.is_alive()
            for emitter in self._server.observer.emitters.copy()
        )

    def _watch(self, path: Path) -> None:
        with suppress(KeyError):  # it counts how often it has been asked to
            while True:
                self._server.unwatch(str(path))
        if watch(self._server, str(path)):
            self._tell(path)

    def _tell(self, path: Path) -> None:
        """Make a rebuild: let any folder that is watched tell of a change."""
        for emitter in self._server.observer.emitters.copy():
            if not getattr(emitter.watch, "is_file", False):
                emitter.queue_event(self._changed(str(path)))
                return


def watch(server: Server, path: str) -> bool:
    """Let a server watch a path. Out: whether it does: not what is gone, or not to be read."""
    try:
        server.watch(path)
    except OSError:
        with suppress(KeyError):
            server.unwatch(path)
        return False
    return True


def inherited(settings: Path) -> Iterator[Path]:
    """Name the files that a file of settings is built on, as MkDocs reads them: nearest first."""
    seen = {settings}
    while settings.is_file():
        found = _INHERIT_RE.search(settings.read_text(encoding="utf-8", errors="replace"))
        if found is None or (settings := Path(named(settings.parent / found[2]))) in seen:
            return
        seen.add(settings)
        yield settings


def named(path: Path) -> str:
    """Name a path as a server does that watches it: without `..`, and links stay links."""
    return os.path.abspath(path)  # noqa: PTH100 - pathlib has nothing that leaves links
