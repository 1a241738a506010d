"""Passages of a page: a block, its heading for those who listen, its notes."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from ..text.places import Place, name_of, paragraph_number
from ..text.raw_html import BLOCKS
from ..text.reader import HEADINGS
from ..text.tree import parents
from ..words import first_upper

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..text.blocks import Block
    from ..words import Words

_LOWEST = 6
_WHOLE = frozenset({"blockquote", "dl", "figure", "ol", "table", "ul"})
"""What notes on a part of it stand after: there is no place for them inside."""
_AROUND = frozenset(
    {"article", "aside", "blockquote", "div", "dd", "details", "li", "main", "section", "td"}
)
"""What may hold a passage."""


class Passages:
    """The passages of one page."""

    def __init__(self, root: Element, blocks: Mapping[str, Block], words: Words) -> None:
        """Take the page's tree, its blocks by their ids, and the engine's words."""
        self._root, self._blocks, self._words = root, blocks, words
        self._parents = parents(root)
        self._levels = _levels(root)
        self._made: dict[Element, Element] = {}
        self._lists: dict[Element, Element] = {}
        self._places: dict[Element, list[Place]] = {}

    def make(self, block: Block) -> None:
        """Put a numbered paragraph into a passage of its own, with a heading that names it.

        The heading is one level below that which it stands under. It is no `h3` and the like: those
        are the author's, and become places in tables of contents and in a search.
        """
        level = self._levels[block.element]
        self._passage(block.element).insert(
            0, _heading(name_of(block, self._blocks), level, self._words)
        )

    def list_beside(self, block: Block) -> Element:
        """Return the list for the notes on a block; blocks in one container share it."""
        host = self._host(block)
        passage = self._made.get(host)
        if passage is None:
            passage = self._passage(host)
        if (listed := self._lists.get(passage)) is None:
            listed = self._lists[passage] = SubElement(passage, "ol", {"class": "ap-notes"})
            listed.text = listed.tail = "\n"
        places = self._places.setdefault(listed, [])
        places.append(name_of(block, self._blocks))
        listed.set("aria-label", self._called(places))
        return listed

    def _called(self, places: list[Place]) -> str:
        """Say what a list of notes on some blocks is."""
        words = self._words.plain
        if len(places) == 1 and places[0].kind == "paragraph":
            return words.gettext("Notes on paragraph %(number)s") % {"number": places[0].name}
        what = ", ".join(map(words.place, places))
        notes = words.gettext("Notes")
        return words.gettext("%(what)s: %(words)s") % {"what": notes, "words": what}

    def put_first(self, element: Element) -> None:
        """Put an element right before the first passage."""
        first = {host if host.tag in HEADINGS else its for host, its in self._made.items()}
        for parent in self._root.iter():
            for at, child in enumerate(parent):
                if child in first:
                    parent.insert(at, element)
                    return

    def _host(self, block: Block) -> Element:
        """Find what the notes on a block stand after: the outermost list or the like around it."""
        around = [block.element]
        while (parent := self._parents.get(around[-1])) is not None and parent is not self._root:
            around.append(parent)
        own = next((one for one in around if one in self._made), None)
        if own is not None:
            return own
        found = next((one for one in reversed(around) if one.tag in _WHOLE), block.element)
        at = around.index(found)
        while at + 1 < len(around) and not (
            around[at].tag in BLOCKS and around[at + 1].tag in _AROUND
        ):
            at += 1
        return around[at]

    def _passage(self, host: Element) -> Element:
        parent = self._parents[host]
        at = list(parent).index(host)
        passage = Element("div", {"class": "ap-passage"})
        passage.text = "\n"
        passage.tail, host.tail = host.tail, "\n"
        if host.tag in HEADINGS:  # which stays where it is: a section starts there
            passage.set("class", "ap-passage ap-passage--after")
            parent.insert(at + 1, passage)
        else:
            parent[at] = passage
            passage.append(host)
            self._parents[passage], self._parents[host] = parent, passage
        self._made[host] = passage
        return passage


def numbered(blocks: Mapping[str, Block]) -> Iterable[Block]:
    """Choose the numbered paragraphs that Markdown has made."""
    return (
        block
        for name, block in blocks.items()
        if block.tag == "p" and not block.raw and paragraph_number(name) is not None
    )


def _heading(place: Place, level: int, words: Words) -> Element:
    heading = Element(
        "div",
        {
            "class": "ap-visually-hidden no-xref",
            "role": "heading",
            "aria-level": str(min(level, _LOWEST)),
            "data-search-exclude": "",
        }
        | words.lang,
    )
    heading.text = first_upper(words.plain.place(place))
    heading.tail = "\n"
    return heading


def _levels(root: Element) -> dict[Element, int]:
    """Say of each element one level more than that of the heading before it."""
    level, levels = 2, {}
    for element in root.iter():
        level = HEADINGS.get(element.tag, level - 1) + 1
        levels[element] = level
    return levels
