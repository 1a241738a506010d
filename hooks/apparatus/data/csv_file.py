"""CSV text to cells, each with its position.

Python's own reader forgets where in a line a cell stood, and takes stray quotation marks for text.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ..problems import Position, Problem

_CELL_RE = re.compile(r'(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|\Z)')


class Cell(NamedTuple):
    """What stands between two commas, without its quotation marks."""

    text: str
    where: Position


def read(file: str, text: str) -> tuple[list[list[Cell]], list[Problem]]:
    """Read a file's text.

    In: the name to report, and the text, with nothing but line feeds at the ends of its lines. Out:
    the rows, without the empty ones, and the problem that ended the reading, if there was one.
    """
    rows: list[list[Cell]] = []
    row: list[Cell] = []
    at, line, start = 0, 1, 0
    while at < len(text) or row:
        where = Position(file, line, at - start + 1)
        found = _CELL_RE.match(text, at)
        if found is None:
            message = "the quotation marks of this cell do not match."
            hint = "Put the whole cell in quotation marks, and write each one inside it twice."
            return rows, [Problem(where, message, hint)]
        quoted, plain, end = found.groups()
        row.append(Cell((plain if quoted is None else quoted.replace('""', '"')).strip(), where))
        if lines := found[0].count("\n"):
            line += lines
            start = at + found[0].rfind("\n") + 1
        at = found.end()
        if end != ",":
            if any(cell.text for cell in row):
                rows.append(row)
            row = []
    return rows, []
