"""Where the words of notes stand in a page as readers get it.

There, a paragraph's text holds more than the author wrote: its own number, and those of the notes
whose words end inside. A selector that is to find the words has to count them.
"""

from __future__ import annotations

from html.parser import HTMLParser
from typing import NamedTuple

from ..text.places import paragraph_number

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
    page = _Page()
    page.feed(html)
    page.close()
    return page.found


def select(text: str, start: int, end: int) -> Words:
    """Describe a part of a text so that its description fits no other part."""
    exact = text[start:end]
    for reach in (0, _REACH, len(text)):
        before, after = text[max(0, start - reach) : start], text[end : end + reach]
        whole = f"{before}{exact}{after}"
        if text.find(whole, text.find(whole) + 1) < 0:
            break
    return Words(start, end, exact, before, after)


class _Page(HTMLParser):
    """Reads paragraphs' texts as browsers do (`textContent`), and where their notes' spans are."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, Words] = {}
        self._inside = False
        self._text = ""
        self._spans: dict[str, tuple[int, int]] = {}
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "p":
            self._inside = paragraph_number(dict(attrs).get("id") or "") is not None
            self._text, self._spans, self._open = "", {}, []
        elif tag == "span":
            self._open.append(dict(attrs).get("data-annotation") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "p" and self._inside:
            self.found |= {name: select(self._text, *its) for name, its in self._spans.items()}
            self._inside = False
        elif tag == "span" and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if not self._inside:
            return
        start, self._text = len(self._text), self._text + data
        for identifier in filter(None, self._open):
            first, _ = self._spans.get(identifier, (start, 0))
            self._spans[identifier] = (first, len(self._text))
