"""Rows of data files: changed, added, dropped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from project import Project, pick

if TYPE_CHECKING:
    from random import Random


def number(draw: Random) -> int:
    """Choose a number, all of one length: some saves do not change a file's size."""
    return draw.randrange(100, 1000)


def changed(project: Project, draw: Random, name: str, /, **values: Any) -> str:
    """Give a row of a data file other values; None takes a key out."""
    rows = project.rows(name)
    row = pick(draw, rows)
    row |= values
    for key in [key for key, value in row.items() if value is None]:
        del row[key]
    project.put(name, rows)
    return f"{row['id']}: {values}"


def added(project: Project, draw: Random, name: str, /, **values: Any) -> str:
    """Add a row like another one."""
    rows = project.rows(name)
    row = {**pick(draw, rows), **values}
    for key in ("here", "start", "replaces"):
        row.pop(key, None)
    rows.insert(draw.randrange(len(rows) + 1), row)
    project.put(name, rows)
    return f"{row['id']} like another"


def dropped(project: Project, draw: Random, name: str) -> str:
    """Drop a row that nothing else names."""
    spoken = project.spoken_of() + "".join(map(project.page, project.pages()))
    rows = project.rows(name)
    free = [
        row for row in rows if len(re.findall(rf"(?<![\w-]){re.escape(row['id'])}\b", spoken)) < 2
    ]
    row = pick(draw, free if name != "entities" else unnamed(rows, project))
    project.put(name, [one for one in rows if one is not row])
    return f"without {row['id']}"


def unnamed(rows: list[dict[str, Any]], project: Project) -> list[dict[str, Any]]:
    """List the entities that neither other data nor a page ask for by id."""
    texts = "".join(map(project.page, project.pages()))
    asked = re.findall(r"\]\[([^\]]+)\]", texts)
    named = str([{**row, "id": "", "entry": ""} for row in rows])
    named += str([project.rows(name) for name in project.data_names() if name != "entities"])
    return [row for row in rows if f"'{row['id']}'" not in named and row["id"] not in asked]
