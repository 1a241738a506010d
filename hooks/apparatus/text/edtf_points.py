"""One point in time as the library for EDTF reads it.

The library is imported when a date needs it, for that takes longer than to build a small site. It
is asked for points alone: of two points, it refuses many pairs, and gets some wrong.
"""

from __future__ import annotations

from edtf import parse_edtf
from edtf.parser.parser_classes import Date, LongYear, Season, Unspecified

_LEVEL_1 = (Date, LongYear, Season, Unspecified)
"""What the library has beyond these is of level 2."""


def point(value: str) -> tuple[tuple[int, ...], int] | None:
    """Read a point, without a sign for how sure it is.

    Out: its year, the first that it can be, with month or season and day; and how many digits of
    the year are not known.
    """
    found = parse_edtf(value, fail_silently=True)
    if type(found) not in _LEVEL_1:
        return None
    year = found.year
    unknown = year.count("X")
    # The first of `-004X` is the one with the largest digits.
    first = int(year.replace("X", "9" if year.startswith("-") else "0"))
    rest = (getattr(found, name, None) for name in ("season", "month", "day"))
    return (first, *(int(part) for part in rest if part and part != "XX")), unknown
