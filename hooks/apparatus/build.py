"""One build of a site: ties data, pages and templates together, and is thrown away afterwards."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, TypeVar

from . import annotator, complaints, entries, insertions, languages, marking, settings, statements
from .about import UNKNOWN, About
from .body import Body
from .completion import BIBLIOGRAPHY, Addresses, Cards, Completion
from .extension import ApparatusExtension, ReferenceExtension
from .forms import of as forms_of
from .linker import link
from .matcher import Matcher
from .mentions import MentionIndex
from .notes import Notes
from .page import Page
from .problems import did_you_mean
from .reader import EXPLICIT
from .stream import Stream
from .urls import between

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from .annotator import Note
    from .completion import Relative
    from .dataset import Dataset
    from .extension import Tree
    from .mentions import Mention
    from .model import Annotation, Entity, Source, Statement
    from .problems import Position
    from .render import Renderer

T = TypeVar("T")


class Build:
    """What one build knows. Problems gather in `problems`; the caller reports them."""

    def __init__(
        self,
        data: Dataset,
        renderer: Renderer,
        about: About = UNKNOWN,
        *,
        reporting: bool = False,
    ) -> None:
        """Take data and templates, and what is said of the site; pages come one by one.

        `reporting` keeps the pages' texts for `report`.
        """
        self.data = data
        self._language = about.language
        self.problems = [] if languages.named(about.language) else list(data.unmarked)
        self.index = MentionIndex()
        self.texts: dict[str, str] = {}
        """The text of every page that may be linked, when a report is wanted."""
        self.extension = ApparatusExtension(self)
        self.renderer = renderer
        renderer.marks = not languages.named(about.language)
        self._reporting = reporting
        self._completion: Completion | None = None
        self._matcher = Matcher(data.entities.values())
        body = Body(ReferenceExtension(self))
        self._notes = Notes(data, renderer, body, about, self._source_address)
        self._pages: dict[str, Page] = {}
        self._page: Page | None = None
        self._found: list[entries.Region] = []
        self._urls: dict[str, str] = {}
        self._addresses: Addresses | None = None
        self._cards = Cards(renderer, self._urls)
        self._entities = _by_page(data.entities.values(), lambda one: one.page)
        self._annotations = _by_page(data.annotations.values(), lambda one: one.target.page)
        self._statements = _by_page(data.statements.values(), lambda one: one.page)

    # -- before the first page -----------------------------------------------------------------

    def expect(self, urls: dict[str, str]) -> None:
        """Take all pages (path below the docs folder → address) and check what the data names."""
        self._urls.update(urls)
        for entity in self.data.entities.values():
            if entity.page not in urls:
                self._no_page(self.data.position(entity, "entry"), entity.page)
            for index, alias in enumerate(entity.aliases):
                for number, pattern in enumerate(alias.pages):
                    if not any(fnmatchcase(page, pattern) for page in urls):
                        path = ("aliases", index, "pages", number)
                        self._no_page(self.data.position(entity, *path), pattern)
        placed: list[Annotation | Statement] = [*self.data.annotations.values()]
        for noun in (*placed, *self.data.statements.values()):
            if noun.target.page not in urls:
                self._no_page(complaints.within(self.data, noun, "page"), noun.target.page)

    def _no_page(self, where: Position, page: str) -> None:
        self.problems.append(complaints.no_page(where, page, self._urls))

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
        self.problems += marking.check(tree, page, self._language)
        if not page.settings.enabled:
            return
        if spoken := self._statements.get(page.path):
            self.problems += statements.check(tree, page, spoken, self.data)
        self._insert(tree, page)
        notes: list[Note] = []
        if its := self._annotations.get(page.path):
            notes, homeless, refused = annotator.place(tree.root, its, self._notes)
            self.problems += (complaints.no_paragraph(self.data, one) for one in homeless)
            self.problems += (complaints.unsafe(self.data, *one) for one in refused)
        stream = Stream(tree.root, tree.stash)
        self._found, missing = entries.regions(self._entities.get(page.path, []), stream, tree.slug)
        owns = entries.owner(self._found)
        mentions = link(stream, page.path, self._matcher, page.settings.link, owns)
        self.index.record(page.path, mentions)
        if self._reporting:
            self.texts[page.path] = stream.normal.text
        lost = annotator.mark(notes, tree.stash)
        if page.path == BIBLIOGRAPHY and self.data.sources:
            listed = sorted(self.data.sources.values(), key=lambda s: (s.label.lower(), s.id))
            tree.root.append(self.renderer.element("bibliography", sources=listed))
        if missing:
            heads = [
                h.element.get("id") or tree.slug(entries.title(h.element, tree.stash))
                for h in stream.heads
            ]
            self.problems += (complaints.no_heading(self.data, one, heads) for one in missing)
        self.problems += (complaints.no_words(self.data, one, place) for one, place in lost)

    def _insert(self, tree: Tree, page: Page) -> None:
        """Put computed pieces in; their sources become the page's."""
        cited, wrong = insertions.insert(tree, page, self.data, self.renderer)
        self.problems += wrong
        if cited:
            sources = tuple(dict.fromkeys((*page.settings.sources, *cited)))
            asked = page.settings._replace(sources=sources)
            self._page = self._pages[page.path] = page._replace(settings=asked)

    def fill(self, tree: Tree) -> None:
        """Put facts, and marks for what comes later, into the entries of that page."""
        entries.complete(tree, self._found, self._facts)

    def _facts(self, entity: Entity, tag: str) -> str:
        """Render what an entry shows and hides; within a block (`span`) it hides only."""
        fragment = "forms" if tag == "span" else "facts"
        return self.renderer.html(fragment, entity=entity, forms=forms_of(entity), tag=tag).strip()

    def _sources(self, ids: Iterable[str]) -> list[Source]:
        return [self.data.sources[i] for i in ids if i in self.data.sources]

    def _source_address(self, source: Source) -> str:
        """Name a source in Markdown's terms: its place in the bibliography, else on the web."""
        page = self._page.path if self._page else ""
        if BIBLIOGRAPHY in self._urls:
            return between(page, f"{BIBLIOGRAPHY}#source-{source.id}")
        return source.URL or "#"

    # -- when all pages are rendered -----------------------------------------------------------

    def complete(
        self, titles: dict[str, str], relative: Relative, *, backlinks: bool = True
    ) -> None:
        """Say that all pages are rendered.

        In: their titles, in order, and the host's function that names one address relative to
        another.
        """
        self.problems += marking.check_titles(titles, self._pages, self._language)
        self._addresses = Addresses(self._urls, relative)
        mentions = self.index.by_entity(titles if backlinks else ())
        self._completion = Completion(self.data, self.renderer, self._addresses, titles, mentions)

    def finish(self, path: str, html: str) -> str:
        """Add to a page (path, HTML) what needs all pages and what a search should not find."""
        page = self._pages.get(path)
        if self._completion is None or page is None or not page.settings.enabled:
            return html
        return self._completion.finish(path, html, page.settings.sources) + self._card_html(path)

    def save_report(self, path: Path) -> None:
        """Write the report to a file."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.report(), encoding="utf-8")

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


def _by_page(nouns: Iterable[T], page_of: Callable[[T], str]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {}
    for noun in nouns:
        found.setdefault(page_of(noun), []).append(noun)
    return found
