"""What is kept of a site between two rebuilds: the host's objects, and a record for each page."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..watching import named
from .affected import Known
from .host import modules
from .peeks import Peeks
from .search import Search
from .turns import Turn

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from ...build import Build
    from ...build.engine import Engine
    from .affected import Difference
    from .search import Entries
    from .turns import Turns

Signature = tuple[Any, ...]
"""What a written file was made from: with the same, the same would be written."""


def digest(text: str) -> bytes:
    """Shorten a text to what tells it from all others."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


@dataclass(slots=True)
class Record:
    """A page as its Markdown was rendered last."""

    page: Any
    """The host's."""
    content: str
    """The HTML that the Markdown became, before anything is added."""
    turn: Turn
    made: tuple[Any, ...]
    """What the Markdown came to, shortened: content, headings, title and front matter."""
    drawn: bytes = b""
    """What was put on it besides, when it was written."""
    written: Signature | None = None
    """What its file was made from; nothing when it has to be made anew."""
    entries: Entries | None = None
    """Those of the host's search; nothing when they are not known."""
    failed: bool = False
    """Whether its template has failed."""


@dataclass(slots=True)
class Counts:
    """How often data have changed: files that were made before may be others now."""

    any: int = 0
    """Anything in the data."""
    others: int = 0
    """Anything but entities and notes."""


