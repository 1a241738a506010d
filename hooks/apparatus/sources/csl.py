"""One source in CSL-JSON."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from ..data.model import Name, Source
from ..text import dates

_TEXTS = tuple(
    field.name for field in fields(Source) if field.name not in ("author", "issued", "copy_seen")
)


def row(source: Source) -> dict[str, Any]:
    """Write one source."""
    row: dict[str, Any] = {
        name.replace("_", "-"): its for name in _TEXTS if (its := getattr(source, name))
    }
    if source.author:
        row["author"] = [_name(name) for name in source.author]
    if source.issued:
        row["issued"] = {"date-parts": [dates.parts(source.issued)]}
    if not source.copy_seen:
        row["custom"] = {"copy-seen": False}
    return row


def _name(name: Name) -> dict[str, str]:
    parts = ("family", "given", "literal")
    return {part: its for part in parts if (its := getattr(name, part))}
