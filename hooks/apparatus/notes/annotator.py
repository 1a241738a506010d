"""Notes into a page's tree: beside their paragraph, and as marks at their words.

Two steps, because notes are linked like the rest of the page: first the notes are laid beside
their paragraphs, then their words are found in what was read of the page.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from ..text.addresses import is_web
from ..text.scripts import is_ja_or_zh
from . import checks, passages, targets

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from xml.etree.ElementTree import Element

    from ..data.dataset import Dataset
    from ..data.model import Annotation, Entity
    from ..problems import Problem
    from ..text.blocks import Block
    from ..text.stream import Stream
    from ..text.visible import Spot
    from .targets import Targets
    from .view import Notes

_MOST = 40
"""How many notes may have words in common: each puts an element around them."""


class Note(NamedTuple):
    """An annotation in its place on a page."""

    annotation: Annotation
    element: Element
    beside: Element
    """The list of notes on its block."""
    block: Block
    came_later: bool
    """Whether its fact came after the text."""
    said: str
    """What its number stands for, in words."""
    sign: str
    """That of what a check has found."""


class Found(NamedTuple):
    """A note whose words stand where it says."""

    note: Note
    where: targets.Found


def lay_out(
    root: Element,
    annotations: Sequence[Annotation],
    notes: Notes,
    data: Dataset,
    its: Targets,
) -> tuple[list[Note], list[Problem]]:
    """Lay each block and the list of notes on it together, below switches for the notes.

    In: the page's tree, its annotations, what makes their elements, and what finds blocks. Out: the
    notes in their places, and what is wrong with others. Each numbered paragraph is laid out.
    """
    beside: dict[str, list[Annotation]] = {}
    problems: list[Problem] = []
    for annotation in annotations:
        if miss := its.absent(annotation.target):
            problems.append(checks.missed(data, annotation, miss, its.blocks, ("target",)))
        else:
            beside.setdefault(annotation.target.last, []).append(annotation)
    if not beside:
        return [], problems
    placed: list[Note] = []
    made, words = passages.Passages(root, its.blocks, notes.words), notes.words.plain
    for block in passages.numbered(its.blocks):
        made.make(block)
    for name, block in its.blocks.items():
        if name in beside:
            listed = made.list_beside(block)
        for annotation in beside.get(name, ()):
            target = annotation.target
            shown = target.called(words) if target.exact else its.beginning(target.name)
            element, refused, lost = notes.element(annotation, shown or target.called(words))
            problems += (checks.unsafe(data, annotation, address) for address in refused)
            problems += checks.undefined(data, annotation, lost)
            problems += checks.footless_note(data, annotation, element)
            listed.append(element)
            later, said = notes.came_later(annotation), notes.aria_label(annotation)
            sign = notes.sign(annotation)
            placed.append(Note(annotation, element, listed, block, later, said, sign))
    made.put_first(notes.switches([note.annotation for note in placed]))
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
    notes: Sequence[Note], text: Stream, data: Dataset, its: Targets
) -> tuple[list[Found], list[Problem]]:
    """Find what notes are about in a page's text. Out: what is found, and words that are lost."""
    found: list[Found] = []
    problems: list[Problem] = []
    open_: dict[str, list[Spot]] = {}
    for note in notes:
        where = its.find(note.annotation.target)
        if isinstance(where, targets.Miss):
            _lead_to_block(note)
            if where.block not in its.twice:
                problems.append(
                    checks.missed(data, note.annotation, where, its.blocks, ("target",))
                )
            continue
        # What goes on beyond its block may meet any other.
        name = "" if note.annotation.target.until else note.block.id
        ends = open_[name] = [end for end in open_.get(name, ()) if end > where.first]
        if len(ends) + len(open_.get("", ())) >= _MOST:
            _lead_to_block(note)
            problems.append(checks.crowded(data, note.annotation, _MOST))
            continue
        ends.append(where.last)
        _speak(note.element, text.spoken(where.first.at, where.last.at))
        found.append(Found(note, where))
    return found, problems


def _lead_to_block(note: Note) -> None:
    """Let a note without a mark lead back to its block: a host would miss the mark too."""
    for link in note.element.iter("a"):
        if link.get("role") == "doc-backlink":
            link.set("href", f"#{note.block.id}")


def arrange(found: Sequence[Found]) -> None:
    """Bring the notes on each paragraph into the order of their numbers in the text."""
    for note, _ in sorted(found, key=lambda one: one.where.last):
        note.beside.remove(note.element)
        note.beside.append(note.element)


def name_entries(
    found: Iterable[Found], links: Sequence[tuple[int, int, Entity]], notes: Notes
) -> None:
    """Name in notes the entries that their words lead to: `links` are from, to and which."""
    for note, where in found:
        first, last = where.first.at, where.last.at
        met = [entity for low, high, entity in links if low < last and first < high]
        notes.name_entries(note.element, dict.fromkeys(met))


def _speak(note: Element, languages: Sequence[str]) -> None:
    """Let a note without a title name the languages of its words as the page does around them."""
    for words in note.iter("span"):
        if "ap-note__words" in words.get("class", ""):
            for span, language in zip(words.iterfind("span"), languages, strict=False):
                if is_ja_or_zh(language):
                    span.set("lang", language)
