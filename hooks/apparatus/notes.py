"""The notes of a page as elements, and the switches that show some of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .model import Layer, readable_date
from .urls import between

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from xml.etree.ElementTree import Element

    from .about import About
    from .body import Body
    from .dataset import Dataset
    from .history import Pledge
    from .model import Annotation, Source
    from .render import Renderer

KINDS: dict[Layer, tuple[str, str]] = {
    "people": ("person", "◦"),
    "institutions": ("institution", "▫"),
    "terms": ("term", "?"),
    "events": ("event", "◆"),
    "rhetoric": ("rhetoric", "~"),
    "sourcing": ("sourcing", "”"),
    "fact-check": ("fact-check", "±"),
}
"""Each layer's word for one note, and its glyph: what tells notes apart before colour does."""
FINDINGS = {"confirmed": "✓", "contradicted": "✗", "mixed": "±", "unproven": "◇"}
CITING = "cite.md"
"""The page that says how to cite each note, when a site has one."""

TRACKER = "pledges.md"
"""The page that tracks pledges, when a site has one: notes lead to its rows."""


class Switch(NamedTuple):
    """A layer that can be switched off."""

    layer: Layer
    glyph: str
    notes: int
    """How many notes it has on the page."""


class Notes:
    """Renders the notes of one build."""

    def __init__(
        self,
        data: Dataset,
        renderer: Renderer,
        body: Body,
        about: About,
        address: Callable[[Source], str],
    ) -> None:
        """Take what notes are made from, and the function that names a source from a page."""
        self._data, self._renderer, self._body = data, renderer, body
        self._about, self._address = about, address
        self.citing: Callable[[Annotation], str] = lambda _: ""
        """Names the place that says how to cite a note."""
        self.tracked = False
        """Whether there is a page of pledges to lead to."""
        self._pledges: dict[str, list[Pledge]] = {}
        for pledge in data.pledges.values():
            for note in dict.fromkeys(pledge.notes):
                self._pledges.setdefault(note, []).append(pledge)

    def came_later(self, annotation: Annotation) -> bool:
        """Whether a note's fact came after the day of the text."""
        return annotation.came_after(self._about.written)

    def element(
        self,
        annotation: Annotation,
        before: Annotation | None,
        after: Annotation | None,
        spoken: Sequence[str] = (),
    ) -> tuple[Element, list[str]]:
        """Make a note, with ways to its neighbours. Out: also the addresses that were left out.

        `spoken` is the language of each run of Japanese or Chinese words that it is about.
        """
        kind, glyph = KINDS[annotation.layer]
        note = self._renderer.element(
            "note",
            annotation=annotation,
            kind=kind,
            glyph=FINDINGS.get(annotation.finding or "", glyph),
            came_later=self.came_later(annotation),
            cited=self._data.cited(annotation.sources, self._address),
            citing=self.citing(annotation),
            pledges=self._tracked(annotation),
            before=before,
            spoken=spoken,
            after=after,
        )
        elements, refused = self._body.elements(annotation.body)
        next(e for e in note.iter("div") if e.get("class") == "note__body").extend(elements)
        return note, refused

    def _tracked(self, annotation: Annotation) -> list[tuple[Pledge, str]]:
        """Find the pledges that name a note, each with the address of its row."""
        its = self._pledges.get(annotation.id, ()) if self.tracked else ()
        page = annotation.target.page
        return [(pledge, between(page, f"{TRACKER}#{pledge.anchor}")) for pledge in its]

    def switches(self, annotations: Sequence[Annotation]) -> Element:
        """Make the switches for the notes of a page: by layer, by time, as a list."""
        layers = [annotation.layer for annotation in annotations]
        return self._renderer.element(
            "switches",
            layers=[
                Switch(layer, KINDS[layer][1], layers.count(layer))
                for layer in KINDS
                if layer in layers
            ],
            total=len(annotations),
            later=sum(map(self.came_later, annotations)),
            written=readable_date(self._about.written),
        )

    def stepper(self, annotations: Sequence[Annotation]) -> Element:
        """Make the buttons that lead from note to note."""
        return self._renderer.element("stepper", first=annotations[0], last=annotations[-1])
