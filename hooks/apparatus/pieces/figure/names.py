"""The names of series beside their lines, where there is room for all of them."""

from __future__ import annotations

from itertools import pairwise
from math import ceil, dist
from typing import TYPE_CHECKING, NamedTuple

from .axis import breadth
from .shapes import Label

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .shapes import Line

    Place = tuple[float, float]

_STEP = 4
"""Between the places to try, and between those that stand for a line."""
_HIGH, _DEEP = 10, 3
"""How far letters reach above and below the line that they stand on."""
_NEAR, _FAR = 9, 13
"""From letters to the line that they name, and at least to all others."""


class Box(NamedTuple):
    """A part of the picture."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two have a place in common."""
        return (self.left < other.right and other.left < self.right
                and self.top < other.bottom and other.top < self.bottom)  # fmt: skip

    def wider(self, by: float) -> Box:
        """Grow to all sides."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)


def along(line: Line) -> Iterator[Place]:
    """Walk along a line, in small steps."""
    for one, other in pairwise(line.places):
        steps = max(1, ceil(dist(one, other) / _STEP))
        for step in range(steps + 1):
            share = step / steps
            yield one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share


def beside(series: Mapping[str, Sequence[Place]], frame: Box) -> list[Label]:
    """Place the name of each series above or below it, as near to its end as there is room.

    In: the places that the marks and lines of each series take. Out: nothing if one finds no room.
    """
    taken: list[Box] = []
    for name, own in series.items():
        others = [place for which, its in series.items() if which != name for place in its]
        found = next((box for box in _spots(own, breadth(name), frame)
                      if not any(box.wider(_FAR).meets(Box(*at, *at)) for at in others)
                      and not any(box.meets(before) for before in taken)), None)  # fmt: skip
        if found is None:
            return []
        taken.append(found)
    return [Label(name, round(box.right, 1), round(box.bottom - _DEEP, 1), "end", "name")
            for name, box in zip(series, taken, strict=True)]  # fmt: skip


def _spots(own: Sequence[Place], wide: float, frame: Box) -> Iterator[Box]:
    """Try the places above and below a series, from its end on."""
    end = max(x for x, _ in own)
    rights = range(ceil(frame.left + wide), int(frame.right) + 1, _STEP)
    for right in sorted(rights, key=lambda right: abs(right - end)):
        under = [y for x, y in own if right - wide - _NEAR <= x <= right + _NEAR]
        if not under:
            continue
        for bottom in (min(under) - _NEAR, max(under) + _NEAR + _HIGH + _DEEP):
            box = Box(right - wide, bottom - _HIGH - _DEEP, right, bottom)
            if frame.top <= box.top and box.bottom <= frame.bottom:
                yield box
