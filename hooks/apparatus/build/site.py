"""What a finished build knows of the whole site, and adds to its pages."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from .. import exports
from ..data.model import BIBLIOGRAPHY
from ..exports import assets, linked_data, page_head, policy, selectors, terms
from ..exports.search import index, passages
from ..links.backlinks import Feet
from ..links.cards import Cards
from ..sources import where_cited
from ..text.addresses import iri
from . import overlaid, page_pieces

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..data.dataset import Dataset
    from ..data.front_matter import PageSettings
    from ..exports.search.passages import Passage
    from ..links.addresses import Addresses
    from ..links.mentions import MentionIndex
    from ..sources.bibliography import Bibliography
    from .engine import Engine

_MADE_WITH = re.compile(r'(<(?:p|summary|div)\b[^>]*?) data-(?:search-exclude=""|number="[^"]*")')


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
        self._overlaid: set[str] = set()
        """The pages where readers bring copies of their own."""
        self._later: dict[str, str] = {}
        """Files with cards for notes, of the pages that have been decorated."""
        mentions = self._index.by_entity(self._titles)
        self._cards = Cards(engine.renderer, addresses, mentions)
        self._feet = Feet(engine.data, engine.renderer, addresses, titles, mentions)

    def spare(self, html: str) -> str:
        """Take out of a page's HTML the places to which nothing comes."""
        return self._feet.spare(html)

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
            its = asked, self._bibliography.uses, references, self._engine.outlines
            citing = where_cited.Citing(*its)
            done = self._bibliography.finish(done, citing, self._titles, self._addresses)
        if path in self._engine.annotations:
            done = self._with_notes(path, html, done)
        if overlaid.PLACE in done:
            self._overlaid.add(path)
            done = overlaid.fill(
                path, done, self._exported(), self._engine.renderer, self._addresses
            )
        if said := self.sheet(path):
            done += self._engine.renderer.html("sheet", said=said)
        return self._with_cards(path, done)

    def _with_cards(self, path: str, done: str) -> str:
        """Add the cards of what a page links to; those for its notes alone have a file."""
        linked = {mention.entity.id: mention.entity for mention in self._index.on(path)}
        at_once = linked
        if self._exporting and path in self._engine.annotations:
            at_once = {m.entity.id: m.entity for m in self._index.on(path) if not m.is_in_note}
        if rest := {name: linked[name] for name in linked if name not in at_once}:
            file, self._later[file] = self._cards.later(rest.values(), path)
            for name in rest:  # what describes them is not there yet
                done = done.replace(f' aria-describedby="card-{name}-gloss"', "")
            src = f"{self._addresses.root(path)}/{file}"
            done += self._engine.renderer.html("later-cards", src=src)
        return done + self._cards.html(at_once.values(), path)

    def _with_notes(self, path: str, html: str, done: str) -> str:
        """Add to an annotated page its early script, ways to take notes along, and works cited.

        In: its path, its HTML as published, and that with what has been added.
        """
        root, html_of = self._addresses.root(path), self._engine.renderer.html
        early = html_of("scripts", root=root, names=[assets.EARLY], at_once=True).strip()
        done = done.replace('<script class="ap-early"></script>', early)
        notes = self._engine.annotations[path]
        if self._exporting:
            self._annotated[path] = html
            used = {note.layer for note in notes}
            checked = ",".join(i for i in self._data.vocabulary.checking if i in used)
            sources = bool(self._data.sources)
            its = {"sources": sources, "checked": checked, "terms": terms.TERMS}
            done += html_of("exports", root=root, **its)
        cited = dict.fromkeys(i for note in notes for i in note.sources)
        return done + self._bibliography.works(cited)

    def sheet(self, path: str) -> str:
        """Say what each sheet of paper says of itself: site, page and edition; the address below.

        Nothing of a page that is none of ours.
        """
        edition, settings = self._engine.edition, self._settings.get(path)
        if settings is None or not (settings.enabled and edition.title):
            return ""
        _, day = self._engine.renderer.words.plain.edition(edition.day)
        said = " · ".join(filter(None, (edition.title, self._titles.get(path, ""), day)))
        address = iri(edition.address(self._addresses.urls[path])) if edition.url else ""
        return "\n".join(filter(None, (said, address)))

    def complete(self, path: str, content: str, html: str) -> str:
        """Add to a whole page (path, its content, HTML) what its head lacks.

        What only its making has asked for, is gone then: there may be hundreds of notes.
        """
        site = self._exported()
        entries = self._engine.entities.get(path, ())
        notes = self._engine.annotations.get(path, ())
        if notes:
            html = _MADE_WITH.sub(r"\1", html)
        page = linked_data.Page(path, self._names.get(path, path), content, entries, notes)
        html = policy.added(html) if path in self._overlaid else html
        return page_head.complete(html, page, site, self._engine.renderer)

    def _exported(self) -> exports.Site:
        """Return what exports know before pages have been written."""
        return exports.Site(self._engine.edition, self._data, self._addresses.urls, {}, {})

    def exports(self, published: Callable[[str], str]) -> dict[str, str]:
        """Return the site's data in formats that others read: files' names and texts.

        In: what returns a page as the host has written it, by its address; nothing if it has not.
        """
        words: dict[str, list[selectors.Words]] = {}
        urls, edition = self._addresses.urls, self._engine.edition
        for path, html in self._annotated.items():
            notes = self._engine.annotations[path]
            whole = published(urls[path]) or html
            words |= selectors.find(whole, {note.id: note.target for note in notes})
        mentions = Counter(m.entity.id for path in self._settings for m in self._index.on(path))
        site = exports.Site(edition, self._data, urls, words, mentions, self._annotated)
        files = self._later | assets.overlay(self._data)
        files |= exports.texts(site) if self._exporting else {}
        found = {path: its for path in self._titles if (its := self._searched.get(path))}
        if found:
            files[index.FILE] = index.write(site, self._titles, found, self._engine.renderer.words)
        return files

    @property
    def _data(self) -> Dataset:
        return self._engine.data
