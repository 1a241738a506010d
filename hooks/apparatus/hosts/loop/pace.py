"""How soon a save is seen: looks at the disk as often as they are cheap, and short quiet times."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

QUIET = 0.02
"""Seconds without a further change before a rebuild begins; editors write once."""
_SHARE = 20
"""So many times as long as a look takes is the time between two."""
_SHORTEST, _LONGEST = 0.05, 0.5


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


def _each(work: Callable[[str], None], watched: dict[str, int]) -> None:
    for path, times in watched.items():
        for _ in range(times):
            work(path)
