"""Where the words of notes stand in a page as readers get it.

There, a block's text holds more than the author wrote: its own number, and those of the notes
whose words end inside. A selector that is to find the words has to count them.
"""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING, NamedTuple

from ..text.raw_html import ends
from ..text.spoken import VOID

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..data.target import Target

_REACH = 32
"""How many characters before and after the words are mostly enough to tell them apart."""


class Words(NamedTuple):
    """A selection of a block's text: code points, from 0."""

    start: int
    end: int
    exact: str
    prefix: str = ""
    """What stands before it and after it, if that is needed to tell it from others alike."""
    suffix: str = ""
    block: int = 0
    """Where the block starts in the text of the page."""


def find(html: str, targets: Mapping[str, Target]) -> dict[str, Words]:
    """Find the words of the notes on a page; in: their targets by their ids."""
    page = _Page()
    page.feed(html)
    page.close()
    page.end_to(0)
    text = page.text
    found = {}
    for identifier, target in targets.items():
        spans = page.spans.get(identifier, [])
        top, end = page.blocks.get(target.name, (0, 0))
        if target.until:
            exact = " ".join(text[low:high] for low, high in spans)
            words = Words(0, len(exact), exact)
        elif spans:
            words = select(text[top:end], spans[0][0] - top, spans[-1][1] - top)
        else:
            words = Words(0, 0, "")
        found[identifier] = words._replace(block=top)
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


class _Page(HTMLParser):
    """Reads a page's text as browsers do (`textContent`), and where blocks and notes' spans are."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[str] = []
        self._at = 0
        self.blocks: dict[str, tuple[int, int]] = {}
        self.spans: dict[str, list[tuple[int, int]]] = {}
        self._open: list[tuple[str, str, str, int]] = []
        """Tag, id, the note whose span it is, and where it starts."""

    @property
    def text(self) -> str:
        """All that was read."""
        return "".join(self._pieces)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._open and ends(self._open[-1][0], tag):
            self.end_to(len(self._open) - 1)
        if tag not in VOID:
            its = dict(attrs)
            named = its.get("id") or "", its.get("data-annotation") or ""
            self._open.append((tag, *named, self._at))

    def handle_endtag(self, tag: str) -> None:
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at][0] == tag:
                self.end_to(at)
                return

    def end_to(self, depth: int) -> None:
        """End all elements that are open but so many."""
        for _, identifier, note, start in reversed(self._open[depth:]):
            if identifier:
                self.blocks.setdefault(identifier, (start, self._at))
            if note:
                self.spans.setdefault(note, []).append((start, self._at))
        del self._open[depth:]

    def handle_data(self, data: str) -> None:
        self._pieces.append(data)
        self._at += len(data)
