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
        self._plugin, self._known = plugins.get("material/search"), 0
        apart.is_possible = self._sections is not None

    @property
    def _sections(self) -> list[dict[str, str]] | None:
        """What it has read so far."""
        index = getattr(self._plugin, "search_index", None)  # none where it is switched off
        return getattr(index, "entries", None)

    def begin(self) -> None:
        """Say that a page is read next."""
        self._known = len(self._sections or ())

    def tell(self, apart: Apart, page: str, url: str) -> None:
        """Tell it the other names on the page that it has read: its path, its address."""
        if sections := self._sections:
            apart.tell(page, url, sections[self._known :])
