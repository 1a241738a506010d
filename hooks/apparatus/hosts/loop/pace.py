"""How soon a save is seen: looks at the disk as often as they are cheap, and short quiet times.

Files that pages were made with, and that no folder watched holds, are watched one by one.
"""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from ..watching import watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_ENGINE = Path(__file__).parents[2]
QUIET = 0.02
"""Seconds without a further change before a rebuild begins; editors write once."""
_SHARE = 20
"""So many times as long as a look takes is the time between two."""
_SHORTEST, _LONGEST = 0.05, 0.5
_FEW = 20
"""So many files are watched by themselves: each of them takes a thread."""


class Watching(Protocol):
    """A server that watches files."""

    observer: Any
    build_delay: float
    _watched_paths: dict[str, int]

    def watch(self, path: str) -> None:
        """Watch a path once more."""

    def unwatch(self, path: str) -> None:
        """Watch a path once less."""


def interval(cost: float) -> float:
    """Say how often to look, of which one takes some seconds."""
    return min(max(_SHORTEST, _SHARE * cost), _LONGEST)


def quicken(server: Watching, cost: float) -> None:
    """Let a server that has not begun see saves as soon as is cheap."""
    server.build_delay = QUIET
    watched = {**server._watched_paths}  # noqa: SLF001 - see `host`
    _each(server.unwatch, watched)
    server.observer = type(server.observer)(timeout=interval(cost))
    _each(server.watch, watched)


def few(paths: Iterable[str], project: Path) -> list[Path]:
    """Choose of a project's files those to be watched by themselves: some, and no program's."""
    authors = (path for path in map(Path, sorted(paths)) if not _is_of_a_program(path, project))
    return [*islice(filter(Path.is_file, authors), _FEW)]


def also(server: Watching, files: Iterable[Path]) -> None:
    """Watch some files too, as far as they are there."""
    for path in {*map(str, files)} - server._watched_paths.keys():  # noqa: SLF001 - as above
        watch(server, path)


def _is_of_a_program(path: Path, project: Path) -> bool:
    folders = path.relative_to(project).parts
    return (
        path.is_relative_to(_ENGINE)
        or not {"site-packages", "__pycache__"}.isdisjoint(folders)
        or any(part[0] == "." for part in folders)
    )


def _each(work: Callable[[str], None], watched: dict[str, int]) -> None:
    for path, times in watched.items():
        for _ in range(times):
            work(path)
