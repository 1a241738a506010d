"""A YAML parser's events to plain values, with a position for each of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from ..problems import Position, Problem
from .yaml_mistakes import TOO_DEEP

if TYPE_CHECKING:
    from .yaml_file import Document, Path

_PREFIX = "tag:yaml.org,2002:"
_DEEPEST = 20
_SAFE: Any = yaml.SafeLoader("")
_TRUTHS = {_PREFIX + "bool", _PREFIX + "null"}
_NUMBERS = {_PREFIX + "int", _PREFIX + "float"}
# Nobody who writes 010 means 8, and nobody who writes 1:30 means 90.
_NUMBER_RE = re.compile(r"[-+]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_SHOWN = 40
_ODD = "Delete it; if it is text, put the whole text in quotation marks."


@dataclass(slots=True)
class _Open:
    """A list or mapping that has not ended yet."""

    value: list[Any] | dict[str, Any]
    path: Path
    key: str | None = None
    """The key whose value comes next."""
    runs_on: bool = False
    """Whether the next item of a list runs on in this one, as its dash is missing."""


class Builder:
    """Puts a document together from the parser's events, one by one and without recursion."""

    def __init__(self, document: Document, *, hosted: bool) -> None:
        """Take the document to fill; `hosted` as for `read`."""
        self.problems: list[Problem] = []
        self._hosted, self._aliased = hosted, False
        self._document = document
        self._open: list[_Open] = []
        self._resolver: Any = yaml.resolver.Resolver()

    def take(self, event: Any) -> bool:  # noqa: ANN401 - PyYAML's events are untyped
        """Take the next event; false when there is no use in going on."""
        where = Position(self._document.file, event.start_mark.line + 1,
                         event.start_mark.column + 1)  # fmt: skip
        if isinstance(event, yaml.ScalarEvent):
            if not self._takes_key(event, where):
                self._put_scalar(event, where)
        elif isinstance(event, yaml.AliasEvent):
            self._alias(where)
        elif isinstance(event, yaml.CollectionStartEvent):
            if len(self._open) == _DEEPEST:
                return self._give_up(where, TOO_DEEP)
            if self._expects_key():
                return self._give_up(where, "a key must be text.", "Write 'key: value'.")
            value: Any = [] if isinstance(event, yaml.SequenceStartEvent) else {}
            self._open.append(_Open(value, self._put(value, where)))
            if event.tag is not None:
                self._document.refused.add(self._open[-1].path)
                self._problem(where, *_command(event.tag))
        elif isinstance(event, yaml.CollectionEndEvent):
            self._open.pop()
        elif isinstance(event, yaml.DocumentStartEvent) and self._document.positions:
            return self._give_up(where, "a second document starts here.", "Delete this '---'.")
        return True

    def _alias(self, where: Position) -> None:
        """Refuse an alias; who knows them has used them all over the file, so once."""
        self._document.refused.add(self._put(None, where))
        if not self._aliased:
            message = "YAML anchors and aliases ('&name', '*name') are not supported here."
            self._problem(where, message, "Write the value out again.")
        self._aliased = True

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
        if self._hosted:
            merges = event.value == "<<" and event.implicit[0]
            if wrong := _command("<<") if merges else self._scalar(event)[1]:
                self._problem(where, *wrong)
        if event.value in top.value:
            self._twice(top, event.value, self._document.keys[path], where)
        else:
            self._document.keys[path] = where
        return True

    def _twice(self, top: _Open, key: str, first: Position, where: Position) -> None:
        """Say that a key stands twice: one that begins an item of a list begins the next one."""
        listed = bool(top.path) and isinstance(top.path[-1], int)
        begins = key == next(iter(top.value)) and where.line > first.line
        if listed and begins and not top.runs_on:
            top.runs_on = True
            message = f"a dash is missing before this '{key}', with which the next item begins."
            self._problem(where, message, f"Write '- {key}: …', the dash below the one above.")
        elif not top.runs_on:
            message = f"the key '{key}' stands twice here; the first is on line {first.line}."
            self._problem(where, message, "Keep one of them.")

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

    def _put_scalar(self, event: yaml.ScalarEvent, where: Position) -> None:
        value, wrong = self._scalar(event)
        path = self._put(value, where)
        if wrong:
            self._problem(where, *wrong)
            self._document.refused.add(path)
        elif not isinstance(value, str):
            self._document.spelt[path] = event.value

    def _scalar(self, event: yaml.ScalarEvent) -> tuple[Any, tuple[str, str] | None]:
        """Make the value of a scalar. Out: it, and what is wrong with it, if anything is."""
        written = event.value
        if event.tag is not None:
            return None, _command(event.tag)
        if not event.implicit[0]:
            return written, None
        tag = self._resolver.resolve(yaml.ScalarNode, written, (True, False))
        ours = tag in _TRUTHS or (tag in _NUMBERS and _NUMBER_RE.fullmatch(written))
        if ours or self._hosted:
            try:
                made = _SAFE.construct_object(yaml.ScalarNode(tag, written))
            except (ValueError, OverflowError, yaml.YAMLError):
                if self._hosted:
                    message = f"'{written[:_SHOWN]}' looks like a date or a number, but it is none."
                    return None, (message, "Mend it, or put it in quotation marks.")
                return written, None
            return (made if ours else written), None
        return written, None


def _command(tag: str) -> tuple[str, str]:
    """Say that a tag, which tells PyYAML what to make, is not obeyed."""
    name = tag.replace(_PREFIX, "!!")[:_SHOWN]
    return f"'{name}' is a command to programs, which does nothing here.", _ODD
