"""Figures in a page: a picture, what it shows in words, and a table of the same points."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple
from xml.etree.ElementTree import Element, tostring

from markupsafe import Markup

from ...text.addresses import between
from . import drawing, plot
from .nouns import Figure, Table, address

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...data.dataset import Dataset
    from ..piece import Context
    from .nouns import Point


class Sample(NamedTuple):
    """A mark in the key: verified, and not."""

    sure: Markup
    unsure: Markup


def make(context: Context) -> list[Element]:
    """Make the figure that is asked for."""
    data, figure = context.data, context.data.of(Figure)[context.which]
    table = data.of(Table).get(figure.id)
    if table is None:
        return []
    element = context.renderer.element(
        "figure",
        figure=figure,
        table=table,
        picture=Markup(table.drawing),  # noqa: S704 - `drawing` has made each part of it
        width=plot.WIDTH,
        samples=_samples(table) if figure.chart == "line" else [],
        doubtful=not all(point.sure for point in table.points),
        gaps=gaps(table.points) if figure.chart == "line" else "",
        cited=context.cited,
        download=between(context.page, address(figure.id)),
    )
    return [element]


def _samples(table: Table) -> list[tuple[str, Sample]]:
    """Make a sample of each series' marks, with its name."""
    middle = 14, 7
    return [
        (name, Sample(*(Markup(tostring(drawing.mark(shape, *middle, sure=sure), "unicode"))  # noqa: S704 - as above
                        for sure in (True, False))))
        for shape, name in enumerate(table.series)
    ]  # fmt: skip


def sources(data: Dataset, which: str) -> list[str]:
    """Name the sources of a figure and of its points."""
    points = data.of(Table)[which].points
    every = (*data.of(Figure)[which].sources, *(s for point in points for s in point.sources))
    return list(dict.fromkeys(every))


def gaps(points: Sequence[Point]) -> str:
    """Name the years without a point among those that have one: `1982, 1987 to 1988`."""
    years = sorted({point.year for point in points})
    found = []
    for before, after in pairwise(years):
        first, last = before + 1, after - 1
        if first <= last:
            found.append(f"{first}" if first == last else f"{first} to {last}")
    return ", ".join(found)
