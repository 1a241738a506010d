"""Plain values to model, item by item; every error of shape becomes a problem with a place.

pydantic checks the model's plain dataclasses; its wording, meant for programmers, is replaced here.
Importing it takes longer than building a small site, so this module is only imported when a
data file has changed (see `dataset`).
"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

from . import history, model
from .pieces.figure.nouns import Figure
from .problems import Problem, did_you_mean, one_of

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from .source import Document, Path

T = TypeVar("T")
_CONFIG = ConfigDict(extra="forbid")
for _noun in (
    model.Alias, model.Names, model.Face, model.Entity, model.Target, model.Annotation,
    model.Statement, model.Name, model.Source, history.Step, history.Pledge, history.Event,
    Figure,
):  # fmt: skip
    _noun.__pydantic_config__ = _CONFIG  # type: ignore[union-attr]

_NOUNS = (
    model.Entity, model.Annotation, model.Statement, history.Pledge, history.Event, model.Source,
    Figure
)  # fmt: skip
_ADAPTERS: dict[type, TypeAdapter[Any]] = {noun: TypeAdapter(noun) for noun in _NOUNS}
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


def items(document: Document, noun: type[T]) -> tuple[list[tuple[int, T]], list[Problem]]:
    """Turn a document, which must be a list, into the model's nouns.

    Out: the good items with their index in the list, and the problems of the others.
    """
    good: list[tuple[int, T]] = []
    problems: list[Problem] = []
    if document.value is None:
        return good, problems
    if not isinstance(document.value, list):
        message = "this file must be a list: each item starts with '- id: …'."
        return good, [Problem(document.position(()), message)]
    for index, value in enumerate(document.value):
        try:
            good.append((index, _ADAPTERS[noun].validate_python(_normal(value))))
        except ValidationError as error:
            details = error.errors(include_url=False)
            problems += [_problem(document, index, noun, detail) for detail in details]
    return good, problems


def _normal(value: object) -> object:
    """Bring an author's short forms to the one form of the model."""
    if not isinstance(value, dict):
        return value
    normal = {key.replace("-", "_"): field for key, field in value.items()}
    if isinstance(aliases := normal.get("aliases"), list):
        normal["aliases"] = [{"text": a} if isinstance(a, str) else a for a in aliases]
    if isinstance(faces := normal.get("faces"), list):
        normal["faces"] = [{"id": f} if isinstance(f, str) else f for f in faces]
    return {key: field for key, field in normal.items() if field is not None}


def _problem(document: Document, index: int, noun: type, detail: ErrorDetails) -> Problem:
    path = _authors_path(document, (index, *detail["loc"]))
    steps = [step for step in path if isinstance(step, str)]
    name = steps[-1].replace("_", "-") if steps else noun.__name__.lower()
    if steps and isinstance(path[-1], int):
        name = f"an item of '{name}'"
    kind, value = detail["type"], detail["input"]
    if kind == "unexpected_keyword_argument":
        known = _known_keys(noun, detail["loc"])
        hint = did_you_mean(str(path[-1]), known) or f"Known keys: {one_of(known)}."
        message = f"'{path[-1]}' is not a key of {_article(noun, detail['loc'])}."
        return Problem(document.position(path, key=True), message, hint)
    if kind == "missing":
        message = f"{_article(noun, detail['loc'])} needs the key '{name}', which is missing here."
        return Problem(document.position(path[:-1]), message, f"Add a line '{name}: …'.")
    where = document.position(path)
    if kind == "literal_error":
        allowed = [
            w.strip(" '") for w in detail["ctx"]["expected"].replace(" or ", ", ").split(",")
        ]
        message = f"{name} '{_short(value)}' is not one of {one_of(allowed)}."
        return Problem(where, message, did_you_mean(str(value), allowed))
    expected = _EXPECTED.get(kind, "something else")
    message = f"{name} must be {expected}, but here it is {_describe(value)}."
    if kind == "tuple_type" and isinstance(value, str):
        return Problem(where, message, f"Write it as [{_short(value)}].")
    textual = kind in ("string_type", "dataclass_type")
    quotable = textual and isinstance(value, bool | int | float)
    return Problem(where, message, "Put it in quotation marks." if quotable else "")


def _authors_path(document: Document, path: Path) -> Path:
    """Undo `_normal`: hyphens where the author wrote them, short aliases without `text`."""
    spelt: list[str | int] = []
    for step in path:
        hyphened = str(step).replace("_", "-")
        known = (*spelt, hyphened) in document.positions
        spelt.append(hyphened if isinstance(step, str) and known else step)
    return tuple(spelt)


def _known_keys(noun: type, loc: tuple[int | str, ...]) -> list[str]:
    nested = {"aliases": model.Alias, "names": model.Names, "target": model.Target,
              "author": model.Name, "steps": history.Step, "faces": model.Face}  # fmt: skip
    owner = nested.get(str(loc[0]), noun) if len(loc) > 1 else noun
    return [key.replace("_", "-") if owner is model.Source else key
            for key in (field.name for field in fields(owner))]  # fmt: skip


def _article(noun: type, loc: tuple[int | str, ...]) -> str:
    if len(loc) > 1:
        return f"'{loc[0]}'"
    name = noun.__name__.lower()
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
