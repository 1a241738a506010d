"""What an author may want to look at: names that never appear, and phrases that have no entry.

Nothing here is a mistake; a build does not stop for it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from ..text.normal import BLOCK, normalize
from .policy import choose

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from ..data.model import Entity
    from ..text.stream import Stream
    from .entries import Region
    from .matcher import Matcher
    from .mentions import MentionIndex

_WORD_RE = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_SENTENCE_RE = re.compile(rf"[.!?:]\s+|{BLOCK}")
# Two or more capitalised words in a row; small words may stand between them.
_PHRASE_RE = re.compile(
    r"[A-Z][\w'.-]*[\w](?:\s(?:(?:of|the|and|for|on)\s){0,2}[A-Z][\w'.-]*[\w])+"
)
_RECURRING = 3
"""From how many places on a phrase is worth an entry."""


class Read(NamedTuple):
    """A page as it was read."""

    text: str
    silent: set[str]
    """The ids of the entries on it under whose heading no word stands."""


def read(stream: Stream, entries: Iterable[Region]) -> Read:
    """Take of a page, and of the entries found on it, what a report needs."""
    silent = set()
    for entity, start, end, _ in entries:
        words = stream.raw[int(start) : len(stream.raw) if end == math.inf else int(end)]
        if not any(map(str.isalnum, stream.plain(words))):
            silent.add(entity.id)
    return Read(stream.normal.text, silent)


class Density(NamedTuple):
    """How thickly a page is linked."""

    page: str
    links: int
    words: int

    @property
    def per_hundred(self) -> float:
        """Links for each hundred words."""
        return 100 * self.links / self.words if self.words else 0.0


class Report(NamedTuple):
    """The findings about one build."""

    unmentioned: list[str]
    """Ids of entities that no page mentions outside their own entry."""
    unmatched: list[tuple[str, str]]
    """Ids and names: aliases that no page has."""
    candidates: list[tuple[str, int]]
    """Capitalised phrases without an entry, and how often they stand; the most frequent first."""
    unlinked: list[str]
    """Pages without a single link to an entry."""
    densities: list[Density]
    bare: list[tuple[str, list[str]]]
    """Ids of entries that say little, and what each lacks."""


def examine(matcher: Matcher, pages: dict[str, Read], index: MentionIndex) -> Report:
    """Look through a finished build: its matcher, its pages by path, its mentions."""
    texts = {page: its.text for page, its in pages.items()}
    silent = {identifier for its in pages.values() for identifier in its.silent}
    met: set[tuple[str, str]] = set()
    phrases: Counter[str] = Counter()
    densities: list[Density] = []
    for page, text in texts.items():
        rest, done = "", 0
        for form, match in choose(matcher.find(text), page, lambda _, match: match):
            met.add((form.entity.id, text[match.start : match.end].lower()))
            rest += text[done : match.start] + BLOCK
            done = match.end
        phrases.update(_phrases(rest + text[done:]))
        densities.append(Density(page, len(index.on(page)), len(_WORD_RE.findall(text))))
    mentioned = {mention.entity.id for page in texts for mention in index.on(page)}
    return Report(
        [identifier for identifier in matcher.entities if identifier not in mentioned],
        [
            (entity.id, alias.text)
            for entity in matcher.entities.values()
            for alias in entity.forms
            if (entity.id, normalize(alias.text).lower()) not in met
        ],
        sorted(
            ((phrase, count) for phrase, count in phrases.items() if count >= _RECURRING),
            key=lambda found: (-found[1], found[0]),
        ),
        [density.page for density in densities if not density.links],
        densities,
        [(one.id, lacks) for one in matcher.entities.values() if (lacks := _lacks(one, silent))],
    )


def _lacks(entity: Entity, silent: Container[str]) -> list[str]:
    there = {"gloss": entity.gloss, "sources": entity.sources, "text": entity.id not in silent}
    return [what for what, its in there.items() if not its]


def _phrases(text: str) -> list[str]:
    """Find capitalised phrases; a capital that starts a sentence does not count."""
    starts = {0, *(stop.end() for stop in _SENTENCE_RE.finditer(text))}
    found = []
    for phrase in _PHRASE_RE.finditer(text):
        words = phrase[0].split()
        if phrase.start() in starts:
            words = words[1:]
        if sum(word[0].isupper() for word in words) > 1:
            found.append(" ".join(words))
    return found


def as_text(report: Report) -> str:
    """Write a report for reading."""
    sections = (
        ("Entries that no page mentions", report.unmentioned),
        ("Entries that lack something", [f"{i}: {', '.join(what)}" for i, what in report.bare]),
        ("Aliases that no page has", [f"{name} ({which})" for which, name in report.unmatched]),
        (
            "Recurring phrases without an entry",
            [f"{phrase}: {count} times" for phrase, count in report.candidates],
        ),
        ("Pages without a link to an entry", report.unlinked),
        (
            "Links for each hundred words",
            [f"{d.per_hundred:5.1f}  {d.page} ({d.links} in {d.words})" for d in report.densities],
        ),
    )
    blocks = ("\n".join((title, *(f"  {line}" for line in lines or ["none"])))
              for title, lines in sections)  # fmt: skip
    return "\n\n".join(blocks) + "\n"
