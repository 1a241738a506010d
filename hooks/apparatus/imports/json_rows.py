"""JSON text to its rows, each with its position; what stands before a mistake is kept."""

from __future__ import annotations

import json
import re
from typing import Any

from ..problems import Position, Problem

_GAP_RE = re.compile(r"[ \t\r\n]*")
_HALF_RE = re.compile(r"\\u[dD][89a-fA-F]")
_LISTS = frozenset(("rows", "annotations", "items"))
"""Keys of lists of rows, at the top of a file."""
_FIRST = "first"
"""The key of a collection's first page."""
Row = tuple[Position, Any]


def read(file: str, content: str) -> tuple[list[Row], list[Problem]]:
    """Read a list of rows, or a group with such a list in it, or a single row."""
    walk = _Walk(file, content)
    try:
        walk.value(0)
    except json.JSONDecodeError as error:
        message = f"this is no JSON any more; {_kept(len(walk.rows))}."
        return walk.rows, [Problem(Position.at(file, content, error.pos), message)]
    except RecursionError:
        message = f"what stands here is nested too deeply; {_kept(len(walk.rows))}."
        return walk.rows, [Problem(Position.at(file, content, walk.at), message)]
    return walk.rows, []


def _kept(count: int) -> str:
    return {0: "nothing was read", 1: "what stands before it was read"}.get(
        count, f"the {count} items before it were read"
    )


class _Walk:
    def __init__(self, file: str, content: str) -> None:
        self.rows: list[Row] = []
        self.at = 0
        self._file, self._text = file, content
        self._decode = json.JSONDecoder().raw_decode

    def value(self, at: int) -> int:
        """Read what starts at a place. Out: where it ends."""
        at = self._next(at)
        if self._text.startswith("[", at):
            return self._list(at)
        if self._text.startswith("{", at):
            return self._group(at)
        return self._row(at)

    def _next(self, at: int) -> int:
        found = _GAP_RE.match(self._text, at)
        return found.end() if found else at

    def _row(self, at: int) -> int:
        self.at = at
        value, end = self._decode(self._text, at)
        if _HALF_RE.search(self._text, at, end):  # half a sign, which no file may hold
            value = json.loads(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))
        self.rows.append((Position.at(self._file, self._text, at), value))
        return end

    def _list(self, at: int) -> int:
        at = self._next(at + 1)
        while not self._text.startswith("]", at):
            at = self._further(self._row(at), "]")
        return at + 1

    def _group(self, start: int) -> int:
        fields, has_rows = {}, False
        at = self._next(start + 1)
        while not self._text.startswith("}", at):
            key, end = self._decode(self._text, at)
            at = self._next(end)
            if not self._text.startswith(":", at):
                raise json.JSONDecodeError("", self._text, at)
            at = self._next(at + 1)
            if key in _LISTS and self._text.startswith("[", at):
                at, has_rows = self._list(at), True
            elif key == _FIRST and self._text.startswith("{", at):
                at, has_rows = self._group(at), True
            else:
                self.at = at
                fields[str(key)], at = self._decode(self._text, at)
            at = self._further(at, "}")
        if not has_rows:
            self.rows.append((Position.at(self._file, self._text, start), fields))
        return at + 1

    def _further(self, at: int, end: str) -> int:
        """Go on after a comma, or stay at the sign that ends a list or group."""
        at = self._next(at)
        if self._text.startswith(",", at):
            return self._next(at + 1)
        if self._text.startswith(end, at):
            return at
        raise json.JSONDecodeError("", self._text, at)
