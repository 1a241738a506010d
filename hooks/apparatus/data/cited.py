"""How works are named where they are cited: for short, no two alike, and with the place in them."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from ..problems import phrases
from ..text import alphabet, dates
from .source import untagged

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping

    from ..problems import Problem
    from ..words import Words
    from .source import Name, Source
    from .yaml_file import Document, Path

_MOST = 3
"""So many names are told; of more, the first."""
_ROLES = ("author", "editor", "translator")
_BY_YEAR = frozenset((
    "article-journal", "book", "chapter", "classic", "collection", "dataset", "entry",
    "entry-dictionary", "entry-encyclopedia", "musical_score", "paper-conference", "software",
    "thesis",
))  # fmt: skip
"""Works that are told apart by their years; of all others, the day tells as much as there is."""
_FROM = frozenset((
    "article", "article-journal", "article-magazine", "article-newspaper", "broadcast", "dataset",
    "entry", "entry-dictionary", "entry-encyclopedia", "interview", "periodical", "post",
    "post-weblog", "report", "review", "review-book", "speech", "webpage",
))  # fmt: skip
"""Works that go, without an author, by where they came out; all others go by their titles."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_RANGE_RE = re.compile(r"(?<![-\d])(\d+)-(\d+)(?![-\d])")
_WORDY = f"{_LETTERS}{_LETTERS.upper()}."
"""How dates end after which a letter would be part of a word."""


class SourceId(str):
    """The id of a source, and which place in it is meant."""

    __slots__ = ("locator",)
    locator: str

    def __new__(cls, identifier: str, locator: str = "") -> Self:
        """Take an id, and a place such as `p. 45`."""
        made = super().__new__(cls, identifier)
        made.locator = locator
        return made

    @classmethod
    def read(cls, value: object) -> object:
        """Make one of what data have, `{id: …, locator: …}`; whatever is something else stays."""
        if not isinstance(value, dict) or value.keys() != {"id", "locator"}:
            return value
        identifier, locator = value["id"], value["locator"]
        if not isinstance(identifier, str) or isinstance(locator, bool):
            return value
        if not isinstance(locator, str | int):
            return value
        return cls(identifier, " ".join(str(locator).split()))

    @property
    def written(self) -> str | dict[str, str]:
        """How data have it."""
        return {"id": str(self), "locator": self.locator} if self.locator else str(self)

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: object, _handler: object) -> Any:  # noqa: ANN401 - pydantic's own
        from pydantic_core import core_schema  # noqa: PLC0415 - only when data are checked

        def keep(value: object, check: Callable[[object], str]) -> str:
            return value if isinstance(value, cls) else check(value)

        return core_schema.no_info_wrap_validator_function(keep, core_schema.str_schema())


def as_cited(identifier: str) -> SourceId:
    """Return an id with the place that it may say."""
    return identifier if isinstance(identifier, SourceId) else SourceId(identifier)


def misread(document: Document, path: Path, value: dict[str, Any]) -> Problem:
    """Say why a group that stands for a source is none of its id and a place in it."""
    owner, keys = "an item of 'sources'", ("id", "locator")
    if wrong := [key for key in value if key not in keys]:
        where = document.position((*path, wrong[0]), key=True)
        return phrases.not_a_key(where, str(wrong[0]), owner, keys)
    if lacking := [key for key in keys if value.get(key) is None]:
        return phrases.missing(document.position(path), owner, lacking[0])
    key = keys[isinstance(value["id"], str)]
    here = (*path, key)
    return phrases.not_text(
        document.position(here), key, "text", value[key], document.spelt.get(here, "")
    )


