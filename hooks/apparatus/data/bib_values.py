"""Values of BibTeX's fields, put together of their pieces: `oup # { and Sons}`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SIGN_RE = re.compile(r'\\.|[{}"#]|\s+|[^\\{}"#\s]+|\\', re.DOTALL)
LONGEST = 10_000
"""So many signs one `@string` may stand for: of each two that are twice the one before it."""


def bare(value: str) -> str:
    """Take off what is around a value; nothing where it is put together of several."""
    if "#" in value and len(list(_pieces(value))) > 1:
        return ""
    one = re.fullmatch(r'\{(.*)\}|"(.*)"|(\w+)', value.strip(), re.DOTALL)
    return next((its for its in one.groups() if its is not None), "") if one else ""


def strings(given: Iterable[tuple[str, str]]) -> tuple[dict[str, str], set[str]]:
    """Read the strings of a file, each of which may be made of those before it.

    Out: what they stand for, by their names in small letters, and the names of those too long.
    """
    known: dict[str, str] = {}
    long: set[str] = set()
    for name, value in given:
        made = together(value, known)
        if len(made) > LONGEST:
            long.add(name)
        elif whole := bare(made):
            known[name.lower()] = whole
    return known, long


def together(value: str, known: dict[str, str]) -> str:
    """Write a value in one piece; as it is where one of its pieces is none that is known."""
    if "#" not in value and value[:1] in ("{", '"'):
        return value
    found = list(_pieces(value))
    words = {piece.lower() for piece in found if piece[0] not in '{"'}
    if not found or not words <= known.keys():
        return value
    return f"{{{''.join(known.get(piece.lower(), piece[1:-1]) for piece in found)}}}"


def _pieces(value: str) -> Iterator[str]:
    """Part a value at its `#`, where these stand in no braces and no quotation marks."""
    depth, quoted, piece = 0, False, ""
    for sign in _SIGN_RE.findall(value):
        depth += (sign == "{") - (sign == "}")
        quoted ^= sign == '"' and not depth
        if depth <= 0 and not quoted and (sign == "#" or sign.isspace()):
            if piece:
                yield piece
            piece = ""
        else:
            piece += sign
    if piece:
        yield piece
