"""Where entries stand on a page, so that nothing there links to itself, and where to add to them.

An entry is a whole page, the section under a heading, or any block with an id.
"""

from __future__ import annotations

import math
import re
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from ..data.model import Entity
from ..problems import Problem, did_you_mean, phrases
from ..text import headings
from ..text.reader import EXPLICIT, Head
from .spots import RawHead, Spot, Spots, raw_headings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from xml.etree.ElementTree import Element

    from ..data.dataset import Dataset
    from ..text.page import Page
    from ..text.stream import Stream
    from ..text.tree import Tree

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
    fragments = [entity.fragment for entity in entities]
    spots = cache(lambda: Spots(tree, stream, raw_heads))
    if elsewhere := {*fragments} - {"", *names}:
        named |= {name: spot for name in elsewhere if (spot := spots().find(name))}
        names += spots().names
    found, missing = [], []
    for entity, fragment in zip(entities, fragments, strict=True):
        place = named.get(fragment)
        if not fragment:
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
