"""An axis: where on it a number lies, and the ticks along it."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from itertools import count, pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LETTER = 7.8
"""The width to reckon with for a letter, in units of the picture."""
_WIDE = 5 / 3
"""How many such letters one of Chinese or Japanese is as wide as."""
_BETWEEN = 6
"""The least room between labels side by side."""
_MOST_TICKS = 6
_ZERO = Decimal(0)


class Tick(NamedTuple):
    """A number that is written along an axis."""

    number: Decimal
    at: float
    label: str


class Axis(NamedTuple):
    """The numbers from `low` to `high`, laid out from one coordinate to another."""

    low: Decimal
    high: Decimal
    start: float
    end: float

    def at(self, number: Decimal) -> float:
        """Find the coordinate of a number."""
        share = float((number - self.low) / (self.high - self.low))
        return round(self.start + share * (self.end - self.start), 1)

    def ticks(
        self, label: Callable[[Decimal], str], finest: Decimal = _ZERO, *, beside: bool
    ) -> list[Tick]:
        """Choose the finest steps of 1, 2 or 5 and their tens that make few enough ticks.

        In: what to write at a number, the least step (a power of ten), and whether labels stand
        side by side, so that there must be room between them.
        """
        return next(
            ticks
            for step in _steps(max(finest, (self.high - self.low) / _MOST_TICKS))
            if len(ticks := [Tick(n, self.at(n), label(n)) for n in self._multiples(step)])
            <= _MOST_TICKS
            and (not beside or all(_apart(*two) for two in pairwise(ticks)))
        )

    def _multiples(self, step: Decimal) -> Iterator[Decimal]:
        number = self.low - self.low % step  # towards zero
        number += step if number < self.low else 0
        while number <= self.high:
            yield number
            number += step


def among(numbers: list[Decimal]) -> tuple[Decimal, Decimal]:
    """Find the lowest and the highest of numbers and zero, never the same."""
    low, high = min(_ZERO, *numbers), max(_ZERO, *numbers)
    return low, high if high > low else Decimal(1)


def breadth(text: str) -> float:
    """Reckon how wide a text will be."""
    return LETTER * sum(_WIDE if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _steps(start: Decimal) -> Iterator[Decimal]:
    """Count 1, 2, 5, 10, 20 and so on, from the power of ten below a number."""
    for power in count(start.adjusted()):
        for digit in (1, 2, 5):
            yield Decimal(digit).scaleb(power)


def _apart(one: Tick, other: Tick) -> bool:
    return abs(one.at - other.at) >= (breadth(one.label) + breadth(other.label)) / 2 + _BETWEEN
