"""Mentions as they are found, and backlinks once all pages are known."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..text.normal import is_plain
from ..text.scripts import runs
from ..text.stream import Stream

if TYPE_CHECKING:
    from collections.abc import Iterable
    from xml.etree.ElementTree import Element

    from ..data.model import Entity
    from ..text.places import Place

_LONGEST = 320
_FAR = 20 * _LONGEST


class Context(NamedTuple):
    """The sentence around a mention, and where in it the mention starts and ends."""

    sentence: str
    start: int
    end: int
    spoken: tuple[str, ...] = ()
    """The language of each run of Japanese or Chinese words in it, as its page names it."""

    @property
    def parts(self) -> list[tuple[str, tuple[str, ...]]]:
        """The three parts, each with the languages of its words."""
        words = self.before, self.surface, self.after
        if not self.spoken:  # by far the most frequent
            return [(part, ()) for part in words]
        found, done = [], 0
        for part in words:
            end = done + len(runs(part))
            found.append((part, self.spoken[done:end]))
            done = end
        return found

    @property
    def before(self) -> str:
        """What comes before the mention."""
        return self.sentence[: self.start]

    @property
    def surface(self) -> str:
        """The mention, as the page has it."""
        return self.sentence[self.start : self.end]

    @property
    def after(self) -> str:
        """What comes after the mention."""
        return self.sentence[self.end :]


class Mention(NamedTuple):
    """A place where a page names an entity, and links to its entry."""

    entity: Entity
    page: str
    """The page's path below the docs folder."""
    number: int
    """Which of its links to the entity it is; 1-based."""
    place: Place
    """Where on its page it stands."""
    context: Context
    spoken: tuple[str, ...] = ()
    """The language of each run of Japanese or Chinese words of the place's name."""

    @property
    def is_in_note(self) -> bool:
        """Whether it stands in one of our notes."""
        return self.place.kind == "note"

    @property
    def anchor(self) -> str:
        """The id of the link."""
        return f"xref-{self.entity.id}" + (f"-{self.number}" if self.number > 1 else "")


def spoken(stream: Stream, place: Place, section: Element | None) -> tuple[str, ...]:
    """Name the language of each run of a place's Japanese or Chinese words, as its heading does."""
    if section is None or not runs(place.name):
        return ()
    heading = Stream(section, stream.stash)
    return heading.spoken(0, len(heading.raw))


def context(stream: Stream, start: int, end: int) -> Context:
    """Cut the sentence around characters `[start, end)` of the raw text out of a page."""
    shown = stream.shown
    low, high = stream.sentence(start, end)
    if high - low <= _LONGEST and is_plain(whole := shown[low:high]):  # by far the most frequent
        begin = high - len(whole.lstrip())
        return Context(whole.strip(), start - begin, end - begin)
    # Far more than what is kept, since what is no text is taken out of it.
    low, high = max(low, start - _FAR), min(high, end + _FAR)
    plain = str if is_plain(shown[low:high]) else stream.plain
    before, after = plain(shown[low:start]), plain(shown[end:high])
    if len(before) > _LONGEST:
        before = before[-_LONGEST:]
        before = "…" + (before.partition(" ")[2] or before)
    if len(after) > _LONGEST:
        after = after[:_LONGEST]
        after = (after.rpartition(" ")[0] or after) + "…"
    before = before.lstrip()
    until = before + plain(shown[start:end])
    sentence = until + after.rstrip()
    if sentence.isascii():
        return Context(sentence, len(before), len(until))
    first, last = len(runs(before)), len(runs(after))
    # What is cut off stands at the very start and the very end.
    spoken = stream.spoken(low, start)
    spoken = spoken[len(spoken) - first :] + stream.spoken(start, end)
    spoken += stream.spoken(end, high)[:last]
    return Context(sentence, len(before), len(until), spoken)


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
