"""Notes into a page's tree: beside their paragraph, and as marks at their words.

Two steps, because notes are linked like the rest of the page: first the notes are laid beside
their paragraphs, then their words are found in what was read of the page.
"""

from __future__ import annotations

import posixpath
from functools import partial
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from ..text.addresses import is_web
from ..text.edits import Mark
from ..text.places import paragraph_id, paragraph_number, paragraphs
from ..text.scripts import is_ja_or_zh
from . import checks, passages
from .anchoring import Lost, locate

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from ..data.dataset import Dataset
    from ..data.model import Annotation, Entity
    from ..problems import Problem
    from ..text.normal import Normal
    from ..text.stream import Stream
    from ..words import Words
    from .view import Notes

_MOST = 40
"""How many notes may have words in common: each puts an element around them."""


class Note(NamedTuple):
    """An annotation in its place on a page."""

    annotation: Annotation
    element: Element
    beside: Element
    """The list of notes on its paragraph."""
    paragraph: Element
    came_later: bool
    """Whether its fact came after the text."""
    said: str
    """What its number stands for, in words."""
    sign: str
    """That of what a check has found."""


class Found(NamedTuple):
    """A note whose words stand where it says, and the mark for them."""

    note: Note
    mark: Mark


def lay_out(
    root: Element, annotations: Sequence[Annotation], notes: Notes, data: Dataset
) -> tuple[list[Note], list[Problem]]:
    """Lay each numbered paragraph and the list of its notes together, below switches for the notes.

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
    if not beside:
        return [], problems
    placed: list[Note] = []
    made = passages.make(root, list(numbered.values()), notes.words)
    for (name, paragraph), passage in zip(numbered.items(), made, strict=True):
        listed = passages.list_beside(passage, name, notes.words) if name in beside else passage
        for annotation in beside.get(name, ()):
            element, refused, lost = notes.element(annotation)
            problems += (checks.unsafe(data, annotation, address) for address in refused)
            problems += checks.undefined(data, annotation, lost)
            listed.append(element)
            later, said = notes.came_later(annotation), notes.aria_label(annotation)
            sign = notes.sign(annotation)
            placed.append(Note(annotation, element, listed, paragraph, later, said, sign))
    passages.put_before(root, made[0], notes.switches([note.annotation for note in placed]))
    return placed, problems


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
) -> tuple[list[Found], list[Problem]]:
    """Find the words of notes in a page's text. Out: those found, and words that are lost."""
    read: dict[Element, tuple[Normal, int]] = {}
    found: list[Found] = []
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
        mark = Mark(start + low, start + high, partial(_span, note), _reference(note))
        found.append(Found(note, mark))
    return found, problems


def arrange(found: Sequence[Found]) -> None:
    """Bring the notes on each paragraph into the order of their numbers in the text."""
    for note, _ in sorted(found, key=lambda one: one.mark.end):
        note.beside.remove(note.element)
        note.beside.append(note.element)


def name_entries(
    found: Iterable[Found], links: Sequence[tuple[int, int, Entity]], notes: Notes
) -> None:
    """Name in notes the entries that their words lead to: `links` are from, to and which."""
    for note, mark in found:
        met = [entity for low, high, entity in links if low < mark.end and mark.start < high]
        notes.name_entries(note.element, dict.fromkeys(met))


def _speak(note: Element, languages: Sequence[str]) -> None:
    """Let a note without a title name the languages of its words as the page does around them."""
    for words in note.iter("span"):
        if "ap-note__words" in words.get("class", ""):
            for span, language in zip(words.iterfind("span"), languages, strict=False):
                if is_ja_or_zh(language):
                    span.set("lang", language)


def number_paragraphs(notes: Sequence[Note], words: Words) -> None:
    """Put the number of each annotated paragraph, a link to it, before its text."""
    label = words.plain.gettext("Link to paragraph %(number)s")
    for paragraph in dict.fromkeys(note.paragraph for note in notes):
        name = paragraph.get("id", "")
        said = str(paragraph_number(name))
        link = Element(
            "a",
            {
                "class": "ap-para",
                "href": f"#{name}",
                "aria-label": label % {"number": said},
                "tabindex": "-1",
                "data-search-exclude": "",
            },
        )
        link.text = said
        link.tail = " " + (paragraph.text or "")
        paragraph.text = ""
        paragraph.insert(0, link)


def _span(note: Note) -> Element:
    layer = note.annotation.layer
    named = {"class": f"ap-span ap-span--{layer}", "data-annotation": note.annotation.id}
    return Element("span", named | _shown(note))


def _shown(note: Note) -> dict[str, str]:
    """Say by attributes when a note is shown."""
    asked = {"data-start": note.annotation.start, "data-later": note.came_later}
    return {name: "" for name, value in asked.items() if value}


def _reference(note: Note) -> Element:
    layer = note.annotation.layer
    reference = Element(
        "a",
        {
            "class": "ap-noteref",
            "role": "doc-noteref",
            "href": f"#{note.annotation.id}",
            "id": f"{note.annotation.id}-ref",
            "data-layer": layer,
            "data-search-exclude": "",
            "aria-label": note.said,
        }
        | _shown(note),
    )
    if note.sign:
        reference.set("data-sign", note.sign)
    reference.text = note.annotation.number
    return reference
