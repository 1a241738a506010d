"""Rows of Hypothesis, as its interface gives them and its client exports them, to notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import selectors
from .record import Note, Said, broken, text, texts

if TYPE_CHECKING:
    from ..problems import Position, Problem
    from .json_rows import Row

_EVERYBODY = ("", "__world__")


def is_one(row: object) -> bool:
    """Whether a value is a row of Hypothesis."""
    return isinstance(row, dict) and isinstance(row.get("uri"), str) and "body" not in row


def read(rows: list[Row]) -> tuple[list[Note], list[Problem]]:
    """Turn rows into notes; a reply goes to the end of what it answers."""
    notes: dict[str, Note] = {}
    problems: list[Problem] = []
    answers = []
    for where, row in rows:
        if not is_one(row):
            problems.append(broken(where, "this is no row of Hypothesis: it has no 'uri'"))
        elif row.get("hidden") is True:
            problems.append(broken(where, "moderators have hidden this note"))
        elif references := texts(row.get("references")):
            answers.append((where, row, references))
        else:
            name = text(row.get("id"))
            notes[str(where) if name in notes else name] = _note(where, row)
    for where, row, references in answers:
        first = next((one for one in references if one in notes), None)
        if first is None:
            problems.append(broken(where, "this answers a note that is not in the file"))
        elif said := text(row.get("text")).strip():
            who = _author(row)
            line = f"{who}: {said}" if who else said
            notes[first] = notes[first]._replace(body=f"{notes[first].body}\n\n{line}".strip())
    return list(notes.values()), problems


def _note(where: Position, row: dict[str, Any]) -> Note:
    targets = row.get("target")
    first = targets[0] if isinstance(targets, list) and targets else {}
    said = selectors.said(first.get("selector")) if isinstance(first, dict) else Said()
    group = text(row.get("group"))
    may_read = row.get("permissions")
    read = texts(may_read.get("read")) if isinstance(may_read, dict) else ()
    alone = bool(read) and all(one.startswith("acct:") for one in read)
    kept = "its author alone" if alone else "" if group in _EVERYBODY else f"the group '{group}'"
    return Note(
        where,
        text(row.get("id")),
        text(row.get("uri")),
        said,
        text(row.get("text")),
        _author(row),
        texts(row.get("tags")),
        kept,
    )


def _author(row: dict[str, Any]) -> str:
    """Name who has written a row: by the name that is shown, else by that of the account."""
    info = row.get("user_info")
    shown = text(info.get("display_name")) if isinstance(info, dict) else ""
    return shown or text(row.get("user")).removeprefix("acct:").partition("@")[0]
