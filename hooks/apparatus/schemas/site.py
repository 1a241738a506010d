"""What `mkdocs.yml` may ask of the engine, to JSON Schema; all else in it stays open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from ..data.settings import KEYS, LISTS, Settings
from . import described, nouns, shapes

if TYPE_CHECKING:
    from .shapes import Shape

_NAME: Shape = {"enum": ["apparatus"]}
_BY_HOST: Shape = shapes.listed({"type": ["string", "number", "boolean", "null"]})
"""What stands behind a tag of MkDocs: `!ENV [REPORT, ""]`."""
_OFF: Shape = {"enum": [False]}
_ALSO: dict[str, Shape] = {
    "search": {"type": "boolean"},
    "marked_languages": _OFF,
    "errors": _OFF,
}
"""What is read as one of the words, or as a list."""


def file() -> Shape:
    """Describe the settings file."""
    said, hints = described.fields(Settings), get_type_hints(Settings, include_extras=True)
    keys = {key: shapes.said(said[key], _key(key, hints[key])) for key in KEYS}
    ours = shapes.group(keys, (), (Settings.__doc__ or ""))
    ours.pop("patternProperties")  # here a key has one spelling
    asked = shapes.optional(shapes.ref("settings"))
    holding: Shape = {"type": "object", "properties": {"apparatus": asked}}
    # Plugins of other names are nobody's to judge, but ours is to be offered.
    plugin = {"if": {"type": "object"}, "then": holding, "else": {"anyOf": [_NAME, {}]}}
    plugins = {"if": {"type": "array"}, "then": shapes.listed(plugin), "else": holding}
    top: Shape = {
        "properties": {"extra": shapes.optional(holding), "plugins": shapes.optional(plugins)}
    }
    return shapes.file(top, {"settings": ours})


def _key(key: str, hint: Any) -> Shape:  # noqa: ANN401 - any type
    made = nouns.Made()
    if key in LISTS:
        (inner, *_) = get_args(hint)
        one = made.shape(inner)
        ways = [shapes.listed(one), one]
    else:
        ways = [made.shape(hint), _BY_HOST]
    return shapes.optional({"anyOf": [*ways, *([_ALSO[key]] if key in _ALSO else [])]})
