"""Signs that nobody sees: those that are no text, and those that make text run the other way.

Whoever writes for a site has to delete them. Of what other programs have written they are taken
out, and that is told once of each file.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from ..problems import Position, Problem
from ..text.patterns import late

if TYPE_CHECKING:
    from .document import Document, Path

TURNING = "\u202a-\u202e"
UNSEEN_RE = late(
    f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff{TURNING}]"
)
"""What turns text does so until something ends it."""


def unseen(where: Position, sign: str) -> Problem:
    """Say that such a sign stands somewhere."""
    name = unicodedata.name(sign, "a control character")
    message = f"U+{ord(sign):04X} stands here ({name.lower()}), which nobody sees."
    return Problem(where, message, "Delete it.")


def without_unseen(file: str, text: str) -> tuple[str, list[Problem]]:
    """Take such signs out of a file's text."""
    found = UNSEEN_RE.search(text)
    if not found:
        return text, []
    return UNSEEN_RE.sub("", text), [_left_out(Position.at(file, text, found.start()), found[0])]


def clean(document: Document) -> list[Problem]:
    """Take such signs out of a document's values."""
    first: list[Problem] = []

    def cleaned(path: Path, value: Any) -> Any:  # noqa: ANN401 - whatever files may hold
        if isinstance(value, str):
            if (found := UNSEEN_RE.search(value)) and not first:
                first.append(_left_out(document.position(path), found[0]))
            return UNSEEN_RE.sub("", value)
        if isinstance(value, list):
            return [cleaned((*path, at), one) for at, one in enumerate(value)]
        if isinstance(value, dict):
            return {key: cleaned((*path, key), one) for key, one in value.items()}
        return value

    document.value = cleaned((), document.value)
    return first


def _left_out(where: Position, sign: str) -> Problem:
    hint = "All such signs of this file are left out."
    return unseen(where, sign)._replace(hint=hint, stops=False)
