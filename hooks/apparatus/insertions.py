"""Computed pieces in a page: `<!-- apparatus: sourcing -->` becomes what `KNOWN` makes of it.

A kind of which there are many is followed by an id: `<!-- apparatus: figure deficit -->`.
The comment must be a paragraph of its own. What takes its place is part of the page like any other
text: names in it are linked, a search finds it, MkDocs checks its addresses. A piece is made from
the data alone, never from another page, so that the order of pages and a host's cache do not count.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from . import complaints, figures, sourcing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from xml.etree.ElementTree import Element

    from .dataset import Dataset
    from .extension import Tree
    from .model import Source
    from .page import Page
    from .problems import Position, Problem
    from .render import Renderer


class Asked(NamedTuple):
    """What a comment asks for, and what may be needed to make it."""

    page: str
    which: str
    """The id after the name of the kind, or nothing."""
    data: Dataset
    renderer: Renderer
    address: Callable[[Source], str]
    """Names a source as Markdown in the page would."""


class Kind(NamedTuple):
    """A kind of piece."""

    make: Callable[[Asked], list[Element]]
    """Out: nothing when there is no data."""
    sources: Callable[[Dataset, str], list[str]]
    """Names the sources that it rests on, which become sources of the page."""
    file: str
    """The data file that it cannot do without; `{}` is its id."""
    ids: Callable[[Dataset], Iterable[str]] | None = None
    """Those of which one must follow; without it nothing may."""


KNOWN: dict[str, Kind] = {
    "sourcing": Kind(sourcing.make, sourcing.sources, "statements.yml"),
    "figure": Kind(figures.make, figures.sources, "figures/{}.csv", lambda data: data.figures),
}
_COMMENT_RE = re.compile(r"<!--\s*apparatus:\s*([^<>]*?)\s*-->")
_PLACEHOLDER_RE = re.compile("\x02wzxhzdk:(\\d+)\x03")


def insert(
    tree: Tree, page: Page, data: Dataset, renderer: Renderer, address: Callable[[Source], str]
) -> tuple[list[str], list[Problem]]:
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
            kind = KNOWN.get(word)
            if kind is None or (which and kind.ids is None):
                problems.append(complaints.no_insertion(_where(page, name, nth), name, KNOWN))
            elif number not in places:
                problems.append(complaints.not_alone(_where(page, name, nth), name))
            elif kind.ids is not None and which not in (ids := kind.ids(data)):
                problems.append(complaints.no_such(_where(page, name, nth), word, which, ids))
            elif elements := kind.make(Asked(page.path, which, data, renderer, address)):
                places[number].put(elements)
                sources += kind.sources(data, which)
            else:
                where = _where(page, name, nth)
                problems.append(complaints.nothing_to_insert(where, name, kind.file.format(which)))
    return sources, problems


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
