"""Signs in data that nobody sees, or that look like others: they deceive readers and authors."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import is_dataclass
from typing import TYPE_CHECKING

from ..problems import Position, Problem
from .entity_checks import named
from .unseen import TURNING, UNSEEN_RE, unseen
from .walk import texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .dataset import Dataset, Noun
    from .model import Entity

_TURNING_IN_NAMES_RE = re.compile(f"[{TURNING}\u2066-\u2069]")
# Cyrillic and Greek letters, and the Latin ones that they are taken for.
_LIKE = dict(
    zip(
        "АВЕЅІЈКМНОРСТУХаеорсухѕіјԛԝһԁΑΒΕΖΗΙΚΜΝΟΡΤΥΧονρ",  # noqa: RUF001 - the point of it
        "ABESIJKMHOPCTYXaeopcyxsijqwhdABEZHIKMNOPTYXovp",
        strict=True,
    )
)
_WORD_RE = re.compile(r"\w+")


def in_data(data: Dataset) -> Iterator[Problem]:
    """Find signs that are no text, signs that turn it around, and names with foreign letters."""
    for noun, items in data.shelves.items():
        for item in data.unproven(items.values()):
            yield from _in_item(data, item) if is_dataclass(noun) else _in_file(data, item)
    for entity in data.unproven(data.entities.values()):
        yield from _names(data, entity)


def _in_item(data: Dataset, item: Noun) -> Iterator[Problem]:
    for path, text in texts(item):
        if found := UNSEEN_RE.search(text):
            yield unseen(data.position(item, *path), found[0])


def _in_file(data: Dataset, item: Noun) -> Iterator[Problem]:
    file = data.file(item)
    text = file.text
    if found := UNSEEN_RE.search(text):
        yield unseen(Position.at(file.name, text, found.start()), found[0])


def _names(data: Dataset, entity: Entity) -> Iterator[Problem]:
    for path, text in named(entity):
        if text.isascii():  # most are, and nothing in them is foreign
            continue
        where = data.position(entity, *path)
        if (found := _TURNING_IN_NAMES_RE.search(text)) and not UNSEEN_RE.search(text):
            yield unseen(where, found[0])
        latin = any(map(_is_latin, _WORD_RE.findall(f"{text} {entity.name}")))
        for word in _WORD_RE.findall(text):
            foreign = [letter for letter in word if letter in _LIKE]
            meant = "".join(_LIKE.get(letter, letter) for letter in word)
            if foreign and _is_latin(meant) and (latin or len(foreign) < len(word)):
                code = f"U+{ord(foreign[0]):04X} {unicodedata.name(foreign[0])}"
                message = f"'{foreign[0]}' in '{text}' is no Latin letter but {code}."
                yield Problem(where, message, f"Type '{meant}' anew.")


def _is_latin(word: str) -> bool:
    letters = [letter for letter in word if letter.isalpha()]
    return bool(letters) and all("LATIN" in unicodedata.name(letter, "") for letter in letters)
