"""Names in a page's text to links and mentions; nothing is changed but the author's own links."""

from __future__ import annotations

import re
from html import escape
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple
from xml.etree.ElementTree import Element

from ..text.addresses import between
from ..text.edits import Wrap
from ..text.places import Place, place_of
from ..text.reader import EXPLICIT
from .mentions import Mention, context, spoken
from .policy import FirstMention, choose

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence

    from ..data.model import Entity, LinkPolicy
    from ..text.slots import Boundary
    from ..text.stream import Stream
    from .matcher import Form, Match, Matcher


def find(
    stream: Stream,
    page: str,
    matcher: Matcher,
    page_policy: LinkPolicy | None,
    owns: Callable[[str, int], bool],
) -> tuple[list[Mention], list[Wrap]]:
    """Find the mentions of a page.

    In: the page's text, its path, and `owns`, which tells whether a place (in the raw text) lies
    in an entity's own entry. Out: the mentions in reading order, and the links to put around words,
    which have to be dressed yet.
    """
    found = _explicit(stream, matcher)
    found += _plain(stream, page, matcher, owns, list(found))
    found.sort(key=_START)
    first = FirstMention(page_policy)
    mentions: list[Mention] = []
    links: list[Wrap] = []
    counts: dict[str, int] = {}
    places: dict[tuple[Element | None, Element | None], tuple[Place, tuple[str, ...]]] = {}
    for start, end, entity, anchor, place in found:
        section = stream.section(start)
        # What is linked on purpose stays, and needs no second link after it.
        if place is None:
            if not owns(entity.id, start):
                first.allows(entity, section)
        elif not first.allows(entity, section):
            continue
        block = stream.block(start)
        counts[entity.id] = count = counts.get(entity.id, 0) + 1
        if (named := places.get((block, section))) is None:
            its = place_of(stream.stash, block, section)
            named = places[block, section] = its, spoken(stream, its, section)
        around = context(stream, start, end)
        mention = Mention(entity, page, count, named[0], around, named[1])
        mentions.append(mention)
        if anchor is not None:
            anchor.attrib.update(_said(entity), **_address(mention))
        elif place is not None:
            links.append(Wrap(start, end, place, Element("a", _address(mention))))
    return mentions, links


def dress(links: Iterable[Wrap], mentions: Iterable[Mention]) -> None:
    """Say of links that were found what they are."""
    entities = _by_anchor(mentions)
    for link in links:
        link.element.attrib.update(_said(entities[link.element.attrib["id"]]))


def dressed(html: str, mentions: Iterable[Mention]) -> str:
    """Say it of those in a page's HTML that do not say it yet."""
    entities = _by_anchor(mentions)

    def filled(link: re.Match[str]) -> str:
        entity = entities.get(link[2])
        if entity is None or " data-entity=" in link[1]:
            return link[0]
        said = "".join(f' {name}="{escape(its)}"' for name, its in _said(entity).items())
        return f"<a{said}{link[1]}>"

    return _LINK_RE.sub(filled, html) if entities else html


_START = itemgetter(0)
_LINK_RE = re.compile(r'<a(\s[^<>]*?\bid="(xref-[^"<>]+)"[^<>]*)>')


class _Link(NamedTuple):
    start: int
    end: int
    entity: Entity
    anchor: Element | None
    """The author's own."""
    place: tuple[Boundary, Boundary] | None
    """Where in the tree another goes."""


def strays(root: Element, known: Container[str]) -> list[tuple[str, Element | None]]:
    """Take the address from links that the author wrote to an entry that does not exist.

    Out: the ids that they name, each with the note that it stands in, if it stands in one.
    """
    lost = [link for link in root.iter("a") if (name := _named(link)) and name not in known]
    if not lost:
        return []
    notes = {link: note for note in root.iter("div") if note.get("data-number")
             for link in note.iter("a")}  # fmt: skip
    found = [(_named(link), notes.get(link)) for link in lost]
    for link in lost:
        link.tag = "span"  # an `a` without an address stops MkDocs
        del link.attrib["href"]
    return found


def resolve(root: Element, page: str, entities: Mapping[str, Entity]) -> None:
    """Lead links to entries where the linker does not go, as in headings, to their entries."""
    for link in root.iter("a"):
        if (name := _named(link)) in entities:
            link.set("href", between(page, entities[name].entry))


def leading(
    text: Stream, links: Sequence[Wrap], mentions: Iterable[Mention]
) -> list[tuple[int, int, Entity]]:
    """List the links to entries on a page, the author's and ours: from, to and which."""
    entities = _by_anchor(mentions)
    ours = [(low, high, element) for low, high, _, element in links]
    return [
        (low, high, entities[name])
        for low, high, element in (*ours, *text.explicit)
        if (name := element.get("id", "")) in entities
    ]


def _by_anchor(mentions: Iterable[Mention]) -> dict[str, Entity]:
    return {mention.anchor: mention.entity for mention in mentions}


def _named(link: Element) -> str:
    """Return the id of the entry that a link of the author's names; empty if it names none."""
    address = link.get("href", "")
    return address.removeprefix(EXPLICIT) if address.startswith(EXPLICIT) else ""


def _explicit(stream: Stream, matcher: Matcher) -> list[_Link]:
    """Find the links that the author wrote to an entry."""
    return [
        _Link(start, end, entity, anchor, None)
        for start, end, anchor in stream.explicit
        if (entity := matcher.entities.get(_named(anchor)))
    ]


def _plain(
    stream: Stream,
    page: str,
    matcher: Matcher,
    owns: Callable[[str, int], bool],
    written: list[_Link],
) -> Iterator[_Link]:
    """Find the names that stand outside their own entry and the links that the author wrote."""
    original = stream.normal.original

    def place(form: Form, match: Match) -> tuple[int, int, tuple[Boundary, Boundary] | None] | None:
        start, end = original(match.start, match.end)
        if written and any(start < link.end and link.start < end for link in written):
            return None
        if owns(form.entity.id, start):
            return start, end, None
        boundaries = stream.boundaries(start, end)
        return None if boundaries is None else (start, end, boundaries)

    for form, (start, end, boundaries) in choose(matcher.find(stream.normal.text), page, place):
        if boundaries is not None:
            yield _Link(start, end, form.entity, None, boundaries)


def _address(mention: Mention) -> dict[str, str]:
    """Say where a link to an entry leads, and what it is called."""
    return {"href": between(mention.page, mention.entity.entry), "id": mention.anchor}


def _said(entity: Entity) -> dict[str, str]:
    """Say what makes an `a` element a link to an entity's entry."""
    said = {"aria-describedby": f"card-{entity.id}-gloss"} if entity.gloss else {}
    said |= {"class": f"ap-xref ap-xref--{entity.kind}", "data-entity": entity.id}
    return said | {"role": "doc-glossref"} if entity.kind == "term" else said
