"""Figures in a page: a picture, what it shows in words, and a table of the same points."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple
from xml.etree.ElementTree import tostring

from markupsafe import Markup

from .urls import between

if TYPE_CHECKING:
    from collections.abc import Sequence
    from xml.etree.ElementTree import Element

    from .chart import Point, Table
    from .dataset import Dataset
    from .insertions import Around


class Sample(NamedTuple):
    """A mark in the key: verified, and not."""

    sure: Markup
    unsure: Markup


def make(around: Around) -> list[Element]:
    """Make the figure that is asked for."""
    from . import plot  # noqa: PLC0415 - most sites have no figures

    data, figure = around.data, around.data.figures[around.which]
    table = data.tables.get(figure.id)
    if table is None:
        return []
    element = around.renderer.element(
        "figure",
        figure=figure,
        table=table,
        picture=Markup(table.drawing),  # noqa: S704 - `drawing` has made each part of it
        width=plot.WIDTH,
        samples=_samples(table) if figure.chart == "line" else [],
        doubtful=not all(point.sure for point in table.points),
        gaps=gaps(table.points) if figure.chart == "line" else "",
        cited=around.cited,
        download=between(around.page, address(figure.id)),
    )
    return [element]


def _samples(table: Table) -> list[tuple[str, Sample]]:
    """Make a sample of each series' marks, with its name."""
    from . import drawing  # noqa: PLC0415 - as above

    middle = 14, 7
    return [
        (name, Sample(*(Markup(tostring(drawing.mark(shape, *middle, sure=sure), "unicode"))  # noqa: S704 - as above
                        for sure in (True, False))))
        for shape, name in enumerate(table.series)
    ]  # fmt: skip


def sources(data: Dataset, which: str) -> list[str]:
    """Name the sources of a figure and of its points."""
    points = data.tables[which].points
    every = (*data.figures[which].sources, *(s for point in points for s in point.sources))
    return list(dict.fromkeys(every))


def address(which: str) -> str:
    """Name the place of a figure's points, below the top of the site."""
    return f"assets/figures/{which}.csv"


def gaps(points: Sequence[Point]) -> str:
    """Name the years without a point among those that have one: `1982, 1987 to 1988`."""
    years = sorted({point.year for point in points})
    found = []
    for before, after in pairwise(years):
        first, last = before + 1, after - 1
        if first <= last:
            found.append(f"{first}" if first == last else f"{first} to {last}")
    return ", ".join(found)
