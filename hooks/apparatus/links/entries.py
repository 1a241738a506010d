"""Where entries stand on a page, so that nothing there links to itself, and where to add to them.

An entry is a whole page, the section under a heading, or any block with an id. What is added to
its end (sources, backlinks) is known only when all pages are; a comment keeps the place.
"""

from __future__ import annotations

import math
import re
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.etree.ElementTree import Comment, Element

from ..data.model import Entity
from ..problems import Problem, did_you_mean, phrases
from ..text import headings
from ..text.languages import called
from ..text.reader import EXPLICIT, Head
from . import search_names
from .spots import RawHead, Spot, Spots, level_of, raw_headings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ..data.dataset import Dataset
    from ..templates.render import Renderer
    from ..text.page import Page
    from ..text.stream import Stream
    from ..text.tree import Tree

FOOT_RE = re.compile(r"<!--apparatus:foot:([a-z0-9-]+)-->\n?")


_START = itemgetter(0)


class Region(NamedTuple):
    """An entity's entry: a stretch of a page's raw text."""

    entity: Entity
    start: float
    end: float
    place: Head | RawHead | Spot | None
    """Its heading or another spot; None when the page is the entry."""


def regions(
    entities: list[Entity], stream: Stream, tree: Tree
) -> tuple[list[Region], list[Entity], list[str]]:
    """Find the entries that a page should hold.

    Out: those found, the entities without one, and the ids that they might have meant.
    """
    if not entities:
        return [], [], []
    names = _names(stream, tree.slug)
    named: dict[str, Head | RawHead | Spot] = {}
    for name, head in zip(names, stream.heads, strict=True):
        named.setdefault(name, head)
    raw_heads = [*raw_headings(tree, stream)]
    ends = _ends(sorted((*stream.heads, *raw_heads), key=_START))
    fragments = {entity.fragment for entity in entities}
    spots = cache(lambda: Spots(tree, stream, raw_heads))
    if elsewhere := fragments - {"", *names}:
        named |= {name: spot for name in elsewhere if (spot := spots().find(name))}
        names += spots().names
    found, missing = [], []
    for entity in entities:
        place = named.get(entity.fragment)
        if not entity.fragment:
            found.append(Region(entity, 0, math.inf, None))
        elif place is None:
            missing.append(entity)
        elif isinstance(place, Spot):
            found.append(Region(entity, place.start, place.end, place))
        else:
            end, parent = ends[place.at], place.parent
            end = end if parent is tree.root else min(end, spots().extent(parent)[1])
            found.append(Region(entity, place.at, end, place))
    return found, missing, names


def _ends(heads: Sequence[Head | RawHead]) -> dict[int, float]:
    """Tell where the section under each heading ends: at the next one that is no deeper."""
    ends: dict[int, float] = {}
    open_: list[Head | RawHead] = []
    for head in heads:
        while open_ and head.level <= open_[-1].level:
            ends[open_.pop().at] = head.at
        open_.append(head)
    return ends | {head.at: math.inf for head in open_}


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


def complete(tree: Tree, found: list[Region], renderer: Renderer) -> None:
    """Put the facts of entries in, as HTML, and leave a comment where each entry ends."""
    root = tree.root
    under: dict[Element, list[Region]] = {}
    for region in found:
        place, entity = region.place, region.entity
        if place is None:
            first = next((i for i, child in enumerate(root) if child.tag == "h1"), -1)
            root[first + 1 : first + 1] = _facts(tree, entity, renderer)
            root.append(_foot(entity))
        elif not isinstance(place, Spot):
            under.setdefault(place.parent, []).append(region)
        else:
            _complete_spot(tree, place, entity, renderer)
    for parent, its in under.items():
        _complete_sections(tree, parent, its, renderer)


