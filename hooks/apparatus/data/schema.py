"""Plain values to model, item by item; every error of shape becomes a problem with a place.

pydantic checks the model's plain dataclasses; its wording, meant for programmers, is replaced here.
Importing it takes longer than building a small site, so this module is only imported when a
data file has changed (see `loading`).
"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

from ..problems import Problem, phrases

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic_core import ErrorDetails

    from .shelf import Shelf
    from .yaml_file import Document, Path

T = TypeVar("T")
_CONFIG = ConfigDict(extra="forbid")
_EXPECTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "tuple_type": "a list",
    "dataclass_type": "text or a group of 'key: value' lines",
}
_LONGEST_VALUE = 40


class Schema:
    """Checks the items of some shelves."""

    def __init__(self, shelves: Iterable[Shelf]) -> None:
        """Take the shelves whose files are YAML."""
        self._shelves = {shelf.noun: shelf for shelf in shelves if shelf.read is None}
        for noun, shelf in self._shelves.items():
            for one in (noun, *shelf.nested.values()):
                one.__pydantic_config__ = _CONFIG
        self._adapters: dict[type, TypeAdapter[Any]] = {}

    def items(self, document: Document, noun: type[T]) -> tuple[list[tuple[int, T]], list[Problem]]:
        """Turn a document, which must be a list, into the nouns of a shelf.

        Out: the good items with their index in the list, and the problems of the others.
        """
        good: list[tuple[int, T]] = []
        problems: list[Problem] = []
        if document.value is None:
            return good, problems
        if not isinstance(document.value, list):
            message = "this file must be a list: each item starts with '- id: …'."
            return good, [Problem(document.position(()), message)]
        shelf = self._shelves[noun]
        adapter = self._adapters.setdefault(noun, TypeAdapter(noun))
        for index, value in enumerate(document.value):
            try:
                good.append((index, adapter.validate_python(_normal(value, shelf))))
            except ValidationError as error:
                details = error.errors(include_url=False)
                problems += [_problem(document, index, shelf, detail) for detail in details]
        return good, problems


def _normal(value: object, shelf: Shelf) -> object:
    """Bring an author's short forms to the one form of the model."""
    if not isinstance(value, dict):
        return value
    normal = {key.replace("-", "_"): field for key, field in value.items()}
    for key, meant in shelf.short.items():
        if isinstance(its := normal.get(key), list):
            normal[key] = [{meant: item} if isinstance(item, str) else item for item in its]
    return {key: field for key, field in normal.items() if field is not None}


def _problem(document: Document, index: int, shelf: Shelf, detail: ErrorDetails) -> Problem:
    path = _authors_path(document, (index, *detail["loc"]))
    steps = [step for step in path if isinstance(step, str)]
    name = steps[-1].replace("_", "-") if steps else shelf.noun.__name__.lower()
    if steps and isinstance(path[-1], int):
        name = f"an item of '{name}'"
    kind, value, owner = detail["type"], detail["input"], _owner(shelf, detail["loc"])
    if kind == "unexpected_keyword_argument":
        where = document.position(path, key=True)
        return phrases.not_a_key(where, str(path[-1]), owner, _known_keys(shelf, detail["loc"]))
    if kind == "missing":
        message = f"{owner} needs the key '{name}', which is missing here."
        return Problem(document.position(path[:-1]), message, f"Add a line '{name}: …'.")
    where = document.position(path)
    if kind == "literal_error":
        allowed = detail["ctx"]["expected"].replace(" or ", ", ").split(",")
        named = [word.strip(" '") for word in allowed]
        return phrases.not_one_of(where, name, _short(value), named)
    expected = _EXPECTED.get(kind, "something else")
    message = f"{name} must be {expected}, but here it is {_describe(value)}."
    if kind == "tuple_type" and isinstance(value, str):
        return Problem(where, message, f"Write it as [{_short(value)}].")
    textual = kind in ("string_type", "dataclass_type")
    quotable = textual and isinstance(value, bool | int | float)
    return Problem(where, message, "Put it in quotation marks." if quotable else "")


def _authors_path(document: Document, path: Path) -> Path:
    """Undo `_normal`: hyphens where the author wrote them, short items without their key."""
    spelt: list[str | int] = []
    for step in path:
        hyphened = str(step).replace("_", "-")
        known = (*spelt, hyphened) in document.positions
        spelt.append(hyphened if isinstance(step, str) and known else step)
    return tuple(spelt)


def _known_keys(shelf: Shelf, loc: tuple[int | str, ...]) -> list[str]:
    owner = shelf.nested.get(str(loc[0]), shelf.noun) if len(loc) > 1 else shelf.noun
    return [field.name.replace("_", "-") for field in fields(owner)]


def _owner(shelf: Shelf, loc: tuple[int | str, ...]) -> str:
    if len(loc) > 1:
        return f"'{loc[0]}'"
    name = shelf.noun.__name__.lower()
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def _describe(value: object) -> str:
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a group of keys"
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return f"the yes/no value '{str(value).lower()}'"
    if isinstance(value, int | float):
        return f"the number {value}"
    return f"'{_short(value)}'"


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + "…"
