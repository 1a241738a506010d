"""Computed pieces in a page: `<!-- apparatus: sourcing -->` becomes what `KNOWN` makes of it.

A kind of which there are many is followed by an id: `<!-- apparatus: figure deficit -->`.
The comment must be a paragraph of its own. What takes its place is part of the page like any other
text: names in it are linked, a search finds it, MkDocs checks its addresses. A piece is made from
the data alone, never from another page, so that the order of pages and a host's cache do not count.
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from . import complaints

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from xml.etree.ElementTree import Element

    from .dataset import Dataset
    from .extension import Tree
    from .model import Source
    from .page import Page
    from .problems import Position, Problem
    from .render import Renderer


class Around(NamedTuple):
    """What a piece is made from, and where it will stand."""

    page: str
    data: Dataset
    renderer: Renderer
    source_address: Callable[[Source], str]
    """Names a source from that page."""
    which: str = ""
    """The id after the name of the kind, or nothing."""

    def cited(self, ids: Iterable[str]) -> list[tuple[Source, str]]:
        """Look up sources, each with its address from that page."""
        return self.data.cited(ids, self.source_address)


class Maker(Protocol):
    """A module that makes a kind of piece; it is imported when a page asks for it."""

    def make(self, around: Around) -> list[Element]:
        """Make the piece: nothing when there is no data."""

    def sources(self, data: Dataset, which: str) -> list[str]:
        """Name the sources that it rests on and does not cite, to become the page's."""


KNOWN = {
    "sourcing": "statements.yml",
    "pledges": "pledges.yml",
    "timeline": "events.yml",
    "faced": "entities.yml",
    "figure": "figures/{}.csv",
}
"""Each kind of piece, and the data file that it cannot do without."""
MODULES = {"figure": "pieces.figure.view"}
"""Where a kind is made, if not in the module of its name."""
IDS: dict[str, Callable[[Dataset], Iterable[str]]] = {"figure": lambda data: data.figures}
"""Kinds of which there are several, each with an id that must follow the name."""
ONCE = frozenset({"pledges", "timeline"})
"""Pieces whose parts have names, so that a page can hold them only once."""
_COMMENT_RE = re.compile(r"<!--\s*apparatus:\s*([^<>]*?)\s*-->")
_PLACEHOLDER_RE = re.compile("\x02wzxhzdk:(\\d+)\x03")


def insert(tree: Tree, page: Page, around: Around) -> tuple[list[str], list[Problem]]:
    """Put pieces in the place of the comments that ask for them.

    Out: the sources that the page now rests on too, and the problems.
    """
    asked = {number: names for number, raw in enumerate(tree.put_aside())
             if "apparatus:" in raw and (names := _COMMENT_RE.findall(raw))}  # fmt: skip
    if not asked:
        return [], []
    places = {place.number: place for place in _places(tree)}
    sources: list[str] = []
    problems: list[Problem] = []
    counts: dict[str, int] = {}
    for number, names in asked.items():
        for name in names:
            nth = counts[name] = counts.get(name, -1) + 1
            word, _, which = " ".join(name.split()).partition(" ")
            ids = IDS[word](around.data) if word in IDS else None
            if word not in KNOWN or (which and ids is None):
                problems.append(complaints.no_insertion(_where(page, name, nth), name, KNOWN))
            elif number not in places:
                problems.append(complaints.not_alone(_where(page, name, nth), name))
            elif ids is not None and which not in ids:
                problems.append(complaints.no_such(_where(page, name, nth), word, which, ids))
            elif nth and name in ONCE:
                problems.append(complaints.inserted_twice(_where(page, name, nth), name))
            elif elements := _maker(word).make(around._replace(which=which)):
                places[number].put(elements)
                sources += _maker(word).sources(around.data, which)
            else:
                where = _where(page, name, nth)
                file = KNOWN[word].format(which)
                problems.append(complaints.nothing_to_insert(where, name, file))
    return sources, problems


def _maker(name: str) -> Maker:
    maker: Any = import_module(f".{MODULES.get(name, name)}", __package__)
    return maker  # type: ignore[no-any-return]


def _where(page: Page, name: str, nth: int) -> Position:
    """Find the n-th comment that asks for a name."""
    return page.find(rf"<!--\s*apparatus:\s*({re.escape(name)})\s*-->", nth)


class _Place(NamedTuple):
    """A paragraph that holds nothing but something put aside."""

    number: int
    paragraph: Element
    parent: Element

    def put(self, elements: list[Element]) -> None:
        """Let elements take its place."""
        for element in elements:
            element.tail = "\n"
        at = list(self.parent).index(self.paragraph)
        self.parent[at : at + 1] = elements


def _places(tree: Tree) -> Iterator[_Place]:
    """Find the paragraphs that are a comment and nothing else."""
    for parent in tree.root.iter():
        for child in parent:
            if child.tag == "p" and not len(child):
                found = _PLACEHOLDER_RE.fullmatch((child.text or "").strip())
                if found and _COMMENT_RE.fullmatch(tree.stash(int(found[1])).strip()):
                    yield _Place(int(found[1]), child, parent)
