"""Verse: the lines of a paragraph get names of their own, so that notes can be about them.

A paragraph is verse whose id is `v`, or `v` and a number, or that has the class `verse`; its lines
end where Markdown or HTML breaks them. The third line of `{ #v }` is `v.3`. The number that is
shown runs through the stanzas `v`, `v2`, `v3` of a poem, up to the next heading.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.util import HTML_PLACEHOLDER_RE

from .reader import HEADINGS
from .slots import Boundary, slot_text, wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .tree import Tree

_VERSE_RE = re.compile(r"v[0-9]*")
_FIRST = ("v", "v1")
_BREAK_RE = re.compile(r"<br\b[^<>]*>", re.IGNORECASE)


def number(tree: Tree) -> None:
    """Put each line of a page's verse into an element of its own."""
    done = 0
    if not any(map(_is_verse, tree.root.iter("p"))):
        return
    for element in [*tree.root.iter()]:
        name = element.get("id", "")
        if element.tag in HEADINGS or name in _FIRST:
            done = 0
        if element.tag == "p" and _is_verse(element):
            stanza = _VERSE_RE.fullmatch(name)
            lines = _number(element, name, done if stanza else 0, tree.stash)
            done += lines if stanza else 0


def _number(paragraph: Element, name: str, done: int, stash: Callable[[int], str]) -> int:
    """Part a paragraph into lines, counted on from so many; say how many there are."""
    breaks = list(_breaks(paragraph, stash))
    if not breaks:
        return 1
    starts = [Boundary(paragraph, 0, 0), *(after for _, after in breaks)]
    foot = len(slot_text(paragraph, len(paragraph)))
    ends = [*(before for before, _ in breaks), Boundary(paragraph, len(paragraph), foot)]
    lines = [*filter(_has_words, map(_trimmed, starts, ends))]
    for count, (start, end) in reversed([*enumerate(lines, 1)]):
        its = {"class": "ap-line", "id": f"{name}.{count}", "data-line": str(done + count)}
        wrap(start, end, Element("span", its))
    return len(lines)


def _is_verse(paragraph: Element) -> bool:
    if not (name := paragraph.get("id")):  # as most have none
        return False
    return bool(_VERSE_RE.fullmatch(name)) or "verse" in paragraph.get("class", "").split()


def _breaks(paragraph: Element, stash: Callable[[int], str]) -> Iterator[tuple[Boundary, Boundary]]:
    """Find where lines are broken, by Markdown or in HTML: right before and right after."""
    for slot in range(len(paragraph) + 1):
        text = slot_text(paragraph, slot)
        for mark in HTML_PLACEHOLDER_RE.finditer(text):
            if _BREAK_RE.fullmatch(stash(int(mark[1]))):
                before, after = mark.span()
                yield Boundary(paragraph, slot, before), Boundary(paragraph, slot, after)
        if slot < len(paragraph) and paragraph[slot].tag == "br":
            yield Boundary(paragraph, slot, len(text)), Boundary(paragraph, slot + 1, 0)


def _trimmed(start: Boundary, end: Boundary) -> tuple[Boundary, Boundary]:
    """Leave out the spaces around a line."""
    head = slot_text(start.container, start.slot)[start.offset :]
    foot = slot_text(end.container, end.slot)[: end.offset]
    first = start.offset + len(head) - len(head.lstrip())
    return start._replace(offset=first), end._replace(offset=len(foot.rstrip()))


def _has_words(line: tuple[Boundary, Boundary]) -> bool:
    """Whether there is anything in a line: one without words has no number."""
    start, end = line
    return start.slot != end.slot or start.offset < end.offset
