"""The engine's words for readers, in the language of the site.

English words stand where they are used, as the messages of catalogues; other languages have those
in `locales/`. In a language without a catalogue the words stay English and say so: marks of ours
stand around them until a fragment is whole. What authors have to mend is told in English (see
`problems`), and so is what machines read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from markupsafe import Markup

from ..text import dates
from . import dating
from .english import English

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from ..text.places import Place

LOCALES = Path(__file__).parent / "locales"
SOURCE = "en"
"""The language of the messages."""
Own = Mapping[str, str]
"""A site's own words in place of ours, by the English ones."""
_NONE: Own = MappingProxyType({})
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"  # signs that are no text, and that data may not have
_FILLED_RE = re.compile(r"(%\(\w+\)s|%%)")
_NAMED_RE = re.compile(r"%\((\w+)\)s")
MARK_RE = re.compile(f"[{_OPEN}{_CLOSE}]")
_TAG_RE = re.compile(r"<(/?\w*)[^>]*>")


class Speech(Protocol):
    """What a language has of its own."""

    catalogue: Mapping[tuple[str, str], Sequence[str]]
    """The forms of each message, by its context and its English words."""

    def form(self, number: int) -> int:
        """Say which form a number asks for."""

    def date(self, parts: Sequence[int]) -> str:
        """Write a year of our era, a month of one, or a day of that."""

    def years(self, first: int, last: int) -> str:
        """Write the years from one to another."""

    def ordinal(self, number: int) -> str:
        """Write which of the centuries one is."""

    def number(self, number: Decimal) -> str:
        """Write a number."""

    def joints(self, count: int) -> Sequence[str]:
        """Say what stands between so many items of a list."""


