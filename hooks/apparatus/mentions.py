"""Mentions as they are found, and backlinks once all pages are known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from .text import BLOCK

if TYPE_CHECKING:
    from collections.abc import Iterable
    from xml.etree.ElementTree import Element

    from .model import Entity
    from .stream import Stream

# A full stop after one of these, or after a single capital, ends no sentence.
_ABBREVIATION_RE = re.compile(r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|Jr|Sr|No|vs|cf|Gen|Sen|Gov))\.$")
_STOP_RE = re.compile("[.!?]['\"\u201d)\\]]*\\s+(?=['\"\u201c(\\[]?[A-Z0-9])|[。！？]")  # noqa: RUF001 - Japanese stops
_LONGEST = 320


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a page names an entity, and links to its entry."""

    entity: Entity
    page: str
    """The page's path below the docs folder."""
    anchor: str
    """The id of the link."""
    stream: Stream
    """The page's text."""
    start: int
    end: int
    """The mention is characters `[start, end)` of the raw text."""
    section: Element | None
    """The heading or note that it stands under; its id is only known when the page is done."""
    block: Element | None
    """The nearest block around it that has an id."""


class Context(NamedTuple):
    """The sentence around a mention, in three parts."""

    before: str
    surface: str
    after: str


def context(mention: Mention) -> Context:
    """Cut the sentence around a mention out of its page."""
    text, start, end = mention.stream.shown, mention.start, mention.end
    low = text.rfind(BLOCK, 0, start) + 1
    high = text.find(BLOCK, end)
    block = text[low:] if high < 0 else text[low:high]
    start, end = start - low, end - low
    first, last = 0, len(block)
    for stop in _STOP_RE.finditer(block):
        if _ABBREVIATION_RE.search(block[: stop.start() + 1]):
            continue
        if stop.end() <= start:
            first = stop.end()
        elif stop.start() >= end:
            last = stop.end()
            break
    plain = mention.stream.plain
    before, after = plain(block[first:start]), plain(block[end:last])
    if len(before) > _LONGEST:
        before = "…" + before[-_LONGEST:].partition(" ")[2]
    if len(after) > _LONGEST:
        after = after[:_LONGEST].rpartition(" ")[0] + "…"
    return Context(before.lstrip(), plain(block[start:end]), after.rstrip())


class MentionIndex:
    """All mentions of a site, by entity and in the order of pages."""

    def __init__(self) -> None:
        """Start empty; an index lives for one build."""
        self._by_page: dict[str, list[Mention]] = {}

    def record(self, page: str, mentions: list[Mention]) -> None:
        """Keep a page's mentions, in place of any from an earlier rendering."""
        self._by_page[page] = mentions

    def on(self, page: str) -> list[Mention]:
        """Return a page's mentions in reading order."""
        return self._by_page.get(page, [])

    def by_entity(self, pages: Iterable[str]) -> dict[str, list[Mention]]:
        """Group all mentions by entity id; pages come in the order given."""
        groups: dict[str, list[Mention]] = {}
        for page in pages:
            for mention in self.on(page):
                groups.setdefault(mention.entity.id, []).append(mention)
        return groups
