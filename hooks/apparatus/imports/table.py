"""Tables with a row of names at their top, as spreadsheets and other tools write them, to rows."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from ..problems import Position, Problem
from .record import broken

if TYPE_CHECKING:
    from collections.abc import Iterator

Row = tuple[Position, dict[str, str]]
_LONGEST = 1 << 20
_SEPARATOR_RE = re.compile(r"sep=([,;\t|])\r?\n")
"""A first line of Excel."""


def read(file: str, content: str) -> tuple[list[str], list[Row], list[Problem]]:
    """Read a table. Out: the names of its columns, its rows, and what is wrong with others."""
    said = _SEPARATOR_RE.match(content)
    head = content[said.end() if said else 0 :].partition("\n")[0]
    delimiter = said[1] if said else max(",;\t", key=head.count)
    problems: list[Problem] = []
    names: list[str] = []
    rows: list[Row] = []
    for line, cells in _lines(file, content, delimiter, problems):
        where = Position(file, line)
        if not any(cell.strip() for cell in cells) or (said and line == 1):
            continue
        if not names:
            names = [cell.strip() for cell in cells]
        elif len(cells) > len(names):
            message = f"this row has {len(cells)} cells, and there are {len(names)} columns"
            problems.append(broken(where, message))
        else:
            rows.append((where, dict(zip(names, cells, strict=False))))
    return names, rows, problems


def _lines(
    file: str, content: str, delimiter: str, problems: list[Problem]
) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the number of its first line."""
    csv.field_size_limit(_LONGEST)
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=delimiter)
    while True:
        line = reader.line_num + 1
        try:
            yield line, next(reader)
        except StopIteration:
            return
        except csv.Error:
            problems.append(broken(Position(file, line), "a cell of this row is too long"))
