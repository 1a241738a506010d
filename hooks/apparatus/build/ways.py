"""Where things lead from the page that is being rendered, in Markdown's terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..data.edition import CITING
from ..text.addresses import between, is_web

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..data.model import Annotation, Entity, Source
    from ..pieces.piece import Lead


class Here:
    """A page among all pages of a site, as the starting point of links."""

    def __init__(self, pages: Mapping[str, str], leads: dict[str, list[Lead]]) -> None:
        """Take the addresses of the pages by path, and the ways from notes to pieces."""
        self._pages, self._leads = pages, leads
        self.page = ""
        """Its path below the docs folder."""
        self.language = ""
        """The one that it is in."""

    def source(self, source: Source) -> str:
        """Name a source: its place in the bibliography, else on the web."""
        place = source.place(self._pages)
        return place or "#" if is_web(place) or not place else between(self.page, place)

    @property
    def citing(self) -> str:
        """The page that says how to cite notes; nothing when there is none."""
        return between(self.page, CITING) if CITING in self._pages else ""

    def cite(self, annotation: Annotation) -> str:
        """Name the place that says how to cite a note; nothing when that is nowhere."""
        return self._between(CITING, f"cite-{annotation.id}")

    def further(self, annotation: Annotation) -> list[tuple[str, list[tuple[str, str]]]]:
        """Name the places where pieces speak of a note: what they are, titles and addresses."""
        found: dict[str, list[tuple[str, str]]] = {}
        for lead in self._leads.get(annotation.id, ()):
            if address := self._between(lead.page, lead.anchor):
                found.setdefault(lead.label, []).append((lead.title, address))
        return list(found.items())

    def entry(self, entity: Entity) -> str:
        """Name an entity's entry."""
        return between(self.page, entity.entry)

    def address(self) -> str:
        """Return the address of the page, below the site's top."""
        return self._pages.get(self.page, self.page)

    def _between(self, page: str, anchor: str) -> str:
        return between(self.page, f"{page}#{anchor}") if page in self._pages else ""
