"""What an entry gets once all pages are known: see also, evidence, backlinks; a page its sources.

Pure functions of the mention index and a page's HTML, so that they run from a hook or from a pass
over a built site alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..text.authorities import authority_or_host
from .filling import FOOT_RE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..data.cited import Cited
    from ..data.dataset import Dataset
    from ..templates.render import Renderer
    from ..text.places import Place
    from .addresses import Addresses
    from .mentions import Context, Mention


_FOOT = "<!--apparatus:foot:"
_FEW = 3
"""So many places are shown at once; more are folded away."""


class Backlink(NamedTuple):
    """One backlink."""

    href: str
    place: Place
    """Which paragraph, note or section it leads to."""
    context: Context
    spoken: tuple[str, ...]
    """The languages of the words of its name."""


class Feet:
    """Fills the feet of entries and pages of one finished build."""

    def __init__(
        self,
        data: Dataset,
        renderer: Renderer,
        addresses: Addresses,
        titles: dict[str, str],
        mentions: dict[str, list[Mention]],
    ) -> None:
        """Take all pages' titles, and the mentions by entity in the order of backlinks."""
        self._data, self._renderer, self._addresses = data, renderer, addresses
        self._titles = titles
        self._mentions = mentions
        self._filled = {
            entity.id
            for entity in data.entities.values()
            if entity.id in mentions or entity.sources or entity.see or entity.same_as
        }
        """Entities to whose entries something comes."""

    def spare(self, html: str) -> str:
        """Take the marks of entries out to which nothing comes, so that nobody has to read them."""
        if _FOOT not in html:
            return html
        return FOOT_RE.sub(lambda mark: mark[0] if mark[1] in self._filled else "", html)

    def fill(self, page: str, html: str, sources: Iterable[str]) -> str:
        """Put evidence and backlinks in their places, and a page's sources at its end."""
        if _FOOT in html:
            html = FOOT_RE.sub(lambda marker: self._foot(page, marker[1]), html)
        if cited := self._cited(page, sources):
            html += self._renderer.html("page-sources", cited=cited)
        return html

    def _foot(self, page: str, identifier: str) -> str:
        if identifier not in self._filled:  # a comment that the author wrote
            return ""
        entity = self._data.entities[identifier]
        mentions = self._mentions.get(identifier)
        html = ""
        related = [self._data.entities[i] for i in entity.see if i in self._data.entities]
        if related:
            see = [(other, self._addresses.entry(page, other)) for other in related]
            html += self._renderer.html("see-also", see=see)
        if entity.same_as:
            files = [(authority_or_host(address), address) for address in entity.same_as]
            html += self._renderer.html("same-as", files=files)
        if cited := self._cited(page, entity.sources):
            confidence = entity.confidence
            html += self._renderer.html("evidence", cited=cited, confidence=confidence)
        if mentions:
            places = self._places(page, mentions)
            few = 0 if identifier in self._data.held else _FEW  # in a register all are folded
            html += self._renderer.html("backlinks", pages=places, number=len(mentions), few=few)
        return html

    def _cited(self, page: str, ids: Iterable[str]) -> list[tuple[Cited, str]]:
        return self._data.cited(ids, lambda source: self._addresses.source(page, source))

    def _places(self, page: str, mentions: list[Mention]) -> list[tuple[str, list[Backlink]]]:
        groups: dict[str, list[Backlink]] = {}
        for mention in mentions:
            href = self._addresses.between(page, mention.page, mention.anchor)
            link = Backlink(href, mention.place, mention.context, mention.spoken)
            groups.setdefault(mention.page, []).append(link)
        first = {note.target.page for note in self._data.annotations.values()}
        ordered = sorted(groups.items(), key=lambda group: group[0] not in first)
        return [(self._titles[path], its) for path, its in ordered]
