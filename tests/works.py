"""Works for tests, in one line each."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from apparatus.data.model import Name, Source

_OWN = ("original_title", "copy_seen", "archived")


def work(identifier: str, kind: str, title: str, /, **variables: Any) -> Source:
    """Make a source; variables are those of CSL with `_` for `-`, and names may be `Name`s."""
    own = {key: variables.pop(key) for key in _OWN if key in variables}
    csl = {key.replace("_", "-"): _plain(its) for key, its in variables.items() if its}
    return Source(identifier, kind, title, csl, **own)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if not isinstance(value, Name):
        return value
    parts = {field.name: getattr(value, field.name) for field in fields(Name)}
    return {key.replace("_", "-"): its for key, its in parts.items() if its}
