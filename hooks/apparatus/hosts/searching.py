"""The search of Material for MkDocs: it keeps what it reads of pages, so it can be told more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..links.search_names import Apart


class Search:
    """The search of a site, if it is that one; any other finds names in the pages."""

    def __init__(self, plugins: Mapping[str, Any], apart: Apart) -> None:
        """Take the site's plugins by name, and what waits to be told."""
        self._plugin, self._apart = plugins.get("material/search"), apart
        self._known = 0
        apart.is_possible = self._sections is not None

    @property
    def _sections(self) -> list[dict[str, str]] | None:
        """What it has read so far."""
        index = getattr(self._plugin, "search_index", None)  # none where it is switched off
        return getattr(index, "entries", None)

    def begin(self, apart: Apart | None = None) -> None:
        """Say that a page is read next. In: what waits to be told by now, if that is another."""
        self._apart = apart or self._apart
        self._known = len(self._sections or ())

    def tell(self, page: str, url: str) -> None:
        """Tell it the other names on the page that it has read: its path, its address."""
        if sections := self._sections:
            self._apart.tell(page, url, sections[self._known :])
