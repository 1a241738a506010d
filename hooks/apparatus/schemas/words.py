"""A site's own words to JSON Schema: each message of the engine is a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import words
from . import shapes

if TYPE_CHECKING:
    from .shapes import Shape


def file() -> Shape:
    """Describe `words.yml`."""
    text = {"type": "string", "minLength": 1}
    keys = {
        english: shapes.said(_said(names), text) for english, names in sorted(words.known().items())
    }
    group = {"type": "object", "properties": keys, "additionalProperties": False}
    return shapes.file(group)


def _said(names: set[str]) -> str:
    filled = " ".join(f"%({name})s" for name in sorted(names))
    return f"What readers read in its place; it may hold {filled}." if names else _PLAIN


_PLAIN = "What readers read in its place."
