"""Passages of a page: a numbered paragraph, its heading for those who listen, its notes."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from ..text.places import Place, paragraph_number
from ..text.reader import HEADINGS
from ..words import first_upper

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..words import Words

_LOWEST = 6


def make(root: Element, paragraphs: Sequence[Element], words: Words) -> list[Element]:
    """Put each paragraph of a page into a passage of its own.

    A passage has a heading, one level below the heading that it stands under. It is no `h3` and the
    like: those are the author's, and become places in tables of contents and in a search.
    """
    parents = {child: parent for parent in root.iter() for child in parent}
    levels = _levels(root)
    found = []
    for paragraph in paragraphs:
        parent = parents[paragraph]
        passage = Element("div", {"class": "ap-passage"})
        passage.text = "\n"
        passage.tail, paragraph.tail = paragraph.tail, "\n"
        parent[list(parent).index(paragraph)] = passage
        passage.append(_heading(paragraph, levels[paragraph], words))
        passage.append(paragraph)
        found.append(passage)
    return found


def list_beside(passage: Element, paragraph: str, words: Words) -> Element:
    """Add an empty list for the notes on the paragraph of that name."""
    said = words.plain.gettext("Notes on paragraph %(number)s")
    said %= {"number": paragraph_number(paragraph)}
    listed = SubElement(passage, "ol", {"class": "ap-notes", "aria-label": said})
    listed.text = listed.tail = "\n"
    return listed


def put_before(root: Element, passage: Element, element: Element) -> None:
    """Put an element right before a passage."""
    parent = next(its for its in root.iter() if passage in list(its))
    parent.insert(list(parent).index(passage), element)


def _heading(paragraph: Element, level: int, words: Words) -> Element:
    heading = Element(
        "div",
        {
            "class": "ap-visually-hidden no-xref",
            "role": "heading",
            "aria-level": str(min(level, _LOWEST)),
            "data-search-exclude": "",
        }
        | words.lang,
    )
    number = str(paragraph_number(paragraph.get("id", "")))
    heading.text = first_upper(words.plain.place(Place("paragraph", number)))
    heading.tail = "\n"
    return heading


def _levels(root: Element) -> dict[Element, int]:
    """Say of each element one level more than that of the heading before it."""
    level, levels = 2, {}
    for element in root.iter():
        level = HEADINGS.get(element.tag, level - 1) + 1
        levels[element] = level
    return levels
