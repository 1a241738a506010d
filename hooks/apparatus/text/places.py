"""Numbered places of a page: `p7` is paragraph 7, `n12` is note 12. Their one home."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .headings import title

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree.ElementTree import Element

_PARAGRAPH_RE = re.compile(r"p(\d+)")


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


def is_note(label: str) -> bool:
    """Whether a label, see below, is that of a note."""
    return label.startswith("note ")


def paragraphs(root: Element) -> dict[str, Element]:
    """Find a page's numbered paragraphs, in order, by their ids.

    Of two with one id it is the first, as in browsers.
    """
    found: dict[str, Element] = {}
    for element in root.iter("p"):
        if paragraph_number(name := element.get("id", "")) is not None:
            found.setdefault(name, element)
    return found


def label(stash: Callable[[int], str], block: Element | None, section: Element | None) -> str:
    """Say in words where something stands: its nearest block with an id, its heading or note.

    `stash` gives what Markdown has put aside under a number.
    """
    if block is not None:
        identifier = block.get("id", "")
        if (number := paragraph_number(identifier)) is not None:
            return f"paragraph {number}"
        if called := block.get("data-number"):  # one of our notes
            return f"note {called}"
    if section is not None and section.tag in ("h1", "h2"):
        return title(section, stash)
    return "top of the page"
