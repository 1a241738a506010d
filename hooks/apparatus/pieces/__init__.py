"""Computed pieces: one folder each, and the list of them.

A folder's `__init__` declares a `PIECE`: the shelves that it reads, its checks, what it tells
others. Its `view` makes the piece: `make(context)` gives elements, or nothing without data, and
`sources(data, which)` names the sources that it rests on and does not cite itself, if there are
any; `lacking(context, where)` may say what is missing where there is nothing. Both modules are
imported when a data file or a page asks for them, and only from here.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from ..data import shelves
from ..data.shelf import Shelves

if TYPE_CHECKING:
    from collections.abc import Collection
    from xml.etree.ElementTree import Element

    from ..data.dataset import Dataset
    from ..data.shelf import Check, Shelf
    from ..problems import Position, Problem
    from .piece import Context, Piece

PIECES: dict[str, tuple[str, ...]] = {
    "sourcing": ("statements",),
    "pledges": ("pledges",),
    "timeline": ("events",),
    "faced": (),
    "findings": (),
    "figure": ("figures", "figures/*.csv"),
    "register": (),
}
"""Each piece by its name, which is that of its folder, and the stems of the shelves it brings."""


def declared(name: str) -> Piece:
    """Return what a piece declares."""
    its: Piece = import_module(f".{name}", __package__).PIECE
    return its


def make(name: str, context: Context) -> tuple[list[Element], list[str]]:
    """Make a piece: its elements, and the sources that become those of its page."""
    view = import_module(f".{name}.view", __package__)
    elements: list[Element] = view.make(context)
    further = getattr(view, "sources", None)
    return elements, further(context.data, context.which) if elements and further else []


def lacking(name: str, context: Context, where: Position) -> Problem | None:
    """Say why a piece has nothing to show, if it can say more than which file it needs."""
    its = getattr(import_module(f".{name}.view", __package__), "lacking", None)
    return its(context, where) if its else None


def in_use(data: Dataset) -> list[Piece]:
    """Return the pieces that have brought data of their own."""
    stems = {shelf.stem for shelf in data.kinds}
    return [declared(name) for name, its in PIECES.items() if not stems.isdisjoint(its)]


def _open(stems: Collection[str]) -> tuple[list[Shelf], list[Check]]:
    found: list[Shelf] = []
    checks: list[Check] = []
    for stem, shelf_and_checks in shelves.SHELVES.items():
        if stem in stems:
            shelf, its = shelf_and_checks()
            found.append(shelf)
            checks += its
    for name, brought in PIECES.items():
        if not brought or not set(stems).isdisjoint(brought):
            found += declared(name).shelves
            checks.append(declared(name).check)
    return found, checks


SHELVES = Shelves((*shelves.SHELVES, *(stem for its in PIECES.values() for stem in its)), _open)
"""All kinds of data files."""
