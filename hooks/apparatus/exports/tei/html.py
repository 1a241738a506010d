"""A page's HTML as a tree, without what is no part of its text."""

from __future__ import annotations

from html.parser import HTMLParser
from xml.etree.ElementTree import Element, SubElement

from ...text.raw_html import ends
from ...text.spoken import VOID
from ..search.passages import is_silent
from .xml import write

_OURS = frozenset(
    {"ap-edition", "ap-notes", "ap-para", "ap-noteref", "ap-switching", "ap-backlinks", "ap-works",
     "ap-exports"}
)  # fmt: skip
"""What the engine lays beside the text: some of it is searched, and some hosts unmark the rest."""
_DEEPEST = 100
"""What is nested deeper lies flat: nobody means it, and a walk through it has an end."""


def read(html: str) -> Element:
    """Read some HTML as browsers do."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    # A host that hands over whole pages has what is of the theme around the text.
    whole = reader.root.find(".//body")
    article = whole.find(".//article") if whole is not None else None
    return reader.root if article is None else article


def leave_out(element: Element) -> None:
    """Take out of an element what is no part of the text; what follows it stays."""
    parts = list(element)
    for part in parts:
        element.remove(part)
    for part in parts:
        if _is_aside(part):
            write(element, part.tail)
        else:
            leave_out(part)
            element.append(part)


def classes(element: Element) -> set[str]:
    """Return the classes of an element."""
    return set(element.get("class", "").split())


def _is_aside(element: Element) -> bool:
    its = classes(element)
    # Search needs no marks of footnotes, and no heading that stands for a paragraph's number.
    reference = "footnote-ref" in its
    unseen = element.get("role") == "heading" and "ap-visually-hidden" in its
    silent = is_silent(str(element.tag), dict(element.attrib)) and not reference
    return silent or unseen or "footnote-backref" in its or not _OURS.isdisjoint(its)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("body")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        while ends(self._open[-1].tag, tag):
            self._open.pop()
        its = {key: value or "" for key, value in reversed(attrs)}
        element = SubElement(self._open[-1], tag, its)
        if tag not in VOID and len(self._open) < _DEEPEST:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        for at in range(len(self._open) - 1, 0, -1):
            if self._open[at].tag == tag:
                del self._open[at:]
                return

    def handle_data(self, data: str) -> None:
        write(self._open[-1], data)
