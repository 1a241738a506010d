"""Shelves: what each kind of data file holds, and how a folder of data knows them all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from .target import ANNOTATED

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from ..problems import Problem
    from .dataset import Dataset
    from .yaml_file import File, Path

    Check = Callable[[Dataset], Iterator[Problem]]
    Made = tuple[Sequence[tuple[str | int | None, Any]], list[Problem]]
    Make = Callable[[File], Made]
    Read = Callable[[Dataset, Sequence[File]], Iterator[Problem]]

_NONE: dict[str, Any] = {}


def _no_pages(_noun: object) -> Sequence[tuple[str, Path]]:
    return ()


class Shelf(NamedTuple):
    """One kind of data file."""

    stem: str
    """The file's name without its ending; with a `/` a pattern of files that are no YAML."""
    noun: type[Any]
    """What each of its items is: a frozen dataclass or a NamedTuple."""
    nested: Mapping[str, type[Any]] = _NONE
    """The nouns that some keys of an item hold, alone or in a list."""
    short: Mapping[str, str] = _NONE
    """Keys whose items may be written as mere text, and the key that the text then stands for."""
    terms: Mapping[str, str] = _NONE
    """Keys whose value is one of a list of the vocabulary, and the name of that list."""
    anchor: str = ""
    """What the ids of its items' places on pages begin with, where they have any."""
    pages: Callable[[Any], Sequence[tuple[str, Path]]] = _no_pages
    """The pages that an item names, each with the way to where it does."""
    read: Read | None = None
    """Reads files that are no YAML: puts their items into a dataset."""
    make: Make | None = None
    """Makes items of a file's values, where each may hold more than its noun has fields."""
    is_one: bool = False
    """Whether its file is one item, whose id is the stem, and no list of them."""
    remedy: str = ""
    """What to do about any mistake in it, if a command writes it and nobody by hand."""


class Shelves(NamedTuple):
    """All kinds of data files."""

    stems: tuple[str, ...]
    """Of all shelves, in the order in which they are read."""
    open: Callable[[Collection[str]], tuple[list[Shelf], list[Check]]]
    """Imports those of some stems, with the checks of what stands on them."""
    text: str = ANNOTATED
    """The page that items are about when they do not name one."""
