"""Dates as CSL-JSON has them, in lists of numbers, from and to those of the data.

CSL knows no year 0, and but one sort of doubt.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from . import dates, meant_dates

if TYPE_CHECKING:
    from collections.abc import Sequence

_SEASON_OF = {months + which: 20 + which for months in (12, 16, 20) for which in range(1, 5)}
"""Those of CSL, which has counted them from 13, 17 and 21."""

_PAST = {str(month) for month in _SEASON_OF if month <= 20}  # noqa: PLR2004 - those of EDTF


def to_csl(value: str) -> dict[str, Any]:
    """Write a date as CSL does; whatever else stands there as its words.

    An open end is the year 0, and of a decade there are its first and last years, as about then.
    """
    date = dates.read(value)
    if not date:
        return {"literal": value} if value else {}
    known = [point for point in (date.start, date.end) if point]
    parts = [
        _csl_parts(date.start.year, date.start) if date.start else [0],
        _csl_parts(date.end.last_year, date.end) if date.end else [0],
    ]
    about = any(point.how or point.unknown for point in known)
    whole = date.spans or date.point.unknown
    return {"date-parts": parts if whole else parts[:1], **({"circa": True} if about else {})}


def from_csl(value: object) -> str:
    """Read a date of CSL-JSON; nothing when it says none that could be written as data do.

    Its numbers may be texts, and its seasons have been counted in several ways.
    """
    if not isinstance(value, Mapping):
        return its if dates.is_date(its := str(value)) else ""
    how = "" if value.get("circa") in (None, False, 0, "", "0", "false") else "~"
    with suppress(TypeError, ValueError, KeyError):
        ends = [_from_parts(parts, how, value.get("season")) for parts in value["date-parts"]]
        return written if dates.is_date(written := "/".join(ends)) else ""
    return next(
        (its for key in ("literal", "raw") if dates.is_date(its := str(value.get(key)))), ""
    )


def with_season(value: dict[str, Any]) -> dict[str, Any]:
    """Count a season that is said in a word; one that cannot be read is said with its year."""
    season, parts = str(value.get("season", "")).strip(), value.get("date-parts")
    if not season or season.isdigit() or not parts or len(parts) > 1 or len(parts[0]) > 1:
        return value
    words = f"{season} {parts[0][0]}"
    for one in filter(None, map(dates.read, meant_dates.meant(words))):
        if one.point.exact == "season":
            return {**value, "season": one.point.month - 20}
    return {"literal": words, **value}


def has_months(parts: Sequence[Sequence[Any]]) -> bool:
    """Whether no month is one that only seasons have been counted as, beyond those of today."""
    return not any(str(month).lstrip("0") in _PAST for its in parts for month in its[1:2])


def _from_parts(parts: Sequence[Any], how: str, season: object) -> str:
    numbers = [int(part) for part in parts if part not in (None, "", 0, "0")]
    if not numbers:
        return ".."
    year, *rest = numbers
    if season and not rest and str(season).isdigit():
        rest = [_SEASON_OF.get(int(str(season)), int(str(season)) + 20)]
    rest[:1] = [_SEASON_OF.get(month, month) for month in rest[:1]]
    return dates.edtf(dates.Point((year + (year < 0), *rest), how))


def _csl_parts(year: int, point: dates.Point) -> list[int]:
    return [year - (year < 1), *point.parts[1:]]
