"""Dates as the data write them: a day (`1990-06-16`), a month (`1990-06`) or a year (`1990`)."""

from __future__ import annotations

import re
from datetime import date

_DATE_RE = re.compile(r"\d{4}(?:-\d\d){0,2}")
_YEAR = len("1990")


def is_date(value: str) -> bool:
    """Whether a value is a day, month or year that the calendar has."""
    return _DATE_RE.fullmatch(value) is not None and _exists(value + "-01-01"[len(value) - _YEAR :])


def is_day(value: str) -> bool:
    """Whether a value is a day that the calendar has."""
    return len(value) == len("1990-06-16") and is_date(value)


def _exists(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True


def parts(value: str) -> list[int]:
    """Return year, month and day of a date, as far as it has them."""
    return [int(part) for part in value.split("-")] if value else []


def year(value: str) -> str:
    """Return the year of a date."""
    return value[:_YEAR]


def last_day(value: str) -> str:
    """Return a day that is not before the last one of a date, to compare with others."""
    return value + "-99-99"[len(value) - _YEAR :]


def is_before(one: str, other: str) -> bool:
    """Whether a date is earlier than another, as far as the less exact of the two tells."""
    exact = min(len(one), len(other))
    return one[:exact] < other[:exact]
