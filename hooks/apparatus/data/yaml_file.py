"""YAML text to plain values, with a position for every key and item.

PyYAML alone forgets where a value stood, keeps the last of two equal keys without a word, reads
unquoted dates as dates, lets anchors blow a small file up, and crashes on deep nesting. Building
the values here, from the parser's events, avoids all five.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import yaml

from ..problems import Position, Problem, phrases

Path = tuple[str | int, ...]
"""Keys and indexes from the top of a file down to a value."""
# The C loader is about six times faster; a PyYAML built without libyaml lacks it.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PREFIX = "tag:yaml.org,2002:"
_DEEPEST = 20
_TOO_DEEP = "this is nested too deeply to be data."
_CONSTRUCTED = {_PREFIX + name for name in ("int", "float", "bool", "null")}


@dataclass(slots=True)
class Document:
    """One data file, read."""

    file: str
    value: Any = None
    positions: dict[Path, Position] = field(default_factory=dict)
    """Where each value stands."""
    keys: dict[Path, Position] = field(default_factory=dict)
    """Where each mapping key stands."""

    def position(self, path: Path, *, key: bool = False) -> Position:
        """Find a value's (or key's) place, or that of the nearest thing around it."""
        if key and path in self.keys:
            return self.keys[path]
        while path and path not in self.positions:
            path = path[:-1]
        return self.positions.get(path, Position(self.file))


class File:
    """A data file's content; it is parsed when somebody asks for a value or a position."""

    def __init__(self, name: str, content: bytes) -> None:
        """Take the name to report and the content, UTF-8."""
        self.name, self.content = name, content

    @cached_property
    def _read(self) -> tuple[Document, list[Problem]]:
        return read(self.name, self.content)

    @property
    def document(self) -> Document:
        """The values, and where each stands."""
        return self._read[0]

    @property
    def problems(self) -> list[Problem]:
        """What was wrong with it as YAML."""
        return self._read[1]


def read(file: str, content: bytes) -> tuple[Document, list[Problem]]:
    """Read a YAML file's content.

    In: the name to report and the content, UTF-8. Out: the document (its value is None when it
    cannot be parsed at all) and the problems met.
    """
    document = Document(file)
    text, problems = decoded(file, content)
    if problems:
        return document, problems
    builder = _Builder(document)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            if not builder.take(event):
                break
    except yaml.YAMLError as error:
        document.value = None
        builder.problems.append(_syntax_problem(file, error))
    return document, builder.problems


def decoded(file: str, content: bytes) -> tuple[str, list[Problem]]:
    """Turn a file's content into text; in case of a problem there is none."""
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8-sig")
        where = Position.at(file, before, len(before))
        return "", [phrases.not_utf8(where)]


@dataclass(slots=True)
class _Open:
    """A list or mapping that has not ended yet."""

    value: list[Any] | dict[str, Any]
    path: Path
    key: str | None = None
    """The key whose value comes next."""


class _Builder:
    """Puts a document together from the parser's events, one by one and without recursion."""

    def __init__(self, document: Document) -> None:
        self.problems: list[Problem] = []
        self._document = document
        self._open: list[_Open] = []
        self._resolver: Any = yaml.resolver.Resolver()

    def take(self, event: Any) -> bool:  # noqa: ANN401 - PyYAML's events are untyped
        """Take the next event; false when there is no use in going on."""
        where = Position(self._document.file, event.start_mark.line + 1,
                         event.start_mark.column + 1)  # fmt: skip
        if isinstance(event, yaml.ScalarEvent):
            if not self._takes_key(event, where):
                self._put(self._scalar(event), where)
        elif isinstance(event, yaml.AliasEvent):
            message = "YAML anchors and aliases ('&name', '*name') are not supported here."
            self._problem(where, message, "Write the value out again.")
            self._put(None, where)
        elif isinstance(event, yaml.CollectionStartEvent):
            if len(self._open) == _DEEPEST:
                return self._give_up(where, _TOO_DEEP)
            if self._expects_key():
                return self._give_up(where, "a key must be text.", "Write 'key: value'.")
            value: Any = [] if isinstance(event, yaml.SequenceStartEvent) else {}
            self._open.append(_Open(value, self._put(value, where)))
        elif isinstance(event, yaml.CollectionEndEvent):
            self._open.pop()
        elif isinstance(event, yaml.DocumentStartEvent) and self._document.positions:
            return self._give_up(where, "a second document starts here.", "Delete this '---'.")
        return True

    def _give_up(self, where: Position, message: str, hint: str = "") -> bool:
        self._problem(where, message, hint)
        self._document.value = None
        return False

    def _expects_key(self) -> bool:
        top = self._open[-1] if self._open else None
        return top is not None and isinstance(top.value, dict) and top.key is None

    def _problem(self, where: Position, message: str, hint: str = "") -> None:
        self.problems.append(Problem(where, message, hint))

    def _takes_key(self, event: yaml.ScalarEvent, where: Position) -> bool:
        if not self._expects_key():
            return False
        top = self._open[-1]
        top.key = event.value
        path = (*top.path, event.value)
        if event.value in top.value:
            first = self._document.keys[path]
            message = (
                f"the key '{event.value}' stands twice here; the first is on line {first.line}."
            )
            self._problem(where, message, "Keep one of them.")
        else:
            self._document.keys[path] = where
        return True

    def _put(self, value: object, where: Position) -> Path:
        """Put a value where it belongs; the first of two with one key stays."""
        path: Path = ()
        if not self._open:
            self._document.value = value
        else:
            top = self._open[-1]
            if isinstance(top.value, list):
                path = (*top.path, len(top.value))
                top.value.append(value)
            elif top.key is not None:
                path = (*top.path, top.key)
                top.value.setdefault(top.key, value)
                top.key = None
        self._document.positions.setdefault(path, where)
        return path

    def _scalar(self, event: yaml.ScalarEvent) -> Any:  # noqa: ANN401 - of any type until checked
        if not event.implicit[0]:
            return event.value
        tag = self._resolver.resolve(yaml.ScalarNode, event.value, (True, False))
        if tag not in _CONSTRUCTED:
            return event.value
        try:
            return yaml.SafeLoader("").construct_object(yaml.ScalarNode(tag, event.value))
        except ValueError:
            return event.value


def _syntax_problem(file: str, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    said = getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable"
    where = Position(file, mark.line + 1, mark.column + 1) if mark else Position(file)
    if "nesting depth" in said:  # PyYAML 6.0.4 looks ahead and has a limit of its own
        return Problem(where, _TOO_DEEP)
    return phrases.no_yaml(where, said)
