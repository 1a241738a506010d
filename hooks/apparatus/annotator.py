"""Notes into a page's tree: beside their paragraph, and as marks at their words.

Two steps, because notes are linked like the rest of the page: first the notes are laid beside
their paragraphs, then (after the linker) the words are marked, links and all.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple
from xml.etree.ElementTree import Element, SubElement

from .anchoring import Lost, Span, locate, paragraphs
from .languages import runs
from .notes import KINDS
from .stream import Boundary, Stream, set_slot, slot_text, wrap

if TYPE_CHECKING:
    from collections.abc import Callable

    from .model import Annotation
    from .notes import Notes


class Note(NamedTuple):
    """An annotation in its place on a page."""

    annotation: Annotation
    paragraph: Element
    came_later: bool
    """Whether its fact came after the text."""


def place(
    root: Element, annotations: list[Annotation], notes: Notes, stash: Callable[[int], str]
) -> tuple[list[Note], list[Annotation], list[tuple[Annotation, str]]]:
    """Lay each numbered paragraph and its notes side by side, below switches for the notes.

    In: the page's tree, its annotations, what makes their elements, and the page's raw HTML that
    Markdown has put aside. Out: the notes placed, the
    annotations whose paragraph the page does not have, and addresses that were left out of notes.
    """
    parents = {child: parent for parent in root.iter() for child in parent}
    numbered = paragraphs(root)
    homeless: list[Annotation] = []
    beside: dict[str, list[Annotation]] = {}
    for annotation in annotations:
        name = f"p{annotation.target.paragraph}"
        if name in numbered:
            beside.setdefault(name, []).append(annotation)
        else:
            homeless.append(annotation)
    order = [annotation for name in numbered for annotation in beside.get(name, ())]
    placed: list[Note] = []
    refused: list[tuple[Annotation, str]] = []
    passage = None
    for name, paragraph in numbered.items():
        parent = parents[paragraph]
        at = list(parent).index(paragraph)
        if passage is None and order:
            parent.insert(at, notes.switches(order))
            at += 1
        passage = parent[at] = Element("div", {"class": "passage"})
        passage.text = "\n"
        passage.tail, paragraph.tail = paragraph.tail, "\n"
        passage.append(paragraph)
        if name not in beside:
            continue
        column = SubElement(passage, "div", {"class": "notes"})
        column.text = column.tail = "\n"
        for annotation in beside[name]:
            at = len(placed)
            around = (order[at - 1] if at else None, order[at + 1] if at + 1 < len(order) else None)
            spoken = _spoken(annotation, paragraph, parents, stash)
            note, addresses = notes.element(annotation, *around, spoken)
            column.append(note)
            placed.append(Note(annotation, paragraph, notes.came_later(annotation)))
            refused += ((annotation, address) for address in addresses)
    if passage is not None and order:
        parent.insert(list(parent).index(passage) + 1, notes.stepper(order))
    return placed, homeless, refused


def _spoken(
    annotation: Annotation,
    paragraph: Element,
    parents: dict[Element, Element],
    stash: Callable[[int], str],
) -> tuple[str, ...]:
    """Name the language of each run of Japanese or Chinese words, as the page does around them."""
    target = annotation.target
    if not runs(target.exact):
        return ()
    around, language = parents.get(paragraph), ""
    while around is not None and not language:
        language = around.get("lang", "")
        around = parents.get(around)
    stream = Stream(paragraph, stash, closed=False)
    span = locate(stream.normal.text, target.exact, target.occurrence)
    found = () if isinstance(span, Lost) else stream.spoken(*stream.normal.original(*span))
    return tuple(one or language for one in found)


def mark(notes: list[Note], stash: Callable[[int], str]) -> list[tuple[Annotation, Lost]]:
    """Mark the words of each note and put its number after them. Out: words not found."""
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
    lengths = {note.annotation.id: span.end - span.start for span, note in spans}
    cuts = sorted({cut for span, _ in spans for cut in (span.start, span.end)})
    for low, high in reversed(list(pairwise(cuts))):
        inside = [note for span, note in spans if span.start <= low and high <= span.end]
        ending = [note for span, note in spans if span.end == high]
        pieces = stream.pieces(low, high) if inside else []
        if pieces:
            for note in reversed(ending):
                _insert(paragraph, pieces[-1][1], _reference(note))
        # The longest words lie outermost, so that each note's underline can be taken away.
        inside.sort(key=lambda note: lengths[note.annotation.id])
        for piece in reversed(pieces):
            around = piece
            for note in inside:
                around = wrap(*around, _span(note))


def _span(note: Note) -> Element:
    layer = note.annotation.layer
    later = {"data-later": ""} if note.came_later else {}
    named = {"class": f"span span--{layer}", "data-annotation": note.annotation.id}
    return Element("span", named | later)


def _reference(note: Note) -> Element:
    layer = note.annotation.layer
    reference = Element(
        "a",
        {
            "class": f"noteref noteref--{layer}",
            "role": "doc-noteref",
            "href": f"#{note.annotation.id}",
            "id": f"{note.annotation.id}-ref",
            "data-layer": layer,
            "data-search-exclude": "",
            "aria-label": f"note {note.annotation.number}, {KINDS[layer][0]}",
        },
    )
    if note.came_later:
        reference.set("data-later", "")
    reference.text = note.annotation.number
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
