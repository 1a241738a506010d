"""All texts of an item of data, whatever kind it is, each with the way to it."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from .yaml_file import Path

_WHOLE = "csl"
"""The field that holds keys which stand beside the others in a file."""


def texts(noun: Any, but: Container[str] = ()) -> Iterator[tuple[Path, str]]:  # noqa: ANN401
    """List the texts of an item of any kind, with the way to each, but those of some fields."""
    for name in _names(noun.__class__):
        its = getattr(noun, name)
        if not its or name in but:
            continue
        around = () if name == _WHOLE else (name,)
        if isinstance(its, str):
            yield around, its
        else:
            yield from (((*around, *path), text) for path, text in _texts(its, but))


@cache
def _names(noun: Any) -> tuple[str, ...]:  # noqa: ANN401 - a class
    return tuple(field.name for field in fields(noun))


def _texts(value: object, but: Container[str]) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield (), value
    elif isinstance(value, tuple | list):
        for number, item in enumerate(value):
            yield from (((number, *path), text) for path, text in _texts(item, but))
    elif isinstance(value, dict):
        for key, item in value.items():
            if key in but:
                continue
            yield from (((key, *path), text) for path, text in _texts(item, but))
    elif is_dataclass(value):
        yield from texts(value, but)


def spelt(path: Path) -> Path:
    """Write the way to a value as files have it: `original-title`."""
    return tuple(step.replace("_", "-") if isinstance(step, str) else step for step in path)
