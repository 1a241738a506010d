"""Sources to JSON Schema: all variables of CSL, and what is ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..data import csl_variables
from ..data.bibliography import OWN
from ..data.csl_types import TYPES
from ..data.csl_values import NEEDED
from ..data.source import Source
from . import described, shapes

if TYPE_CHECKING:
    from .shapes import Shape

_TEXT: Shape = {"type": ["string", "number"]}
_TRUTH: Shape = {**shapes.TRUTH, "anyOf": [{"type": "boolean"}, shapes.TRUTH["anyOf"][-1]]}
_DATE: Shape = {"anyOf": [shapes.DATE, {"type": "number"}, shapes.ref("date")]}


def file() -> Shape:
    """Describe `sources.yml`, a list of works, or one in a group as other programs write it."""
    ours = described.fields(Source)
    keys = {
        "id": shapes.said(ours["id"], _TEXT),
        **{key: shapes.said(its, _variable(key)) for key, its in csl_variables.VARIABLES.items()},
        "type": shapes.said(ours["type"], {"enum": [*TYPES]}),
        "title": shapes.said(ours["title"], _TEXT),
        **{key: shapes.said(ours[key.replace("-", "_")], _own(key)) for key in OWN},
    }
    made = {key: its if key in NEEDED else _empty(its) for key, its in keys.items()}
    works = shapes.listed(shapes.ref("work"))
    wrapped = {"type": "object", "anyOf": [{"required": [key]} for key in ("references", "items")]}
    return shapes.file(
        shapes.either(works, wrapped),
        {
            "work": shapes.group(made, NEEDED, "A work that something is known from."),
            "name": shapes.group(_names(), (), "A person, or a body with a literal name."),
            "date": shapes.group(_dates(), (), "A date as CSL-JSON has it."),
        },
    )


def _variable(key: str) -> Shape:
    if key in csl_variables.NAMES:
        return shapes.listed(shapes.ref("name"))
    if key in csl_variables.DATES:
        return _DATE
    return {"custom": {"type": "object"}, "categories": {"type": "array"}}.get(key, _TEXT)


def _own(key: str) -> Shape:
    return _TRUTH if key == "copy-seen" else _TEXT


def _names() -> dict[str, Shape]:
    signs: Shape = {"type": ["boolean", "string", "number"]}
    keys = {key: (said, _TEXT) for key, said in csl_variables.NAME_PARTS.items()}
    keys |= {key: (said, signs) for key, said in csl_variables.NAME_SIGNS.items()}
    return {key: _empty(shapes.said(said, shape)) for key, (said, shape) in keys.items()}


def _dates() -> dict[str, Shape]:
    plain: Shape = {"type": ["boolean", "string", "number"]}
    parts = shapes.listed(shapes.listed({"type": ["string", "integer"]}))
    return {
        key: _empty(shapes.said(said, parts if key == "date-parts" else plain))
        for key, said in csl_variables.DATE_PARTS.items()
    }


def _empty(shape: Shape) -> Shape:
    """Let a key stand without a value, and keep its sentence outside."""
    inner = {key: its for key, its in shape.items() if key != "description"}
    return {"description": shape["description"], **shapes.optional(inner)}