def _complete_spot(tree: Tree, spot: Spot, entity: Entity, renderer: Renderer) -> None:
    """Do that for an entry that is no section."""
    if spot.parent is None:
        spot.element.extend([*_facts(tree, entity, renderer), _foot(entity)])
        return
    facts = _facts
    if spot.element.tag == "p" and spot.element.get("id"):  # a search finds it as a passage
        spot.element.extend(_hidden(tree, entity, renderer, "span"))
        facts = _table
    after = list(spot.parent).index(spot.element) + 1
    spot.parent[after:after] = [*facts(tree, entity, renderer), _foot(entity)]


def _complete_sections(
    tree: Tree, parent: Element, found: list[Region], renderer: Renderer
) -> None:
    """Do that for entries that are headings, all children of one element."""
    starting = {region.place.element: region for region in found}  # type: ignore[union-attr]
    children: list[Element] = []
    open_: list[Region] = []
    for child in parent:
        level = level_of(child, tree)
        while level and open_ and level <= open_[-1].place.level:  # type: ignore[union-attr]
            children.append(_foot(open_.pop().entity))
        children.append(child)
        if region := starting.get(child):
            children += _facts(tree, region.entity, renderer)
            open_.append(region)
    children += (_foot(region.entity) for region in reversed(open_))
    parent[:] = children


def _facts(tree: Tree, entity: Entity, renderer: Renderer) -> list[Element]:
    return [*_table(tree, entity, renderer), *_hidden(tree, entity, renderer, "p")]


def _table(tree: Tree, entity: Entity, renderer: Renderer) -> list[Element]:
    if not (entity.facts or called(entity.names)):
        return []
    return [tree.raw(renderer.html("facts", entity=entity).strip())]


def _hidden(tree: Tree, entity: Entity, renderer: Renderer, tag: str) -> list[Element]:
    """Make what only a search reads: the other forms of an entity's name."""
    names = search_names.of(entity)
    words = ", ".join(names)
    if not words.isascii():
        return [tree.raw(renderer.html("forms", forms=names, tag=tag).strip(), tag)]
    # A template for each of thousands of entries would take longer than linking them.
    hidden = Element(tag, {"class": "ap-forms", "hidden": ""})
    hidden.text, hidden.tail = words, "\n"
    return [hidden] if words else []


def _foot(entity: Entity) -> Element:
    foot: Any = Comment(f"apparatus:foot:{entity.id}")  # an element, whatever the stubs say
    foot.tail = "\n"
    return foot  # type: ignore[no-any-return]


def no_headings(data: Dataset, missing: list[Entity], known: Sequence[str]) -> Iterator[Problem]:
    """Say which entries have no heading, and which of the page's ids is near."""
    if held := [entity for entity in missing if entity.id in data.held]:
        message = f"the register of the page '{held[0].page}' is not there."
        hint = "Take its comment out of code and raw HTML."
        yield Problem(data.position(held[0], "id"), message, hint)
    for entity in (one for one in missing if one.id not in data.held):
        message = f"the page '{entity.page}' has no heading '#{entity.fragment}'."
        hint = did_you_mean(entity.fragment, known)
        hint = hint or f"Write it as '## {entity.name} {{ #{entity.fragment} }}'."
        yield Problem(data.position(entity, "entry"), message, hint)


def _names(stream: Stream, slug: Callable[[str], str]) -> list[str]:
    """Return the id that each heading has, or will get: of two alike the second has a number."""
    heads = [head.element for head in stream.heads]
    taken = (*stream.ids, *(head.get("id", "") for head in heads))
    return headings.names(heads, taken, slug, stream.stash)


def no_such_entry(
    data: Dataset, page: Page, identifier: str, note: Element | None
) -> Iterator[Problem]:
    """Say that `[words](entity:id)`, on a page or in one of its notes, names nothing."""
    if not data.lacks(Entity, identifier):
        return
    where = page.find(re.escape(EXPLICIT + identifier) + r"(?![\w-])")
    if note is not None and (annotation := data.annotations.get(note.get("id", ""))):
        where = data.place(annotation, "body", words=EXPLICIT + identifier)
    yield phrases.unknown(where, "entity", identifier, data.entities)
