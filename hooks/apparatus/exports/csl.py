"""`sources.json`: the bibliography as CSL-JSON, which Zotero, Pandoc and others read."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from apparatus.model import Name, Source

if TYPE_CHECKING:
    from .site import Site

_TEXTS = tuple(
    field.name for field in fields(Source) if field.name not in ("author", "issued", "copy_seen")
)


def write(site: Site) -> str:
    """Write all sources, by id."""
    rows = [_row(site.data.sources[i]) for i in sorted(site.data.sources)]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def _row(source: Source) -> dict[str, Any]:
    row: dict[str, Any] = {
        name.replace("_", "-"): its for name in _TEXTS if (its := getattr(source, name))
    }
    if source.author:
        row["author"] = [_name(name) for name in source.author]
    if source.issued:
        row["issued"] = {"date-parts": [[int(part) for part in source.issued.split("-")]]}
    if not source.copy_seen:
        row["custom"] = {"copy-seen": False}
    return row


def _name(name: Name) -> dict[str, str]:
    parts = ("family", "given", "literal")
    return {part: its for part in parts if (its := getattr(name, part))}


def read(text: str) -> list[Source]:
    """Give back the sources of a bibliography."""
    return [_read(row) for row in json.loads(text)]


def _read(row: dict[str, Any]) -> Source:
    texts = {name: row.get(name.replace("_", "-"), "") for name in _TEXTS}
    parts = row.get("issued", {}).get("date-parts", [[]])[0]
    return Source(
        **texts,
        author=tuple(Name(**name) for name in row.get("author", ())),
        issued="-".join(
            f"{part:02}" if place else f"{part:04}" for place, part in enumerate(parts)
        ),
        copy_seen=row.get("custom", {}).get("copy-seen", True),
    )
