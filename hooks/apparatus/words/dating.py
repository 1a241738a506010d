"""Dates in words: `c. 1850`, `44 BC`, `1990–91`, `spring 1990`, `1850 or earlier`."""  # noqa: RUF002 - a dash of ranges

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..text.dates import Date, Point
    from . import Words

_CENTURY = 100


def said(date: Date, words: Words) -> str:
    """Say a date in a language's words."""
    start, end = date.start, date.end
    if not start:
        return words.pgettext("date", "%(date)s or earlier") % {"date": _point(date.point, words)}
    if not end:
        return words.pgettext("date", "%(date)s or later") % {"date": _point(date.point, words)}
    if start == end:
        return _point(start, words)
    old = [point.year < 1 for point in (start, end)]
    if start.exact == end.exact == "year" and not start.how + end.how and old[0] == old[1]:
        years = words.years(_counted(start.year), _counted(end.year))
        return _before_christ(years, words) if old[0] else years
    first, last = (_point(point, words) for point in (start, end))
    if old == [True, False]:  # else it would be said of both that they are BC
        last = words.pgettext("date", "AD %(date)s") % {"date": last}
    return words.pgettext("days", "%(first)s to %(last)s") % {"first": first, "last": last}


def _point(point: Point, words: Words) -> str:
    its = {"date": _exactly(point, words)}
    if point.how in ("~", "%"):
        its = {"date": words.pgettext("date", "c. %(date)s") % its}
    if point.how in ("?", "%"):
        return words.pgettext("date", "probably %(date)s") % its
    return its["date"]


def _exactly(point: Point, words: Words) -> str:
    year, last = point.year, point.last_year
    if point.exact == "century":
        which = (_counted(last) - 1 if year < 1 else year) // _CENTURY + 1
        century = words.pgettext("date", "%(ordinal)s century") % {"ordinal": words.ordinal(which)}
        return _before_christ(century, words) if year < 0 else century
    if point.exact == "decade" and year > 0 and year % _CENTURY:
        return words.pgettext("date", "%(year)ss") % {"year": year}
    if point.unknown:
        ends = {"first": _dated((year,), words), "last": _dated((last,), words)}
        return words.pgettext("date", "between %(first)s and %(last)s") % ends
    if point.exact == "season":
        return _season(point.month, words) % {"year": _dated((year,), words)}
    return _dated(point.parts, words)


def _season(which: int, words: Words) -> str:
    return (
        words.pgettext("date", "spring %(year)s"),
        words.pgettext("date", "summer %(year)s"),
        words.pgettext("date", "autumn %(year)s"),
        words.pgettext("date", "winter %(year)s"),
    )[which - 21]


def _dated(parts: tuple[int, ...], words: Words) -> str:
    year, *rest = parts
    dated = words.calendar((_counted(year), *rest))
    return dated if year > 0 else _before_christ(dated, words)


def _counted(year: int) -> int:
    """Count a year as people do, who have no year 0."""
    return year if year > 0 else 1 - year


def _before_christ(date: str, words: Words) -> str:
    return words.pgettext("date", "%(date)s BC") % {"date": date}
