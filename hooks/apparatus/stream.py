"""A tree's running text as one string, and the way back from its characters to the tree.

A page is searched once, not once per text node. Inline elements join the text around them, so
that a name split by emphasis is found; blocks are kept apart; what must not be linked (headings,
code, links, raw HTML …) leaves only a mark that no name can reach across.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple
from xml.etree.ElementTree import Element

from markdown.util import AtomicString

from .text import BLOCK, OBJECT, Normal, entity_text

if TYPE_CHECKING:
    from collections.abc import Callable

EXPLICIT = "entity:"
"""The scheme that stands in for an entry's address until the linker has seen the link."""
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_SECTION_LEVEL = 2
_INLINE = frozenset(
    "abbr b bdi bdo cite data del dfn em font i ins mark q s small span strong sub sup time u var"
    .split()
)  # fmt: skip
CLOSED = frozenset(
    "a audio button canvas code iframe kbd math meter object output pre progress samp script "
    "select style svg template textarea title video".split()
)
"""Elements whose text is never linked, besides headings."""
_RAW_RE = re.compile("\x02wzxhzdk:(\\d+)\x03")
_TAG_RE = re.compile(r"<(/?)([a-zA-Z][\w:-]*)")
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_UNREADABLE = frozenset("iframe math object pre script style svg template".split())
_CLOSED_CLASSES = frozenset({"no-xref", "arithmatex", "headerlink", "mermaid", "toc"})


class Boundary(NamedTuple):
    """A place between two characters of a tree."""

    container: Element
    slot: int
    """0: the element's own text; n: the tail of its n-th child."""
    offset: int


class Head(NamedTuple):
    """A heading: where it stands in the raw text, and in the tree."""

    at: int
    element: Element
    parent: Element

    @property
    def level(self) -> int:
        """1 to 6."""
        return HEADINGS[self.element.tag]


class Stream:
    """The text of an element and all it holds."""

    __slots__ = (
        "_containers", "_parents", "_slots", "_starts", "_stash", "blocks", "explicit", "heads", "normal", "raw",
        "sections", "shown",
    )  # fmt: skip

    def __init__(
        self, root: Element, stash: Callable[[int], str], *, closed: bool = True
    ) -> None:
        """Read a tree.

        `stash` gives the raw HTML that Markdown has put aside under a number; `closed` keeps text
        that must not be linked out of the stream.
        """
        self._starts: list[int] = []
        self._containers: list[Element] = []
        self._slots: list[int] = []
        self._parents: dict[Element, Element] = {}
        self.heads: list[Head] = []
        self.sections: list[tuple[int, Element | None]] = [(0, None)]
        """Where a section (of `h1`, `h2`, or a note) starts in the raw text, and its element."""
        self.blocks: list[tuple[int, Element | None]] = [(0, None)]
        """Where the nearest block that has an id changes, and to which."""
        self.explicit: list[tuple[int, int, Element]] = []
        """Links that the author wrote to an entry: start, end and element."""
        reader = _Reader(self, stash, closed=closed)
        reader.block(root)
        self.raw = "".join(reader.pieces)
        self.shown = "".join(reader.shown)
        """The raw text with what is closed to links left in: same length, for readers' eyes."""
        self._stash = stash
        self.normal = Normal(self.raw, lambda number: entity_text(stash(number)))

    def add(self, at: int, container: Element, slot: int) -> None:
        """Note where a text node starts."""
        self._starts.append(at)
        self._containers.append(container)
        self._slots.append(slot)

    def nest(self, child: Element, parent: Element) -> None:
        """Note an inline element's parent."""
        self._parents[child] = parent

    def plain(self, text: str) -> str:
        """Bring a piece of the shown text to what a reader sees in one line."""
        seen = Normal(text, lambda number: entity_text(self._stash(number))).text
        return seen.replace(OBJECT, "")

    def boundaries(self, start: int, end: int) -> tuple[Boundary, Boundary] | None:
        """Lead a span of the raw text back to two places in one element, if there are such.

        None when the span cuts through an inline element, so that no single element can wrap it.
        """
        first = bisect_right(self._starts, start) - 1
        last = bisect_right(self._starts, end - 1) - 1
        left = Boundary(self._containers[first], self._slots[first], start - self._starts[first])
        right = Boundary(self._containers[last], self._slots[last], end - self._starts[last])
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
        """Cut a span of the normal text into parts that each lie in one text node."""
        start, end = self.normal.original(start, end)
        parts = []
        first = bisect_right(self._starts, start) - 1
        for index in range(first, bisect_right(self._starts, end - 1)):
            at, container, slot = self._starts[index], self._containers[index], self._slots[index]
            stop = self._starts[index + 1] if index + 1 < len(self._starts) else len(self.raw)
            low, high = max(start, at), min(end, stop, at + len(slot_text(container, slot)))
            if low < high:
                parts.append(
                    (Boundary(container, slot, low - at), Boundary(container, slot, high - at))
                )
        return parts

    def _depth(self, element: Element) -> int:
        depth = 0
        parent = self._parents.get(element)
        while parent is not None:
            depth += 1
            parent = self._parents.get(parent)
        return depth

    def _before(self, place: Boundary) -> Boundary | None:
        """Step out of an element to the place just before it, from its very start."""
        parent = self._parents.get(place.container)
        if parent is None or place.slot or place.offset:
            return None
        slot = list(parent).index(place.container)
        return Boundary(parent, slot, len(slot_text(parent, slot)))

    def _after(self, place: Boundary) -> Boundary | None:
        """Step out of an element to the place just after it, from its very end."""
        container = place.container
        parent = self._parents.get(container)
        at_end = place.slot == len(container)
        if parent is None or not at_end or place.offset < len(slot_text(container, place.slot)):
            return None
        return Boundary(parent, list(parent).index(container) + 1, 0)


