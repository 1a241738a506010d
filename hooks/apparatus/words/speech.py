"""A language with a catalogue: its messages, and what Babel knows of its dates and lists.

Only sites in such a language import this: the library takes as long as a page does to render.
"""

from __future__ import annotations

import gettext
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.dates import format_interval, format_skeleton
from babel.lists import format_list
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from babel.messages import Catalog

_SKELETONS = ("y", "yMMMM", "yMMMMd")
"""What Babel calls a year, a month of one, a day of that."""
_CENTURIES = {
    "de": ("{number}.", ""), "es": ("{roman}", ""), "fr": ("{roman}e", "Ier"),
    "it": ("{roman}", ""), "pt": ("{roman}", ""),
}  # fmt: skip
"""How centuries are numbered, and how the first, where that is not by mere numbers."""
_NUMERALS = (
    (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"),
    (1, "I"),
)  # fmt: skip
_LEAP = 2000
"""A year that has all days and no other's digits: libraries know of no years before the first."""
_GAP = "\ufdd2"
"""Stands for an item of a list."""


class Translated:
    """A language."""

    def __init__(self, tag: str, catalogues: Path) -> None:
        """Take its tag, such as `fr` or `de-AT`, whose region may be unknown, and a folder."""
        base = tag.partition("-")[0]
        try:
            self._locale = Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            self._locale = Locale.parse(base)
        read = messages(catalogues / f"{base.lower()}.po")
        self.form = gettext.c2py(read.plural_expr)
        self.catalogue: Mapping[tuple[str, str], Sequence[str]] = {
            (one.context or "", forms(one.id)[0]): forms(one.string) for one in read if one.id
        }

    def date(self, parts: Sequence[int]) -> str:
        """Write a date as it does."""
        year, *rest = parts
        day = date(*(_LEAP, *rest, 1, 1)[:3])
        said = format_skeleton(_SKELETONS[len(parts) - 1], day, locale=self._locale)
        said = said.replace(str(_LEAP), self._year(year))
        # The first of a month is an ordinal number there, which Babel does not know.
        first = self._locale.language == "fr" and said.startswith("1 ")
        return f"1er{said[1:]}" if first else said

    def years(self, first: int, last: int) -> str:
        """Write the years from one to another as it does."""
        days = (date(_LEAP, 1, 1), date(_LEAP + 1, 1, 1))
        said = format_interval(*days, "y", locale=self._locale)
        for stand_in, year in ((_LEAP, first), (_LEAP + 1, last)):
            said = said.replace(str(stand_in), self._year(year))
        return said

    def _year(self, year: int) -> str:
        return self.number(Decimal(year)) if year > date.max.year else str(year)

    def ordinal(self, number: int) -> str:
        """Write which of the centuries one is, in the numerals that it has for them."""
        numeral, first = _CENTURIES.get(self._locale.language, ("{number}", ""))
        said = numeral.format(number=number, roman=_roman(number) if "roman" in numeral else "")
        return first if first and number == 1 else said

    def number(self, number: Decimal) -> str:
        """Write a number as it does."""
        return format_decimal(number, locale=self._locale, decimal_quantization=False)

    def joints(self, count: int) -> Sequence[str]:
        """Say what it puts between so many items."""
        return format_list([_GAP] * count, locale=self._locale).split(_GAP)[1:-1]


def _roman(number: int) -> str:
    said = ""
    for value, sign in _NUMERALS:
        many, number = divmod(number, value)
        said += sign * many
    return said


def messages(path: Path) -> Catalog:
    """Read a catalogue."""
    with path.open("rb") as file:
        return read_po(file, locale=path.stem)


def forms(strings: str | Sequence[str] | None) -> tuple[str, ...]:
    """Return the forms of a message, which may be one alone."""
    return (strings,) if isinstance(strings, str) else tuple(strings or ())
