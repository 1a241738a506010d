"""Where entries stand on a page, so that nothing there links to itself, and where to add to them.

An entry is a whole page, the section under a heading, or any block with an id. What is added to
its end (sources, backlinks) is known only when all pages are; a comment keeps the place.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.etree.ElementTree import Comment, Element

from markdown.extensions.toc import unique

from ..data.model import Entity
from ..problems import Problem, did_you_mean, phrases
from ..text.headings import title
from ..text.languages import called
from ..text.reader import EXPLICIT, HEADINGS, Head
from . import search_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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
    place: Head | Element | None
    """Its heading or block; None when the page is the entry."""


def regions(
    entities: list[Entity], stream: Stream, slug: Callable[[str], str]
) -> tuple[list[Region], list[Entity]]:
    """Find the entries that a page should hold. Out: those found, and the entities without."""
    if not entities:
        return [], []
    heads: dict[str, tuple[Head, float]] = {}
    names = _names(stream, slug)
    for name, head, end in zip(names, stream.heads, _ends(stream.heads), strict=True):
        heads.setdefault(name, (head, end))
    blocks: dict[str, tuple[int, Element]] = {}
    for at, block in stream.blocks:
        if block is not None:
            blocks.setdefault(block.get("id", ""), (at, block))  # its start comes first
    found, missing = [], []
    for entity in entities:
        fragment = entity.fragment
        if not fragment:
            found.append(Region(entity, 0, math.inf, None))
        elif fragment in heads:
            head, end = heads[fragment]
            found.append(Region(entity, head.at, end, head))
        elif fragment in blocks:
            at, element = blocks[fragment]
            inner = set(element.iter())
            after = stream.blocks[bisect_right(stream.blocks, at, key=_START) :]
            later = (a for a, e in after if e not in inner)
            found.append(Region(entity, at, next(later, math.inf), element))
        else:
            missing.append(entity)
    return found, missing


def _ends(heads: list[Head]) -> list[float]:
    """Tell where the section under each heading ends: at the next one that is no deeper."""
    ends: list[float] = [math.inf] * len(heads)
    open_: list[int] = []
    for index, head in enumerate(heads):
        while open_ and head.level <= heads[open_[-1]].level:
            ends[open_.pop()] = head.at
        open_.append(index)
    return ends


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
        place = region.place
        if place is None:
            first = next((i for i, child in enumerate(root) if child.tag == "h1"), -1)
            root[first + 1 : first + 1] = _facts(tree, region.entity, renderer)
            root.append(_foot(region.entity))
        elif isinstance(place, Head):
            under.setdefault(place.parent, []).append(region)
        else:
            place.extend(_hidden(tree, region.entity, renderer, "span"))
            place.append(_foot(region.entity))
    for parent, its in under.items():
        _complete_sections(tree, parent, its, renderer)


def _complete_sections(
    tree: Tree, parent: Element, found: list[Region], renderer: Renderer
) -> None:
    """Do that for entries that are headings, all children of one element."""
    starting = {region.place.element: region for region in found if isinstance(region.place, Head)}
    children: list[Element] = []
    open_: list[Region] = []
    for child in parent:
        level = HEADINGS.get(child.tag)  # None for a comment too
        while level and open_ and level <= open_[-1].place.level:  # type: ignore[union-attr]
            children.append(_foot(open_.pop().entity))
        children.append(child)
        if region := starting.get(child):
            children += _facts(tree, region.entity, renderer)
            open_.append(region)
    children += (_foot(region.entity) for region in reversed(open_))
    parent[:] = children


def _facts(tree: Tree, entity: Entity, renderer: Renderer) -> list[Element]:
    found = []
    if entity.facts or called(entity.names):
        found.append(tree.raw(renderer.html("facts", entity=entity).strip()))
    return [*found, *_hidden(tree, entity, renderer, "p")]


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


def no_headings(
    data: Dataset, missing: list[Entity], stream: Stream, slug: Callable[[str], str]
) -> Iterator[Problem]:
    """Say which entries have no heading."""
    known = _names(stream, slug) if missing else []
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
    used = {*stream.ids, *(head.element.get("id", "") for head in stream.heads)}
    last: dict[str, str] = {}  # the numbers below the last one of a name are all taken
    names = []
    for head in stream.heads:
        if not (name := head.element.get("id", "")):
            own = slug(title(head.element, stream.stash))
            name = last[own] = unique(last.get(own, own), used)
        names.append(name)
    return names


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
