"""What a picture is made of: plain nouns, every number in units of the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class Label(NamedTuple):
    """A text; `anchor` is the part of it that stands at the place."""

    text: str
    x: float
    y: float
    anchor: str
    about: Literal["label", "name", "words"] = "label"
    """Whether it belongs to an axis, to a series or to a mark."""


class Guide(NamedTuple):
    """A thin line across the picture; that at zero is the axis."""

    x: float
    y: float
    to_x: float
    to_y: float
    about: Literal["guide", "axis", "moment"]


class Line(NamedTuple):
    """A line through points."""

    places: tuple[tuple[float, float], ...]
    sure: bool


class Mark(NamedTuple):
    """The mark of a point; `shape` is the number of its series."""

    shape: int
    x: float
    y: float
    sure: bool


class Bar(NamedTuple):
    """The bar of a point."""

    x: float
    y: float
    width: float
    height: float
    sure: bool


class Picture(NamedTuple):
    """All that is drawn, from the back to the front."""

    height: int
    guides: list[Guide]
    labels: list[Label]
    lines: Sequence[Line] = ()
    marks: Sequence[Mark] = ()
    bars: Sequence[Bar] = ()
    named: bool = False
    """Whether each series has its name beside it."""
