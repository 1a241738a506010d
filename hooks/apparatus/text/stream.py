"""A tree's running text as one string, and the way back from its characters to the tree.

A page is searched once, not once per text node; what is found leads back to places in the tree.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING

from markdown.util import HTML_PLACEHOLDER, HTML_PLACEHOLDER_RE

from . import raw_html
from .normal import BLOCK, OBJECT, Normal, as_seen, entity_text, readable
from .reader import Head, Reader
from .scripts import run_re
from .sentences import sentence_ends
from .slots import Boundary, slot_text
from .spoken import left_open

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree.ElementTree import Element

_START = itemgetter(0)


class Stream:
    """The text of an element and all it holds."""

    def __init__(self, root: Element, stash: Callable[[int], str], language: str = "") -> None:
        """Read a tree; `stash` gives the raw HTML that Markdown has put aside under a number.

        `language` is that of the page, where its elements name none.
        """
        self._reader = reader = Reader(stash)
        reader.block(root)
        self.stash = stash
        self._language = language
        self._ends: dict[int, list[int]] = {}
        """Where sentences end, block by block, as they are asked for."""
        self.raw = "".join(reader.pieces)
        self.shown = "".join(reader.shown)
        """The raw text with what is closed to links left in: same length, for readers' eyes."""
        self.normal = Normal(self.raw, lambda number: entity_text(stash(number)))

    @property
    def heads(self) -> list[Head]:
        """The headings, in order."""
        return self._reader.heads

    @property
    def blocks(self) -> list[tuple[int, Element | None]]:
        """Where in the raw text the nearest block that has an id changes, and to which."""
        return self._reader.blocks

    @property
    def explicit(self) -> list[tuple[int, int, Element]]:
        """Links that the author wrote to an entry: start and end in the raw text, and element."""
        return self._reader.explicit

    @property
    def ids(self) -> list[str]:
        """Those of the blocks that have one."""
        return [element.get("id", "") for element in self._reader.extents]

    def place(self, element: Element) -> tuple[int, int] | None:
        """Return where in the raw text an element that has an id, or a heading, starts and ends."""
        return self._reader.places.get(element)

    @property
    def ours(self) -> list[tuple[int, int]]:
        """Where in the raw text something starts and ends that is laid beside the author's."""
        return self._reader.ours

    @cached_property
    def raw_links(self) -> list[tuple[int, int]]:
        """Where links start and end that are written as HTML inside a line."""
        found, start = [], -1
        for mark in HTML_PLACEHOLDER_RE.finditer(self.shown):
            for part in raw_html.parts(self.stash(int(mark[1]))):
                if part.name == "a" and part.kind == "open":
                    start = mark.start()
                elif part.name == "a" and part.kind == "close" and start >= 0:
                    found.append((start, mark.end()))
        return found

    def put_aside(self, number: int) -> int:
        """Return where in the raw text HTML stands that Markdown has put aside under a number."""
        return max(0, self.shown.find(HTML_PLACEHOLDER % number))

    def extents(self) -> dict[Element, tuple[int, int]]:
        """Tell where the text of each element, without that of others in it, starts and ends."""
        found: dict[Element, tuple[int, int]] = {}
        starts = self._reader.starts
        for container, start, end in zip(
            self._reader.containers, starts, [*starts, len(self.raw)][1:], strict=True
        ):
            found[container] = found.get(container, (start, end))[0], end
        return found

    def section(self, at: int) -> Element | None:
        """Return the heading (`h1`, `h2`) or note under which a place of the raw text stands."""
        return _at(self._reader.sections, at)

    def block(self, at: int) -> Element | None:
        """Return the nearest block with an id around a place of the raw text."""
        return _at(self._reader.blocks, at)

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """Find the sentence, within one block, around characters `[start, end)` of the raw text."""
        low = self.shown.rfind(BLOCK, 0, start) + 1
        high = self.shown.find(BLOCK, end)
        high = len(self.shown) if high < 0 else high
        if (ends := self._ends.get(low)) is None:
            ends = self._ends[low] = self._sentence_ends(low, high)
        before = bisect_right(ends, start) - 1
        after = bisect_left(ends, end)
        if before >= 0:
            low = ends[before]
        if after < len(ends):
            high = ends[after]
        return low, high

    def _sentence_ends(self, low: int, high: int) -> list[int]:
        """Find where sentences end in a block of the raw text, in the language that it is in."""
        language = self._prevailing(low, high)
        text = self.shown[low:high]
        if "\x02" not in text:
            return [low + end for end in sentence_ends(text, language)]
        seen = as_seen(text, self.stash)
        return [low + seen.original(end, end + 1)[0] for end in sentence_ends(seen.text, language)]

    def _prevailing(self, low: int, high: int) -> str:
        """Return the language that most of a stretch of the raw text is in."""
        if len(languages := self._reader.languages) == 1:  # no element names one
            return self._language
        first, last = (bisect_right(languages, at, key=_START) for at in (low, high - 1))
        counts: Counter[str] = Counter()
        untils = [*(at for at, _ in languages[first:last]), high]
        for (since, (_, language)), until in zip(languages[first - 1 : last], untils, strict=True):
            counts[language] += until - max(low, since)
        return counts.most_common(1)[0][0] or self._language

    def plain(self, text: str) -> str:
        """Bring a piece of the shown text to what a reader sees in one line."""
        return readable(text, self.stash)

    def spoken(self, start: int, end: int) -> tuple[str, ...]:
        """Name the language of each run of Japanese or Chinese words in a piece of the raw text.

        It is what the page's author says around them, or empty where nothing is said.
        """
        piece = self.shown[start:end]
        if piece.isascii():
            return ()
        seen = as_seen(piece, self.stash)
        kept = [at for at, sign in enumerate(seen.text) if sign != OBJECT]
        found = run_re().finditer("".join(seen.text[at] for at in kept))
        firsts = (kept[run.start()] for run in found)
        return tuple(self._spoken(start + seen.original(at, at + 1)[0]) for at in firsts)

    def _spoken(self, at: int) -> str:
        """Return the language that elements, or raw HTML inside them, name at a place."""
        languages = self._reader.languages
        since, language = languages[bisect_right(languages, at, key=_START) - 1][1]
        inner = self.shown[max(since, self.shown.rfind(BLOCK, 0, at) + 1) : at]
        tags = (self.stash(int(mark[1])) for mark in HTML_PLACEHOLDER_RE.finditer(inner))
        return left_open("".join(tags), language)

    def boundaries(self, start: int, end: int) -> tuple[Boundary, Boundary] | None:
        """Lead a span of the raw text back to two places in one element, if there are such.

        None when the span cuts through an inline element, so that no single element can wrap it.
        """
        reader = self._reader
        starts, containers, slots = reader.starts, reader.containers, reader.slots
        first = bisect_right(starts, start) - 1
        last = bisect_right(starts, end - 1, first) - 1
        left = Boundary(containers[first], slots[first], start - starts[first])
        if first == last:  # by far the most frequent
            return left, Boundary(left.container, left.slot, end - starts[first])
        right = Boundary(containers[last], slots[last], end - starts[last])
        while left.container is not right.container:
            if self._depth(left.container) > self._depth(right.container):
                outer = self._before(left)
                left = outer or left
            else:
                outer = self._after(right)
                right = outer or right
            if outer is None:
                return None
        return left, right

    def pieces(self, start: int, end: int) -> list[tuple[Boundary, Boundary]]:
        """Cut a span of the raw text into parts that each lie in one text node."""
        reader = self._reader
        starts, containers, slots = reader.starts, reader.containers, reader.slots
        parts = []
        first = bisect_right(starts, start) - 1
        for index in range(first, bisect_right(starts, end - 1)):
            at, container, slot = starts[index], containers[index], slots[index]
            stop = starts[index + 1] if index + 1 < len(starts) else len(self.raw)
            low, high = max(start, at), min(end, stop, at + len(slot_text(container, slot)))
            if low < high:
                parts.append(
                    (Boundary(container, slot, low - at), Boundary(container, slot, high - at))
                )
        return parts

    def after_link(self, place: Boundary) -> Boundary:
        """Return a place, or the one right after the link that it lies in."""
        link: Element | None = place.container
        while link is not None and link.tag != "a":
            link = self._reader.parents.get(link)
        if link is None or (parent := self._reader.parents.get(link)) is None:
            return place
        return Boundary(parent, list(parent).index(link) + 1, 0)

    def _depth(self, element: Element) -> int:
        depth = 0
        parent = self._reader.parents.get(element)
        while parent is not None:
            depth += 1
            parent = self._reader.parents.get(parent)
        return depth

    def _before(self, place: Boundary) -> Boundary | None:
        """Step out of an element to the place just before it, from its very start."""
        parent = self._reader.parents.get(place.container)
        if parent is None or place.slot or place.offset:
            return None
        slot = list(parent).index(place.container)
        return Boundary(parent, slot, len(slot_text(parent, slot)))

    def _after(self, place: Boundary) -> Boundary | None:
        """Step out of an element to the place just after it, from its very end."""
        container = place.container
        parent = self._reader.parents.get(container)
        at_end = place.slot == len(container)
        if parent is None or not at_end or place.offset < len(slot_text(container, place.slot)):
            return None
        return Boundary(parent, list(parent).index(container) + 1, 0)


def _at(places: list[tuple[int, Element | None]], at: int) -> Element | None:
    return places[bisect_left(places, (at + 1,)) - 1][1]  # the last that starts there or before
