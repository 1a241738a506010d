"""The notes of a page as elements, and the switches that show some of them."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, NamedTuple

from ..data import error_reports
from ..data.edition import OPENINGS
from ..text.shortening import shortened
from ..words import first_upper
from . import body

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from xml.etree.ElementTree import Element

    from ..data.dataset import Dataset
    from ..data.edition import Edition
    from ..data.model import Annotation, Entity, Source
    from ..templates.render import Renderer
    from ..text.references import Address
    from .body import Body


_LONGEST = 80
"""So many signs of a note's words stand in the title of a report."""


class Ways(NamedTuple):
    """Where notes lead, in Markdown's terms, from the page that is being rendered."""

    source: Callable[[Source], str]
    cite: Callable[[Annotation], str]
    """To where it is said how to cite a note; nothing when that is nowhere."""
    further: Callable[[Annotation], list[tuple[str, list[tuple[str, str]]]]]
    """To pieces that speak of a note: what they are, and the title and address of each."""
    entry: Callable[[Entity], str]
    page: Callable[[], str]
    """The address of that page, below the site's top."""


class Switch(NamedTuple):
    """A layer that can be switched off."""

    layer: str
    sign: str
    notes: int
    """How many notes it has on the page."""
    on: bool
    """Whether it is on when the page opens."""


class Notes:
    """Renders the notes of one build."""

    def __init__(
        self, data: Dataset, renderer: Renderer, address: Address, edition: Edition, ways: Ways
    ) -> None:
        """Take what notes are made from, and what tells where `[words][id]` leads in them."""
        self._data, self._renderer, self._address = data, renderer, address
        self._edition, self._ways = edition, ways
        self.words = renderer.words

    @cached_property
    def body(self) -> Body:
        """What makes elements of their bodies."""
        back = self.words.plain.gettext("back to the text")
        return body.Body(self._address, self._edition.pictures, back)

    def came_later(self, annotation: Annotation) -> bool:
        """Whether a note's fact came after the day of the text."""
        return annotation.came_after(self._edition.written)

    def element(self, annotation: Annotation, words: str) -> tuple[Element, list[str], list[str]]:
        """Make a note: a title that opens; without a title of its own, it is the words.

        Out: also what `Body.elements` says of it.
        """
        note = self._renderer.element(
            "note",
            annotation=annotation,
            words=words,
            sign=self.sign(annotation),
            mark=self._data.vocabulary.layer[annotation.layer].sign,
            start=annotation.start,
            came_later=self.came_later(annotation),
            cited=self._data.cited(annotation.sources, self._ways.source),
            citing=self._ways.cite(annotation),
            further=self._ways.further(annotation),
            reporting=self._reporting(annotation, words),
        )
        elements, refused, lost = self.body.elements(annotation.body, annotation.id)
        self._renderer.part("note", note, "class", "ap-note__body").extend(elements)
        return note, refused, lost

    def _reporting(self, annotation: Annotation, words: str) -> str:
        """Name the place where readers report an error in a note; nothing when there is none."""
        if not (made := self._edition.errors):
            return ""
        plain = self.words.plain
        said = plain.gettext("note %(number)s") % {"number": annotation.number}
        called = annotation.title or shortened(words, _LONGEST, _LONGEST)
        title = plain.pgettext("separator", ": ").join((first_upper(said), called))
        page = self._edition.address(self._ways.page())
        values = {"note": annotation.id, "page": page, "title": title}
        return error_reports.address(made, values)

    def sign(self, annotation: Annotation) -> str:
        """Return the sign of what a check has found; nothing for other notes."""
        terms = self._data.vocabulary.terms("findings")
        return terms[annotation.finding].sign if annotation.finding else ""

    def aria_label(self, annotation: Annotation) -> str:
        """Say what the number of a note stands for: its kind, its finding, its title."""
        label = partial(self._renderer.label, plain=True)
        finding = label(annotation.finding, "findings") if annotation.finding else ""
        parts = [label(annotation.layer, "notes"), finding, annotation.title]
        said = self.words.plain.pgettext("separator", ": ").join(filter(None, parts))
        values = {"number": annotation.number, "what": said}
        return self.words.plain.gettext("note %(number)s, %(what)s") % values

    def name_entries(self, note: Element, entities: Iterable[Entity]) -> None:
        """Name in a note the entries to which its words in the text lead."""
        ways = [(entity.name, self._ways.entry(entity)) for entity in entities]
        if not ways:
            return
        body = self._renderer.part("note", note, "role", "note")
        body.insert(len(body) - 1, self._renderer.element("entries", ways=ways))

    def switches(self, annotations: Sequence[Annotation]) -> Element:
        """Make the switches for the notes of a page: how many, of which layer, from which time."""
        layers = [annotation.layer for annotation in annotations]
        found = [annotation.finding for annotation in annotations]
        started = [annotation.id for annotation in annotations if annotation.start]
        mode = self._edition.open[0]
        chosen = [one for one in self._edition.open if one in self._data.vocabulary.layer]
        if mode not in OPENINGS or (mode == "start" and not started):
            mode = "all"
        return self._renderer.element(
            "switches",
            mode=mode,
            started=started,
            others=[i for its in annotations for i in _addresses(its) if i not in started],
            start=len(started),
            total=len(annotations),
            layers=[
                Switch(one.id, one.sign, layers.count(one.id), not chosen or one.id in chosen)
                for one in self._data.vocabulary.layers
                if one.id in layers
            ],
            later=sum(map(self.came_later, annotations)),
            written=self.words.date(self._edition.written),
            signs=[one for one in self._data.vocabulary.findings if one.id in found],
        )


def _addresses(annotation: Annotation) -> tuple[str, ...]:
    return annotation.id, *annotation.replaces
