"""Plain values to model, item by item; every error of shape becomes a problem with a place.

pydantic checks the model's plain dataclasses; its wording, meant for programmers, is replaced here.
Importing it takes longer than building a small site, so this module is only imported when a
data file has changed (see `loading`).
"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError

from ..problems import Problem, nearest, phrases
from ..text.dates import is_date
from ..text.meant_dates import meant
from .checkers import checker, forbid_others
from .cited import SourceId, misread
from .target import ANNOTATED
from .vocabulary import DEFAULT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pydantic_core import ErrorDetails

    from ..problems import Position
    from .shelf import Shelf
    from .vocabulary import Vocabulary
    from .yaml_file import Document, Path

T = TypeVar("T")
_EXPECTED = {
    "string": "text",
    "int": "a whole number",
    "bool": "true or false",
    "tuple": "a list",
    "dict": phrases.GROUP,
}
"""By how the checker's names for a mistake begin."""
_DATES = frozenset(("born", "died", "date", "end", "known"))
_LABEL, _LABELS = "Label", "dict[str, Label]"
"""Fields that may be written as mere text, for all languages; and groups of such."""


class Schema:
    """Checks the items of some shelves."""

    def __init__(self, shelves: Iterable[Shelf], text: str = ANNOTATED) -> None:
        """Take the shelves whose files are YAML, and the page that items mean without a word."""
        self._text = text
        self._shelves = {shelf.noun: shelf for shelf in shelves if not (shelf.read or shelf.make)}
        for noun, shelf in self._shelves.items():
            forbid_others((noun, *shelf.nested.values()))

    def make_ready(self) -> None:
        """Make now what else would be made for the first item of each shelf."""
        for noun in self._shelves:
            checker(noun)

    def items(
        self, document: Document, noun: type[T], vocabulary: Vocabulary | None = DEFAULT
    ) -> tuple[list[tuple[int | None, T]], list[Problem]]:
        """Turn a document into the nouns of a shelf, which take some words from a vocabulary.

        Without one, as when that has mistakes, items with other words than the usual are left out
        without a word. Out: the good items with their index in the list, if it is to be one, and
        the problems of the others.
        """
        good: list[tuple[int | None, T]] = []
        problems: list[Problem] = []
        shelf = self._shelves[noun]
        if document.value is None:
            return good, problems
        if not isinstance(document.value, dict if shelf.is_one else list):
            where = document.position(())
            return good, [phrases.no_group(where) if shelf.is_one else phrases.no_list(where)]
        check = checker(noun)
        listed = [(None, document.value)] if shelf.is_one else enumerate(document.value)
        for index, value in listed:
            top: Path = () if index is None else (index,)
            normal = self._normal(document, top, value, shelf.noun, shelf)
            problems += _twice(document, top, value)
            unknown = _unknown(document, top, normal, shelf, vocabulary or DEFAULT)
            problems += unknown.values() if vocabulary else ()
            try:
                item = check(normal)
                good += [] if unknown else [(index, item)]
            except ValidationError as error:
                details = error.errors(include_url=False)
                told = _slips(shelf, details) | {(key,) for key in unknown}
                for detail in details:
                    path = _authors_path(document, (*top, *detail["loc"]))
                    if path not in document.refused and detail["loc"] not in told:
                        problems.append(_problem(document, path, shelf, detail))
        return good, problems

    def _normal(
        self, document: Document, path: Path, value: object, owner: type, shelf: Shelf
    ) -> object:
        """Bring an author's short forms to the one form of the model."""
        if isinstance(value, list):
            return [
                self._normal(document, (*path, i), its, owner, shelf) for i, its in enumerate(value)
            ]
        if not isinstance(value, dict):
            return value
        types = {field.name: field.type for field in fields(owner)}
        normal: dict[str, object] = {
            field.name: self._text for field in fields(owner) if field.default == ANNOTATED
        }
        for written, its in value.items():
            key, here = written.replace("-", "_"), (*path, written)
            if its is None and key in types:
                continue
            # To Python `true` is a number.
            if isinstance(its, bool) and str(types.get(key)).startswith("int"):
                its = document.spelt.get(here, its)  # noqa: PLW2901 - what its author wrote
            elif types.get(key) in (_LABEL, _LABELS):
                its = _labelled(its, types[key])  # noqa: PLW2901
            elif owner is shelf.noun and key in shelf.short and isinstance(its, list):
                meant = shelf.short[key]
                its = [{meant: one} if isinstance(one, str) else one for one in its]  # noqa: PLW2901
            elif key == "sources" and isinstance(its, list):
                its = [SourceId.read(one) for one in its]  # noqa: PLW2901
            if key in shelf.nested:
                its = self._normal(document, here, its, shelf.nested[key], shelf)  # noqa: PLW2901
            normal[key] = its
        return normal


def _labelled(value: object, kind: object) -> object:
    if kind == _LABELS and isinstance(value, dict):
        return {key: _labelled(its, _LABEL) for key, its in value.items()}
    return {"": value} if isinstance(value, str) and kind == _LABEL else value


