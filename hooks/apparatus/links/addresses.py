"""How pages of the finished site name each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..text.addresses import is_web

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..data.model import Entity, Source

    Relative = Callable[[str, str], str]


class Addresses:
    """The addresses of one finished build."""

    def __init__(self, urls: dict[str, str], relative: Relative) -> None:
        """Take every page's address and the host's function that makes one relative to another."""
        self.urls, self._relative = urls, relative

    def root(self, page: str) -> str:
        """Name the site's top from a page."""
        return self._relative(".", self.urls[page]).rstrip("/")

    def between(self, page: str, target: str, fragment: str = "") -> str:
        """Name a page, or a place on it, from another page."""
        hash_ = f"#{fragment}" if fragment else ""
        if page == target and hash_:
            return hash_
        return self._relative(self.urls[target], self.urls[page]) + hash_

    def source(self, page: str, source: Source) -> str:
        """Name a source from a page: its place in the bibliography, else its own address."""
        place = source.place(self.urls)
        if not place or is_web(place):
            return place or "#"
        return self.between(page, *place.split("#"))

    def entry(self, page: str, entity: Entity) -> str:
        """Name an entity's entry."""
        if entity.page not in self.urls:
            return "#"
        return self.between(page, entity.page, entity.fragment)
