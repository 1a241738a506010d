"""Plain mentions in an element tree to links and mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from xml.etree.ElementTree import Element

from .mentions import Mention, context, label
from .policy import FirstMention, choose
from .reader import EXPLICIT
from .stream import wrap
from .urls import between

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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
    found = _explicit(stream, matcher)
    found += _plain(stream, page, matcher, list(found))
    found.sort(key=lambda one: one.start)
    first = FirstMention(page_policy)
    kept = []
    for one in found:
        own = owns(one.entity.id, one.start)
        # What is linked on purpose stays, and needs no second link after it.
        if (not own and first.allows(one.entity, stream.section(one.start))) or one.place is None:
            kept.append(one)
    mentions: list[Mention] = []
    counts: dict[str, int] = {}
    labels: dict[tuple[Element | None, Element | None], str] = {}
    for start, end, entity, anchor, _ in kept:
        counts[entity.id] = count = counts.get(entity.id, 0) + 1
        identifier = f"xref-{entity.id}" + (f"-{count}" if count > 1 else "")
        anchor.attrib.update(_attributes(entity, page), id=identifier)
        block, section = stream.block(start), stream.section(start)
        if (block, section) not in labels:
            labels[block, section] = label(block, section)
        around = context(stream, start, end)
        mentions.append(Mention(entity, page, identifier, labels[block, section], around))
    for one in reversed(kept):
        if one.place is not None:
            wrap(*one.place, one.anchor)
    return mentions


class _Link(NamedTuple):
    start: int
    end: int
    entity: Entity
    anchor: Element
    place: tuple[Boundary, Boundary] | None
    """Where in the tree the anchor goes; None when the author has put it there."""


def _explicit(stream: Stream, matcher: Matcher) -> list[_Link]:
    """Find the links that the author wrote to an entry."""
    return [
        _Link(start, end, entity, anchor, None)
        for start, end, anchor in stream.explicit
        if (entity := matcher.entities.get(anchor.get("href", "").removeprefix(EXPLICIT)))
    ]


def _plain(stream: Stream, page: str, matcher: Matcher, written: list[_Link]) -> Iterator[_Link]:
    """Find the names that stand outside the links that the author wrote."""
    places: dict[int, tuple[Boundary, Boundary]] = {}
    original = stream.normal.original

    def fits(match: Match) -> bool:
        start, end = original(match.start, match.end)
        if any(start < link.end and link.start < end for link in written):
            return False
        place = stream.boundaries(start, end)
        if place is not None:
            places[start] = place
        return place is not None

    for match, form in choose(matcher.find(stream.normal.text), page, fits):
        start, end = original(match.start, match.end)
        yield _Link(start, end, form.entity, Element("a"), places[start])


def _attributes(entity: Entity, page: str) -> dict[str, str]:
    """Say what makes an `a` element on a page a link to an entity's entry."""
    attributes = {
        "class": f"xref xref--{entity.kind}",
        "data-entity": entity.id,
        "href": between(page, entity.entry),
        "aria-describedby": f"card-{entity.id}-gloss",
    }
    if entity.kind == "term":
        attributes["role"] = "doc-glossref"
    return attributes
