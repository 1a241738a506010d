"""The notes of a page as elements, and the switches that show some of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..text.dates import readable_date
from .layers import FINDINGS, LAYERS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from xml.etree.ElementTree import Element

    from ..data.dataset import Dataset
    from ..data.edition import Edition
    from ..data.model import Annotation, Source
    from ..data.model import Layer as LayerId
    from ..templates.render import Renderer
    from .body import Body


class Ways(NamedTuple):
    """Where notes lead, in Markdown's terms, from the page that is being rendered."""

    source: Callable[[Source], str]
    cite: Callable[[Annotation], str]
    """To where it is said how to cite a note; nothing when that is nowhere."""
    further: Callable[[Annotation], list[tuple[str, list[tuple[str, str]]]]]
    """To pieces that speak of a note: what they are, and the title and address of each."""


class Switch(NamedTuple):
    """A layer that can be switched off."""

    layer: LayerId
    glyph: str
    notes: int
    """How many notes it has on the page."""


class Notes:
    """Renders the notes of one build."""

    def __init__(
        self, data: Dataset, renderer: Renderer, body: Body, edition: Edition, ways: Ways
    ) -> None:
        """Take what notes are made from."""
        self._data, self._renderer, self._body = data, renderer, body
        self._edition, self._ways = edition, ways

    def came_later(self, annotation: Annotation) -> bool:
        """Whether a note's fact came after the day of the text."""
        return annotation.came_after(self._edition.written)

    def element(
        self, annotation: Annotation, before: Annotation | None, after: Annotation | None
    ) -> tuple[Element, list[str], list[str]]:
        """Make a note, with ways to its neighbours. Out: also what `Body.elements` says of it."""
        layer = LAYERS[annotation.layer]
        note = self._renderer.element(
            "note",
            annotation=annotation,
            kind=layer.word,
            glyph=FINDINGS[annotation.finding] if annotation.finding else layer.sign,
            came_later=self.came_later(annotation),
            cited=self._data.cited(annotation.sources, self._ways.source),
            citing=self._ways.cite(annotation),
            further=self._ways.further(annotation),
            before=before,
            after=after,
        )
        elements, refused, lost = self._body.elements(annotation.body)
        next(e for e in note.iter("div") if e.get("class") == "ap-note__body").extend(elements)
        return note, refused, lost

    def switches(self, annotations: Sequence[Annotation]) -> Element:
        """Make the switches for the notes of a page: by layer, by time, as a list."""
        layers = [annotation.layer for annotation in annotations]
        return self._renderer.element(
            "switches",
            layers=[
                Switch(layer, its.sign, layers.count(layer))
                for layer, its in LAYERS.items()
                if layer in layers
            ],
            total=len(annotations),
            later=sum(map(self.came_later, annotations)),
            written=readable_date(self._edition.written),
        )

    def stepper(self, annotations: Sequence[Annotation]) -> Element:
        """Make the buttons that lead from note to note."""
        return self._renderer.element("stepper", first=annotations[0], last=annotations[-1])
