"""How to cite each note and each block, on the page that is for it, in several styles."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import combining
from xml.etree.ElementTree import Element, SubElement

from ..data.dataset import by_page
from ..data.edition import CITING, Edition
from ..data.model import Source
from ..text.addresses import relative
from ..text.places import Place, paragraph_number
from ..words import first_upper
from . import bibtex, citations, coins

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from ..data.dataset import Dataset
    from ..data.model import Annotation
    from ..pieces.piece import Piece, Reference
    from ..templates.render import Renderer
    from ..text.outline import Outlines
    from ..text.tree import Tree
    from ..words import Words

_LIST = {"class": "ap-citing", "data-search-exclude": ""}
STYLES = {"Chicago": citations.CHICAGO, "APA": citations.APA, "MLA": citations.MLA}


class Work(NamedTuple):
    """A note or a block, as something to cite."""

    heading: str
    place: Place
    words: str
    """The title of a note, else the words that it is about."""
    anchor: str
    href: str
    """Where it stands, seen from the page of citations."""
    source: Source


class HowToCite:
    """Makes the page's list."""

    def __init__(
        self, data: Dataset, renderer: Renderer, edition: Edition, kept: Path | None
    ) -> None:
        """Take data, templates, what is said of the site, the folder for what may be kept."""
        self._data, self._renderer, self._edition = data, renderer, edition
        file = kept / "citations" / "cite.json" if kept else None
        self._citing = citations.Citing(file, renderer.words.language)

    def page(
        self, tree: Tree, urls: Mapping[str, str], pieces: Iterable[Piece], outlines: Outlines
    ) -> None:
        """Add the list to its page, folded under the words of each note.

        In: all addresses, the pieces in use, which may speak of more blocks, and how pages call
        and order these.
        """
        references = [one for piece in pieces for one in piece.references(self._data)]
        works = [
            *self._notes(urls, outlines),
            *self._blocks(references, urls, outlines),
        ]
        sources = [work.source for work in works]
        made = [self._citing.alone(style, sources) for style in STYLES.values()]
        words = self._renderer.words
        said = {f"data-{key}": its for key, its in _for_script(words.plain).items()}
        said |= {f"data-{key}": its for key, its in words.lang.items()}
        listed: Element | None = None
        heading = ""
        for work, *cited in zip(works, *made, strict=True):
            if listed is None or heading != work.heading:
                heading = work.heading
                SubElement(tree.root, "h2", words.lang).text = heading
                # Search would be confused by another element of the same kind inside.
                listed = SubElement(tree.root, "section", _LIST | said)
            forms = [*zip(STYLES, cited, strict=True)]
            folded = SubElement(listed, "details", {"class": "ap-citing__work"})
            folded.text = tree.put(self._renderer.html("citing-summary", work=work))
            # MkDocs checks links to what has an id in the tree.
            body = SubElement(folded, "div", {"id": work.anchor})
            values = {
                "work": work,
                "forms": forms,
                "bibtex": bibtex.entry(work.source),
                "coins": coins.write(work.source, self._edition),
            }
            body.text = tree.put(self._renderer.html("citing-body", **values))
            folded.tail = "\n"

    def _notes(self, urls: Mapping[str, str], outlines: Outlines) -> Iterator[Work]:
        words = self._renderer.words.plain
        for page, notes in by_page(self._data.annotations.values(), _page).items():
            outline = outlines.of(page)
            for note in sorted(notes, key=lambda note: outline.order(note.target.name)):
                said = note.title or note.target.called(words, outline.place)
                place = Place("note", note.number)
                name = first_upper(words.place(place))
                title = words.gettext("%(what)s: %(words)s") % {"what": name, "words": said}
                source = webpage(self._edition, note.id, title, urls.get(page, ""), note.id)
                href = _href(urls, page, note.id)
                yield Work(words.gettext("Notes"), place, said, f"cite-{note.id}", href, source)

    def _blocks(
        self, references: Iterable[Reference], urls: Mapping[str, str], outlines: Outlines
    ) -> Iterator[Work]:
        """Go through the blocks that the data speak of: on a page with statements, all."""
        words, notes = self._renderer.words.plain, self._data.annotations.values()
        annotated = dict.fromkeys(note.target.page for note in notes)
        spoken_of = {(note.target.page, note.target.name) for note in notes}
        spoken_of |= {(one.page, one.anchor) for one in references}
        numbered = all(paragraph_number(name) is not None for _, name in spoken_of)
        heading = words.gettext("Paragraphs") if numbered else words.gettext("Places in the text")
        for page in annotated:
            outline = outlines.of(page)
            those = (name for its, name in spoken_of if its == page)
            for anchor in sorted(those, key=outline.order):
                # Numbers start anew on each page; the first page has the short names.
                own = anchor if page == next(iter(annotated)) else f"{_slug(page)}-{anchor}"
                place = outline.place(anchor)
                name = first_upper(words.place(place))
                source = webpage(self._edition, own, name, urls.get(page, ""), anchor)
                href = _href(urls, page, anchor)
                yield Work(heading, place, "", f"cite-{own}", href, source)


def _page(note: Annotation) -> str:
    return note.target.page


def _for_script(words: Words) -> dict[str, str]:
    """List what the script says that copies citations."""
    what = {"form": "{form}", "name": "{name}"}
    return {
        "copy": words.pgettext("verb", "Copy"),
        "copied": words.gettext("Copied"),
        "failed": words.gettext("Not copied"),
        "what": words.gettext("%(form)s citation: %(name)s") % what,
        "said": words.gettext("%(what)s: %(words)s") % {"what": "{done}", "words": "{what}"},
    }


def _href(urls: Mapping[str, str], page: str, anchor: str) -> str:
    return f"{relative(urls.get(page, ''), urls[CITING])}#{anchor}"


def webpage(edition: Edition, key: str, title: str, url: str, anchor: str = "") -> Source:
    """Describe a page, or a place on it, as a work of the edition's own.

    In: what tells it from the others, its title, the page's address below the site's top.
    """
    place = f"#{anchor}" if anchor else ""
    variables = {
        "author": [{"literal": edition.author}] if edition.author else [],
        "container-title": edition.title,
        "issued": edition.day,
        "URL": f"{edition.address(url)}{place}",
    }
    return Source(
        f"{_slug(edition.title)}-{key}".strip("-"),
        "webpage",
        title,
        {key: its for key, its in variables.items() if its},
    )


def _slug(text: str) -> str:
    """Return the letters and digits of a text that any format can have in a key."""
    letters = (sign for sign in unicodedata.normalize("NFKD", text.lower()) if not combining(sign))
    plain = "".join(sign if sign.isascii() and sign.isalnum() else " " for sign in letters)
    return "-".join(plain.removesuffix(" md").split())
