"""Plain mentions in an element tree to links and mentions."""

from __future__ import annotations

import math
from bisect import bisect_right
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from .mentions import Mention
from .policy import FirstMention, choose
from .stream import EXPLICIT, wrap
from .urls import between

if TYPE_CHECKING:
    from collections.abc import Callable

    from .matcher import Match, Matcher
    from .model import Entity, LinkPolicy
    from .stream import Boundary, Stream

def link(
    stream: Stream,
    page: str,
    matcher: Matcher,
    page_policy: LinkPolicy | None,
    owns: Callable[[str, int], bool],
) -> list[Mention]:
    """Link the mentions of a page, in place.

    In: the page's text, its path, and `owns`, which tells whether a place (in the raw text) lies
    in an entity's own entry. Out: the mentions, in reading order.
    """
    first = FirstMention(page_policy)
    places: dict[int, tuple[Boundary, Boundary]] = {}
    written = _explicit(stream, matcher)
    found = list(written)
    original = stream.normal.original

    def fits(match: Match) -> bool:
        start, end = original(match.start, match.end)
        if any(start < link_end and link_start < end for link_start, link_end, _, _ in written):
            return False
        place = stream.boundaries(start, end)
        if place is not None:
            places[start] = place
        return place is not None

    ahead = iter((*written, (math.inf, 0, None, None)))
    next_written = next(ahead)
    for match, form in choose(matcher.find(stream.normal.text), page, fits):
        entity = form.entity
        start, end = original(match.start, match.end)
        while next_written[0] < start:  # what is linked on purpose needs no second link after it
            if next_written[2] is not None:
                first.allows(next_written[2], _at(stream.sections, int(next_written[0])))
            next_written = next(ahead)
        if not owns(entity.id, start) and first.allows(entity, _at(stream.sections, start)):
            found.append((start, end, entity, Element("a")))
    found.sort(key=lambda item: item[0])
    mentions: list[Mention] = []
    counts: dict[str, int] = {}
    for start, end, entity, anchor in found:
        counts[entity.id] = count = counts.get(entity.id, 0) + 1
        _mark(anchor, entity, page, count)
        section, block = _at(stream.sections, start), _at(stream.blocks, start)
        identifier = anchor.get("id", "")
        mentions.append(Mention(entity, page, identifier, stream, start, end, section, block))
    for start, _, _, anchor in reversed(found):
        if start in places:
            wrap(*places[start], anchor)
    return mentions


def _explicit(stream: Stream, matcher: Matcher) -> list[tuple[int, int, Entity, Element]]:
    """Find the links that the author wrote to an entry."""
    return [
        (start, end, entity, anchor)
        for start, end, anchor in stream.explicit
        if (entity := matcher.entities.get(anchor.get("href", "").removeprefix(EXPLICIT)))
    ]


def _mark(anchor: Element, entity: Entity, page: str, count: int) -> None:
    """Make an `a` element a page's n-th link to an entity's entry."""
    anchor.set("class", f"xref xref--{entity.kind}")
    if entity.kind == "term":
        anchor.set("role", "doc-glossref")
    anchor.set("data-entity", entity.id)
    anchor.set("href", between(page, entity.entry))
    anchor.set("aria-describedby", f"card-{entity.id}-gloss")
    anchor.set("id", f"xref-{entity.id}" + (f"-{count}" if count > 1 else ""))


def _at(places: list[tuple[int, Element | None]], at: int) -> Element | None:
    return places[bisect_right(places, at, key=lambda place: place[0]) - 1][1]
