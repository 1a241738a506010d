"""Names that recur on a site's pages and have no entry."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from ..text import capitals, languages, names_in_kana

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from ..text.capitals import Run

RECURRING = 3
"""From how many places on a name is worth an entry."""
_ROMAN_RE = re.compile(r"[IVXLCDM]+")
_SHORTEST = 3
_NOUNS = "de"
"""Where all nouns are capitalised, one word alone is a name after `Herr` and the like only."""


class Text(NamedTuple):
    """A page's text in normal form, with a sign in place of each letter where entries are named."""

    page: str
    text: str
    language: str


class Candidate(NamedTuple):
    """A name without an entry."""

    name: str
    times: int
    page: str
    """Where it stands first: the page, and the place in its text in normal form."""
    at: int


LINKED = "\x1f"
"""Stands in a text for each character of a name that has an entry."""


def find(texts: Iterable[Text], known: Container[str]) -> list[Candidate]:
    """Find names that recur; the most frequent first. `known` has other names, in small letters."""
    tally = _Tally()
    for text in texts:
        tally.read(text)
    return [
        Candidate(name, count, *tally.first[name])
        for name, count in sorted(tally.counted().items(), key=lambda one: (-one[1], one[0]))
        if count >= RECURRING and name.lower() not in known
    ]


class _Tally:
    """What has been read of a site's pages."""

    def __init__(self) -> None:
        self.first: dict[str, tuple[str, int]] = {}
        self._small: set[str] = set()
        """Words that stand in small letters somewhere: capitals there say nothing."""
        self._inside: Counter[str] = Counter()
        """Capitalised words inside sentences."""
        self._runs: list[tuple[Text, Run]] = []
        self._others: Counter[str] = Counter()
        """Names in scripts without capitals."""

    def read(self, text: Text) -> None:
        its = capitals.words(text.text, text.language)
        self._small |= {word.text for word in its if not word.is_capital}
        self._inside.update(word.text for word in its if word.is_capital and not word.opens)
        for run in capitals.runs(text.text, its, text.language):
            if not _touches(text.text, run):
                self._runs.append((text, run))
        for at, name in names_in_kana.find(text.text):
            self.first.setdefault(name, (text.page, at))
            self._others[name] += 1

    def counted(self) -> Counter[str]:
        """Count the names: a part of one counts as the whole, where it can be no other."""
        phrases: Counter[str] = Counter()
        single: Counter[str] = Counter()
        for text, run in self._runs:
            if (its := self._name(run, text.language)) is None:
                continue
            name = its.text
            alone = its.capitals == 1
            if alone and not self._may_be_one(its, text.language):
                continue
            self.first.setdefault(name, (text.page, its.start))
            (single if alone else phrases)[name] += 1
        return _folded(phrases, single) + self._others

    def _name(self, run: Run, language: str) -> Run | None:
        """Leave out what is capitalised for starting a sentence."""
        first = run.words[0]
        if first.opens and (
            capitals.is_small(first.text, language)
            or first.text.lower() in self._small
            or first.text not in self._inside
        ):
            rest = run.without_first()
            return rest.without_titles() if rest else None
        return run.without_titles()

    def _may_be_one(self, run: Run, language: str) -> bool:
        """Whether one word alone may be a name."""
        text = run.text
        is_long = len(text) >= _SHORTEST or (text.isupper() and len(text) > 1)
        if not is_long or _ROMAN_RE.fullmatch(text) or text.startswith("I'"):
            return False
        if language[:2] == _NOUNS and not capitals.is_title(run.before):
            return False
        small = text.lower()
        common = languages.calendar(language)
        return not {small, small.removesuffix("s")} & common and small not in self._small


def _touches(text: str, run: Run) -> bool:
    """Whether a run stands right beside a name that has an entry: `President` before `Bush`."""
    return LINKED in (text[max(0, run.start - 2) : run.start] + text[run.end : run.end + 2])


def _folded(phrases: Counter[str], single: Counter[str]) -> Counter[str]:
    """Let a longer form count for a usual shorter one that ends it, and a surname for its person.

    `President Paul Roe` is `Paul Roe`, where that is usual; a `Harbour Company` that is named once
    is not what the `Bay Harbour Company` is called. Nor is `Bay` alone that company.
    """
    alone = Counter(phrases)
    for name in sorted(phrases, key=len, reverse=True):
        ends = (name[space.end() :] for space in re.finditer(" ", name))
        if shorter := next((end for end in ends if alone[end] >= alone[name]), None):
            phrases[shorter] += phrases.pop(name)
    whole: dict[str, list[str]] = {}
    for phrase in phrases:
        whole.setdefault(phrase.split()[-1], []).append(phrase)
    for name, count in single.items():
        longer = whole.get(name, [])
        phrases[longer[0] if len(longer) == 1 else name] += count
    for name in [one for one in single if one in phrases and one + "s" in phrases]:
        del phrases[name], phrases[name + "s"]  # Americans: of whom there are several is no name
    return phrases