class Words:
    """Says what readers read."""

    def __init__(
        self, speech: Speech, own: Own = _NONE, *, language: str = "", foreign: str = ""
    ) -> None:
        """Take how a language speaks, and a site's own words.

        `language` is that of the site, by its tag, unless it is English; `foreign` is that of the
        words, where it is another one and has to be said.
        """
        self._speech, self._own, self.language, self.foreign = speech, own, language, foreign

    @cached_property
    def plain(self) -> Words:
        """The same words without marks, for attributes and whatever is no HTML."""
        return Words(self._speech, self._own, language=self.language) if self.foreign else self

    @property
    def lang(self) -> dict[str, str]:
        """The attributes of an element that holds nothing but plain words."""
        return {"lang": self.foreign} if self.foreign else {}

    def gettext(self, english: str) -> str:
        """Say a message."""
        return self._say("", (english,))

    def pgettext(self, context: str, english: str) -> str:
        """Say a message that means something else elsewhere."""
        return self._say(context, (english,))

    def ngettext(self, one: str, many: str, number: int) -> str:
        """Say a message about so many."""
        return self._say("", (one, many), number)

    def npgettext(self, context: str, one: str, many: str, number: int) -> str:
        """Say a message about so many, that means something else elsewhere."""
        return self._say(context, (one, many), number)

    def _say(self, context: str, messages: tuple[str, ...], number: int = 1) -> str:
        form = self._speech.form(number)
        message = messages[min(form, len(messages) - 1)]
        if message in self._own:
            return self._own[message]  # in the site's language, whatever ours is
        forms = self._speech.catalogue.get((context, messages[0]), messages)
        return self._marked(forms[min(form, len(forms) - 1)])

    def _marked(self, english: str) -> str:
        """Mark a message in another language, but not what it will be filled with."""
        if not self.foreign:
            return english
        parts = _FILLED_RE.split(english)
        parts[::2] = [
            f"{_OPEN}{part}{_CLOSE}" if any(map(str.isalpha, part)) else part for part in parts[::2]
        ]
        return "".join(parts)

    def finished(self, html: str) -> str:
        """Make elements of marks between tags, and take away those within tags."""
        if not self.foreign or _OPEN not in html:
            return html
        return "".join(self._spoken(html))

    def _spoken(self, html: str) -> Iterable[str]:
        done, element = 0, "span"
        for tag in (*_TAG_RE.finditer(html), None):
            yield self._spans(html[done : tag.start() if tag else None], element)
            if tag is not None:
                # A picture's words have an element of their own.
                element = "tspan" if tag[1] in ("text", "tspan") else "span"
                yield MARK_RE.sub("", tag[0])
                done = tag.end()

    def _spans(self, text: str, element: str) -> str:
        opened = text.replace(_OPEN, f'<{element} lang="{self.foreign}">')
        return opened.replace(_CLOSE, f"</{element}>")

    def date(self, date: str) -> str:
        """Say a date as data write it: `1990-06-16` as `16 June 1990`; any other text as it is."""
        its = dates.read(date)
        return dating.said(its, self) if its else date

    def calendar(self, parts: Sequence[int]) -> str:
        """Say a year of our era, a month of one, or a day of that."""
        return self._marked(self._speech.date(parts))

    def years(self, first: int, last: int) -> str:
        """Say the years from one to another."""
        return self._marked(self._speech.years(first, last))

    def ordinal(self, number: int) -> str:
        """Say which of the centuries one is."""
        return self._marked(self._speech.ordinal(number))

    def edition(self, day: str) -> tuple[str, str]:
        """Say a day, and that an edition is of it."""
        said = self.date(day)
        return said, self.gettext("Edition of %(day)s") % {"day": said} if day else ""

    def number(self, number: Decimal) -> str:
        """Write a number, without zeros at its end."""
        return self._speech.number(number.normalize() + 0)

    def listed(self, items: Sequence[str]) -> str:
        """Say a list: `a, b and c`."""
        joints = [*map(self._marked, self._speech.joints(len(items))), ""]
        html = any(isinstance(item, Markup) for item in items)
        said = (part for pair in zip(items, joints, strict=False) for part in pair)
        return (Markup("") if html else "").join(said)

    def place(self, place: Place) -> str:
        """Say where something stands."""
        number = {"number": place.name}
        if place.kind == "paragraph":
            return self.gettext("paragraph %(number)s") % number
        if place.kind == "stanza":
            return self.gettext("stanza %(number)s") % number
        if place.kind == "line":
            return self._line(place)
        if place.kind == "note":
            return self.gettext("note %(number)s") % number
        if place.kind == "voices":
            return self.gettext("who speaks in paragraph %(number)s") % number
        return place.name or self.gettext("top of the page")

    def _line(self, place: Place) -> str:
        line, stanza = self.gettext("line %(number)s") % {"number": place.name}, place.stanza
        if not stanza:
            return line
        if stanza.isdigit():
            stanza = self.gettext("stanza %(number)s") % {"number": stanza}
        return self.gettext("%(stanza)s, %(line)s") % {"stanza": stanza, "line": line}

    def confidence(self, level: str) -> str:
        """Say how sure something is."""
        said = {
            "high": self.pgettext("confidence", "high"),
            "medium": self.pgettext("confidence", "medium"),
            "low": self.pgettext("confidence", "low"),
        }
        return said[level]

    def label(self, label: str) -> str:
        """Say a label of the usual vocabulary."""
        return self.pgettext("label", label)


ENGLISH = Words(English())


def message(words: str) -> str:
    """Mark a message that is said elsewhere, for those who gather messages."""
    return words


def first_upper(text: str) -> str:
    """Begin a text with a capital, and leave the rest as it is."""
    at = text.startswith(_OPEN)
    return text[:at] + text[at : at + 1].upper() + text[at + 1 :]


def known() -> dict[str, set[str]]:
    """List all messages, each with the names of what it is filled with."""
    from .speech import forms, messages  # noqa: PLC0415 - as below

    catalogue = messages(next(LOCALES.glob("*.po")))
    found: dict[str, set[str]] = {}
    for said in (said for one in catalogue if one.id for said in forms(one.id)):
        found.setdefault(said, set()).update(_NAMED_RE.findall(said))
    return found


def of(language: str, own: Own = _NONE) -> Words:
    """Return the words for a site in a language, given by its tag; without one in English."""
    tag = language.replace("_", "-")
    base = tag.partition("-")[0].lower() or SOURCE
    if base == SOURCE:
        return Words(English(), own) if own else ENGLISH
    if not (LOCALES / f"{base}.po").is_file():
        return Words(English(), own, language=tag, foreign=SOURCE)
    from .speech import Translated  # noqa: PLC0415 - English sites need no library for this

    return Words(Translated(tag, LOCALES), own, language=tag)
