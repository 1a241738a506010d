"""Where items of data stand: needed when something is wrong, and then of a few among thousands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .yaml_file import File

    Key = tuple[type, str]
    Index = str | int | None

Origin = tuple["File", "Index"]
"""A file, and the index or key of an item there, if there are several."""


class Origins(Mapping["Key", Origin]):
    """The file of each item, by its noun and id."""

    def __init__(self) -> None:
        """Begin without any."""
        self._single: dict[Key, Origin] = {}
        self._listed: list[tuple[type, File, Sequence[str], Sequence[Index]]] = []

    def put(self, noun: type, identifier: str, origin: Origin) -> None:
        """Say where one item stands."""
        self._single[noun, identifier] = origin

    def put_all(self, noun: type, file: File, ids: Sequence[str], places: Sequence[Index]) -> None:
        """Say where items of a file stand, which is written out when somebody asks for any."""
        self._listed.append((noun, file, ids, places))

    def __getitem__(self, key: Key) -> Origin:
        return self._all()[key]

    def __iter__(self) -> Iterator[Key]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def _all(self) -> dict[Key, Origin]:
        for noun, file, ids, places in self._listed:
            for identifier, place in zip(ids, places, strict=True):
                self._single[noun, identifier] = file, place
        self._listed = []  # only now: another thread may ask meanwhile
        return self._single
