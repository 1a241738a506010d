"""Notes into a page's tree: beside their paragraph, and as marks at their words.

Two steps, because notes are linked like the rest of the page: first the notes are laid beside
their paragraphs, then (after the linker) the words are marked, links and all.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple
from xml.etree.ElementTree import Element, SubElement

from .anchoring import Lost, Span, locate
from .stream import Boundary, Stream, set_slot, slot_text, wrap
from .text import BLOCK

if TYPE_CHECKING:
    from collections.abc import Callable

    from .model import Annotation

LAYERS = {
    "people": ("person", "◦"),
    "institutions": ("institution", "▫"),
    "terms": ("term", "?"),
    "events": ("event", "◆"),
    "rhetoric": ("rhetoric", "~"),
    "sourcing": ("sourcing", "”"),
    "fact-check": ("fact-check", "±"),
}
"""Each layer's word and glyph: what tells notes apart before colour does."""


class Note(NamedTuple):
    """An annotation in its place on a page."""

    annotation: Annotation
    number: str
    """What readers see; the id's own number, so that it never changes."""
    paragraph: Element


def number(annotation: Annotation) -> str:
    """`n12` is shown as 12; an id that is not made so is shown as it is."""
    return annotation.id[1:] if annotation.id[1:].isdigit() else annotation.id


def place(
    root: Element, annotations: list[Annotation], note: Callable[[Annotation], Element]
) -> tuple[list[Note], list[Annotation]]:
    """Lay each numbered paragraph and its notes side by side.

    In: the page's tree, its annotations, and a function that makes the note's element. Out: the
    notes placed, and the annotations whose paragraph the page does not have.
    """
    parents = {child: parent for parent in root.iter() for child in parent}
    paragraphs = {
        element.get("id", ""): element
        for element in root.iter("p")
        if element.get("id", "")[:1] == "p" and element.get("id", "")[1:].isdigit()
    }
    notes: list[Note] = []
    homeless: list[Annotation] = []
    beside: dict[str, list[Annotation]] = {}
    for annotation in annotations:
        name = f"p{annotation.target.paragraph}"
        if name in paragraphs:
            beside.setdefault(name, []).append(annotation)
        else:
            homeless.append(annotation)
    for name, paragraph in paragraphs.items():
        parent = parents[paragraph]
        row = Element("div", {"class": "row"})
        row.text = "\n"
        row.tail, paragraph.tail = paragraph.tail, "\n"
        parent[list(parent).index(paragraph)] = row
        row.append(paragraph)
        if name in beside:
            column = SubElement(row, "div", {"class": "notes"})
            column.text = column.tail = "\n"
            for annotation in beside[name]:
                column.append(note(annotation))
                notes.append(Note(annotation, number(annotation), paragraph))
    return notes, homeless


def mark(
    notes: list[Note], stash: Callable[[int], str], spans_of: dict[str, Span]
) -> list[tuple[Annotation, Lost]]:
    """Mark the words of each note and put its number after them. Out: words not found.

    `spans_of` gets where they stand in the paragraph's text, by the note's id.
    """
    lost: list[tuple[Annotation, Lost]] = []
    by_paragraph: dict[Element, list[Note]] = {}
    for note in notes:
        by_paragraph.setdefault(note.paragraph, []).append(note)
    for paragraph, its_notes in by_paragraph.items():
        stream = Stream(paragraph, stash, closed=False)
        spans: list[tuple[Span, Note]] = []
        for note in its_notes:
            target = note.annotation.target
            span = locate(stream.normal.text, target.exact, target.occurrence)
            if isinstance(span, Lost):
                lost.append((note.annotation, span))
            else:
                spans.append((span, note))
                # A stream starts with a mark of its own, which is no text.
                spans_of[note.annotation.id] = Span(span.start - len(BLOCK), span.end - len(BLOCK))
        _mark_paragraph(paragraph, stream, spans)
        _number_paragraph(paragraph)
    return lost


def _number_paragraph(paragraph: Element) -> None:
    """Put a paragraph's own number, a link to it, before its text."""
    name = paragraph.get("id", "")
    link = Element(
        "a",
        {
            "class": "para",
            "href": f"#{name}",
            "aria-label": f"Paragraph {name[1:]}",
            "data-search-exclude": "",
        },
    )
    link.text = name[1:]
    link.tail = " " + (paragraph.text or "")
    paragraph.text = ""
    paragraph.insert(0, link)


def _mark_paragraph(paragraph: Element, stream: Stream, spans: list[tuple[Span, Note]]) -> None:
    """Cut at every start and end, then work from the last piece to the first."""
    cuts = sorted({cut for span, _ in spans for cut in (span.start, span.end)})
    for low, high in reversed(list(pairwise(cuts))):
        inside = [note for span, note in spans if span.start <= low and high <= span.end]
        ending = [note for span, note in spans if span.end == high]
        pieces = stream.pieces(low, high) if inside else []
        for part, (left, right) in enumerate(reversed(pieces)):
            if part == 0:
                for note in reversed(ending):
                    _insert(paragraph, right, _reference(note))
            wrap(left, right, _span(inside))


def _span(notes: list[Note]) -> Element:
    layers = dict.fromkeys(note.annotation.layer for note in notes)
    classes = " ".join(["span", *(f"span--{layer}" for layer in layers)])
    ids = " ".join(note.annotation.id for note in notes)
    return Element("span", {"class": classes, "data-annotation": ids})


def _reference(note: Note) -> Element:
    layer = note.annotation.layer
    reference = Element(
        "a",
        {
            "class": f"noteref noteref--{layer}",
            "role": "doc-noteref",
            "href": f"#{note.annotation.id}",
            "id": f"{note.annotation.id}-ref",
            "data-search-exclude": "",
            "aria-label": f"note {note.number}, {LAYERS[layer][0]}",
        },
    )
    reference.text = note.number
    return reference


def _insert(paragraph: Element, at: Boundary, element: Element) -> None:
    """Insert an element at a place, or after the link that the place lies in."""
    parents = {child: parent for parent in paragraph.iter() for child in parent}
    container, slot, offset = at
    link = container
    while link is not paragraph and link.tag != "a":
        link = parents[link]
    if link.tag == "a":
        container = parents[link]
        slot, offset = list(container).index(link) + 1, 0
    text = slot_text(container, slot)
    set_slot(container, slot, text[:offset])
    element.tail = text[offset:]
    container.insert(slot, element)
