"""Numbered places of a page: `p7` is paragraph 7, `n12` is note 12. Their one home."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from .headings import title

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree.ElementTree import Element

Kind = Literal["paragraph", "voices", "note", "block", "named", "top"]
_PARAGRAPH_RE = re.compile(r"p(\d+)")


class Place(NamedTuple):
    """Where on its page something stands, to be said in the words of the site's language."""

    kind: Kind
    name: str = ""
    """The number of a paragraph, also of one whose voices are told, or of a note; the id of another
    block; the name of a named place, which is the author's own: a heading, the title of a row."""

    @property
    def said(self) -> str:
        """In words."""
        if self.kind in ("paragraph", "note"):
            return f"{self.kind} {self.name}"
        if self.kind == "voices":
            return f"who speaks in paragraph {self.name}"
        return self.name or "top of the page"


def paragraph_id(number: int) -> str:
    """Name the paragraph with a number: 7 as `p7`."""
    return f"p{number}"


def paragraph_number(identifier: str) -> int | None:
    """Return the number of a paragraph by its id, or None when it is no paragraph's."""
    found = _PARAGRAPH_RE.fullmatch(identifier)
    return int(found[1]) if found else None


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


def place_of(stash: Callable[[int], str], block: Element | None, section: Element | None) -> Place:
    """Say where something stands: its nearest block with an id, its heading or note.

    `stash` gives what Markdown has put aside under a number.
    """
    if block is not None:
        identifier = block.get("id", "")
        if (number := paragraph_number(identifier)) is not None:
            return Place("paragraph", str(number))
        if called := block.get("data-number"):  # one of our notes
            return Place("note", called)
    if section is not None and section.tag in ("h1", "h2"):
        return Place("named", title(section, stash))
    return Place("top")
