"""One build of a site: ties data, pages and templates together, and is thrown away afterwards."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from . import ambiguity, annotator, complaints, entries, exports, insertions, settings, statements
from .about import UNKNOWN, About
from .bibliography import Bibliography
from .body import Body
from .completion import BIBLIOGRAPHY, Addresses, Cards, Completion
from .exports import published
from .extension import ApparatusExtension, ReferenceExtension
from .languages import named
from .linker import link, resolve, strays
from .marking import unmarked, untitled
from .matcher import Matcher
from .mentions import MentionIndex
from .notes import CITING, TRACKER, Notes
from .page import Page, by_page
from .problems import did_you_mean
from .reader import EXPLICIT
from .stream import Stream
from .urls import between

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .annotator import Note
    from .completion import Relative
    from .dataset import Dataset
    from .extension import Tree
    from .mentions import Mention
    from .model import Annotation, Source
    from .render import Renderer


class Build:
    """What one build knows. Problems gather in `problems`; the caller reports them."""

    def __init__(
        self,
        data: Dataset,
        renderer: Renderer,
        about: About = UNKNOWN,
        kept: Path | None = None,
        *,
        reporting: bool = False,
    ) -> None:
        """Take data and templates, and what is said of the site; pages come one by one.

        `kept` is a folder for what later builds may use again. `reporting` keeps the pages' texts
        for `report`.
        """
        self.data = data
        self.problems = [] if named(about.language) else list(data.unmarked)
        self.index = MentionIndex()
        self.texts: dict[str, str] = {}
        """The text of every page that may be linked, when a report is wanted."""
        self.bibliography = Bibliography(data, renderer, kept)
        self.extension = ApparatusExtension(self)
        self.renderer = renderer
        renderer.marks = not named(about.language)
        self._about, self._kept, self._reporting = about, kept, reporting
        self._exporting = False
        self._words: dict[str, published.Words] = {}
        self._completion: Completion | None = None
        self._matcher = Matcher(data.entities.values())
        body = Body(ReferenceExtension(self))
        self._notes = Notes(data, renderer, body, about, self._source_address)
        self._notes.citing = self._citing
        self._pages: dict[str, Page] = {}
        self._page: Page | None = None
        self._found: list[entries.Region] = []
        self._urls: dict[str, str] = {}
        self._addresses: Addresses | None = None
        self._cards = Cards(renderer, self._urls)
        self._entities = by_page(data.entities.values(), lambda one: one.page)
        self._annotations = by_page(data.annotations.values(), lambda one: one.target.page)
        self._statements = by_page(data.statements.values(), lambda one: one.page)
        self._pledges = by_page(data.pledges.values(), lambda one: one.page)

    # -- before the first page -----------------------------------------------------------------

    def expect(self, urls: dict[str, str]) -> None:
        """Take all pages (path below the docs folder → address) and check what the data names."""
        self._urls.update(urls)
        self._notes.tracked = TRACKER in urls
        self.problems += *complaints.no_pages(self.data, urls), *ambiguity.by_page(self.data, urls)

    # -- while pages are rendered --------------------------------------------------------------

    def begin(
        self, path: str, read: Callable[[], str], shown_as: str, *, front: bool = True
    ) -> None:
        """Say which page is rendered next, and whether it may have front matter."""
        asked = settings.PageSettings()
        if front:
            asked, wrong = settings.read(shown_as, read(), set(self.data.sources))
            self.problems += wrong
        self._page = self._pages[path] = Page(path, read, shown_as, asked)

    def resume(self, path: str, asked: settings.PageSettings, mentions: list[Mention]) -> None:
        """Take a page that was rendered by another process."""
        self._pages[path] = Page(path, str, path, asked)
        self.index.record(path, mentions)

    def settings_of(self, path: str) -> settings.PageSettings:
        """Return what a page asks for."""
        return self._pages[path].settings

    def address(self, identifier: str) -> str | None:
        """Return where `[words][identifier]` leads: to an entry, or to a source."""
        if identifier in self.data.entities:
            return EXPLICIT + identifier
        if identifier in self.data.sources:
            return self._source_address(self.data.sources[identifier])
        page = self._page
        known = (*self.data.entities, *self.data.sources)
        if page is not None and "-" in identifier and (hint := did_you_mean(identifier, known)):
            where = page.find(re.escape(f"[{identifier}]"))
            self.problems.append(complaints.no_entry(where, identifier, hint))
        return None

    def page(self, tree: Tree) -> None:
        """Annotate and link the page that is being rendered, in place."""
        page = self._page
        self._found = []
        if page is None:
            return
        self.problems += unmarked(tree, page, self._about.language)
        if not page.settings.enabled:
            return
        self.problems += complaints.numbered_twice(page, tree.root)
        if spoken := self._statements.get(page.path):
            self.problems += statements.check(tree, page, spoken, self.data)
        if promised := self._pledges.get(page.path):
            from . import pledges  # noqa: PLC0415 - most sites have none

            self.problems += pledges.check(tree, promised, self.data)
        self._insert(tree, page)
        notes: list[Note] = []
        if its := self._annotations.get(page.path):
            notes, homeless, refused = annotator.place(tree.root, its, self._notes, tree.stash)
            self.problems += (complaints.no_paragraph(self.data, one) for one in homeless)
            self.problems += (complaints.unsafe(self.data, *one) for one in refused)
        strayed = strays(tree.root, self.data.entities)
        self.problems += (complaints.no_such_entry(self.data, page, *one) for one in strayed)
        stream = Stream(tree.root, tree.stash)
        self._found, missing = entries.regions(self._entities.get(page.path, []), stream, tree.slug)
        owns = entries.owner(self._found)
        mentions = link(stream, page.path, self._matcher, page.settings.link, owns)
        resolve(tree.root, page.path, self.data.entities)
        self.index.record(page.path, mentions)
        if self._reporting:
            self.texts[page.path] = stream.normal.text
        lost = annotator.mark(notes, tree.stash)
        if page.path == CITING:
            from .citing import Citing  # noqa: PLC0415 - one page needs it

            Citing(self.data, self.renderer, self._about, self._kept).page(tree, self._urls)
        if BIBLIOGRAPHY in self._urls:
            self.bibliography.page(tree, page.path)
        if missing:
            heads = entries.ids(stream, tree.slug)
            self.problems += (complaints.no_heading(self.data, one, heads) for one in missing)
        self.problems += (complaints.no_words(self.data, one, place) for one, place in lost)

    def _insert(self, tree: Tree, page: Page) -> None:
        """Put computed pieces in; their sources become the page's."""
        around = insertions.Around(page.path, self.data, self.renderer, self._source_address)
        cited, wrong = insertions.insert(tree, page, around)
        self.problems += wrong
        if cited:
            sources = tuple(dict.fromkeys((*page.settings.sources, *cited)))
            asked = page.settings._replace(sources=sources)
            self._page = self._pages[page.path] = page._replace(settings=asked)

    def fill(self, tree: Tree) -> None:
        """Put facts, and marks for what comes later, into the entries of that page."""
        entries.complete(tree, self._found, self.renderer)

    def _source_address(self, source: Source) -> str:
        """Name a source in Markdown's terms: its place in the bibliography, else on the web."""
        page = self._page.path if self._page else ""
        if BIBLIOGRAPHY in self._urls:
            return between(page, f"{BIBLIOGRAPHY}#source-{source.id}")
        return source.URL or "#"

    def _citing(self, annotation: Annotation) -> str:
        """Name the place that says how to cite a note, in Markdown's terms."""
        page = self._page.path if self._page else ""
        return between(page, f"{CITING}#cite-{annotation.id}") if CITING in self._urls else ""

    # -- when all pages are rendered -----------------------------------------------------------

    def complete(self, titles: dict[str, str], relative: Relative, *, whole: bool = True) -> None:
        """Say that all pages are rendered.

        In: their titles, in order; the host's function that names one address relative to another;
        and whether they are the whole site, without which there are no backlinks and no exports.
        """
        self.problems += untitled(titles, self._pages, self._about.language)
        self._exporting = whole and bool(self._annotations)
        self._addresses = Addresses(self._urls, relative)
        self.bibliography.titles = titles if whole else {}
        mentions = self.index.by_entity(self.bibliography.titles)
        self._completion = Completion(self.data, self.renderer, self._addresses, titles, mentions)

    def finish(self, path: str, html: str) -> str:
        """Add to a page (path, HTML) what needs all pages and what a search should not find."""
        page = self._pages.get(path)
        if self._completion is None or page is None or not page.settings.enabled:
            return html
        finished = self._completion.finish(path, html, page.settings.sources)
        if path == BIBLIOGRAPHY and self._addresses:
            asked = {path: page.settings.sources for path, page in self._pages.items()}
            finished = self.bibliography.finish(finished, asked, self._addresses)
        if self._exporting and self._addresses and path in self._annotations:
            self._words |= published.find(html)
            root, sources = self._addresses.root(path), bool(self.data.sources)
            finished += self.renderer.html("exports", root=root, sources=sources)
        return finished + self._card_html(path)

    def exports(self) -> dict[str, str]:
        """Return the finished site's data in formats that others read: files' names and texts."""
        if not self._exporting:
            return {}
        mentions = Counter(m.entity.id for path in self._pages for m in self.index.on(path))
        site = exports.Site(self._about, self.data, self._urls, self._words, mentions)
        return exports.texts(site)

    def report(self) -> str:
        """Say what an author may want to look at, in words."""
        from . import report  # noqa: PLC0415 - most builds do without it

        return report.as_text(report.examine(self._matcher, self.texts, self.index))

    def release(self) -> None:
        """Forget everything: hosts hold on to this object while they write their search index."""
        self.__dict__.clear()

    def _card_html(self, path: str) -> str:
        linked = {mention.entity.id: mention.entity for mention in self.index.on(path)}
        if not linked or self._addresses is None:
            return ""
        return self._cards.html(linked.values(), self._addresses.root(path))
