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
        return " ".join([*map(str, rest[1:]), *month, f"{year:04}"])

    def number(self, number: Decimal) -> str:
        """Write `1,000` and `0.5`."""
        return f"{number:,f}"

    def joints(self, count: int) -> Sequence[str]:
        """Say `a, b and c`."""
        return [*[", "] * (count - 2), " and "][: max(0, count - 1)]
