"""The index of a host's search: kept page by page, and put together when it is asked for."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from ..options import owner
from .host import is_search

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PATH = "search/search_index.json"
"""Where it is below the site's top."""
Entries = list[Any]


class Search:
    """The search of one configuration; without one nothing is found."""

    def __init__(self, config: Any) -> None:  # noqa: ANN401 - as the host has it
        """Take the host's configuration."""
        listeners = (owner(its) for its in config.plugins.events["post_build"])
        self._plugin: Any = next((its for its in listeners if is_search(its)), None)
        self._config, self._done = config, 0

    @property
    def _index(self) -> Any:  # noqa: ANN401 - the plugin's
        return getattr(self._plugin, "search_index", None)

    @property
    def _name(self) -> str:
        return "entries" if hasattr(self._index, "entries") else "_entries"

    def taken(self) -> Entries:
        """Return what it has added since it was asked last, in a build by the host."""
        entries: Entries = getattr(self._index, self._name, [])
        done, self._done = self._done, len(entries)
        return entries[done:]

    @contextmanager
    def apart(self) -> Iterator[Entries]:
        """Let it read pages; what it adds is in the list given, and nowhere else."""
        found: Entries = []
        if self._index is None:
            yield found
            return
        last = getattr(self._index, self._name)
        setattr(self._index, self._name, found)
        try:
            yield found
        finally:
            setattr(self._index, self._name, last)

    def write(self, entries: Iterable[Entries]) -> None:
        """Write the index, from the entries of all pages in their order."""
        if self._index is not None:
            with self.apart() as found:
                found.extend(one for its in entries for one in its)
                self._plugin.on_post_build(config=self._config)
