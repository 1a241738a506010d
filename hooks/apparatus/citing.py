"""How to cite each note and each paragraph, on the page that is for it, in several styles."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from . import citations
from .exports import bibtex
from .model import Name, Source
from .notes import CITING
from .urls import between

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from xml.etree.ElementTree import Element

    from .about import About
    from .citations import Run
    from .dataset import Dataset
    from .render import Renderer

STYLES = {"Chicago": citations.CHICAGO, "APA": citations.APA, "MLA": citations.MLA}


class Work(NamedTuple):
    """A note or a paragraph, as something to cite."""

    name: str
    """What readers call it: `note 12`."""
    words: str
    """The words that a note is about."""
    anchor: str
    href: str
    """Where it stands, in Markdown's terms."""
    source: Source
    forms: list[tuple[str, list[Run]]]
    """Its citation in each style, by the style's name."""

    @property
    def bibtex(self) -> str:
        """The same for LaTeX."""
        return bibtex.entry(self.source)


def make(
    data: Dataset, about: About, urls: Mapping[str, str], renderer: Renderer, kept: Path | None
) -> Element:
    """Make the list. In: the address of each page, and the folder for what is kept, if any."""
    path = kept / "citations" / "cite.json" if kept else None
    works = [*_notes(data, about, urls), *_paragraphs(data, about, urls)]
    wanted = [(style, work.source) for work in works for style in STYLES.values()]
    cited = iter(citations.cite(wanted, path, addresses=True))
    for work in works:
        work.forms.extend((name, next(cited)) for name in STYLES)
    lists = {
        "Notes": [work for work in works if work.words],
        "Paragraphs": [work for work in works if not work.words],
    }
    return renderer.element("citing", lists=lists)


def _notes(data: Dataset, about: About, urls: Mapping[str, str]) -> Iterator[Work]:
    for note in sorted(data.annotations.values(), key=lambda one: one.target.paragraph):
        page, words = note.target.page, " ".join(note.target.exact.split())
        title = f"Note {note.number}: {words}"
        source = _source(about, note.id, title, urls.get(page, ""))
        href = between(CITING, f"{page}#{note.id}")
        yield Work(f"note {note.number}", words, f"cite-{note.id}", href, source, [])


def _paragraphs(data: Dataset, about: About, urls: Mapping[str, str]) -> Iterator[Work]:
    """Go through the paragraphs that the data speak of: on a page with statements, all of them."""
    annotated = dict.fromkeys(note.target.page for note in data.annotations.values())
    targets = [note.target for note in data.annotations.values()]
    targets += [statement.target for statement in data.statements.values()]
    for page in annotated:
        for number in sorted({its.paragraph for its in targets if its.page == page}):
            name = f"p{number}"
            # Numbers start anew on each page; the first page has the short names.
            own = name if page == next(iter(annotated)) else f"{_slug(page)}-{name}"
            source = _source(about, own, f"Paragraph {number}", urls.get(page, ""), name)
            href = between(CITING, f"{page}#{name}")
            yield Work(f"paragraph {number}", "", f"cite-{own}", href, source, [])


def _source(about: About, key: str, title: str, url: str, anchor: str = "") -> Source:
    return Source(
        f"{_slug(about.title)}-{key}".strip("-"),
        "webpage",
        title,
        author=(Name(literal=about.author),) if about.author else (),
        container_title=about.title,
        issued=about.edition,
        URL=f"{about.url}{url}#{anchor or key}",
    )


def _slug(text: str) -> str:
    """Return the letters and digits of a text that any format can have in a key."""
    plain = "".join(sign if sign.isascii() and sign.isalnum() else " " for sign in text.lower())
    return "-".join(plain.removesuffix(" md").split())
