"""What a build remembers for its author: what is missing on the site, as text and as rows.

Nothing here is a mistake; a build does not stop for it.
"""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from ..data.model import BIBLIOGRAPHY
from ..links import report
from ..notes import report as notes_report
from ..notes.seen import Seen
from ..sources import where_cited
from . import registers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ..data.dataset import Dataset, Noun
    from ..data.edition import Edition
    from ..data.model import Source
    from ..links.entries import Region
    from ..notes.targets import Targets
    from ..problems import Problem
    from ..text.stream import Stream
    from .gathering import Gathering


class Look:
    """A look through one build, which may be taken after it."""

    def __init__(self, gathering: Gathering) -> None:
        """Take what the build gathers, before it has."""
        self._its = gathering
        self._texts: dict[str, report.Read] = {}
        self._bare: dict[str, list[notes_report.Bare]] = {}
        self._looks: dict[str, Callable[[], Seen]] = {}

    def read(self, page: str, text: Stream, entries: list[Region], aims: Targets) -> None:
        """Remember a page: its path, its text, the entries on it, its blocks."""
        self._texts[page] = report.read(text, entries)
        look = aims.look()
        self._looks[page] = cache(lambda: Seen(*look()))
        self._bare[page] = notes_report.bare(page, aims, self._its.engine.annotations.get(page, ()))

    def carry(self, last: Look, page: str) -> None:
        """Remember of a page what an earlier look through it has found."""
        if page in last._texts:
            self._texts[page], self._looks[page] = last._texts[page], last._looks[page]
            self._bare[page] = last._bare[page]

    def words(self, page: str) -> str:
        """Return the text of a page in normal form, as names are looked for in it."""
        return self._texts[page].text if page in self._texts else ""

    def seen(self, page: str) -> Seen | None:
        """Return what readers see of a page that may have notes."""
        return self._looks[page]() if page in self._looks else None

    @property
    def edition(self) -> Edition:
        """What is said of the site."""
        return self._its.engine.edition

    @property
    def urls(self) -> Mapping[str, str]:
        """Where each page is, from the top of the site."""
        return self._its.urls

    def say(self, label: str) -> str:
        """Say a label of the usual vocabulary as readers have it."""
        return self._its.engine.renderer.words.plain.label(label)

    def homeless(self, data: Dataset) -> list[Problem]:
        """Say which entries of other data would have no place on the pages."""
        return registers.place(data, self._its.pages.values())[1]

    @cached_property
    def _report(self) -> report.Report:
        engine, mentions = self._its.engine, self._its.mentions
        return report.examine(engine.matcher, self._texts, mentions, engine.edition)

    @cached_property
    def _uncited(self) -> list[Source]:
        its, data = self._its, self._its.engine.data
        asked = {page: its.sources for page, its in its.settings.items()}
        references = [r for piece in its.engine.pieces for r in piece.references(data)]
        found = where_cited.uncited(
            data, where_cited.Citing(asked, its.uses, references, its.engine.outlines)
        )
        if BIBLIOGRAPHY not in its.urls:  # then nobody has looked at what prose cites
            bodies = (note.body for note in data.annotations.values())
            prose = "\n".join((*(page.prose for page in its.pages.values()), *bodies))
            found = [source for source in found if f"][{source.id}]" not in prose]
        return [source for source in found if source.id != its.engine.edition.about]

    def rows(self) -> dict[str, Any]:
        """Return what is missing, for the served page: each with the address that leads there."""
        found, data, href = self._report, self._its.engine.data, self._href
        words = self._its.engine.renderer.words
        blocks = [one for its in self._bare.values() for one in its]
        notes = notes_report.doubtful(data.annotations.values())
        return {
            "names": [
                {"name": one.name, "count": one.times, "page": one.page, "block": one.block}
                | href(one.page, one.block, one.name)
                for one in found.names
            ],
            "bare": [
                {"id": one.id, "name": one.name, "lacks": lacks} | href(one.page, one.fragment)
                for one, lacks in found.bare
            ],
            "unmentioned": [
                {"id": one.id, "name": one.name} | href(one.page, one.fragment)
                for one in found.unmentioned
            ],
            "bare_blocks": [one._asdict() | href(one.page, one.block) for one in blocks],
            "doubtful": [
                {"id": note.id, "page": note.target.page, "confidence": note.confidence}
                | {"title": note.title or note.target.exact}
                | href(note.target.page, note.id)
                for note in notes
            ],
            "uncited": [
                {"id": one.id, "label": data.short(one.id).said(words)}
                | href(BIBLIOGRAPHY, one.anchor)
                for one in self._uncited
            ],
        }

    def _href(self, page: str, anchor: str, words: str = "") -> dict[str, str]:
        """Name a place of the site as the server knows it; nothing where there is no page.

        Words on it are named as browsers find them, which mark them then (URL Fragment Text
        Directives); those that cannot go to the place alone.
        """
        if page not in self._its.urls:
            return {"href": ""}
        edition = self._its.engine.edition
        top = urlsplit(edition.url).path or "/"
        address = edition._replace(url=top).address(self._its.urls[page])
        marked = f":~:text={quote(words, safe='').replace('-', '%2D')}" if words else ""
        return {"href": address + (f"#{quote(anchor)}{marked}" if anchor or marked else "")}

    def text(self) -> str:
        """Write what is missing for reading, each with the place where it stands."""
        found, data = self._report, self._its.engine.data
        blocks = [one for its in self._bare.values() for one in its]
        notes = notes_report.doubtful(data.annotations.values())
        sections = (
            (
                "Recurring names without an entry",
                [f"{one.name}: {one.times} times, {self._at(one)}" for one in found.names],
            ),
            (
                "Entries that no page mentions",
                [f"{one.id}, {self._where(one)}" for one in found.unmentioned],
            ),
            (
                "Numbered paragraphs without a note",
                [f"{one.block}, {self._block(one)}: {one.words}" for one in blocks],
            ),
            (
                "Notes below high confidence",
                [f"{note.id}: {note.confidence}, {self._where(note)}" for note in notes],
            ),
            (
                "Sources that nothing cites",
                [f"{one.id}, {self._where(one)}" for one in self._uncited],
            ),
            (
                "Entries that lack something",
                [f"{one.id}: {', '.join(what)}" for one, what in found.bare],
            ),
            (
                "Aliases that no page has",
                [f"{name} ({one.id})" for one, name in found.unmatched],
            ),
            ("Pages without a link to an entry", found.unlinked),
            (
                "Links for each hundred words",
                [f"{d.per_hundred:5.1f}  {d.page} ({d.links} in {d.words})"
                 for d in found.densities],
            ),
        )  # fmt: skip
        written = ("\n".join((title, *(f"  {line}" for line in lines or ["none"])))
                   for title, lines in sections)  # fmt: skip
        return "\n\n".join(written) + "\n"

    def _where(self, noun: Noun) -> str:
        """Name the file and line of an item."""
        place = self._its.engine.data.position(noun)
        return f"{place.file}:{place.line}"

    def _at(self, one: report.Name) -> str:
        """Name the file and line of a name: on its page, or in the data that put it there."""
        if note := self._its.engine.data.annotations.get(one.block):
            return self._where(note)
        words = r"[\s\xa0]+".join(map(re.escape, one.name.split()))
        return self._line(one.page, words.replace("'", "['\u2019]"))

    def _block(self, one: notes_report.Bare) -> str:
        return self._line(one.page, rf"#{re.escape(one.block)}\b")

    def _line(self, path: str, pattern: str) -> str:
        """Name the file and line of a pattern; the file alone where something else made it."""
        page = self._its.pages[path]
        return next((f"{at.file}:{at.line}" for at in page.places(pattern)), page.shown_as)
