"""Dates as the data write them: EDTF level 1, from `1990-06-16` to `1850~`, `185X` and `../1850`.

Years are counted as astronomers do: 0 is 1 BC, and -43 is 44 BC. The calendar is today's, for all
times. A library knows how such dates are written; days, months and years as ISO writes them need
none, and so no time to import it.
"""

from __future__ import annotations

import calendar
import re
from functools import lru_cache
from math import inf
from typing import NamedTuple

Day = tuple[float, int, int]
"""A year, a month and a day, to compare with others."""
_PLAIN_RE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", re.ASCII)
_POINT_RE = re.compile(r"(Y?-?[\dX]{4,12}(?:-[\dX]{2}){0,2})([?~%]?)", re.ASCII)
_UNKNOWN = ("", "..")
_BEGINNING: Day = (-inf, 1, 1)
_END: Day = (inf, 12, 31)
SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12)}
"""Spring, summer, autumn and winter stand where months do; the library counts them by these."""
_DECEMBER = 12
_LONG = 9999
"""Years beyond this have a `Y` before them."""


class Point(NamedTuple):
    """A day, or a time that counts as one: a month, a year, a century."""

    parts: tuple[int, ...]
    """Its year, with a month or season, and with a day, as far as they are known."""
    how: str = ""
    """`~` when it is about then, `?` when that is uncertain, `%` when both."""
    unknown: int = 0
    """How many digits of the year are not known; the year is the first that it can be."""

    @property
    def year(self) -> int:
        """Its year, or the first that it can be."""
        return self.parts[0]

    @property
    def last_year(self) -> int:
        """The last year that it can be."""
        return self.year + int(10**self.unknown) - 1

    @property
    def month(self) -> int:
        """Its month or season; 0 without one."""
        return self.parts[1] if len(self.parts) > 1 else 0

    @property
    def first(self) -> Day:
        """Its first day."""
        return self.year, self._months[0], (*self.parts, 1, 1)[2]

    @property
    def last(self) -> Day:
        """Its last day."""
        year, month = self.last_year, self._months[1]
        return year, month, self.parts[2] if self.exact == "day" else _length(year, month)

    @property
    def _months(self) -> tuple[int, int]:
        month = self.month
        return SEASONS.get(month, (month, month) if month else (1, _DECEMBER))

    @property
    def exact(self) -> str:
        """How exact it is: to the day, month, season or year, or to so many digits of that."""
        if self.unknown:
            return ("decade", "century", "millennium")[self.unknown - 1]
        return "season" if self.month in SEASONS else ("year", "month", "day")[len(self.parts) - 1]

    @property
    def bounds(self) -> tuple[str, str]:
        """Its beginning and its end as ISO writes them, as exactly as it is known."""
        if self.unknown:
            return iso(self.year), iso(self.last_year)
        if self.month in SEASONS:
            first, last = SEASONS[self.month]
            return iso(self.year, first), iso(self.year, last)
        return iso(*self.parts), iso(*self.parts)


class Date(NamedTuple):
    """A point in time, or the time between two of which one may be open."""

    start: Point | None
    end: Point | None
    spans: bool = False
    """Whether it goes from one point to another."""

    @property
    def point(self) -> Point:
        """The point that it is, or the first that is known of it."""
        return self.start or self.end  # type: ignore[return-value]  # one of them is known

    @property
    def first(self) -> Day:
        """The first day on which it may have been."""
        return self.start.first if self.start else _BEGINNING

    @property
    def last(self) -> Day:
        """The last day on which it may have been."""
        return self.end.last if self.end else _END

    @property
    def order(self) -> tuple[Day, bool, bool, tuple[float, ...]]:
        """What to sort it by: its first day, or that of its end.

        Of those that begin alike, what is older comes first, then what is less exact.
        """
        last = tuple(-part for part in self.last)
        return self.point.first, self.start is not None, self.end is None, last

    @property
    def iso(self) -> str:
        """A day, month or year as ISO writes it, however sure that is; nothing for all others."""
        sure = self.point.exact in ("day", "month", "year") and not self.spans
        return self.point.bounds[0] if sure else ""

    @property
    def bounds(self) -> tuple[str, str]:
        """Its beginning and its end as ISO writes them; nothing for what is open."""
        first = self.start.bounds[0] if self.start else ""
        return first, self.end.bounds[1] if self.end else ""


def iso(year: int, *rest: int) -> str:
    """Write a date as ISO does, with four digits of the year or more."""
    return "-".join([f"{year:0{4 + (year < 0)}}", *(f"{part:02}" for part in rest)])


def edtf(point: Point) -> str:
    """Write a point as data do."""
    if point.unknown:
        sign = "-" if point.year < 0 else ""
        known = f"{min(abs(point.year), abs(point.last_year)):04}"[: -point.unknown]
        return f"{sign}{known}{'X' * point.unknown}{point.how}"
    long = "Y" if abs(point.year) > _LONG else ""
    return f"{long}{iso(*point.parts)}{point.how}"


@lru_cache(maxsize=4096)
def read(value: str) -> Date | None:
    """Read a date; None when it is none, or one that the calendar does not have."""
    start, slash, end = value.partition("/")
    if not slash:
        point = _point(value)
        return Date(point, point) if point else None
    ends = [None if its in _UNKNOWN else _point(its) for its in (start, end)]
    known = [point for point in ends if point]
    if not known or len(known) + sum(its in _UNKNOWN for its in (start, end)) != len(ends):
        return None
    return Date(ends[0], ends[1], spans=True) if known[0].first <= known[-1].last else None


def _point(value: str) -> Point | None:
    if plain := _PLAIN_RE.fullmatch(value):
        return _existing(Point(tuple(int(part) for part in plain.groups() if part)))
    if not (found := _POINT_RE.fullmatch(value)):
        return None
    from . import edtf_points  # noqa: PLC0415 - most sites need none

    read = edtf_points.point(found[1])
    return _existing(Point(read[0], found[2], read[1])) if read else None


def _existing(point: Point) -> Point | None:
    year, month, day = (*point.parts, 1, 1)[:3]
    exists = month in SEASONS or (1 <= month <= _DECEMBER and 1 <= day <= _length(year, month))
    return point if exists else None


def _length(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def is_date(value: str) -> bool:
    """Whether a value is a date that the calendar has."""
    return read(value) is not None


def is_day(value: str) -> bool:
    """Whether a value is a day that the calendar has, as ISO writes it."""
    return _PLAIN_RE.fullmatch(value) is not None and value.count("-") == 2 and is_date(value)  # noqa: PLR2004 - year, month, day


def exact(value: str) -> str:
    """Write a day, month or year as ISO does, however sure it is; nothing for all else."""
    return date.iso if (date := read(value)) else ""


def html(value: str) -> str:
    """Write the same as HTML has it, where time begins with the year 1."""
    return its if (its := exact(value)) >= "0001" else ""
