"""Figures in a page: a picture, what it shows in words, and a table of the same points."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from ...text.addresses import between
from . import picture
from .nouns import Figure, Table, address, in_words, year_in_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from xml.etree.ElementTree import Element

    from ...data.dataset import Dataset
    from ..piece import Context
    from .nouns import Point


def make(context: Context) -> list[Element]:
    """Make the figure that is asked for."""
    data, figure = context.data, context.data.of(Figure)[context.which]
    table, words = data.of(Table).get(figure.id), context.renderer.words
    if table is None:
        return []
    element = context.renderer.element(
        "figure",
        figure=figure,
        table=table,
        picture=picture.draw(figure, table.points, words.plain),
        width=picture.WIDTH,
        period=partial(in_words, words=words),
        year=partial(year_in_words, words=words),
        doubtful=not all(point.sure for point in table.points),
        gaps=gaps(table.points) if figure.chart == "line" else [],
        cited=context.cited,
        download=between(context.page, address(figure.id)),
    )
    return [element]


def sources(data: Dataset, which: str) -> list[str]:
    """Name the sources of a figure and of its points."""
    points = data.of(Table)[which].points
    every = (*data.of(Figure)[which].sources, *(s for point in points for s in point.sources))
    return list(dict.fromkeys(every))


def gaps(points: Sequence[Point]) -> list[tuple[int, int]]:
    """Find the years without a point among those that have one: the first and last of each run."""
    years = sorted({point.year for point in points})
    return [(one + 1, other - 1) for one, other in pairwise(years) if other - one > 1]
