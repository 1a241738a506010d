"""Verse: the lines of a paragraph get names of their own, so that notes can be about them.

A paragraph is verse whose id is `v`, or `v` and a number, or that has the class `verse`; its lines
end where Markdown breaks them. The third line of `{ #v }` is `v.3`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from .slots import Boundary, slot_text, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator

_VERSE_RE = re.compile(r"v[0-9]*")


def number(root: Element) -> None:
    """Put each line of a page's verse into an element of its own."""
    for paragraph in [element for element in root.iter("p") if _is_verse(element)]:
        name = paragraph.get("id", "")
        lines = list(enumerate(_lines(paragraph), 1))
        for count, (start, end) in reversed(lines):
            its = {"class": "ap-line", "id": f"{name}.{count}", "data-line": str(count)}
            wrap(start, end, Element("span", its))


def _is_verse(paragraph: Element) -> bool:
    name, classes = paragraph.get("id", ""), paragraph.get("class", "").split()
    called = _VERSE_RE.fullmatch(name) or (name and "verse" in classes)
    return bool(called) and paragraph.find("br") is not None


def _lines(paragraph: Element) -> Iterator[tuple[Boundary, Boundary]]:
    """Find where each line starts and ends; one without words has no number."""
    breaks = [slot for slot, child in enumerate(paragraph) if child.tag == "br"]
    for first, last in zip(
        [0, *(slot + 1 for slot in breaks)], [*breaks, len(paragraph)], strict=True
    ):
        head, foot = slot_text(paragraph, first), slot_text(paragraph, last)
        start = len(head) - len(head.lstrip())
        end = len(foot.rstrip())
        if first == last and start >= end:
            continue
        yield Boundary(paragraph, first, start), Boundary(paragraph, last, end)
