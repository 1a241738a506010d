"""What has been saved, sorted by what it takes to show it; what is not understood is the host's."""

from __future__ import annotations

import datetime as dt
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..watching import named

if TYPE_CHECKING:
    from .kept import Kept
    from .snapshot import Changes


_EDITORS_RE = re.compile(
    r"\.(?:[#~_].*|DS_Store|goutputstream-.*|syncthing.*"
    r"|.*(?:~|\.sw[a-z]|\.kate-swp|\.tmp|\.bak|\.part|\.lock))"
)
"""What editors and systems keep beside a file for a while, hidden."""


class Beyond(Exception):  # noqa: N818 - no error: the host does the work
    """More has changed than is understood here; the text says what."""


class Saved(NamedTuple):
    """What has been saved."""

    pages: frozenset[str] = frozenset()
    """Paths of pages whose files are others now."""
    readers: frozenset[str] = frozenset()
    """Paths of pages that have read a file which is another now."""
    files: frozenset[str] = frozenset()
    """Paths of other files that are published as they are."""
    data: bool = False
    moved: frozenset[str] = frozenset()
    """Files below the docs folder that have come or gone."""

    def __or__(self, other: Saved) -> Saved:
        return Saved(
            self.pages | other.pages,
            self.readers | other.readers,
            self.files | other.files,
            self.data or other.data,
            self.moved | other.moved,
        )


class Sorting:
    """Sorts paths, for one state of a site."""

    def __init__(self, kept: Kept, data: Path) -> None:
        """Take the site, and the folder of its data."""
        self._kept, self._data, self._docs = kept, Path(named(data)), Path(named(kept.docs))

    def sort(self, changes: Changes) -> Saved:
        """Say what changes are; raise `Beyond` where that is not known."""
        if dt.datetime.now().astimezone().date() != self._kept.day:
            raise Beyond("another day has come")
        found = Saved()
        for path in changes.all:
            found |= self._one(path, there=path in changes.saved)
        return found

    def _one(self, path: str, *, there: bool) -> Saved:
        kept, its = self._kept, Path(path)
        if path in kept.whole.opened:
            raise Beyond(f"the site was made with {its.name}")
        if there and self._is_same(path):
            return Saved()
        readers = frozenset(one for one, row in kept.pages.items() if path in row.turn.opened)
        known = Saved(readers=readers, data=its.is_relative_to(self._data))
        if its.is_relative_to(self._docs):
            return known | self._in_docs(path, there=there)
        if known.data or (readers and there):
            return known
        raise Beyond(f"{its.name} is no page")

    def _in_docs(self, path: str, *, there: bool) -> Saved:
        kept, its = self._kept, Path(path)
        file = kept.by_path.get(path)
        if file is None and self._is_aside(its):
            return Saved()
        is_hidden = any(part[0] == "." for part in its.relative_to(self._docs).parts)
        if not there and not is_hidden:  # for what is hidden, plugins may ask
            return Saved(moved=frozenset([path]))
        if not there or file is None or file.src_uri in map(str, kept.config.extra_templates):
            raise Beyond(f"it is not known what {its.name} is for")
        if not file.inclusion.is_in_serve():
            return Saved()
        if not file.is_documentation_page():
            return Saved(files=frozenset([file.src_uri]))
        if file.src_uri not in kept.pages:  # it is left out of the site
            return Saved()
        return Saved(frozenset([file.src_uri]))

    def _is_same(self, path: str) -> bool:
        """Whether a page was saved without a change."""
        file = self._kept.by_path.get(path)
        its = self._kept.pages.get(file.src_uri) if file else None
        return its is not None and Path(path).read_bytes() == its.turn.source

    def _is_aside(self, path: Path) -> bool:
        """Whether a file is an editor's own, or in a hidden folder that nobody reads."""
        kept = self._kept
        *folders, name = path.relative_to(self._docs).parts
        if any(folder[0] == "." for folder in folders):
            inside = f"{path.parent}{os.sep}"
            read = any(one.startswith(inside) for one in kept.opened)
            return not kept.config.exclude_docs and not read
        beside = (one for one in map(Path, kept.by_path) if one.parent == path.parent)
        return name[0] == "." and (
            _EDITORS_RE.fullmatch(name) is not None
            or any(name.startswith(f".{one.name}.") for one in beside)
        )
