"""Marks in HTML that Markdown has put aside: inserted between its characters, which stay."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from markdown.serializers import to_html_string

from . import raw_html

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from xml.etree.ElementTree import Element

    from .tree import Tree


class RawMark(NamedTuple):
    """Elements around characters `[start, end)` of a piece of HTML, and one after them."""

    number: int
    """That of the piece."""
    start: int
    end: int
    element: Callable[[], Element] | None
    """Makes one more of the same; nothing where there is only what comes after."""
    reference: Element | None
    length: int
    """How long the whole is of which these characters are a part: the longest lie outermost."""


def apply(tree: Tree, marks: Iterable[RawMark]) -> None:
    """Put marks into the HTML of a page."""
    by_piece: dict[int, list[RawMark]] = defaultdict(list)
    for mark in marks:
        by_piece[mark.number].append(mark)
    for number, its in by_piece.items():
        tree.put_again(number, _marked(tree.stash(number), its))


def _marked(raw: str, marks: Sequence[RawMark]) -> str:
    before: dict[int, str] = defaultdict(str)
    after: dict[int, str] = defaultdict(str)
    around = [mark for mark in marks if mark.element]
    cuts = sorted({at for mark in around for at in (mark.start, mark.end)})
    for low, high in pairwise(cuts):
        covering = [mark for mark in around if mark.start <= low and high <= mark.end]
        for mark in sorted(covering, key=lambda mark: -mark.length):
            if mark.element:
                open_, _, close = to_html_string(mark.element()).rpartition("</")
                before[low] += open_
                after[high] = f"</{close}{after[high]}"
    links = [part for part in raw_html.parts(raw) if part.kind != "text" and part.name == "a"]
    for mark in sorted(marks, key=lambda mark: mark.end):
        if mark.reference is not None:
            after[_after_link(links, mark.end)] += to_html_string(mark.reference)
    done = 0
    pieces: list[str] = []
    for at in sorted({*before, *after}):
        pieces += raw[done:at], after[at], before[at]
        done = at
    return "".join((*pieces, raw[done:]))


def _after_link(links: Sequence[raw_html.Part], at: int) -> int:
    """Return a place, or the one right after the link that it lies in; `links` are their tags."""
    after = bisect_left(links, at, key=raw_html.START)
    inside = 0 < after < len(links) and links[after - 1].kind == "open"
    return links[after].end if inside and links[after].kind == "close" else at
