"""YAML text to plain values, with a position for every key and item.

PyYAML alone forgets where a value stood, keeps the last of two equal keys without a word, reads
unquoted dates as dates and `12:30` as a number, lets anchors blow a small file up, and crashes on
deep nesting. Building the values here, from the parser's events, avoids all that.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import yaml

from ..problems import Position, Problem
from .yaml_builder import Builder
from .yaml_mistakes import explain, merge
from .yaml_place import LOADER

Path = tuple[str | int, ...]
"""Keys and indexes from the top of a file down to a value."""


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

    def position(self, path: Path, *, key: bool = False) -> Position:
        """Find a value's (or key's) place, or that of the nearest thing around it."""
        if key and path in self.keys:
            return self.keys[path]
        while path and path not in self.positions:
            path = path[:-1]
        return self.positions.get(path, Position(self.file))


class File:
    """A data file's content; it is parsed when somebody asks for a value or a position."""

    def __init__(self, name: str, content: bytes, wrong: Problem | None = None) -> None:
        """Take the name to report and the content, UTF-8, or why there is none."""
        self.name, self.content, self.wrong = name, content, wrong

    @cached_property
    def text(self) -> str:
        """The content as text."""
        return self.content.decode("utf-8-sig", errors="replace")

    @cached_property
    def _read(self) -> tuple[Document, list[Problem]]:
        if self.wrong is not None:
            return Document(self.name), [self.wrong]
        return read(self.name, self.content)

    @property
    def document(self) -> Document:
        """The values, and where each stands."""
        return self._read[0]

    @property
    def problems(self) -> list[Problem]:
        """What was wrong with it as YAML."""
        return self._read[1]


def read(file: str, content: bytes, *, hosted: bool = False) -> tuple[Document, list[Problem]]:
    """Read a YAML file's content.

    In: the name to report and the content, UTF-8; `hosted` when a host will read it too, with
    PyYAML, and stop at what that cannot make. Out: the document (its value is None when it cannot
    be parsed at all) and the problems met.
    """
    document = Document(file)
    text, problems = decoded(file, content)
    if unfinished := merge(file, text):
        problems.append(unfinished)
    if problems:
        return document, problems
    builder = Builder(document, hosted=hosted)
    try:
        for event in yaml.parse(text, Loader=LOADER):
            if not builder.take(event):
                break
    except yaml.YAMLError as error:
        document.value = None
        last = explain(file, text, error)
        # What could be read of that line has been misread too.
        before = [one for one in builder.problems if one.where.line != last.where.line]
        return document, [*before, last]
    return document, builder.problems


def decoded(file: str, content: bytes) -> tuple[str, list[Problem]]:
    """Turn a file's content into text; in case of a problem there is none."""
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8-sig")
        where = Position.at(file, before, len(before))
        return "", [Problem(where, "this file is not UTF-8 text.", "Save it as UTF-8.")]