def _unknown(
    document: Document, path: Path, value: object, shelf: Shelf, vocabulary: Vocabulary
) -> dict[str, Problem]:
    """Find values that are none of a list of the vocabulary, by their keys."""
    found: dict[str, Problem] = {}
    if not isinstance(value, dict):
        return found
    for key, name in shelf.terms.items():
        where = (*path, key)
        if key in value and value[key] not in (known := vocabulary.ids(name)):
            its = document.spelt.get(where, value[key])
            found[key] = phrases.not_one_of(document.position(where), key, its, known)
    return found


def _twice(document: Document, path: Path, value: object) -> Iterator[Problem]:
    """Find keys of a group that stand in both spellings."""
    if not isinstance(value, dict):
        return
    first: dict[str, str] = {}
    for key in value:
        before = first.setdefault(key.replace("-", "_"), key)
        if before != key:
            yield phrases.twice(document.position((*path, key), key=True), before, key)


def _slips(shelf: Shelf, details: Iterable[ErrorDetails]) -> set[tuple[int | str, ...]]:
    """Find keys that are missing only because they are misspelt."""
    found = set()
    for detail in details:
        if detail["type"] == "unexpected_keyword_argument":
            *around, key = detail["loc"]
            meant = nearest(str(key), _known_keys(shelf, detail["loc"]))
            found.add((*around, meant.replace("-", "_")))
    return found


def _problem(document: Document, path: Path, shelf: Shelf, detail: ErrorDetails) -> Problem:
    steps = [step for step in path if isinstance(step, str)]
    owner = _owner(shelf, detail["loc"])
    name = steps[-1].replace("_", "-") if steps else owner
    if steps and isinstance(path[-1], int):
        name = f"an item of '{name}'"
    kind = detail["type"]
    if kind == "unexpected_keyword_argument":
        where = document.position(path, key=True)
        return phrases.not_a_key(where, str(path[-1]), owner, _known_keys(shelf, detail["loc"]))
    if kind == "missing":
        if path in document.keys:
            return phrases.empty(document.position(path, key=True), name)
        return phrases.missing(document.position(path[:-1]), owner, name)
    return _misfit(document, path, shelf, name, detail)


def _misfit(
    document: Document, path: Path, shelf: Shelf, name: str, detail: ErrorDetails
) -> Problem:
    """Say that a value is none that its key may have."""
    kind, value = detail["type"], detail["input"]
    where, spelt = document.position(path), document.spelt.get(path, "")
    if kind == "literal_error":
        allowed = detail["ctx"]["expected"].replace(" or ", ", ").split(",")
        value = spelt if isinstance(value, int | float) else value
        words = filter(None, (word.strip(" '") for word in allowed))
        return phrases.not_one_of(where, name, value, words)
    if kind == "dataclass_type":
        return _no_group(where, name, value, short=not shelf.short.keys().isdisjoint(path))
    if kind == "string_type" and isinstance(value, dict) and path[-2:-1] == ("sources",):
        return misread(document, path, value)
    if name in _DATES and type(value) is int and not is_date(spelt or str(value)):
        written = spelt or str(value)
        return phrases.no_date(where, name, written, meant(written))
    problem = phrases.not_text(where, name, _EXPECTED[kind.partition("_")[0]], value, spelt)
    if kind == "tuple_type" and isinstance(value, str):
        return problem._replace(hint=f"Write it as [{phrases.short(value)}].")
    return problem


def _no_group(where: Position, name: str, value: object, *, short: bool) -> Problem:
    problem = phrases.not_text(
        where, name, f"text or {phrases.GROUP}" if short else phrases.GROUP, value
    )
    if isinstance(value, str) and ":" in value:
        return problem._replace(hint="Write a space after the colon.")
    if isinstance(value, str) and "：" in value:  # noqa: RUF001 - the very sign
        return problem._replace(hint="Write ':' and a space in place of the wide colon.")
    return problem


def _authors_path(document: Document, path: Path) -> Path:
    """Undo `_normal`: hyphens where the author wrote them, short items without their key."""
    spelt: list[str | int] = []
    for step in path:
        hyphened = str(step).replace("_", "-")
        known = (*spelt, hyphened) in document.positions
        spelt.append(hyphened if isinstance(step, str) and known else step)
    return tuple(spelt)


def _known_keys(shelf: Shelf, loc: tuple[int | str, ...]) -> list[str]:
    names = (str(step) for step in reversed(loc[:-1]) if step in shelf.nested)
    owner = shelf.nested.get(next(names, ""), shelf.noun)
    return [field.name.replace("_", "-") for field in fields(owner)]


def _owner(shelf: Shelf, loc: tuple[int | str, ...]) -> str:
    if len(loc) > 1:
        return f"'{next((step for step in reversed(loc[:-1]) if step in shelf.nested), loc[0])}'"
    name = shelf.noun.__name__.lower()
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"
