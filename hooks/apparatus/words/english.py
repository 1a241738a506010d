"""The language of the messages themselves."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_LONG = 9999
"""Of years with more digits, these stand in groups."""


class English:
    """English, which needs no catalogue."""

    catalogue: Mapping[tuple[str, str], Sequence[str]] = MappingProxyType({})

    def form(self, number: int) -> int:
        """One is one, all else is many."""
        return int(number != 1)

    def date(self, parts: Sequence[int]) -> str:
        """Write `16 June 1990`, with the day first."""
        year, *rest = parts
        month = [_MONTHS[month - 1] for month in rest[:1]]
        return " ".join([*map(str, rest[1:]), *month, f"{year:,}" if year > _LONG else str(year)])

    def years(self, first: int, last: int) -> str:
        """Write `1990–91`, but `1990–2001`, `1900–1901` and `96–104`."""  # noqa: RUF002 - a dash
        same = first < last and first // 100 == last // 100 > 9 and first % 100  # noqa: PLR2004
        return f"{first}–{f'{last % 100:02}' if same else last}"  # noqa: RUF001 - a dash

    def ordinal(self, number: int) -> str:
        """Write `1st`, `2nd`, `3rd`, `4th`, `11th`."""
        last = 0 if number // 10 % 10 == 1 else number % 10
        return f"{number}{('th', 'st', 'nd', 'rd')[last if last < len('0123') else 0]}"

    def number(self, number: Decimal) -> str:
        """Write `1,000` and `0.5`."""
        return f"{number:,f}"

    def joints(self, count: int) -> Sequence[str]:
        """Say `a, b and c`."""
        return [*[", "] * (count - 2), " and "][: max(0, count - 1)]
