"""What stands on the disk, so that two looks at it tell what has changed in between."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Stamp = tuple[int, int, int]
"""When a file was changed, its size, and which file it is."""
Snapshot = dict[str, Stamp]


class Changes(NamedTuple):
    """What is different between two snapshots: paths."""

    saved: set[str]
    """Those that were there before."""
    come: set[str]
    gone: set[str]

    def __bool__(self) -> bool:
        return bool(self.saved or self.come or self.gone)

    @property
    def all(self) -> set[str]:
        """All of them."""
        return self.saved | self.come | self.gone


def take(paths: Iterable[str]) -> Snapshot:
    """Look at files, and at all files below folders; what is not there, or not to be read, lacks.

    Links are followed, as hosts do.
    """
    found: Snapshot = {}
    left: list[tuple[str, frozenset[int]]] = [(path, frozenset()) for path in paths]
    while left:
        path, above = left.pop()
        try:
            its = os.stat(path)  # noqa: PTH116 - a Path for each of thousands takes as long again
            if not stat.S_ISDIR(its.st_mode):
                found[path] = its.st_mtime_ns, its.st_size, its.st_ino
            elif its.st_ino not in above:  # a link may lead to where it stands
                below = above | {its.st_ino}
                with os.scandir(path) as entries:
                    left += ((entry.path, below) for entry in entries)
        except OSError:
            continue
    return found


def compare(before: Mapping[str, Stamp], after: Mapping[str, Stamp]) -> Changes:
    """Tell what has changed from one snapshot to another."""
    both = before.keys() & after.keys()
    saved = {path for path in both if before[path] != after[path]}
    return Changes(saved, set(after) - both, set(before) - both)
