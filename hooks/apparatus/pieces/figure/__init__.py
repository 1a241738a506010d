"""Figures: points from CSV files as a picture, a sentence and a table, from `figures.yml`.

`points` checks a file when data load. When a page asks for the figure, `view` makes it: `picture`
gives each point a place on two axes (`axis`) and each series its name beside it (`names`), and the
template writes its `shapes` down as SVG.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...data.shelf import Shelf
from ..piece import Piece
from . import points
from .nouns import Figure, Moment, Point, Table, address

if TYPE_CHECKING:
    from ...data.dataset import Dataset


def _files(data: Dataset) -> dict[str, bytes]:
    return {address(one.id): points.written(one).encode() for one in data.of(Table).values()}


PIECE = Piece(
    needs="figures/{}.csv",
    shelves=(
        Shelf("figures", Figure, nested={"mark": Moment}),
        Shelf("figures/*.csv", Table, nested={"points": Point}, read=points.read),
    ),
    ids=lambda data: data.of(Figure),
    check=points.figures,
    files=_files,
)
