"""What values are written as, in JSON Schema: draft 7, which editors read.

Nothing here is stricter than the checks of data. Editors read YAML 1.2, where `yes` is a text and
a key without a value is null; data are read by 1.1, and there such a key counts as left out.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Shape = dict[str, Any]
DRAFT = "http://json-schema.org/draft-07/schema#"
TEXT: Shape = {"type": "string"}
_NOTHING: Shape = {"not": {"type": ["array", "boolean", "number", "object", "string"]}}
"""Null, but so that no editor proposes to write it."""
NUMBER: Shape = {
    "anyOf": [{"type": "integer"}, {"type": "string", "pattern": r"^\s*[-+]?[\d_]+(\.0*)?\s*$"}]
}
_YES_OR_NO = "^(?:[01ynftYNFT]|{})$".format(
    "|".join(
        "".join(f"[{sign}{sign.upper()}]" for sign in word)
        for word in ("yes", "no", "on", "off", "true", "false")
    )
)
TRUTH: Shape = {
    "anyOf": [{"type": "boolean"}, {"enum": [0, 1]}, {"type": "string", "pattern": _YES_OR_NO}]
}
LABEL: Shape = {"anyOf": [TEXT, {"type": "object", "additionalProperties": TEXT}]}
"""A text for all languages, or texts by language."""
_NO_DATE = "Write a date such as 1853-10-28, 1853-10, 1850~ or 1853/1854, in quotation marks."
_POINT = r"(?:Y?-?[\dX]{4,12}(?:-[\dX]{2}){0,2}[?~%]?|\.\.)?"
EDTF: Shape = {
    "type": "string",
    "pattern": f"^{_POINT}(?:/{_POINT})?$",
    "patternErrorMessage": _NO_DATE,
    "errorMessage": _NO_DATE,
}
"""Dates, loosely: what the calendar has is left to the checks of data."""
DATE: Shape = {"anyOf": [EDTF, {"type": "integer", "maximum": 999}]}
"""Years such as `0800` and `-0043` are numbers in YAML 1.2, and texts where data are read."""
ID: Shape = {
    "type": "string",
    "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$",
    "patternErrorMessage": "An id holds only small letters a-z, digits and single hyphens.",
}


def optional(shape: Shape) -> Shape:
    """Let a key stand without a value."""
    ways = shape["anyOf"] if shape.keys() == {"anyOf"} else [shape]
    return {"anyOf": [*ways, ref("nothing")]}


def said(sentence: str, shape: Shape) -> Shape:
    """Say what a shape is for: beside a reference that would not count."""
    return {"description": sentence} | ({"allOf": [shape]} if "$ref" in shape else shape)


def file(shape: Shape, definitions: Mapping[str, Shape] = MappingProxyType({})) -> Shape:
    """Make a whole file of a shape; a file without a value is as good as none."""
    return {
        "$schema": DRAFT,
        **optional(shape),
        "definitions": {**definitions, "nothing": _NOTHING},
    }


def listed(shape: Shape) -> Shape:
    """Make a list of what has a shape."""
    return {"type": "array", "items": shape}


def either(shape: Shape, group: Shape) -> Shape:
    """Let a group of keys stand in the place of what has another shape."""
    # In this form an editor offers ids before there is a group, and says of a group what is wrong.
    return {"anyOf": [shape, {"type": "object"}], "if": {"type": "object"}, "then": group}


def group(keys: Mapping[str, Shape], needed: Iterable[str], said: str = "") -> Shape:
    """Make a group of keys, each of which may be written with hyphens or with low lines."""
    shape: Shape = {"type": "object", "description": said, "additionalProperties": False}
    shape["properties"] = dict(keys)
    shape["required"] = [*needed]
    shape["patternProperties"] = {
        f"^(?!{key}$){key.replace('_', '-').replace('-', '[-_]')}$": its
        for key, its in keys.items()
        if "_" in key or "-" in key
    }
    return {key: its for key, its in shape.items() if its not in ({}, [], "")}


def ref(name: str) -> Shape:
    """Name a definition of the same file."""
    return {"$ref": f"#/definitions/{name}"}
