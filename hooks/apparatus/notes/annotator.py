"""Notes into a page's tree: beside their paragraph, and as marks at their words.

Two steps, because notes are linked like the rest of the page: first the notes are laid beside
their paragraphs, then their words are found in what was read of the page.
"""

from __future__ import annotations

import posixpath
from functools import partial
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote
from xml.etree.ElementTree import Element, SubElement

from ..text.addresses import is_web
from ..text.edits import Mark
from ..text.places import paragraph_id, paragraph_number, paragraphs
from ..text.scripts import named
from . import checks
from .anchoring import Lost, locate
from .layers import LAYERS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from ..data.dataset import Dataset
    from ..data.model import Annotation
    from ..problems import Problem
    from ..text.normal import Normal
    from ..text.stream import Stream
    from .view import Notes

_MOST = 40
"""How many notes may have words in common: each puts an element around them."""


class Note(NamedTuple):
    """An annotation in its place on a page."""

    annotation: Annotation
    element: Element
    paragraph: Element
    came_later: bool
    """Whether its fact came after the text."""


def lay_out(
    root: Element, annotations: Sequence[Annotation], notes: Notes, data: Dataset
) -> tuple[list[Note], list[Problem]]:
    """Lay each numbered paragraph and its notes side by side, below switches for the notes.

    In: the page's tree, its annotations, and what makes their elements. Out: the notes in their
    places, and what is wrong with others.
    """
    numbered = paragraphs(root)
    beside: dict[str, list[Annotation]] = {}
    problems: list[Problem] = []
    for annotation in annotations:
        name = paragraph_id(annotation.target.paragraph)
        if name in numbered:
            beside.setdefault(name, []).append(annotation)
        else:
            problems.append(checks.no_paragraph(data, annotation, annotation.target, ("target",)))
    order = [annotation for name in numbered for annotation in beside.get(name, ())]
    if not order:
        return [], problems
    elements, wrong = _elements(order, notes, data)
    passages = _passages(root, list(numbered.values()))
    for (name, paragraph), (_, passage) in zip(numbered.items(), passages, strict=True):
        if name in beside:
            column = SubElement(passage, "div", {"class": "ap-notes"})
            column.text = column.tail = "\n"
            column.extend(elements[annotation.id] for annotation in beside[name])
        paragraph.tail = "\n"
    (first, passage), (last, end) = passages[0], passages[-1]
    last.insert(list(last).index(end) + 1, notes.stepper(order))
    first.insert(list(first).index(passage), notes.switches(order))
    placed = [
        Note(annotation, elements[annotation.id], numbered[name], notes.came_later(annotation))
        for name in numbered
        for annotation in beside.get(name, ())
    ]
    return placed, [*problems, *wrong]


def _elements(
    order: Sequence[Annotation], notes: Notes, data: Dataset
) -> tuple[dict[str, Element], list[Problem]]:
    """Make the notes of a page, given in reading order: the element of each by its id."""
    made: dict[str, Element] = {}
    problems: list[Problem] = []
    around = [None, *order, None]
    for annotation, before, after in zip(order, around, around[2:], strict=False):
        made[annotation.id], refused, lost = notes.element(annotation, before, after)
        problems += (checks.unsafe(data, annotation, address) for address in refused)
        problems += checks.undefined(data, annotation, lost)
    return made, problems


def _passages(root: Element, paragraphs: Sequence[Element]) -> list[tuple[Element, Element]]:
    """Put each paragraph into a passage of its own. Out: the parent of each, and the passage."""
    parents = {child: parent for parent in root.iter() for child in parent}
    found = []
    for paragraph in paragraphs:
        parent = parents[paragraph]
        passage = Element("div", {"class": "ap-passage"})
        passage.text = "\n"
        passage.tail = paragraph.tail
        parent[list(parent).index(paragraph)] = passage
        passage.append(paragraph)
        found.append((parent, passage))
    return found


def stray_pages(
    notes: Sequence[Note], page: str, known: Collection[str], data: Dataset
) -> Iterator[Problem]:
    """Take the address from links in notes of a page that lead to no page of the site."""
    for note in notes:
        for link in note.element.iter("a"):
            address = link.get("href", "")
            path = unquote(address.partition("#")[0].partition("?")[0])
            target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
            if path.endswith(".md") and not is_web(address) and target not in known:
                yield checks.no_page(data, note.annotation, address, known)
                link.tag = "span"  # an `a` without an address stops MkDocs
                del link.attrib["href"]


def find_words(
    notes: Sequence[Note], text: Stream, data: Dataset
) -> tuple[list[Mark], list[Problem]]:
    """Find the words of notes in a page's text. Out: marks for them, and words that are lost."""
    read: dict[Element, tuple[Normal, int]] = {}
    marks: list[Mark] = []
    problems: list[Problem] = []
    inside: Element | None = None
    open_: list[int] = []
    for note in notes:
        target = note.annotation.target
        if note.paragraph not in read:
            read[note.paragraph] = text.words(note.paragraph)
        words, start = read[note.paragraph]
        span = locate(words.text, target.exact, target.occurrence)
        if isinstance(span, Lost):
            lost = checks.no_words(data, note.annotation, target, span, ("target",))
            problems.append(lost)
            continue
        low, high = words.original(*span)
        open_ = [end for end in open_ if end > start + low] if note.paragraph is inside else []
        inside = note.paragraph
        if len(open_) >= _MOST:
            problems.append(checks.crowded(data, note.annotation, _MOST))
            continue
        open_.append(start + high)
        _speak(note.element, text.spoken(start + low, start + high))
        marks.append(Mark(start + low, start + high, partial(_span, note), _reference(note)))
    return marks, problems


def _speak(note: Element, languages: Sequence[str]) -> None:
    """Let a note name the languages of its words as the page does around them."""
    quoted = next(its for its in note.iter("p") if "ap-note__words" in its.get("class", ""))
    for span, language in zip(quoted.iter("span"), languages, strict=False):
        if named(language):
            span.set("lang", language)


def number(notes: Sequence[Note]) -> None:
    """Put the number of each annotated paragraph, a link to it, before its text."""
    for paragraph in dict.fromkeys(note.paragraph for note in notes):
        name = paragraph.get("id", "")
        said = str(paragraph_number(name))
        link = Element(
            "a",
            {
                "class": "ap-para",
                "href": f"#{name}",
                "aria-label": f"Paragraph {said}",
                "data-search-exclude": "",
            },
        )
        link.text = said
        link.tail = " " + (paragraph.text or "")
        paragraph.text = ""
        paragraph.insert(0, link)


def _span(note: Note) -> Element:
    layer = note.annotation.layer
    later = {"data-later": ""} if note.came_later else {}
    named = {"class": f"ap-span ap-span--{layer}", "data-annotation": note.annotation.id}
    return Element("span", named | later)


def _reference(note: Note) -> Element:
    layer = note.annotation.layer
    reference = Element(
        "a",
        {
            "class": f"ap-noteref ap-noteref--{layer}",
            "role": "doc-noteref",
            "href": f"#{note.annotation.id}",
            "id": f"{note.annotation.id}-ref",
            "data-layer": layer,
            "data-search-exclude": "",
            "aria-label": f"note {note.annotation.number}, {LAYERS[layer].word}",
        },
    )
    if note.came_later:
        reference.set("data-later", "")
    reference.text = note.annotation.number
    return reference
