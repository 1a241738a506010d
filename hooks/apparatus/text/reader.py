"""A walk over a page's element tree: its text, and what on it no link may touch.

Inline elements join the text around them, so that a name split by emphasis is found; blocks are
kept apart; what must not be linked (headings, code, links, raw HTML …) leaves only a mark that no
name can reach across.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from markdown.util import HTML_PLACEHOLDER_RE, AtomicString

from . import raw_html
from .normal import BLOCK, OBJECT, from_code

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree.ElementTree import Element


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


EXPLICIT = "entity:"
"""The scheme that stands in for an entry's address until the linker has seen the link."""
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_SECTION_LEVEL = 2
_INLINE = _names(
    "abbr b bdi bdo cite data del dfn em font i ins mark q s small span strong sub sup time u var"
)
CLOSED = _names(
    "a audio button canvas code iframe kbd label math meter object option output pre progress samp "
    "script select style summary svg template textarea title video"
)
"""Elements whose text is never linked, besides headings: controls among them."""
_CONTROLS = _names("button checkbox link menuitem option radio switch tab")
"""What an element may be by its role: a link in a control is none that can be used."""
_UNREADABLE = _names("iframe math object pre script style svg template")
_OBJECTS = _UNREADABLE | _names("br img")
_OF_ITS_OWN = _INLINE | CLOSED | _OBJECTS | {*HEADINGS, "rp", "rt"}
"""What is more than a block even without an attribute."""
_CLOSED_CLASSES = _names("no-xref arithmatex headerlink mermaid toc")
_OURS = frozenset({"ap-notes", "ap-switching", "ap-visually-hidden no-xref"})
"""The classes of what is laid beside the author's text."""


class Head(NamedTuple):
    """A heading: where it stands in the raw text, and in the tree."""

    at: int
    element: Element
    parent: Element

    @property
    def level(self) -> int:
        """1 to 6."""
        return HEADINGS[self.element.tag]


