"""The words of headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .normal import from_code, readable

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree.ElementTree import Element


def title(heading: Element, stash: Callable[[int], str]) -> str:
    """Return a heading's text as readers see it, without a permalink.

    `stash` gives what Markdown has put aside under a number.
    """
    return readable(_words(heading), stash).strip()


def _words(element: Element) -> str:
    text = element.text or ""
    if element.tag == "code":
        text = from_code(text)
    for child in element:
        if child.tag != "a" or "headerlink" not in child.get("class", ""):
            text += _words(child)
        text += child.tail or ""
    return text
