"""Our own export of entries, `entities.json`, to entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .record import Entry, broken, text

if TYPE_CHECKING:
    from ..problems import Problem
    from .json_rows import Row

_MADE = ("mentions",)
"""Keys of what is counted anew at each build."""


def is_one(row: object) -> bool:
    """Whether a value is a row of that export."""
    return isinstance(row, dict) and bool(text(row.get("kind")) and text(row.get("name")))


def read(rows: list[Row]) -> tuple[list[Entry], list[Problem]]:
    """Turn rows into entries; `url` is where the entry stands."""
    entries: list[Entry] = []
    problems: list[Problem] = []
    for where, row in rows:
        if is_one(row):
            fields = {key: its for key, its in row.items() if key not in _MADE}
            fields["gloss"] = fields.pop("markdown", None) or fields.get("gloss")
            entries.append(Entry(where, fields))
        else:
            problems.append(broken(where, "this is no entry: it has no 'kind' and no 'name'"))
    return entries, problems
