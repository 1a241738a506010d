"""What a finished build knows of the whole site, and adds to its pages."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from .. import exports
from ..data.model import BIBLIOGRAPHY
from ..exports import page_head, selectors
from ..exports.search import index, passages
from ..links.backlinks import Feet
from ..links.cards import Cards
from . import page_pieces

if TYPE_CHECKING:
    from ..data.dataset import Dataset
    from ..data.front_matter import PageSettings
    from ..exports.search.passages import Passage
    from ..links.addresses import Addresses
    from ..links.mentions import MentionIndex
    from ..sources.bibliography import Bibliography
    from .engine import Engine


class Gathered(NamedTuple):
    """What the pages of a build have left, one after the other."""

    mentions: MentionIndex
    bibliography: Bibliography
    settings: dict[str, PageSettings]
    """What each page asks for, by its path."""
    minutes: dict[str, int]
    """How long each page takes to read."""


class Site:
    """All pages of a build, once they are rendered."""

    def __init__(
        self,
        engine: Engine,
        gathered: Gathered,
        addresses: Addresses,
        titles: dict[str, str],
        *,
        whole: bool,
    ) -> None:
        """Take what was gathered, and the pages' titles by path, in order.

        `whole` says whether these are all pages: without them there are no backlinks, no exports.
        """
        self._engine, self._addresses = engine, addresses
        self._index, self._bibliography, self._settings, self._minutes = gathered
        self._names, self._titles = titles, titles if whole else {}
        self._exporting = whole and bool(engine.annotations)
        self._annotated: dict[str, str] = {}
        """The published HTML of each page with notes, as far as it has been decorated."""
        self._searched: dict[str, list[Passage]] = {}
        """What a search may find on each page, as far as it has been decorated."""
        self._cards = Cards(engine.renderer, addresses)
        mentions = self._index.by_entity(self._titles)
        self._feet = Feet(engine.data, engine.renderer, addresses, titles, mentions)

    def decorate(self, path: str, html: str) -> str:
        """Add to a page (path, HTML) what needs all pages and what a search should not find."""
        settings = self._settings.get(path)
        if settings and settings.searched and self._engine.edition.search is not None:
            self._searched[path] = passages.of(html, self._engine.edition.language)
        if settings is None or not settings.enabled:
            return html
        done = page_pieces.minutes(html, self._minutes, self._engine.renderer)
        done = self._feet.fill(path, done, settings.sources)
        if path == BIBLIOGRAPHY:
            asked = {page: its.sources for page, its in self._settings.items()}
            references = [r for piece in self._engine.pieces for r in piece.references(self._data)]
            done = self._bibliography.finish(done, asked, references, self._titles, self._addresses)
        if self._exporting and path in self._engine.annotations:
            self._annotated[path] = html
            root, sources = self._addresses.root(path), bool(self._data.sources)
            done += self._engine.renderer.html("exports", root=root, sources=sources)
        linked = {mention.entity.id: mention.entity for mention in self._index.on(path)}
        return done + self._cards.html(linked.values(), path)

    def complete(self, path: str, content: str, html: str) -> str:
        """Add to a whole page (path, its content, HTML) what its head lacks."""
        site = exports.Site(self._engine.edition, self._data, self._addresses.urls, {}, {})
        page = page_head.Page(path, self._names.get(path, path), content)
        return page_head.complete(html, page, site, self._engine.renderer)

    def exports(self) -> dict[str, str]:
        """Return the site's data in formats that others read: files' names and texts."""
        words = {i: its for html in self._annotated.values()
                 for i, its in selectors.find(html).items()}  # fmt: skip
        mentions = Counter(m.entity.id for path in self._settings for m in self._index.on(path))
        urls, edition = self._addresses.urls, self._engine.edition
        site = exports.Site(edition, self._data, urls, words, mentions)
        files = exports.texts(site) if self._exporting else {}
        found = {path: its for path in self._titles if (its := self._searched.get(path))}
        if found:
            files[index.FILE] = index.write(site, self._titles, found)
        return files

    @property
    def _data(self) -> Dataset:
        return self._engine.data
