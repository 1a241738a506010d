"""Where the words of notes stand in a page as readers get it.

There, the text holds more than the author wrote: numbers of paragraphs and notes, the notes
themselves, what a theme adds. A selector that is to find the words has to count all that. It counts
in the text (`textContent`) of the page's `article`; where a theme has none, of its main part.
"""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING, NamedTuple

from ..text.raw_html import BLOCKS, ends
from ..text.spoken import VOID

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..data.target import Target

_REACH = 32
"""How many characters before and after the words are given, to tell them from others alike."""
_TEXTS = ("article", "main", "body", "html")
"""What may hold a page's text, the best first."""
_DROPS = {"pre", "textarea", "listing"}
"""Elements before whose text browsers drop a line's end."""


class Words(NamedTuple):
    """Words in a page's text, all in one block: code points, from 0.

    What has no words, such as a picture, has its place alone.
    """

    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""
    block: str = ""
    """The id of the element they stand in, if it has one."""


def find(html: str, targets: Mapping[str, Target]) -> dict[str, list[Words]]:
    """Find the words of the notes on a page; in: their targets by their ids.

    Words of several blocks are as many: between blocks there may be notes, which nobody noted.
    """
    page = _Page()
    page.feed(f"<html>{html}")
    page.close()
    page.end_to(0)
    whole, found = page.text, {}
    for identifier, target in targets.items():
        top = page.blocks.get(target.name, 0)
        spans = page.spans.get(identifier) or [_Span(top, top, 0, "")]
        low, high = page.around(spans[0].start)
        its = [select(whole[low:high], s.start - low, s.end - low, s.id) for s in spans]
        its[-1] = its[-1]._replace(block=target.last)
        its[0] = its[0]._replace(block=target.name)
        found[identifier] = its
    return found


def select(text: str, start: int, end: int, block: str = "") -> Words:
    """Describe a part of a text, with what is around it."""
    before, after = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    return Words(start, end, text[start:end], before, after, block)


class _Open(NamedTuple):
    """An element that is open: what it is, and where it starts."""

    tag: str
    id: str
    note: str
    """The note whose words it holds."""
    block: int
    """How many blocks had started or ended before."""
    start: int


class _Span(NamedTuple):
    """A part of a note's words that no block's edge parts."""

    start: int
    end: int
    block: int
    id: str


class _Page(HTMLParser):
    """Reads a page's text as browsers do (`textContent`), and where blocks and notes' spans are."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[str] = []
        self._at = 0
        self._open: list[_Open] = []
        self._edges = 0
        """How many blocks have started or ended so far."""
        self._templates = 0
        """How many elements are open whose content is no text of the page."""
        self._drops = False
        """Whether a line's end would be dropped now."""
        self._texts: list[tuple[int, int, int]] = []
        """What holds a page's text: how well (0 best), from where to where."""
        self.blocks: dict[str, int] = {}
        """Where elements with an id start."""
        self.spans: dict[str, list[_Span]] = {}

    @property
    def text(self) -> str:
        """All that was read."""
        return "".join(self._pieces)

    def around(self, at: int) -> tuple[int, int]:
        """Tell from where to where that goes which holds the page's text around a place."""
        _, start, end = min(its for its in self._texts if its[1] <= at <= its[2])
        return start, end

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._open and ends(self._open[-1].tag, tag):
            self.end_to(len(self._open) - 1)
        self._edges += tag in BLOCKS
        self._templates += tag == "template"
        self._drops = tag in _DROPS
        its = {name: value or "" for name, value in attrs}
        if identifier := its.get("id", ""):
            self.blocks.setdefault(identifier, self._at)
        if tag not in VOID:
            kind = "main" if its.get("role") == "main" else tag
            note = its.get("data-annotation", "")
            self._open.append(_Open(kind, identifier, note, self._edges, self._at))

    def handle_endtag(self, tag: str) -> None:
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at].tag == tag:
                self.end_to(at)
                return

    def end_to(self, depth: int) -> None:
        """End all elements that are open but so many."""
        while len(self._open) > depth:
            its = self._open.pop()
            self._edges += its.tag in BLOCKS
            self._templates -= its.tag == "template"
            if its.tag in _TEXTS:
                self._texts.append((_TEXTS.index(its.tag), its.start, self._at))
            if its.note:
                self._end_span(its)

    def _end_span(self, its: _Open) -> None:
        spans = self.spans.setdefault(its.note, [])
        if spans and spans[-1].block == its.block:
            spans[-1] = spans[-1]._replace(end=self._at)
            return
        named = (one.id for one in reversed(self._open) if one.id and one.tag in BLOCKS)
        spans.append(_Span(its.start, self._at, its.block, next(named, "")))

    def handle_data(self, data: str) -> None:
        if self._drops:
            data, self._drops = data.removeprefix("\n"), False
        if not self._templates:
            self._pieces.append(data)
            self._at += len(data)
