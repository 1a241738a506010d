"""One source in CSL-JSON."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from ..data.model import Name, Source
from ..text.csl_dates import to_csl

_OWN = ("author", "issued", "copy_seen", "original_title")
_TEXTS = tuple(field.name for field in fields(Source) if field.name not in _OWN)


def row(source: Source) -> dict[str, Any]:
    """Write one source."""
    row: dict[str, Any] = {
        name.replace("_", "-"): its for name in _TEXTS if (its := getattr(source, name))
    }
    if source.author:
        row["author"] = [_name(name) for name in source.author]
    if source.issued:
        row["issued"] = to_csl(source.issued)
    custom: dict[str, Any] = {} if source.copy_seen else {"copy-seen": False}
    if source.original_title:  # CSL's own field is for works that came out before
        row["title"] = f"{source.original_title} {source.translation}"
        custom["translated-title"] = source.title
    if custom:
        row["custom"] = custom
    return row


def _name(name: Name) -> dict[str, str]:
    parts = ("family", "given", "literal")
    return {part: its for part in parts if (its := getattr(name, part))}
