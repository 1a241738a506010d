"""The blocks of a page: every element with an id, which notes and others may be about.

A paragraph, a heading, an item, a cell, a line of verse, a picture; made by Markdown, or written as
HTML, which Markdown has put aside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from markdown.util import HTML_PLACEHOLDER_RE

from . import raw_html
from .headings import names
from .reader import CLOSED, HEADINGS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from .tree import Tree


_NONE = (CLOSED | raw_html.UNSEEN) - {"a", "kbd", "rp", "rt", "samp"} | {
    *("col", "colgroup", "dialog", "input", "legend", "link", "meta", "noembed", "noframes"),
    *("optgroup", "plaintext", "text", "xmp"),
}
"""What is no text of a page, or can hold no link: a mark in a script would be a part of it."""


class Raw(NamedTuple):
    """A block that is written as HTML: where what it holds starts and ends."""

    tag: str
    label: str
    number: int
    """Of the piece of HTML that is put aside, in which it starts; then where in that."""
    start: int
    until: int
    """The same of its end."""
    end: int


class Block(NamedTuple):
    """An element with an id."""

    id: str
    element: Element
    """Itself, or the one that holds its HTML."""
    raw: Raw | None = None

    @property
    def tag(self) -> str:
        """What kind of element it is."""
        return self.raw.tag if self.raw else self.element.tag

    @property
    def label(self) -> str:
        """What its author calls it, if that is said."""
        return self.raw.label if self.raw else self.element.get("data-label", "")


class _Open(NamedTuple):
    """An element of HTML that has begun."""

    part: raw_html.Part
    number: int


def find(tree: Tree) -> dict[str, Block]:
    """Find the blocks of a page, in order. Of two with one id it is the first, as in browsers."""
    found: dict[str, Block] = {}
    for block in _in(tree, tree.root):
        if block.tag not in _NONE:
            found.setdefault(block.id, block)
    heads = [element for element in tree.root.iter() if element.tag in HEADINGS]
    taken = (element.get("id", "") for element in tree.root.iter())
    for name, head in zip(names(heads, taken, tree.slug, tree.stash), heads, strict=True):
        found.setdefault(name, Block(name, head))
    return found


def _in(tree: Tree, element: Element) -> Iterator[Block]:
    if name := element.get("id"):
        yield Block(name, element)
    open_: list[_Open] = []
    yield from _put_aside(tree, element, element.text, open_)
    for child in element:
        if isinstance(child.tag, str):
            yield from _in(tree, child)
        yield from _put_aside(tree, element, child.tail, open_)
    last = open_[-1].number if open_ else 0
    for one in open_:  # what has no end of its own
        if one.number == last:
            yield from _block(element, one, last, len(tree.stash(last)))


def _put_aside(
    tree: Tree, holder: Element, text: str | None, open_: list[_Open]
) -> Iterator[Block]:
    """Go through the HTML that stands in a text; what is open there may end in a later one."""
    for mark in HTML_PLACEHOLDER_RE.finditer(text or ""):
        number = int(mark[1])
        for part in raw_html.parts(tree.stash(number)):
            if part.kind == "void":
                yield from _block(holder, _Open(part, number), number, part.end)
            elif part.kind == "open":
                if open_ and raw_html.ends(open_[-1].part.name, part.name):
                    yield from _block(holder, open_.pop(), number, part.start)
                open_.append(_Open(part, number))
            elif part.kind == "close" and any(one.part.name == part.name for one in open_):
                while True:
                    one = open_.pop()
                    yield from _block(holder, one, number, part.start)
                    if one.part.name == part.name:
                        break


def _block(holder: Element, one: _Open, until: int, end: int) -> Iterator[Block]:
    part = one.part
    if name := part.attributes.get("id"):
        label = part.attributes.get("data-label", "")
        yield Block(name, holder, Raw(part.name, label, one.number, part.end, until, end))
