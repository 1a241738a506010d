"""Where entries stand on a page, so that nothing there links to itself, and where to add to them.

An entry is a whole page, the section under a heading, or any block with an id. What is added to
its end (sources, backlinks) is known only when all pages are; a comment keeps the place.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .reader import HEADINGS, Head
from .text import OBJECT, Normal, entity_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree.ElementTree import Element

    from .extension import Tree
    from .model import Entity
    from .stream import Stream

FOOT_RE = re.compile(r"<!--apparatus:foot:([a-z0-9-]+)-->\n?")


@dataclass(frozen=True, slots=True)
class Region:
    """An entity's entry: a stretch of a page's raw text."""

    entity: Entity
    start: float
    end: float
    place: Head | Element | None
    """Its heading or block; None when the page is the entry."""


def regions(
    entities: list[Entity], stream: Stream, slug: Callable[[str], str]
) -> tuple[list[Region], list[Entity]]:
    """Find the entries that a page should hold. Out: those found, and the entities without."""
    if not entities:
        return [], []
    heads: dict[str, tuple[int, Head]] = {}
    for index, head in enumerate(stream.heads):
        name = head.element.get("id") or slug(title(head.element, stream.stash))
        heads.setdefault(name, (index, head))
    blocks = {element.get("id", ""): (at, element) for at, element in stream.blocks
              if element is not None}  # fmt: skip
    found, missing = [], []
    for entity in entities:
        if not entity.fragment:
            found.append(Region(entity, 0, math.inf, None))
        elif entity.fragment in heads:
            index, head = heads[entity.fragment]
            later = (h.at for h in stream.heads[index + 1 :] if h.level <= head.level)
            found.append(Region(entity, head.at, next(later, math.inf), head))
        elif entity.fragment in blocks:
            at, element = blocks[entity.fragment]
            inner = set(element.iter())
            later = (a for a, e in stream.blocks if a > at and e not in inner)
            found.append(Region(entity, at, next(later, math.inf), element))
        else:
            missing.append(entity)
    return found, missing


def owner(found: list[Region]) -> Callable[[str, int], bool]:
    """Make the test whether a place in a page's raw text lies in an entity's own entry."""
    if not found:
        return lambda *_: False
    by_entity: dict[str, list[Region]] = {}
    for region in found:
        by_entity.setdefault(region.entity.id, []).append(region)

    def owns(identifier: str, at: int) -> bool:
        return any(r.start <= at < r.end for r in by_entity.get(identifier, ()))

    return owns


def complete(tree: Tree, found: list[Region], facts_of: Callable[[Entity], str]) -> None:
    """Put the facts of entries in, as HTML, and leave a comment where each entry ends."""
    root = tree.root
    for region in found:
        entity, place = region.entity, region.place
        foot = tree.raw(f"<!--apparatus:foot:{entity.id}-->")
        html = facts_of(entity) if place is None or isinstance(place, Head) else ""
        facts = [tree.raw(html)] if html else []
        if place is None:
            first = next((i for i, child in enumerate(root) if child.tag == "h1"), -1)
            root[first + 1 : first + 1] = facts
            root.append(foot)
        elif isinstance(place, Head):
            siblings = list(place.parent)
            at = siblings.index(place.element) + 1
            later = (i for i in range(at, len(siblings))
                     if HEADINGS.get(str(siblings[i].tag), math.inf) <= place.level)  # fmt: skip
            place.parent.insert(next(later, len(siblings)), foot)
            place.parent[at:at] = facts
        else:
            place.append(foot)


def title(heading: Element, stash: Callable[[int], str]) -> str:
    """Return a heading's text as readers see it, without a permalink.

    `stash` gives what Markdown has put aside under a number.
    """
    text = Normal(_words(heading), lambda number: entity_text(stash(number))).text
    return text.replace(OBJECT, "").strip()


def _words(element: Element) -> str:
    text = element.text or ""
    for child in element:
        if child.tag != "a" or "headerlink" not in child.get("class", ""):
            text += _words(child)
        text += child.tail or ""
    return text
