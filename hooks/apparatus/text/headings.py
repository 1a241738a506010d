"""The words of headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown.extensions.toc import unique

from .normal import from_code, readable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
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


def names(
    headings: Iterable[Element],
    taken: Iterable[str],
    slug: Callable[[str], str],
    stash: Callable[[int], str],
) -> list[str]:
    """Return the id that each heading has, or will get: of two alike the second has a number.

    `taken` are the ids that elements of the page have already.
    """
    used = set(taken)
    last: dict[str, str] = {}  # the numbers below the last one of a name are all taken
    found = []
    for heading in headings:
        if not (name := heading.get("id", "")):
            own = slug(title(heading, stash))
            name = last[own] = unique(last.get(own, own), used)
        found.append(name)
    return found
