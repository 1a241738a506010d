"""Numbered places of a page: `p7` is paragraph 7, `n12` is note 12. Their one home."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from .headings import title

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from xml.etree.ElementTree import Element

    from .blocks import Block

Kind = Literal["paragraph", "stanza", "line", "voices", "note", "block", "named", "top"]
_DIGITS_RE = re.compile(r"([0-9]+)")
_VERSE_RE = re.compile(r"v([0-9]*)(?:\.([0-9]+))?")
_FIRST_RE = re.compile(r"v(?=\.|\Z)")
_LINE_RE = re.compile(r"(.+)\.([0-9]+)")
_PARAGRAPH_RE = re.compile(r"p(\d+)")


class Place(NamedTuple):
    """Where on its page something stands, to be said in the words of the site's language."""

    kind: Kind
    name: str = ""
    """The number of a paragraph, also of one whose voices are told, of a stanza, a line or a note;
    the id of another block; the name of a named place, which is the author's own: a heading's."""
    stanza: str = ""
    """Of a line that is not in the first: its number, or what its author calls it."""


def paragraph_id(number: int) -> str:
    """Name the paragraph with a number: 7 as `p7`."""
    return f"p{number}"


def paragraph_number(identifier: str) -> int | None:
    """Return the number of a paragraph by its id, or None when it is no paragraph's."""
    found = _PARAGRAPH_RE.fullmatch(identifier)
    return int(found[1]) if found else None


def short(identifier: str) -> str:
    """Return what a picture or a row of links calls a block: 7 for `p7`, else its id."""
    return str(number) if (number := paragraph_number(identifier)) is not None else identifier


def named(identifier: str) -> Place:
    """Say what a block is called of which only the id is known."""
    if (number := paragraph_number(identifier)) is not None:
        return Place("paragraph", str(number))
    if not (verse := _VERSE_RE.fullmatch(identifier)):
        return Place("block", identifier)
    stanza, line = verse.groups()
    return Place("line", line, stanza) if line else Place("stanza", stanza or "1")


def called(identifier: str, label: Callable[[str], str]) -> Place:
    """Say what a block is called: by its number, by what its author calls it, else by its id.

    `label` gives what the author calls a block, by its id. A line goes by that of its stanza.
    """
    if paragraph_number(identifier) is not None:
        return named(identifier)
    if own := label(identifier):
        return Place("named", own)
    if (line := _LINE_RE.fullmatch(identifier)) and (stanza := label(line[1])):
        return Place("line", line[2], stanza)
    return named(identifier)


def order(identifier: str) -> list[int | str]:
    """Return what ids are sorted by: as a reader counts, n9 before n10."""
    counted = (
        _FIRST_RE.sub("v1", identifier, 1) if identifier[:1] == "v" else identifier
    )  # the stanza before `v2`
    # Text and numbers take turns, so both compare.
    return [int(part) if part.isdigit() else part for part in _DIGITS_RE.split(counted)]


def note_number(identifier: str) -> str:
    """Return what readers call a note: the number after one letter (`n12` is 12), else its id."""
    return identifier[1:] if identifier[1:].isdigit() else identifier


def paragraphs(root: Element) -> dict[str, Element]:
    """Find a page's numbered paragraphs, in order, by their ids.

    Of two with one id it is the first, as in browsers.
    """
    found: dict[str, Element] = {}
    for element in root.iter("p"):
        if paragraph_number(name := element.get("id", "")) is not None:
            found.setdefault(name, element)
    return found


def name_of(block: Block, blocks: Mapping[str, Block]) -> Place:
    """Say what a block is called, of a page's blocks by their ids."""
    return called(block.id, lambda name: blocks[name].label if name in blocks else "")


def place_of(stash: Callable[[int], str], block: Element | None, section: Element | None) -> Place:
    """Say where something stands: its nearest block with an id, its heading or note.

    `stash` gives what Markdown has put aside under a number.
    """
    if block is not None:
        identifier = block.get("id", "")
        if (number := paragraph_number(identifier)) is not None:
            return Place("paragraph", str(number))
        if note := block.get("data-number"):  # one of our notes
            return Place("note", note)
        if label := block.get("data-label"):
            return Place("named", label)
        if _VERSE_RE.fullmatch(identifier):
            return named(identifier)
    if section is not None and section.tag in ("h1", "h2"):
        return Place("named", title(section, stash))
    return Place("top")