class Short(NamedTuple):
    """A work for short."""

    who: tuple[str, ...]
    """By whom it is, else who has published it, else its title."""
    more: bool = False
    """Whether it is by more than these."""
    date: str = ""
    """When it came out, in EDTF or in words."""
    letter: str = ""
    """What tells it from another of that time."""

    def said(self, words: Words, locator: str = "") -> str:
        """Name it in running text: by whom it is, when, and where in it."""
        who = words.listed(self.who)
        if self.more:
            who = words.pgettext("source", "%(who)s et al.") % {"who": who}
        date = words.date(self.date) if self.date else words.pgettext("source", "n.d.")
        if self.letter:
            date += f"-{self.letter}" if date[-1] in _WORDY else self.letter
        named = words.pgettext("source", "%(who)s, %(date)s") % {"who": who, "date": date}
        if not locator:
            return named
        it = {"work": named, "locator": _RANGE_RE.sub(r"\1–\2", locator)}  # noqa: RUF001 - of ranges
        return words.pgettext("source", "%(work)s, %(locator)s") % it


class Cited(NamedTuple):
    """A work where it is cited."""

    source: Source
    short: Short
    locator: str = ""


def shortened(
    sources: Iterable[Source], listed: Callable[[], Iterable[str]] | None = None
) -> dict[str, Short]:
    """Name works for short, by id: no two alike.

    In: also what says in which order a bibliography has them, by their ids, and so its letters;
    it is asked for works that need such. Without one their titles order them.
    """
    sources = [*sources]
    names = {one.id: _names(one) for one in sources}
    made = {one.id: _short(one, names[one.id], _family) for one in sources}
    # Other people of one name, in one year, get their initials; if need be, all of their names.
    for called in (_initials, str):
        years = {one.id: (made[one.id][:2], _year(made[one.id].date)) for one in sources}
        for alike in _alike(sources, years):
            if len({names[one.id][: _told(names[one.id])] for one in alike}) > 1:
                made |= {one.id: _short(one, names[one.id], called) for one in alike}
    if groups := _alike(sources, made):
        order = {its: at for at, its in enumerate(listed())} if listed else {}
        for alike in groups:
            alike.sort(key=lambda one: (order.get(one.id, 0), alphabet.order(one.plain), one.id))
            for number, one in enumerate(alike):
                made[one.id] = made[one.id]._replace(letter=_letter(number))
    return made


def _names(source: Source) -> tuple[Name, ...]:
    return next(filter(None, (source.names(role) for role in _ROLES)), ())


def _told(names: tuple[Name, ...]) -> int:
    return len(names) if len(names) <= _MOST else 1


def _short(source: Source, names: tuple[Name, ...], called: Callable[[Name], str]) -> Short:
    who = tuple(called(name) for name in names[: _told(names)])
    return Short(who or (_lead(source),), len(names) > _MOST, _date(source))


def _lead(source: Source) -> str:
    """Say what leads where no name does, as bibliographies have it."""
    its = ""
    if source.type in _FROM:
        # A journal's publisher is nobody whom readers look up.
        publisher = "" if source.type.startswith("article") else source.publisher
        its = source.container_title or publisher
    return untagged(its or source.text("title-short")) or source.plain or source.id


def _date(source: Source) -> str:
    """Say when it came out: its day where that tells it from others, else its year."""
    issued: Any = source.csl.get("issued", "")
    date = dates.read(source.issued)
    if not date:
        return str(issued.get("literal", "")) if isinstance(issued, dict) else ""
    if date.iso and date.point.exact == "day" and source.type not in _BY_YEAR:
        return source.issued
    ends = [dates.edtf(its._replace(parts=its.parts[:1])) if its else ".." for its in date[:2]]
    return "/".join(dict.fromkeys(ends))


def _family(name: Name) -> str:
    return name.short


def _initials(name: Name) -> str:
    initials = " ".join(f"{part[0]}." for part in name.given.split())
    return f"{initials} {name.short}" if initials and name.short != name.given else name.short


def _year(date: str) -> str:
    return str(found.point.year) if (found := dates.read(date)) else date


def _alike(sources: Iterable[Source], keys: Mapping[str, Hashable]) -> list[list[Source]]:
    groups: dict[Hashable, list[Source]] = defaultdict(list)
    for one in sources:
        groups[keys[one.id]].append(one)
    return [group for group in groups.values() if len(group) > 1]


def _letter(number: int) -> str:
    """Count by letters: a to z, then aa."""
    rest, at = divmod(number, len(_LETTERS))
    return (_letter(rest - 1) if rest else "") + _LETTERS[at]