@dataclass
class Kept:
    """A site, as far as it is known."""

    config: Any
    docs: Path
    day: dt.date
    nav: Any = None
    files: Any = None
    env: Any = None
    build: Build = None  # type: ignore[assignment]  # comes with the pages
    site: Path = Path()
    """Where it is served from."""
    shown: list[Any] = field(default_factory=list)
    """The host's files of all pages that a server shows, drafts too."""
    pages: dict[str, Record] = field(default_factory=dict)
    """By path, in the order of the host's files."""
    whole: Turn = None  # type: ignore[assignment]  # the same
    """What belongs to no page."""
    templates: dict[str, Signature | None] = field(default_factory=dict)
    """What is made of all pages by templates of their own, and what from."""
    counts: Counts = field(default_factory=Counts)
    last: Kept | None = None
    """The one that it is made from, until it is whole."""
    peeks: Peeks = field(default_factory=Peeks)
    outlined: set[str] = field(default_factory=set)
    """Pages whose order of blocks others go by."""
    assets: dict[str, bytes] = field(default_factory=dict)
    """What is published beside the pages."""
    exported: set[str] = field(default_factory=set)
    is_exported: bool = True
    """Whether the exports are those of this state."""
    is_indexed: bool = True
    """Whether the index of the host's search is."""
    _overall: tuple[bool, Signature] | None = None

    def __post_init__(self) -> None:
        """Find out who searches."""
        self.search = Search(self.config)
        its = modules(self.config)
        self.builder, self.command = its["commands.build"], its["commands.serve"]
        if self.last:
            self.peeks.found, self.counts = self.last.peeks.found, self.last.counts
            self.outlined = self.last.outlined

    def take(self, nav: Any, files: Any, env: Any, build: Build, turns: Turns) -> None:  # noqa: ANN401 - the host's
        """Take what the host has made of all pages, before templates run."""
        self.nav, self.files, self.env, self.build = nav, files, env, build
        its = turns.done[""]
        self.whole = replace(its, heard=[*its.heard])  # what comes from now on, comes again
        self.shown = [
            file for file in files
            if file.is_documentation_page() and file.inclusion.is_in_serve()
        ]  # fmt: skip
        for file in self.shown:
            if file.page:
                self.meet(file.src_uri, file.page, turns)
        self.peeks.reader = True

    def meet(self, path: str, page: Any, turns: Turns) -> None:  # noqa: ANN401 - the host's
        """Take a page whose Markdown has been rendered."""
        content, last = page.content or "", (self.last or self).pages.get(path)
        turn = turns.done.get(path) or (last and last.turn) or Turn()
        toc = digest(repr([*_flat(page.toc)]))
        # Templates may be given front matter in another form.
        made = digest(content), toc, str(page.title), repr(page.meta)
        its = self.pages[path] = Record(page, content, turn, made)
        if last:
            its.written, its.failed = last.written, last.failed
            its.entries = last.entries if last.made == made else None
        self.peeks.watch(page)

    def draw(self, path: str, done: str) -> None:
        """Take note of what the host puts on a page."""
        if its := self.pages.get(path):
            its.drawn, its.entries = digest(done), self.search.taken()
            self.peeks.reader = its.page

    def settle(self, site: Path, assets: dict[str, bytes]) -> None:
        """Take it that all is written, and that the site stands in a folder."""
        self.peeks.reader = None
        self.site, self.assets, self.config.site_dir = site, assets, str(site)
        for file in self.files:
            file.dest_dir = str(site)
            vars(file).pop("abs_dest_path", None)
        for its in self.pages.values():
            its.page.content = its.content
        self.renew()
        if self.last:
            self.is_exported = self.is_indexed = False
            self.exported, self.last = self.last.exported, None
        else:
            for path, its in self.pages.items():
                its.written = self.signature(path)
        names = (*self.config.theme.static_templates, *self.config.extra_templates)
        self.templates = dict.fromkeys(map(str, names), self.overall)

    def hand(self, build: Build, path: str) -> None:
        """Hand a page over to the next build, which finds on it what the last one has found."""
        build.gathered.carry(self.build.gathered, path)
        build.apart.carry(self.build.apart, path)
        if build.look and self.build.look:
            build.look.carry(self.build.look, path)
        build.problems += self.pages[path].turn.problems

    def count(self, its: Difference | None) -> None:
        """Take note that data are others now."""
        if its:
            self.counts.any += 1
            self.counts.others += its.everything

    def renew(self) -> None:
        """Take note that the pages, or what is known of all of them, may be others now."""
        self._overall = None
        self.outlined |= self.engine.outlines.asked

    @property
    def engine(self) -> Engine:
        """The data of the site, as its pages were made with them."""
        return self.build.gathered.engine

    @property
    def overall(self) -> Signature:
        """What any template may print: of each page its title and front matter."""
        if self._overall is None or self._overall[0] != self.peeks.found:
            rows = [(path, its.made[2:]) for path, its in self.pages.items()]
            said = digest(repr(rows))
            seen = digest("\0".join(self._contents())) if self.peeks.found else b""
            self._overall = self.peeks.found, (said, self.counts.others, seen)
        return self._overall[1]

    def _contents(self) -> Iterator[str]:
        return (its.content for its in self.pages.values())

    def signature(self, path: str) -> Signature:
        """Say what a page's file is made from, if it is written now."""
        its = self.pages[path]
        engine = self.engine
        spoken = any(path in of for of in (engine.entities, engine.annotations, engine.speaking))
        told = self.counts.any if spoken else 0
        return (its.drawn, its.made, told, self.overall)

    @property
    def opened(self) -> set[str]:
        """The files that were read for the site as a whole, or for one of its pages."""
        return self.whole.opened.union(*(its.turn.opened for its in self.pages.values()))

    def own(self, paths: Iterable[str], project: Path) -> Iterator[str]:
        """Choose of what was read the files of a project that nothing but authors write."""
        top = f"{project}{os.sep}"
        made = (f"{top}.cache{os.sep}", f"{top}site{os.sep}", f"{self.site}{os.sep}")
        for path in paths:
            if path.startswith(top) and not path.startswith(made) and not path.endswith(os.sep):
                yield path

    @cached_property
    def by_path(self) -> dict[str, Any]:
        """The host's files, by where they stand."""
        return {named(Path(file.abs_src_path)): file for file in self.files if file.abs_src_path}

    def known(self) -> dict[str, Known]:
        """Say what decides which pages a change affects."""
        look, mentions = self.build.look, self.build.index
        return {
            path: Known(
                its.turn.source.decode("utf-8", "replace"),
                look.words(path) if look else "",
                frozenset(one.entity.id for one in mentions.on(path)),
                path in self.build.gathered.asking,
                bool(its.turn.problems or its.turn.heard),
            )
            for path, its in self.pages.items()
        }


def _flat(toc: Any) -> Iterator[tuple[str, str, int]]:  # noqa: ANN401 - the host's
    for one in toc:
        yield one.title, one.id, one.level
        yield from _flat(one.children)
