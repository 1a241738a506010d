"""How works are named where they are cited: for short, no two alike, and with the place in them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from ..text import alphabet, dates

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping

    from ..words import Words
    from .source import Name, Source

_MOST = 3
"""So many names are told; of more, the first."""
_ROLES = ("author", "editor", "translator")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


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
        if not isinstance(identifier, str) or not isinstance(locator, str | int):
            return value
        return cls(identifier, " ".join(str(locator).split()))

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: object, _handler: object) -> Any:  # noqa: ANN401 - pydantic's own
        from pydantic_core import core_schema  # noqa: PLC0415 - only when data are checked

        def keep(value: object, check: Callable[[object], str]) -> str:
            return value if isinstance(value, cls) else check(value)

        return core_schema.no_info_wrap_validator_function(keep, core_schema.str_schema())


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
            date += self.letter if self.date else f"-{self.letter}"
        named = words.pgettext("source", "%(who)s, %(date)s") % {"who": who, "date": date}
        if not locator:
            return named
        it = {"work": named, "locator": locator}
        return words.pgettext("source", "%(work)s, %(locator)s") % it


class Cited(NamedTuple):
    """A work where it is cited."""

    source: Source
    short: Short
    locator: str = ""


def shortened(sources: Iterable[Source], language: str) -> dict[str, Short]:
    """Name works for short, by id: no two alike."""
    sources = [*sources]
    names = {one.id: _names(one) for one in sources}
    made = {one.id: _short(one, names[one.id], _family) for one in sources}
    # Other people of one name, in one year, get their initials; if need be, all of their names.
    for called in (_initials, str):
        years = {one.id: (made[one.id][:2], _year(made[one.id].date)) for one in sources}
        for alike in _alike(sources, years):
            if len({names[one.id][: _told(names[one.id])] for one in alike}) > 1:
                made |= {one.id: _short(one, names[one.id], called) for one in alike}
    for alike in _alike(sources, made):
        ordered = sorted(alike, key=lambda one: (alphabet.order(one.title, language), one.id))
        for number, one in enumerate(ordered):
            made[one.id] = made[one.id]._replace(letter=_letter(number))
    return made


def _names(source: Source) -> tuple[Name, ...]:
    return next(filter(None, (source.names(role) for role in _ROLES)), ())


def _told(names: tuple[Name, ...]) -> int:
    return len(names) if len(names) <= _MOST else 1


def _short(source: Source, names: tuple[Name, ...], called: Callable[[Name], str]) -> Short:
    issued: Any = source.csl.get("issued", "")
    literal = issued.get("literal", "") if isinstance(issued, dict) else ""
    who = tuple(called(name) for name in names[: _told(names)])
    its = source.container_title or source.publisher or source.title or source.id
    return Short(who or (its,), len(names) > _MOST, source.issued or str(literal))


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
