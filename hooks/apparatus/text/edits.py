"""Elements around the words of a page: found first, put in at the end, from the last to the first.

Two kinds: what must not be cut (links), and marks, which are cut wherever something else starts or
ends. What follows the words of a mark (its reference) stands after the link that they end in.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from .slots import Boundary, around, insert, inside, wrap
from .spoken import VOID

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from xml.etree.ElementTree import Element

    from .stream import Stream


class Wrap(NamedTuple):
    """An element that goes around characters `[start, end)` of the raw text in one piece."""

    start: int
    end: int
    place: tuple[Boundary, Boundary]
    element: Element


class Mark(NamedTuple):
    """Elements that go around characters `[start, end)` of the raw text, and one after them."""

    start: int
    end: int
    element: Callable[[], Element] | None
    """Makes one more of the same; nothing where there is only what comes after."""
    reference: Element | None
    length: int
    """How long the whole is of which these characters are a part."""


def apply(stream: Stream, wraps: Sequence[Wrap], marks: Sequence[Mark]) -> None:
    """Change the tree that a stream has read.

    In: what goes around its words, `wraps` in order of place and none in another.
    """
    if not marks:
        for one in reversed(wraps):
            wrap(*one.place, one.element)
        return
    left, closing = list(wraps), sorted(marks, key=_END)
    cuts = sorted({at for its in (wraps, marks) for one in its for at in (one.start, one.end)})
    # Where text lies is asked before any of it has moved.
    found = [(low, high, stream.pieces(low, high)) for low, high in pairwise(cuts)]
    open_: list[Mark] = []
    for low, high, pieces in reversed(found):
        if left and left[-1].end == high:
            _close(left[-1], closing)
        link = left[-1] if left and left[-1].start <= low < left[-1].end else None
        ending = _between(closing, high - 1, high)
        open_ = covering = [*(mark for mark in open_ if mark.start < high), *ending]
        if link is None and covering and pieces:
            place = stream.after_link(pieces[-1][1])
            _refer(place, ending)
        _surround(pieces, covering, link)
        if link is not None and link.start == low:
            left.pop()


def put_after(parents: Mapping[Element, Element], block: Element, element: Element) -> None:
    """Put an element at the end of a block without words, or after what can hold nothing.

    `parents` are those of a page's elements, before anything is put after one.
    """
    links = [block]
    while (parent := parents.get(links[-1])) is not None:
        links.append(parent)
    links = [one for one in links if one.tag == "a"]
    if block.tag not in VOID and not links:
        block.append(element)
        return
    last = links[-1] if links else block
    parent = parents[last]
    element.tail, last.tail = last.tail, None
    parent.insert(list(parent).index(last) + 1, element)


_END = attrgetter("end")


def _between(closing: Sequence[Mark], after: int, end: int) -> Sequence[Mark]:
    """Choose the marks that end after a place and not after another; they come in that order."""
    first = bisect_right(closing, after, key=_END)
    return closing[first : bisect_right(closing, end, key=_END)]


def _close(link: Wrap, marks: Sequence[Mark]) -> None:
    """Put a link around its words, and after it the references of marks that end in it."""
    _refer(link.place[1], _between(marks, link.start, link.end))
    wrap(*link.place, link.element)


def _refer(place: Boundary, marks: Sequence[Mark]) -> None:
    for mark in reversed(marks):
        if mark.reference is not None:
            insert(place, mark.reference)


def _surround(
    pieces: Sequence[tuple[Boundary, Boundary]], marks: Sequence[Mark], link: Wrap | None
) -> None:
    """Put marks around text nodes that each of them covers as a whole."""
    # The longest words lie outermost, so that each note's underline can be taken away.
    ordered = sorted(marks, key=lambda mark: mark.length)
    for start, end in reversed(pieces):
        edges = start, end
        if link is not None:
            left, element = link.place[0], link.element
            edges = inside(start, left, element), inside(end, left, element)
        for mark in ordered:
            if mark.element:
                wrap(*edges, mark.element())
                edges = around(edges[0])
