"""Nouns of data to JSON Schema: fields to keys, with their sentences."""

from __future__ import annotations

from dataclasses import MISSING, fields
from types import UnionType
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Literal,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from ..data.cited import SourceId
from . import described, shapes
from .names import FILE

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..data.marks import Means
    from ..data.shelf import Shelf
    from .shapes import Shape


def names(which: str) -> Shape:
    """Name what an edition has of a kind."""
    return {"$ref": f"{FILE}#/definitions/{which}"}


_PLACE = shapes.group(
    {
        "id": shapes.said("The id of a source.", names("sources")),
        "locator": {"description": "The place in it: `p. 45`.", "type": ["string", "integer"]},
    },
    ("id", "locator"),
)


def file(shelf: Shelf) -> Shape:
    """Describe the file of a shelf that is read by its noun."""
    made = Made()
    noun = made.noun(shelf.noun, shelf)
    shape = noun if shelf.is_one else shapes.listed(noun)
    return shapes.file(shape, made.definitions)


class Made:
    """Describes nouns, and those within them."""

    def __init__(self) -> None:
        self.definitions: dict[str, Shape] = {}

    def noun(self, noun: type, shelf: Shelf | None = None) -> Shape:
        """Describe a noun; as the item of a shelf it may hold words and short forms."""
        name = noun.__name__.lower()
        if name not in self.definitions:
            said, hints = described.fields(noun), get_type_hints(noun, include_extras=True)
            self.definitions[name] = {}
            self.definitions[name] = shapes.group(
                {
                    its.name: shapes.said(
                        said.get(its.name, ""),
                        self._key(its.name, hints[its.name], shelf, needed=_needed(its)),
                    )
                    for its in fields(noun)
                },
                [its.name for its in fields(noun) if _needed(its)],
                (noun.__doc__ or "").partition("\n")[0],
            )
        return shapes.ref(name)

    def _key(self, key: str, hint: Any, shelf: Shelf | None, *, needed: bool) -> Shape:  # noqa: ANN401 - any type
        if shelf and key in shelf.terms:
            shape = names(shelf.terms[key])
        elif shelf and key in shelf.short:
            (inner, *_) = get_args(hint)
            meant = get_type_hints(inner, include_extras=True)[shelf.short[key]]
            shape = shapes.listed(shapes.either(self.shape(meant), self.noun(inner)))
        elif shelf and key == "id":
            shape = shapes.ID
        else:
            shape = self.shape(hint)
        return shape if needed else shapes.optional(shape)

    def shape(self, hint: Any) -> Shape:  # noqa: ANN401 - any type
        """Describe what a type of ours may be."""
        plain: dict[Any, Shape] = {
            str: shapes.TEXT,
            int: shapes.NUMBER,
            bool: shapes.TRUTH,
            SourceId: shapes.either(names("sources"), _PLACE),
        }
        if hint in plain:
            return plain[hint]
        origin, arguments = get_origin(hint), get_args(hint)
        if origin is None:
            return self.noun(hint)
        ways: dict[Any, Callable[[], Shape]] = {
            Annotated: lambda: _meant(hint.__metadata__[0]),
            Literal: lambda: _one_of(arguments),
            Union: lambda: self.shape(arguments[0]),  # with None, which `optional` stands for
            UnionType: lambda: self.shape(arguments[0]),
            tuple: lambda: shapes.listed(self.shape(arguments[0])),
            dict: lambda: {"type": "object", "additionalProperties": self.shape(arguments[1])},
        }
        return ways[origin]()


def _needed(its: Any) -> bool:  # noqa: ANN401 - a field
    return its.default is MISSING and its.default_factory is MISSING


def _one_of(words: tuple[str, ...]) -> Shape:
    shape: Shape = {"enum": [word for word in words if word]}
    return {"anyOf": [shape, {"type": "string", "maxLength": 0}]} if "" in words else shape


def _meant(means: Means) -> Shape:
    ours = {"date": shapes.DATE, "label": shapes.LABEL}
    return ours.get(means.what) or names(means.what)
