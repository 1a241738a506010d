"""What an export needs to know: the data, where things stand on the site, and whose it is."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from ..text.addresses import iri, is_web
from ..text.places import order
from . import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..data.dataset import Dataset
    from ..data.edition import Edition
    from ..data.model import Annotation, Entity, Source
    from .selectors import Words


class Site(NamedTuple):
    """A finished build, as exports see it."""

    edition: Edition
    data: Dataset
    urls: Mapping[str, str]
    """The address below the site's top of each page (a path below the docs folder)."""
    words: Mapping[str, Sequence[Words]]
    """Where in its page's text each note's words stand, by the note's id."""
    mentions: Mapping[str, int]
    """How often pages link to each entity, by its id."""
    pages: Mapping[str, str] = MappingProxyType({})
    """The HTML of each page with notes, by its path."""

    def address(self, page: str, fragment: str = "") -> str:
        """Name a page, or a place on it."""
        # A page at the very top has no name of its own, and a relative one must not be empty.
        path = self.edition.address(self.urls.get(page, "")) or "./"
        return iri(f"{path}#{fragment}" if fragment else path)

    def published(self, page: str, fragment: str = "") -> str:
        """Name a page, or a place on it, in full; nothing when the site's address is not known."""
        return self.address(page, fragment) if self.edition.url else ""

    def is_home(self, page: str) -> bool:
        """Whether a page is the site's opening page."""
        return self.urls.get(page, "-") in ("", "./", "index.html")

    @property
    def card(self) -> str:
        """The address of the picture that stands for the site, if it has one and an address."""
        its = self.edition
        return iri(its.url + its.card) if its.url and its.card else ""

    def note(self, annotation: Annotation) -> str:
        """Name a note: its address for good."""
        return self.address(annotation.target.page, annotation.id)

    def term(self, name: str) -> str:
        """Name one of our own terms: where it is explained, on the first page with notes."""
        pages = dict.fromkeys(note.target.page for note in self.annotations())
        home = next((page for page in self.urls if page in pages), "")
        return self.address(home, terms.anchor(name))

    def source(self, source: Source) -> str:
        """Name a source: its place in the bibliography, else on the web, else nothing."""
        place = source.place(self.urls)
        return self.address(*place.split("#")) if place and not is_web(place) else iri(place)

    def entry(self, entity: Entity) -> str:
        """Name an entity's entry."""
        return self.address(entity.page, entity.fragment)

    def annotations(self) -> list[Annotation]:
        """Return the notes in reading order."""
        return self.in_order(self.data.annotations.values())

    def in_order(self, annotations: Iterable[Annotation]) -> list[Annotation]:
        """Bring some notes into reading order."""
        return sorted(annotations, key=self._place)

    @property
    def authors(self) -> list[str]:
        """Those who have written notes and are named there."""
        return list(dict.fromkeys(note.author for note in self.annotations() if note.author))

    def cited(self) -> list[Source]:
        """Return the sources that notes name, by id."""
        ids = {i for annotation in self.data.annotations.values() for i in annotation.sources}
        return [self.data.sources[i] for i in sorted(ids) if i in self.data.sources]

    def _place(self, annotation: Annotation) -> tuple[object, ...]:
        target = annotation.target
        words = self.words.get(annotation.id)
        start, end = (words[0].start, words[-1].end) if words else (0, 0)
        return target.page, start, order(target.name), end, order(annotation.id)
