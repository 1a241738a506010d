"""A table of persons, places and the like, under usual names of columns, to entries."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ..problems import Position, Problem, one_of
from . import authority_files
from .record import Entry, broken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .table import Row

_COLUMNS = {
    "id": ("id", "xmlid", "key", "identifier"),
    "kind": ("kind", "type", "class", "category", "art", "typ", "genre", "tipo", "clase", "種類"),
    "name": ("name", "label", "fullname", "title", "preferredname", "nom", "nombre", "名前",
             "名称"),
    "gloss": ("gloss", "description", "note", "notes", "about", "bio", "beschreibung",
              "anmerkung", "descripción", "descripcion", "notice", "説明"),
    "aliases": ("aliases", "alias", "variants", "othernames", "alsoknownas", "alternatenames"),
    "born": ("born", "birth", "birthdate", "dateofbirth", "birthyear", "yearofbirth", "geboren",
             "geburtsdatum", "né", "née", "naissance", "datedenaissance", "nacido", "nacimiento",
             "fechadenacimiento", "生年", "生年月日"),
    "died": ("died", "death", "deathdate", "dateofdeath", "deathyear", "yearofdeath", "gestorben",
             "sterbedatum", "mort", "morte", "décès", "datededécès", "muerto", "muerte",
             "fallecimiento", "fechademuerte", "没年", "没年月日"),
    "role": ("role", "occupation", "profession", "beruf", "rolle", "rôle", "métier", "profesión",
             "職業"),
    "office": ("office", "termofoffice"),
    "side": ("side",),
    "level": ("level",),
    "sort": ("sort", "sortname", "sortkey"),
    "sources": ("sources", "source"),
    "confidence": ("confidence", "certainty"),
    "same_as": ("sameas", "identifiers", "authority"),
}  # fmt: skip
_MEANT = {name: key for key, names in _COLUMNS.items() for name in names}
_LISTS = ("aliases", "sources", "same_as")
_LANGUAGE_RE = re.compile(r"name[:_ ]([A-Za-z]{2,3}(?:-\w+)*|kana|romaji)")


def is_one(columns: Sequence[str]) -> bool:
    """Whether a table is one of entries: each has a name."""
    return "name" in map(_meant, columns)


def read(file: str, columns: Sequence[str], rows: list[Row]) -> tuple[list[Entry], list[Problem]]:
    """Turn rows into entries."""
    problems: list[Problem] = []
    if odd := [one for one in columns if one and not _meant(one)]:
        message = f"nobody here knows the columns {one_of(odd)}; they were left out."
        problems.append(Problem(Position(file), message, stops=False))
    entries: list[Entry] = []
    for where, cells in rows:
        fields: dict[str, Any] = {}
        for column, cell in cells.items():
            _put(fields, _meant(column), column, cell.strip())
        if fields.get("name"):
            entries.append(Entry(where, fields))
        else:
            problems.append(broken(where, "this row has no name"))
    return entries, problems


def _meant(column: str) -> str:
    """Return the key of our data that a column has; nothing if that is not known."""
    if _LANGUAGE_RE.fullmatch(column.strip()):
        return "names"
    plain = re.sub(r"[\W_]+", "", column.casefold())
    return _MEANT.get(plain) or ("authority" if authority_files.known(column) else "")


def _put(fields: dict[str, Any], key: str, column: str, cell: str) -> None:
    if not cell or not key:
        return
    many = [part for one in cell.split(";") if (part := one.strip())]
    if key == "names":
        tag = _LANGUAGE_RE.fullmatch(column.strip())
        fields.setdefault(key, {})[tag[1] if tag else column] = cell
    elif key == "authority":
        fields.setdefault("same_as", []).extend(
            authority_files.address(column, one) or one for one in many
        )
    elif key in _LISTS:
        fields.setdefault(key, []).extend(many)
    else:
        fields.setdefault(key, cell)