class Reader:
    """Walks a tree once and notes its text and where each part of it came from."""

    __slots__ = (
        "_at", "_raw_depth", "_stash",
        "blocks", "containers", "explicit", "extents", "heads", "languages", "ours", "parents",
        "pieces", "places", "sections", "shown", "slots", "starts",
    )  # fmt: skip

    def __init__(self, stash: Callable[[int], str]) -> None:
        """Take what gives the raw HTML that Markdown has put aside under a number."""
        self._stash = stash
        self._at = self._raw_depth = 0
        self.pieces: list[str] = []
        self.shown: list[str] = []
        self.starts: list[int] = []
        """Where each text node starts, and next to it the element and slot that hold it."""
        self.containers: list[Element] = []
        self.slots: list[int] = []
        self.parents: dict[Element, Element] = {}
        """The parents of inline elements."""
        self.heads: list[Head] = []
        self.sections: list[tuple[int, Element | None]] = [(0, None)]
        """Where a section (of `h1`, `h2`, or a note) starts, and its element."""
        self.blocks: list[tuple[int, Element | None]] = [(0, None)]
        """Where the nearest block that has an id changes, and to which."""
        self.languages: list[tuple[int, tuple[int, str]]] = [(0, (0, ""))]
        """Where the language that elements name changes: since where which one is named."""
        self.extents: dict[Element, tuple[int, int]] = {}
        """Where each block that has an id starts and ends."""
        self.places: dict[Element, tuple[int, int]] = {}
        """The same of each element that has an id, and of each heading."""
        self.ours: list[tuple[int, int]] = []
        """The same of what notes have put in between."""
        self.explicit: list[tuple[int, int, Element]] = []
        """Links that the author wrote to an entry: start, end and element."""

    def _put(self, text: str, shown: str | None = None) -> None:
        self.pieces.append(text)
        self.shown.append(text if shown is None else shown)
        self._at += len(text)

    def _node(self, container: Element, slot: int) -> None:
        """Note that the text which comes next is that of a slot."""
        self.starts.append(self._at)
        self.containers.append(container)
        self.slots.append(slot)

    def _hide(self, container: Element, slot: int, text: str) -> None:
        """Put a mark that no name reaches across, as long as the text it stands for."""
        self._node(container, slot)
        self._put(OBJECT * len(text), text)

    def _read(self, container: Element, slot: int, text: str) -> None:
        # An abbreviation is atomic, so that nothing is put into it; a link goes around it.
        if isinstance(text, AtomicString) and (slot or container.tag != "abbr"):
            self._hide(container, slot, text)
            return
        self._node(container, slot)
        self._put(self._masked(text) if self._raw_depth or "\x02wz" in text else text, text)

    def _masked(self, text: str) -> str:
        """Blank out what stands between raw HTML tags, without a change of length."""
        pieces: list[str] = []
        done = 0
        for tag in HTML_PLACEHOLDER_RE.finditer(text):
            pieces += self._visible(text[done : tag.start()]), tag[0]
            self._raw_depth = max(0, self._raw_depth + raw_html.left_open(self._stash(int(tag[1]))))
            done = tag.end()
        pieces.append(self._visible(text[done:]))
        return "".join(pieces)

    def _visible(self, text: str) -> str:
        return OBJECT * len(text) if self._raw_depth else text

    def block(self, element: Element) -> None:
        """Read an element whose text no name shares with what is around it."""
        self._put(BLOCK)
        self._raw_depth = 0
        blocks, sections = self.blocks, self.sections
        block, section = blocks[-1][1], sections[-1][1]
        named, note = element.get("id") is not None, element.get("role") == "note"
        if named:
            blocks.append((self._at, element))
        if note:  # a note is read on its own, so its mentions are counted on their own
            sections.append((self._at, element))
        start = self._at
        self._spoken(element, self._inside)
        if named:
            self.extents[element] = start, self._at
            blocks.append((self._at, block))
        if note:
            sections.append((self._at, section))
        self._put(BLOCK)

    def _inside(self, element: Element) -> None:
        if element.text:
            self._read(element, 0, element.text)
        for number, child in enumerate(element, 1):
            if child.keys() or child.tag in _OF_ITS_OWN or not isinstance(child.tag, str):
                self._place(element, child, self._child)
            else:  # a block like most
                self._put(BLOCK)
                self._raw_depth = 0
                self._inside(child)
                self._put(BLOCK)
            if child.tail:
                self._read(element, number, child.tail)

    def _place(
        self, parent: Element, child: Element, read: Callable[[Element, Element], None]
    ) -> None:
        start = self._at
        read(parent, child)
        if child.get("class") in _OURS:
            self.ours.append((start, self._at))
        elif child.tag in HEADINGS or child.get("id") is not None:
            self.places[child] = start, self._at

    def _child(self, parent: Element, child: Element) -> None:
        tag = child.tag
        if not isinstance(tag, str):  # a comment
            self._put(OBJECT)
        elif tag in HEADINGS:
            self.heads.append(Head(self._at, child, parent))
            if HEADINGS[tag] <= _SECTION_LEVEL:
                self.sections.append((self._at, child))
            self._put(BLOCK)
            self._spoken(child, self._closed)
            self._put(BLOCK)
        elif tag == "a" and child.get("href", "").startswith(EXPLICIT):
            start = self._at
            self.parents[child] = parent
            self._inside(child)
            self.explicit.append((start, self._at, child))
        elif tag in _OBJECTS or _is_unseen(child):
            self._put(OBJECT, "\n" if tag == "br" else None)
        elif tag in CLOSED or self._opted_out(child):
            start = self._at
            self.parents[child] = parent
            self._spoken(child, self._closed)
            if self._at == start:
                self._put(OBJECT)
        elif tag in _INLINE:
            self.parents[child] = parent
            self._spoken(child, self._inside)
        else:
            self.block(child)

    def _spoken(self, element: Element, read: Callable[[Element], None]) -> None:
        """Read an element, in the language that it names, if it names one."""
        if not (language := element.get("lang")):
            read(element)
            return
        before = self.languages[-1][1]
        self.languages.append((self._at, (self._at, language)))
        read(element)
        self.languages.append((self._at, before))

    def _closed(self, element: Element) -> None:
        """Read what must not be linked: notes may still be about it."""
        if element.text:
            self._hide(element, 0, element.text)
            if element.tag == "code":
                self.shown[-1] = from_code(element.text)
        for number, child in enumerate(element, 1):
            self._place(element, child, self._closed_child)
            if child.tail:
                self._hide(element, number, child.tail)

    def _closed_child(self, parent: Element, child: Element) -> None:
        if child.tag in ("br", "img") or not isinstance(child.tag, str) or _is_unseen(child):
            self._put(OBJECT, "\n" if child.tag == "br" else None)
            return
        self.parents[child], edge = parent, BLOCK * (child.tag in raw_html.BLOCKS)
        self._put(edge)
        self._spoken(child, self._closed)
        self._put(edge)

    @staticmethod
    def _opted_out(element: Element) -> bool:
        classes = element.get("class", "").split()
        return not _CLOSED_CLASSES.isdisjoint(classes) or element.get("role") in _CONTROLS


def _is_unseen(element: Element) -> bool:
    # The mark of a footnote, and how words are read, are no part of the text.
    return element.tag in ("rp", "rt") or "footnote-ref" in element.get("class", "")
