"""How an alias may be spelt."""

from __future__ import annotations


def spellings(text: str, case: str) -> set[str]:
    """Spell out what an alias matches: itself, or itself with either first letter."""
    if case == "first-letter":
        return {text[:1].lower() + text[1:], text[:1].upper() + text[1:]}
    return {text}


def lower(text: str) -> str:
    """Lower-case a text character by character, so that offsets stay as they are."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
