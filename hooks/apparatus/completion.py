"""What a page gets once all pages are known: evidence, backlinks, sources, cards.

Pure functions of the mention index and a page's HTML, so that they run from a hook or from a pass
over a built site alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from . import entries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .dataset import Dataset
    from .mentions import Context, Mention
    from .model import Entity, Source
    from .render import Renderer

    Relative = Callable[[str, str], str]

BIBLIOGRAPHY = "sources.md"
"""The page that lists all sources, when a site has one."""


class Place(NamedTuple):
    """One backlink."""

    href: str
    label: str
    """Which paragraph, note or section it leads to."""
    context: Context
    spoken: tuple[str, ...]
    """The languages of the label's words."""


class Addresses:
    """How pages of the finished site name each other."""

    def __init__(self, urls: dict[str, str], relative: Relative) -> None:
        """Take every page's address and the host's function that makes one relative to another."""
        self._urls, self._relative = urls, relative

    def root(self, page: str) -> str:
        """Name the site's top from a page."""
        return self._relative(".", self._urls[page]).rstrip("/")

    def between(self, page: str, target: str, fragment: str = "") -> str:
        """Name a page, or a place on it, from another page."""
        hash_ = f"#{fragment}" if fragment else ""
        if page == target and hash_:
            return hash_
        return self._relative(self._urls[target], self._urls[page]) + hash_

    def source(self, page: str, source: Source) -> str:
        """Name a source: its place in the bibliography, else its own address."""
        if BIBLIOGRAPHY in self._urls:
            return self.between(page, BIBLIOGRAPHY, f"source-{source.id}")
        return source.URL or "#"

    def entry(self, page: str, entity: Entity) -> str:
        """Name an entity's entry."""
        if entity.page not in self._urls:
            return "#"
        return self.between(page, entity.page, entity.fragment)


class Completion:
    """Fills the pages of one finished build."""

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

    def finish(self, page: str, html: str, sources: Iterable[str]) -> str:
        """Put evidence and backlinks in their places, and a page's sources at its end."""
        if "<!--apparatus:foot:" in html:
            html = entries.FOOT_RE.sub(lambda marker: self._foot(page, marker[1]), html)
        if cited := self._cited(page, sources):
            html += self._renderer.html("page-sources", cited=cited)
        return html

    def _foot(self, page: str, identifier: str) -> str:
        entity = self._data.entities.get(identifier)
        if entity is None:  # a comment that the author wrote
            return ""
        mentions = self._mentions.get(identifier)
        if not (mentions or entity.sources or entity.see):
            return ""
        html = ""
        related = [self._data.entities[i] for i in entity.see if i in self._data.entities]
        if related:
            see = [(other, self._addresses.entry(page, other)) for other in related]
            html += self._renderer.html("see-also", see=see)
        if cited := self._cited(page, entity.sources):
            confidence = entity.confidence
            html += self._renderer.html("evidence", cited=cited, confidence=confidence)
        if mentions:
            html += self._renderer.html("backlinks", pages=self._places(page, mentions))
        return html

    def _cited(self, page: str, ids: Iterable[str]) -> list[tuple[Source, str]]:
        return self._data.cited(ids, lambda source: self._addresses.source(page, source))

    def _places(self, page: str, mentions: list[Mention]) -> list[tuple[str, list[Place]]]:
        groups: dict[str, list[Place]] = {}
        for mention in mentions:
            href = self._addresses.between(page, mention.page, mention.anchor)
            place = Place(href, mention.label, mention.context, mention.spoken)
            groups.setdefault(mention.page, []).append(place)
        return [(self._titles[path], places) for path, places in groups.items()]


class Cards:
    """Renders each card once for each depth of page, and keeps it."""

    def __init__(self, renderer: Renderer, urls: dict[str, str]) -> None:
        """Take the templates and every page's address."""
        self._renderer, self._urls = renderer, urls
        self._kept: dict[tuple[str, str], str] = {}

    def html(self, entities: Iterable[Entity], root: str) -> str:
        """Return the cards of a page's entities; `root` names the site's top from that page."""
        return "".join(self._card(entity, root) for entity in entities)

    def _card(self, entity: Entity, root: str) -> str:
        key = (entity.id, root)
        if key not in self._kept:
            href = f"{root}/{self._urls.get(entity.page, '')}"
            href += f"#{entity.fragment}" if entity.fragment else ""
            self._kept[key] = self._renderer.html("card", entity=entity, href=href)
        return self._kept[key]
