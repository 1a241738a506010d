"""CSV text (RFC 4180) to cells, each with its position, and back.

Python's own reader forgets where in a line a cell stood, and takes stray quotation marks for text.

A spreadsheet takes a cell that starts with `=` for a formula, whatever the cell came from. Such a
cell gets an apostrophe before it, and so does one that has an apostrophe there already: then
taking one off again always gives back what was there.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from ..problems import Position, Problem
from .cited import SourceId, as_cited

if TYPE_CHECKING:
    from collections.abc import Iterable

_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "|", "%")
"""What starts a formula or a command in some spreadsheet, full-width signs too."""
_NUMBER_RE = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_CELL_RE = re.compile(r'(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|\Z)')


_SOURCE_RE = re.compile(r"((?:\\.|[^\s\\])+)(?: \[((?:\\.|[^\]\\])*)\])?", re.DOTALL)
_PART_RE = re.compile(r"((?:\\.|[^;\\])+)(?:; ?|\Z)", re.DOTALL)


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


def write(rows: Iterable[Iterable[str]]) -> str:
    """Write rows of cells for spreadsheets, some of which know UTF-8 by its mark alone."""
    text = io.StringIO(newline="")
    text.write("\ufeff")
    csv.writer(text, lineterminator="\r\n").writerows(map(guarded, row) for row in rows)
    return text.getvalue()


def sources(listed: Iterable[str]) -> str:
    """Write sources into one cell: `minutes [p. 4] report`; what parts them is escaped."""
    return " ".join(map(_source, map(as_cited, listed)))


def _source(one: SourceId) -> str:
    place = re.sub(r"([]\\])", r"\\\1", one.locator)
    return re.sub(r"([\s\[\\])", r"\\\1", one) + (f" [{place}]" if place else "")


def read_sources(cell: str) -> list[SourceId]:
    """Read them back."""
    return [
        SourceId(*(re.sub(r"(?s)\\(.)", r"\1", part) for part in found.groups("")))
        for found in _SOURCE_RE.finditer(cell)
    ]


def parts(listed: Iterable[str]) -> str:
    """Write texts into one cell; the semicolons in them are escaped."""
    return "; ".join(re.sub(r"([;\\])", r"\\\1", one) for one in listed)


def read_parts(cell: str) -> list[str]:
    """Read them back."""
    return [re.sub(r"(?s)\\(.)", r"\1", found[1]) for found in _PART_RE.finditer(cell)]


def guarded(cell: str) -> str:
    """Keep a cell from being taken for a formula; what nobody sees before the sign hides none."""
    seen = next((i for i, sign in enumerate(cell) if unicodedata.category(sign)[0] not in "CZ"), 0)
    risky = cell.startswith(_FORMULA, seen) and not _NUMBER_RE.fullmatch(cell)
    return f"'{cell}" if risky or cell.startswith(("'", "\t", "\r", "\n")) else cell
