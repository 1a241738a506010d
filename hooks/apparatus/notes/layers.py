"""Layers and findings of notes: the one table of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ..data.model import Finding
    from ..data.model import Layer as LayerId


class Layer(NamedTuple):
    """A kind of note."""

    word: str
    """What one such note is called."""
    sign: str
    """What tells it from others before colour does."""
    motivation: str
    """Why such a note is made, in the words of the Web Annotation model."""


LAYERS: dict[LayerId, Layer] = {
    "people": Layer("person", "◦", "identifying"),
    "institutions": Layer("institution", "▫", "identifying"),
    "terms": Layer("term", "?", "describing"),
    "events": Layer("event", "◆", "describing"),
    "rhetoric": Layer("rhetoric", "~", "commenting"),
    "sourcing": Layer("sourcing", "”", "commenting"),
    "fact-check": Layer("fact-check", "±", "assessing"),
}
"""All layers, in the order of their switches."""
FINDINGS: dict[Finding, str] = {
    "confirmed": "✓",
    "contradicted": "✗",
    "mixed": "±",
    "unproven": "◇",
}
"""What a check of a fact may find, and its sign."""