def slot_text(container: Element, slot: int) -> str:
    """Return the text of a slot."""
    return (container[slot - 1].tail if slot else container.text) or ""


def set_slot(container: Element, slot: int, text: str) -> None:
    """Replace the text of a slot."""
    if slot:
        container[slot - 1].tail = text
    else:
        container.text = text


def wrap(left: Boundary, right: Boundary, wrapper: Element) -> None:
    """Put what lies between two places of one element into a new element.

    Work from the end of a tree to its start: places further left stay valid.
    """
    container = left.container
    after = slot_text(container, right.slot)
    children = list(container)[left.slot : right.slot]
    if children:
        head = slot_text(container, left.slot)
        wrapper.text = head[left.offset :]
        set_slot(container, left.slot, head[: left.offset])
        for child in children:
            container.remove(child)
            wrapper.append(child)
        children[-1].tail = after[: right.offset]
    else:
        wrapper.text = after[left.offset : right.offset]
        set_slot(container, left.slot, after[: left.offset])
    wrapper.tail = after[right.offset :]
    container.insert(left.slot, wrapper)


class _Reader:
    """Walks a tree once and fills a stream."""

    __slots__ = ("at", "closed", "pieces", "raw_depth", "shown", "stash", "stream")

    def __init__(self, stream: Stream, stash: Callable[[int], str], *, closed: bool) -> None:
        self.stream, self.stash, self.closed = stream, stash, closed
        self.pieces: list[str] = []
        self.shown: list[str] = []
        self.at = 0
        self.raw_depth = 0

    def put(self, text: str, shown: str | None = None) -> None:
        self.pieces.append(text)
        self.shown.append(text if shown is None else shown)
        self.at += len(text)

    def hide(self, text: str) -> None:
        """Put a mark that no name reaches across, as long as the text it stands for."""
        self.put(OBJECT * len(text) or OBJECT, text or OBJECT)

    def read(self, container: Element, slot: int, text: str) -> None:
        if isinstance(text, AtomicString) and self.closed:
            self.hide(text)
            return
        self.stream.add(self.at, container, slot)
        if self.closed and (self.raw_depth or "\x02wz" in text):
            self.put(self.masked(text), text)
        else:
            self.put(text)

    def masked(self, text: str) -> str:
        """Blank out what stands between raw HTML tags, without a change of length."""
        pieces = []
        done = 0
        for tag in _RAW_RE.finditer(text):
            pieces += self.visible(text[done : tag.start()]), tag[0]
            self.raw_depth = max(0, self.raw_depth + _nesting(self.stash(int(tag[1]))))
            done = tag.end()
        pieces.append(self.visible(text[done:]))
        return "".join(pieces)

    def visible(self, text: str) -> str:
        return OBJECT * len(text) if self.raw_depth else text

    def block(self, element: Element) -> None:
        self.put(BLOCK)
        self.raw_depth = 0
        blocks, sections = self.stream.blocks, self.stream.sections
        block, section = blocks[-1][1], sections[-1][1]
        named, note = element.get("id") is not None, element.get("role") == "note"
        if named:
            blocks.append((self.at, element))
        if note:  # a note is read on its own, so its mentions are counted on their own
            sections.append((self.at, element))
        self.inside(element)
        if named:
            blocks.append((self.at, block))
        if note:
            sections.append((self.at, section))
        self.put(BLOCK)

    def inside(self, element: Element) -> None:
        if element.text:
            self.read(element, 0, element.text)
        for number, child in enumerate(element, 1):
            self.child(element, child)
            if child.tail:
                self.read(element, number, child.tail)

    def child(self, parent: Element, child: Element) -> None:
        tag = child.tag
        if not isinstance(tag, str):  # a comment
            self.put(OBJECT)
        elif tag in HEADINGS:
            self.stream.heads.append(Head(self.at, child, parent))
            if HEADINGS[tag] <= _SECTION_LEVEL:
                self.stream.sections.append((self.at, child))
            self.put(BLOCK)
        elif tag == "a" and child.get("href", "").startswith(EXPLICIT):
            start = self.at
            self.stream.nest(child, parent)
            self.inside(child)
            self.stream.explicit.append((start, self.at, child))
        elif self.closed and (tag in CLOSED or self._opted_out(child)):
            self.hide("" if tag in _UNREADABLE else "".join(child.itertext()))
        elif tag in ("br", "img"):
            self.put(OBJECT)
        elif tag in _INLINE or not self.closed:
            self.stream.nest(child, parent)
            self.inside(child)
        else:
            self.block(child)

    @staticmethod
    def _opted_out(element: Element) -> bool:
        classes = element.get("class")
        return classes is not None and not _CLOSED_CLASSES.isdisjoint(classes.split())


def _nesting(raw_html: str) -> int:
    """Tell whether a raw tag opens (1) or closes (-1) an element, or does neither (0)."""
    tag = _TAG_RE.match(raw_html)
    if not tag or tag[2].lower() in _VOID or raw_html.endswith("/>"):
        return 0
    return -1 if tag[1] else 1
