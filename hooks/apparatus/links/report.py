"""What an author may want to look at: names that never appear, and names that have no entry.

Nothing here is a mistake; a build does not stop for it.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from ..text.normal import normalize
from .policy import choose

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from ..data.edition import Edition
    from ..data.model import Entity
    from ..text.normal import Normal
    from ..text.stream import Stream
    from .entries import Region
    from .matcher import Matcher
    from .mentions import MentionIndex

_WORD_RE = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


class Read(NamedTuple):
    """A page as it was read."""

    normal: Normal
    blocks: list[tuple[int, str]]
    """Where in the raw text the nearest block that has an id changes, and to which id."""
    silent: set[str]
    """The ids of the entries on it under whose heading no word stands."""

    @property
    def text(self) -> str:
        """Its text in normal form."""
        return self.normal.text

    def block(self, at: int) -> str:
        """Return the id of the nearest block around a place in that; nothing if it has none."""
        start, _ = self.normal.original(at, at + 1)
        return self.blocks[bisect_right(self.blocks, start, key=itemgetter(0)) - 1][1]


def read(stream: Stream, entries: Iterable[Region]) -> Read:
    """Take of a page, and of the entries found on it, what a report needs."""
    silent = set()
    for entity, start, end, _ in entries:
        words = stream.raw[int(start) : len(stream.raw) if end == math.inf else int(end)]
        if not any(map(str.isalnum, stream.plain(words))):
            silent.add(entity.id)
    blocks = [(at, "" if its is None else its.get("id", "")) for at, its in stream.blocks]
    return Read(stream.normal, blocks, silent)


class Density(NamedTuple):
    """How thickly a page is linked."""

    page: str
    links: int
    words: int

    @property
    def per_hundred(self) -> float:
        """Links for each hundred words."""
        return 100 * self.links / self.words if self.words else 0.0


class Name(NamedTuple):
    """A name that recurs and has no entry."""

    name: str
    times: int
    page: str
    """Where it stands first."""
    block: str
    """The id of the nearest block there, if one has an id."""


class Report(NamedTuple):
    """The findings about one build."""

    unmentioned: list[Entity]
    """Those that no page mentions outside their own entry."""
    unmatched: list[tuple[Entity, str]]
    """Aliases that no page has, of those of which a page has another name."""
    names: list[Name]
    """The most frequent first."""
    densities: list[Density]
    bare: list[tuple[Entity, list[str]]]
    """Those that say little, and what each lacks."""

    @property
    def unlinked(self) -> list[str]:
        """Pages without a single link to an entry."""
        return [density.page for density in self.densities if not density.links]


def examine(matcher: Matcher, pages: dict[str, Read], index: MentionIndex, site: Edition) -> Report:
    """Look through a finished build: its matcher, its pages by path, its mentions, its settings."""
    silent = {identifier for its in pages.values() for identifier in its.silent}
    met: dict[str, set[str]] = {}
    from . import unlinked  # noqa: PLC0415 - it takes as long as a page, and few builds are asked

    texts: list[unlinked.Text] = []
    densities: list[Density] = []
    for page, its in pages.items():
        text, rest, done = its.text, "", 0
        for form, match in choose(matcher.find(text), page, lambda _, match: match):
            met.setdefault(form.entity.id, set()).add(text[match.start : match.end].lower())
            rest += text[done : match.start] + unlinked.LINKED * (match.end - match.start)
            done = match.end
        texts.append(unlinked.Text(page, rest + text[done:], site.language))
        densities.append(Density(page, len(index.on(page)), len(_WORD_RE.findall(text))))
    mentioned = {mention.entity.id for page in pages for mention in index.on(page)}
    entities = matcher.entities.values()
    names = (name for one in entities for name in (*_forms(one), *one.names.values()))
    found = unlinked.find(texts, {normalize(name).lower() for name in (*names, *site.no_entry)})
    return Report(
        [one for one in entities if one.id not in mentioned],
        [(one, name) for one in entities for name in _unmatched(one, met.get(one.id, set()))],
        [Name(*one[:3], pages[one.page].block(one.at)) for one in found],
        densities,
        [(one, lacks) for one in entities if (lacks := _lacks(one, silent))],
    )


def _forms(entity: Entity) -> list[str]:
    return [alias.text for alias in entity.forms]


def _unmatched(entity: Entity, met: set[str]) -> list[str]:
    """List names of an entity that no page has, but for parts of those that one has."""
    words = [f" {' '.join(_WORD_RE.findall(name))} " for name in met]
    return [
        form
        for form in (_forms(entity) if met else ())
        if (name := normalize(form).lower()) not in met
        and not any(f" {' '.join(_WORD_RE.findall(name))} " in whole for whole in words)
    ]


def _lacks(entity: Entity, silent: Container[str]) -> list[str]:
    there = {"gloss": entity.gloss, "sources": entity.sources, "text": entity.id not in silent}
    return [what for what, its in there.items() if not its]
