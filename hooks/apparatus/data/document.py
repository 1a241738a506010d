"""A data file as values, with the place of each; whatever it is written in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ..problems import Position, Problem

Path = tuple[str | int, ...]
"""Keys and indexes from the top of a file down to a value."""
_WRAPPERS = ("references", "items")


@dataclass(slots=True)
class Document:
    """One data file, read."""

    file: str
    value: Any = None
    positions: dict[Path, Position] = field(default_factory=dict)
    """Where each value stands."""
    keys: dict[Path, Position] = field(default_factory=dict)
    """Where each mapping key stands."""
    spelt: dict[Path, str] = field(default_factory=dict)
    """How numbers and yes or no are written in the file."""
    refused: set[Path] = field(default_factory=set)
    """Where something stands that a problem has been made of."""
    unwrapped: bool = False
    """Whether it was a group around the list that counts."""

    def position(self, path: Path, *, key: bool = False) -> Position:
        """Find a value's (or key's) place, or that of the nearest thing around it."""
        if key and path in self.keys:
            return self.keys[path]
        while path and path not in self.positions:
            path = path[:-1]
        return self.positions.get(path, Position(self.file))

    def unwrap(self) -> None:
        """Take the list for the whole that other programs write into a group of one key."""
        for name in _WRAPPERS:
            if isinstance(self.value, dict) and isinstance(self.value.get(name), list):
                self.value, self.unwrapped = self.value[name], True
                places: Any
                for places in (self.positions, self.keys, self.spelt):
                    inner = {path[1:]: its for path, its in places.items() if path[:1] == (name,)}
                    places.clear()
                    places.update(inner)
                self.refused = {path[1:] for path in self.refused}


def decoded(file: str, content: bytes) -> tuple[str, list[Problem]]:
    """Turn a file's content into text; in case of a problem there is none."""
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8-sig")
        where = Position.at(file, before, len(before))
        return "", [Problem(where, "this file is not UTF-8 text.", "Save it as UTF-8.")]
