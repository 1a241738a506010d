"""Where an id stands that is none of Markdown's headings: on any element, and in raw HTML.

Raw HTML is put aside while a page is rendered: all that is left of it is a mark in some text. A
raw heading opens a section as Markdown's do, and an anchor before a heading is that heading's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from markdown.util import HTML_PLACEHOLDER_RE

from ..text import raw_html
from ..text.reader import HEADINGS, Head
from ..text.tree import parents

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element

    from ..text.stream import Stream
    from ..text.tree import Tree

_HOLDERS = frozenset((
    "article", "aside", "blockquote", "dd", "details", "div", "figcaption", "figure", "li", "main",
    "section", "td", "th",
))  # fmt: skip
"""Elements in which a section may stand: what belongs to an id in one of them stands at its end."""
_BLOCKS = frozenset(("dl", "hr", "ol", "p", "pre", "table", "ul"))
"""Elements after which it stands."""


class RawHead(NamedTuple):
    """A heading in raw HTML, with what `Head` tells of Markdown's."""

    at: int
    element: Element
    """The paragraph that the raw HTML will take the place of."""
    parent: Element
    level: int
    name: str
    """Its id; empty if it has none."""


class Spot(NamedTuple):
    """Where what belongs to an id is added, and where it stands in the raw text."""

    element: Element
    parent: Element | None
    """For what comes after the element; None for what comes at its end."""
    start: int
    end: int


def raw_headings(tree: Tree, stream: Stream) -> Iterator[RawHead]:
    """Find the headings of a page that are raw HTML."""
    if not any(map(_opening, tree.put_aside())):
        return
    extents = stream.extents()
    for element, parent in parents(tree.root).items():
        if (tag := _raw_heading(element, tree)) and element in extents:
            name, at = tag.attributes.get("id", ""), extents[element][0]
            yield RawHead(at, element, parent, HEADINGS[tag.name], name)


def level_of(element: Element, tree: Tree) -> int | None:
    """Return the level of a heading, Markdown's or raw; None for anything else, a comment too."""
    if element.tag == "p" and (tag := _raw_heading(element, tree)):
        return HEADINGS[tag.name]
    return HEADINGS.get(element.tag)


def _raw_heading(element: Element, tree: Tree) -> raw_html.Part | None:
    """Find the tag of the raw heading that a paragraph will become, if it will."""
    text = element.text or ""
    if "\x02" not in text or element.tag != "p":
        return None
    if not HTML_PLACEHOLDER_RE.fullmatch(text := text.strip()):
        return None
    return _opening("".join(_raw(tree, text)))


def _opening(raw: str) -> raw_html.Part | None:
    """Find the tag of the heading that some raw HTML begins with, if it does."""
    if raw.lstrip()[:2].lower() != "<h":
        return None
    first = next((part for part in raw_html.parts(raw) if part.name.strip()), None)
    return first if first and first.kind == "open" and first.name in HEADINGS else None


def _raw(tree: Tree, text: str) -> Iterator[str]:
    """Name the raw HTML that stands in a text."""
    if "\x02wz" in text:
        for mark in HTML_PLACEHOLDER_RE.finditer(text):
            yield tree.stash(int(mark[1]))


def _named(part: raw_html.Part) -> list[str]:
    """List what may name the place of a tag: its id, and the name of an anchor."""
    names = [part.attributes.get("id", "")]
    names += [part.attributes.get("name", "")] if part.name == "a" else []
    return [name for name in names if name]


class Spots:
    """The ids of a page."""

    def __init__(self, tree: Tree, stream: Stream, raw_heads: Sequence[RawHead]) -> None:
        """Take a page's tree, its text, and its raw headings."""
        self._tree = tree
        self._parents = parents(tree.root)
        self._texts = stream.extents()
        heads: list[Head | RawHead] = [*stream.heads, *raw_heads]
        self._heads = {head.element: head for head in heads}
        self._ids = self._all_ids()

    def find(self, name: str) -> Head | RawHead | Spot | None:
        """Find an id: the section that it opens, or the block that it stands in."""
        element = self._ids.get(name)
        return None if element is None else self._home(element)

    @property
    def names(self) -> list[str]:
        """All ids."""
        return list(self._ids)

    def extent(self, element: Element) -> tuple[int, int]:
        """Tell where an element starts and ends in the raw text; nowhere if it has no text."""
        its = [self._texts[one] for one in element.iter() if one in self._texts]
        return (min(start for start, _ in its), max(end for _, end in its)) if its else (0, 0)

    def _all_ids(self) -> dict[str, Element]:
        """Find each id's element, or that in whose text the raw HTML with it stands."""
        found: dict[str, Element] = {}
        for element in self._tree.root.iter():
            if name := element.get("id"):
                found.setdefault(name, element)
            around = self._parents.get(element, element)
            for text, holder in ((element.text, element), (element.tail, around)):
                for raw in _raw(self._tree, text or ""):
                    for part in raw_html.parts(raw):
                        for name in _named(part):
                            found.setdefault(name, holder)
        return found

    def _home(self, element: Element) -> Head | RawHead | Spot:
        """Go out from an element to the one that what belongs to it may stand in, or after."""
        while element not in self._heads and element.tag not in _HOLDERS | _BLOCKS | {"dt"}:
            element = self._parents[element]
        element = self._following(element)
        if head := self._heads.get(element):
            return head
        parent = self._parents.get(element)
        start, end = self.extent(element)
        if element.tag == "dt" and parent is not None:  # its definitions belong to it
            rest = list(parent)[list(parent).index(element) + 1 :]
            for other in rest:
                if other.tag != "dd":
                    break
                element, end = other, self.extent(other)[1]
            if element.tag == "dt":
                element, parent = parent, self._parents.get(parent)
        return Spot(element, None if element.tag in _HOLDERS else parent, start, end)

    def _following(self, element: Element) -> Element:
        """Return the heading right after an anchor that stands alone, else the element itself."""
        text = "".join(element.itertext())
        parent = self._parents.get(element)
        if parent is None or element.tag != "p" or element in self._heads:
            return element
        parts = raw_html.parts("".join(_raw(self._tree, text)))
        if HTML_PLACEHOLDER_RE.sub("", text).strip() or any(p.kind == "text" for p in parts):
            return element
        after = list(parent)[list(parent).index(element) + 1 :][:1]
        return after[0] if after and after[0] in self._heads else element
