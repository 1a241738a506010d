"""What has been saved, sorted by what it takes to show it; what is not understood is the host's."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ..watching import named

if TYPE_CHECKING:
    from .kept import Kept
    from .snapshot import Changes


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
        readers = frozenset(one for one, row in kept.pages.items() if path in row.turn.opened)
        if its.is_relative_to(self._data):
            return Saved(readers=readers, data=True)
        if not its.is_relative_to(self._docs):
            if readers and there:
                return Saved(readers=readers)
            raise Beyond(f"{its.name} is no page")
        file = kept.by_path.get(path)
        if file is None and self._is_hidden(its):
            return Saved(readers=readers)
        if not there:
            return Saved(readers=readers, moved=frozenset([path]))
        if file is None or file.src_uri in map(str, kept.config.extra_templates):
            raise Beyond(f"it is not known what {its.name} is for")
        if not file.is_documentation_page():
            return Saved(readers=readers, files=frozenset([file.src_uri]))
        return self._page(file, path, readers)

    def _page(self, file: Any, path: str, readers: frozenset[str]) -> Saved:  # noqa: ANN401 - the host's
        """Sort a page, which may have been saved without a change."""
        if (its := self._kept.pages.get(file.src_uri)) is None:
            return Saved(readers=readers)  # it is left out of the site
        if Path(path).read_bytes() == its.turn.source:
            return Saved()
        return Saved(frozenset([file.src_uri]), readers - {file.src_uri})

    def _is_hidden(self, path: Path) -> bool:
        """Whether hosts leave a file out without being told to."""
        parts = path.relative_to(self._docs).parts
        return not self._kept.config.exclude_docs and any(part[0] == "." for part in parts)
