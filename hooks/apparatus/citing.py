"""How to cite each note and each paragraph, on the page that is for it, in several styles."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from xml.etree.ElementTree import Element, SubElement

from . import citations
from .exports import bibtex
from .model import Name, Source
from .notes import CITING
from .urls import relative

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from .about import About
    from .dataset import Dataset
    from .extension import Tree
    from .render import Renderer

_LIST = {"class": "citing", "data-search-exclude": ""}
STYLES = {"Chicago": citations.CHICAGO, "APA": citations.APA, "MLA": citations.MLA}


class Work(NamedTuple):
    """A note or a paragraph, as something to cite."""

    heading: str
    name: str
    """What readers call it: `note 12`."""
    words: str
    """The words that a note is about."""
    anchor: str
    href: str
    """Where it stands, seen from the page of citations."""
    source: Source


class Citing:
    """Makes the page's list."""

    def __init__(self, data: Dataset, renderer: Renderer, about: About, kept: Path | None) -> None:
        """Take data, templates, what is said of the site, the folder for what may be kept."""
        self._data, self._renderer, self._about = data, renderer, about
        self._kept = kept / "citations" / "cite.json" if kept else None

    def page(self, tree: Tree, urls: Mapping[str, str]) -> None:
        """Add the list to its page, folded under the words of each note. In: all addresses."""
        works = [
            *_notes(self._data, self._about, urls),
            *_paragraphs(self._data, self._about, urls),
        ]
        wanted = [(style, work.source) for work in works for style in STYLES.values()]
        cited = iter(citations.cite(wanted, self._kept, addresses=True))
        listed: Element | None = None
        heading = ""
        for work in works:
            if listed is None or heading != work.heading:
                heading = work.heading
                SubElement(tree.root, "h2").text = heading
                # Search would be confused by another element of the same kind inside.
                listed = SubElement(tree.root, "section", _LIST)
            forms = [(name, next(cited)) for name in STYLES]
            folded = SubElement(listed, "details", {"class": "citing__work"})
            folded.text = tree.put(self._renderer.html("citing-summary", work=work))
            # MkDocs checks links to what has an id in the tree.
            body = SubElement(folded, "div", {"id": work.anchor})
            values = {"work": work, "forms": forms, "bibtex": bibtex.entry(work.source)}
            body.text = tree.put(self._renderer.html("citing-body", **values))
            folded.tail = "\n"


def _notes(data: Dataset, about: About, urls: Mapping[str, str]) -> Iterator[Work]:
    for note in sorted(data.annotations.values(), key=lambda one: one.target.paragraph):
        page, words = note.target.page, " ".join(note.target.exact.split())
        title = f"Note {note.number}: {words}"
        source = _source(about, note.id, title, urls.get(page, ""))
        href = _href(urls, page, note.id)
        yield Work("Notes", f"note {note.number}", words, f"cite-{note.id}", href, source)


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
            href = _href(urls, page, name)
            yield Work("Paragraphs", f"paragraph {number}", "", f"cite-{own}", href, source)


def _href(urls: Mapping[str, str], page: str, anchor: str) -> str:
    return f"{relative(urls.get(page, ''), urls[CITING])}#{anchor}"


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
