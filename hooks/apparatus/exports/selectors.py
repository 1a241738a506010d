"""Where the words of notes stand in a page as readers get it.

There, a paragraph's text holds more than the author wrote: its own number, and those of the notes
whose words end inside. A selector that is to find the words has to count them.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import NamedTuple

_PARAGRAPH_RE = re.compile(r'<p\b[^>]*? id="p\d+"[^>]*>(.*?)</p>', re.DOTALL)
_REACH = 32
"""How many characters before and after the words are mostly enough to tell them apart."""


class Words(NamedTuple):
    """A selection of a paragraph's text: code points, from 0."""

    start: int
    end: int
    exact: str
    prefix: str = ""
    """What stands before it and after it, if that is needed to tell it from others alike."""
    suffix: str = ""


def find(html: str) -> dict[str, Words]:
    """Find the words of every note on a page, by the note's id."""
    found: dict[str, Words] = {}
    for inside in _PARAGRAPH_RE.findall(html):
        paragraph = _Paragraph()
        paragraph.feed(inside)
        paragraph.close()
        found |= {i: select(paragraph.text, *span) for i, span in paragraph.spans.items()}
    return found


def select(text: str, start: int, end: int) -> Words:
    """Describe a part of a text so that its description fits no other part."""
    exact = text[start:end]
    for reach in (0, _REACH, len(text)):
        before, after = text[max(0, start - reach) : start], text[end : end + reach]
        whole = f"{before}{exact}{after}"
        if text.find(whole, text.find(whole) + 1) < 0:
            break
    return Words(start, end, exact, before, after)


class _Paragraph(HTMLParser):
    """Reads a paragraph's text as browsers do (`textContent`), and where its notes' spans are."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.spans: dict[str, tuple[int, int]] = {}
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "span":
            self._open.append(dict(attrs).get("data-annotation") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "span" and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        start, self.text = len(self.text), self.text + data
        for identifier in filter(None, self._open):
            first, _ = self.spans.get(identifier, (start, 0))
            self.spans[identifier] = (first, len(self.text))
