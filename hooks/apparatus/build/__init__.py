"""One build of a site: the order of the work. It is thrown away afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..data import overlay_checks, shelves
from ..data.edition import UNKNOWN, Edition
from ..data.front_matter import PageSettings, read
from ..links import entries, filling, linker, search_names
from ..links.addresses import Addresses
from ..links.mentions import MentionIndex
from ..notes import annotator, checks, marks, targets
from ..notes.view import Notes, Ways
from ..pieces.insert import insert
from ..pieces.piece import Context
from ..text import edits, reading_time
from ..text.page import Page, once, too_deep
from ..text.page_language import unmarked, untitled
from ..text.stream import Stream
from . import overlaid, registers
from .engine import Engine
from .gathering import Gathering
from .lists import Lists
from .references import References
from .site import Gathered, Site
from .ways import Here

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from ..data.dataset import Dataset
    from ..links.addresses import Relative
    from ..links.mentions import Mention
    from ..templates.render import Renderer
    from ..text.tree import Tree

_DEEPEST = 150


class Build:
    """Renders a site's pages one by one, then all; the caller reports the `problems` it gathers."""

    def __init__(
        self,
        data: Dataset,
        renderer: Renderer,
        edition: Edition = UNKNOWN,
        kept: Path | None = None,
        *,
        reporting: bool = False,
    ) -> None:
        """Take data and templates, and what is said of the site; pages come one by one.

        `kept` is a folder for later builds; `reporting` lets it remember what a `look` needs.
        """
        self.data, self.renderer = data, renderer
        self.problems = edition.told(data.unmarked)
        self.index, self.apart = MentionIndex(), search_names.Apart()
        self.minutes: dict[str, int] = {}
        self._engine = Engine(data, renderer, edition)
        self._urls: dict[str, str] = {}
        self._settings: dict[str, PageSettings] = {}
        self._pages: dict[str, Page] = {}
        self._page: Page | None = None
        """The one that has begun."""
        self._is_its_turn = False
        """Whether it is this page that is rendered, and no excerpt of another."""
        self._entries: list[entries.Region] = []
        """Those of the page that is being rendered."""
        self._site: Site | None = None
        self._here = here = Here(self._urls, self._engine.leads)
        self._references = References(data, here, self.problems)
        self.address, self.lose = self._references.address, self._references.lose
        ways = Ways(here.source, here.cite, here.further, here.entry, here.address)
        self._notes = Notes(data, renderer, self.address, edition, ways)
        self._lists = Lists(self._engine, kept, here)
        self.bibliography = its = self._lists.bibliography
        pages = self._urls, self._pages, self._settings, its.uses, self.minutes
        self.gathered = Gathering(self._engine, self.index, *pages, set())
        self.look = self.gathered.look() if reporting else None
        """What is missing on the site, for its author."""

    def expect(self, urls: dict[str, str], pages: Iterable[Page] = ()) -> None:
        """Take all pages (path below the docs folder → address); `pages` are read for registers."""
        self._urls.update(urls)
        self._engine.outlines.expect(pages := [*pages])
        self.registers, wrong = registers.place(self.data, pages)
        its = overlaid.place(self.data, pages, self.registers)
        self.problems += [*wrong, *shelves.no_pages(self.data, urls), *its]

    def begin(
        self, path: str, read_text: Callable[[], str], shown_as: str, *, front: bool = True
    ) -> None:
        """Say which page is rendered next, and whether it may have front matter."""
        asked, wrong = read(shown_as, read_text(), self.data) if front else (PageSettings(), [])
        self.problems += wrong
        self._page = self._pages[path] = Page(path, once(read_text), shown_as)
        self._settings[path] = asked

    def enter(self, path: str | None, language: str = "") -> None:
        """Say that a text comes: the page that has begun, or an excerpt (of a path, if known)."""
        page = self._page
        self._here.language = language or self._engine.edition.language
        self._is_its_turn = page is not None and path in (None, page.path)
        self._here.page = path or (page.path if page else "")
        asks = page if page and self._is_its_turn and self._settings[page.path].enabled else None
        self._references.begin(asks)

    def resume(self, path: str, asked: PageSettings, mentions: list[Mention], minutes: int) -> None:
        """Take a page that was rendered by another process."""
        self._pages[path], self._settings[path] = Page.unread(path), asked
        self.minutes[path] = minutes
        self.index.record(path, mentions)

    def settings_of(self, path: str) -> PageSettings:
        """Return what a page asks for."""
        return self._settings[path]

    def render(self, tree: Tree) -> None:
        """Annotate and link the page that is being rendered, in place.

        In an excerpt only the author's own links are made ours: what it says stands on its page.
        """
        self._entries = []
        if (page := self._page) is None or not self._is_its_turn:
            linker.resolve(tree.root, self._here.page, self.data.entities)
            return
        self._page = None
        if tree.is_deeper(_DEEPEST):
            self.problems.append(too_deep(page.shown_as))
            return
        self.problems += checks.pictures(page, tree.root, self._engine.edition.pictures)
        self.problems += checks.footless(page, tree)
        self.minutes[page.path] = reading_time.of_page(tree.root)
        if not self._settings[page.path].enabled:
            if its := self._engine.annotations.get(page.path):
                self.problems.append(checks.left_out(page, len(its)))
            self.problems += overlaid.left_out(tree, page)
            return
        self.problems += self._engine.edition.told(unmarked(tree, page))
        if unread := list(checks.printed(page, tree.root)):
            self.problems += unread  # what speaks of its paragraphs is not to blame
            return
        self._insert_pieces(tree, page)
        aims = targets.Targets(tree, self._engine.shared_ids(page, tree))
        notes = self._lay_out_notes(tree, page, aims)
        for stray in linker.strays(tree.root, self.data.entities):
            self.problems += entries.no_such_entry(self.data, page, *stray)
        text = aims.read(Stream(tree.root, tree.stash, self._here.language))
        for piece in self._engine.speaking.get(page.path, ()):
            if piece.check_page:
                self.problems += piece.check_page(aims, page, self.data)
        self._find_entries(tree, text, page)
        links = self._find_links(text, page)
        if self.look:
            self.look.read(page.path, text, self._entries, aims)
        found, lost = annotator.find_words(notes, text, self.data, aims)
        self.problems += lost
        marks.apply(tree, text, links, found, self._notes.words)
        linker.resolve(tree.root, page.path, self.data.entities)
        annotator.arrange(found)
        leading = linker.leading(text, links, self.index.on(page.path))
        annotator.name_entries(found, leading, self._notes)
        marks.number_paragraphs(notes, self._notes.words)
        self.problems += self._lists.fill(tree, page, self._urls, self._engine.pieces)
        self.problems += self._engine.taken_twice(page, tree)

    def _insert_pieces(self, tree: Tree, page: Page) -> None:
        """Put computed pieces in; their sources become the page's."""
        self.gathered.notice(tree, page)
        its = self.data, self._engine.renderer, self._here.source
        context = Context(page.path, *its, called=self._engine.outlines.place)
        cited, wrong = insert(tree, page, context)
        self.problems += wrong
        self._settings[page.path] = self._settings[page.path].also(cited)

    def _lay_out_notes(self, tree: Tree, page: Page, its: targets.Targets) -> list[annotator.Note]:
        self.problems += overlay_checks.on_page(self.data, page.path, lambda: its.blocks)
        if not (asked := self._engine.annotations.get(page.path)):
            return []
        self._notes.body.read_as(tree.markdown)
        notes, wrong = annotator.lay_out(tree.root, asked, self._notes, self.data, its)
        self.problems += [*wrong, *annotator.stray_pages(notes, page.path, self._urls, self.data)]
        return notes

    def _find_entries(self, tree: Tree, text: Stream, page: Page) -> None:
        its = self._engine.entities.get(page.path, [])
        self._entries, missing, known = entries.regions(its, text, tree)
        self.problems += entries.no_headings(self.data, missing, known)

    def _find_links(self, text: Stream, page: Page) -> list[edits.Wrap]:
        owns = entries.owner(self._entries)
        policy = self._settings[page.path].link
        mentions, links = linker.find(text, page.path, self._engine.matcher, policy, owns)
        if not self.apart.is_possible:  # else a search reads the page before
            linker.dress(links, mentions)
        self.index.record(page.path, mentions)
        return links

    def close_entries(self, tree: Tree) -> None:
        """Put facts, and marks for what comes later, into the entries of that page."""
        filling.fill(tree, self._entries, self._engine.renderer, self.apart)

    def resolve(
        self,
        titles: dict[str, str],
        relative: Relative,
        urls: Mapping[str, str] | None = None,
        *,
        whole: bool = True,
    ) -> None:
        """Say that all pages are rendered.

        In: their titles, in order; the host's function that names one address relative to another;
        addresses that are others by now; whether these are all pages, or only some to look at.
        """
        self._urls.update(urls or {})
        enabled = {path: page for path, page in self._pages.items() if self._settings[path].enabled}
        self.problems += self._engine.edition.told(untitled(titles, enabled))
        gathered = Gathered(self.index, self.bibliography, self._settings, self.minutes)
        addresses = Addresses(self._urls, relative)
        self._site = Site(self._engine, gathered, addresses, titles, whole=whole)

    def spare(self, html: str) -> str:
        """Take out of a page's HTML what nobody needs, before anybody reads it."""
        return self._site.spare(html) if self._site else html

    def decorate(self, path: str, html: str) -> str:
        """Add to a page (path, HTML) what needs all pages and what a search should not find."""
        html = linker.dressed(html, self.index.on(path)) if self.apart.is_possible else html
        return self._site.decorate(path, html) if self._site else html

    def sheet(self, path: str) -> str:
        """Say what each sheet of paper says, on which a page is printed."""
        return self._site.sheet(path) if self._site else ""

    def complete(self, path: str, content: str, html: str) -> str:
        """Add to a whole page (path, its content, HTML) what its head lacks."""
        return self._site.complete(path, content, html) if self._site else html

    def exports(self, published: Callable[[str], str] = lambda _: "") -> dict[str, str]:
        """Return the finished site's data in formats that others read: files' names and texts."""
        return self._site.exports(published) if self._site else {}

    def release(self) -> None:
        """Forget everything: hosts hold on to this object, and to what asks its data."""
        self.data.forget()
        self.__dict__.clear()
