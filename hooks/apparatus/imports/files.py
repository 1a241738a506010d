"""A file to records, whatever format it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..problems import Position, Problem
from . import (
    entity_rows,
    entity_tables,
    hypothesis,
    json_rows,
    note_tables,
    table,
    tei_lists,
    web_annotations,
    xml_tree,
)  # fmt: skip
from .record import Read

if TYPE_CHECKING:
    from .json_rows import Row

LARGEST = 20_000_000
MOST = 20_000
_SOURCES = ("@", "%")
_TAKEN = (
    "Taken are notes of Hypothesis and Recogito, Web Annotations, lists of a TEI file, tables with "
    "a column 'name', and what this site exports."
)


def read(file: str, content: bytes) -> Read:
    """Read a file's content; in: also what to call it in problems."""
    if len(content) > LARGEST:
        return _none(file, f"this file has more than {LARGEST // 1_000_000} megabytes.")
    if b"\0" in content[:1000] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _none(file, "this is no text.")
    text = _text(content)
    start = text.lstrip()[:1]
    if start == "<":
        return _xml(file, content)
    found = _json(file, text) if start in ("{", "[") else _table(file, text)
    if max(len(found.notes), len(found.entries)) > MOST:
        return _none(file, f"this file has more than {MOST} items.")
    return found


def _none(file: str, message: str, hint: str = "") -> Read:
    return Read([], [], [Problem(Position(file), message, hint)])


def _text(content: bytes) -> str:
    """Decode a file as its bytes allow: spreadsheets write several encodings."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _xml(file: str, content: bytes) -> Read:
    root, problems = xml_tree.read(file, content)
    if root is None:
        return Read([], [], problems)
    if not tei_lists.is_one(root):
        return _none(file, "this XML has no listPerson, listPlace or listOrg.", _TAKEN)
    return Read([], *tei_lists.read(file, root))


def _json(file: str, text: str) -> Read:
    rows, broken = json_rows.read(file, text)
    values = [row for _, row in rows]
    if any(map(hypothesis.is_one, values)):
        return _notes(*hypothesis.read(rows), broken)
    if any(map(web_annotations.is_one, values)):
        return _notes(*web_annotations.read(rows), broken)
    if any(map(entity_rows.is_one, values)):
        entries, problems = entity_rows.read(rows)
        return Read([], entries, problems + broken)
    return Read([], [], broken) if broken else _unknown(file, rows)


def _notes(notes: list, problems: list[Problem], broken: list[Problem]) -> Read:  # type: ignore[type-arg]
    return Read(notes, [], problems + broken)


def _unknown(file: str, rows: list[Row]) -> Read:
    if not rows:
        return _none(file, "there is nothing in this file.")
    if any(isinstance(row, dict) and "title" in row and "type" in row for _, row in rows):
        hint = "Put the file into the data folder, as sources.json."
        return _none(file, "these are sources.", hint)
    return _none(file, "nobody here knows this kind of JSON.", _TAKEN)


def _table(file: str, text: str) -> Read:
    if text.lstrip().startswith(_SOURCES):
        hint = "If these are sources, put the file into the data folder, as sources.bib."
        return _none(file, "this is no table.", hint)
    columns, rows, broken = table.read(file, text)
    if note_tables.is_ours(columns):
        return _notes(*note_tables.ours(rows), broken)
    if note_tables.is_recogitos(columns):
        return _notes(*note_tables.recogito(rows), broken)
    if entity_tables.is_one(columns):
        entries, problems = entity_tables.read(file, columns, rows)
        return Read([], entries, problems + broken)
    return _none(file, "nobody here knows this kind of file.", _TAKEN)
