"""What is put into entries: facts, other names for a search, and at the end a mark.

What is added there (sources, backlinks) is known only when all pages are: a comment keeps the
place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Comment, Element

from ..text.languages import called
from . import search_names
from .spots import RawHead, Spot, level_of

if TYPE_CHECKING:
    from ..data.model import Entity
    from ..templates.render import Renderer
    from ..text.tree import Tree
    from .entries import Region
    from .search_names import Apart

FOOT_RE = re.compile(r"<!--apparatus:foot:([a-z0-9-]+)-->")


def fill(tree: Tree, found: list[Region], renderer: Renderer, apart: Apart) -> None:
    """Put the facts of entries in, as HTML, and leave a comment where each entry ends.

    Other names go into the page as well, unless they can be told a search apart from it.
    """
    if found:
        _Filling(tree, renderer, apart).fill(found)


class _Filling:
    """Fills the entries of one page."""

    def __init__(self, tree: Tree, renderer: Renderer, apart: Apart) -> None:
        self._tree, self._renderer, self._apart = tree, renderer, apart

    def fill(self, found: list[Region]) -> None:
        root = self._tree.root
        under: dict[Element, list[Region]] = {}
        for region in found:
            place = region.place
            if place is None:
                first = next((i for i, child in enumerate(root) if child.tag == "h1"), -1)
                root[first + 1 : first + 1] = self._facts(region)
                root.append(_foot(region.entity))
            elif isinstance(place, Spot):
                self._fill_spot(place, region)
            else:
                under.setdefault(place.parent, []).append(region)
        for parent, its in under.items():
            self._fill_sections(parent, its)

    def _fill_spot(self, spot: Spot, region: Region) -> None:
        """Do that for an entry that is no section."""
        entity = region.entity
        if spot.parent is None:
            spot.element.extend([*self._facts(region), _foot(entity)])
            return
        if spot.element.tag == "p" and spot.element.get("id"):  # a search finds it as a passage
            spot.element.extend(self._names(region, "span"))
            facts = self._table(entity)
        else:
            facts = self._facts(region)
        after = list(spot.parent).index(spot.element) + 1
        spot.parent[after:after] = [*facts, _foot(entity)]

    def _fill_sections(self, parent: Element, found: list[Region]) -> None:
        """Do that for entries that are headings, all children of one element."""
        starting = {region.place.element: region for region in found}  # type: ignore[union-attr]
        children: list[Element] = []
        open_: list[Region] = []
        for child in parent:
            level = level_of(child, self._tree)
            while level and open_ and level <= open_[-1].place.level:  # type: ignore[union-attr]
                children.append(_foot(open_.pop().entity))
            children.append(child)
            if region := starting.get(child):
                children += self._facts(region)
                open_.append(region)
        children += (_foot(region.entity) for region in reversed(open_))
        parent[:] = children

    def _facts(self, region: Region) -> list[Element]:
        return [*self._table(region.entity), *self._names(region, "p")]

    def _table(self, entity: Entity) -> list[Element]:
        if not (entity.facts or (entity.names and called(entity.names))):
            return []
        return [self._tree.raw(self._renderer.html("facts", entity=entity).strip())]

    def _names(self, region: Region, tag: str) -> list[Element]:
        """Make what only a search reads: the other forms of an entity's name."""
        if self._is_found(region) and self._apart.take(region.entity):
            return []
        if not (names := search_names.of(region.entity)):
            return []
        words = ", ".join(names)
        if not words.isascii():
            html = self._renderer.html("forms", forms=names, tag=tag)
            return [self._tree.raw(html.strip(), tag)]
        # A template for each of thousands of entries would take longer than linking them.
        hidden = Element(tag, {"class": "ap-forms", "hidden": ""})
        hidden.text, hidden.tail = words, "\n"
        return [hidden]

    def _is_found(self, region: Region) -> bool:
        """Whether a search that cuts pages at their headings has the entry under its address."""
        place = region.place
        if place is None:
            return True
        if isinstance(place, Spot) or place.parent is not self._tree.root:
            return False
        name = place.name if isinstance(place, RawHead) else place.element.get("id")
        return name == region.entity.fragment


def _foot(entity: Entity) -> Element:
    return Comment(f"apparatus:foot:{entity.id}")  # type: ignore[return-value]  # stubs differ
