"""All schemas that are the same for every edition, and their keys, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from ..pieces import SHELVES
from . import described, nouns, shapes, site, words, works

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .shapes import Shape

SETTINGS = "mkdocs.json"
_OWN = {"sources": works.file, "words": words.file}
_TEXT = "text"
_KINDS = {"array": "a list", "object": "a group", "integer": "a number", "boolean": "yes or no"}


class Key(NamedTuple):
    """A key of a data file, or of a group in one."""

    group: str
    """The name of the group: that of an item, or of what an item holds."""
    name: str
    needed: bool
    kind: str
    """What its value is: text, a date, a number, yes or no, a list or a group."""
    allowed: tuple[str, ...]
    """The words that it may be, where the engine has them; others are the vocabulary's."""
    said: str
    """What it is for, in a sentence."""
    example: str
    """A value, where that sentence ends with one."""


def schemas() -> dict[str, Shape]:
    """Describe all files but that of an edition's ids and words (`names`), by file name."""
    shelves, _ = SHELVES.open(SHELVES.stems)
    made = {
        f"{its.stem}.json": _OWN[its.stem]() if its.stem in _OWN else nouns.file(its)
        for its in shelves
        if "/" not in its.stem
    }
    return made | {SETTINGS: site.file()}


def keys(schema: Shape) -> Iterator[Key]:
    """List the keys of a file, group by group, the outermost first; words of ours are no keys."""
    for group, its in schema["definitions"].items():
        for name, shape in its.get("properties", {}).items():
            said, inner = shape["description"], list(_parts(shape))
            allowed = next((part["enum"] for part in inner if "enum" in part), ())
            kind = next(filter(None, map(_kind, inner)), _TEXT)
            words = tuple(word for word in allowed if isinstance(word, str))
            needed = name in its.get("required", ())
            yield Key(group, name, needed, kind, words, said, described.example(said))


def _kind(part: Shape) -> str:
    if "$ref" in part:
        inside = part["$ref"].startswith("#") and part != shapes.ref("nothing")
        return _KINDS["object"] if inside else "" if part["$ref"].startswith("#") else _TEXT
    if part == shapes.EDTF:
        return "a date"
    kind = part.get("type", _TEXT if "enum" in part else "")
    return _KINDS.get(kind, _TEXT) if isinstance(kind, str) and kind else ""


def _parts(shape: Any) -> Iterator[Shape]:  # noqa: ANN401 - any part of a schema
    """Go through a shape and what it is made of."""
    if isinstance(shape, dict):
        yield shape
    inner = shape.values() if isinstance(shape, dict) else shape
    for its in inner:
        if isinstance(its, dict | list):
            yield from _parts(its)
