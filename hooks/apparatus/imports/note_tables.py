"""Tables of notes, Recogito's and our own export's, to notes."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from ..data import csv_file
from ..text.addresses import is_web
from .record import Note, Said, broken

if TYPE_CHECKING:
    from collections.abc import Collection

    from ..problems import Problem
    from .table import Row

_OURS = frozenset(("id", "page", "exact", "layer", "body"))
_RECOGITOS = frozenset(("UUID", "QUOTE_TRANSCRIPTION", "ANCHOR"))
_OFFSET_RE = re.compile(r"char-offset:(\d+)")
_PLAIN = ("id", "layer", "confidence", "known", "finding", "outcome", "title")


def is_ours(columns: Collection[str]) -> bool:
    """Whether a table is our own export of notes."""
    return _OURS.issubset(columns)


def is_recogitos(columns: Collection[str]) -> bool:
    """Whether a table is one of Recogito."""
    return _RECOGITOS.issubset(columns)


def ours(rows: list[Row]) -> tuple[list[Note], list[Problem]]:
    """Turn rows of our own export into notes."""
    notes: list[Note] = []
    problems: list[Problem] = []
    for where, cells in rows:
        # An apostrophe keeps spreadsheets from taking a cell for a formula.
        row = {key: its.removeprefix("'") for key, its in cells.items()}
        if missing := sorted(_OURS - row.keys()):
            problems.append(broken(where, f"this row ends before its cell '{missing[0]}'"))
            continue
        try:
            target = _target(row)
        except (ValueError, RecursionError):
            problems.append(broken(where, "this row does not say in which block its words are"))
            continue
        own: dict[str, Any] = {key: row[key] for key in _PLAIN if row.get(key)}
        own |= {key: row[key].split() for key in ("replaces",) if row.get(key)}
        own |= {"sources": csv_file.read_sources(row["sources"])} if row.get("sources") else {}
        own |= {"start": True} if row.get("start") else {}
        said = Said(row["exact"], block=str(target.get("block", "")))
        tags = tuple(csv_file.read_parts(row.get("tags", "")))
        author = row.get("author", "")
        notes.append(
            Note(where, row["id"], row["page"], said, row["body"], author, tags, "", own, target)
        )
    return notes, problems


def _target(row: dict[str, str]) -> dict[str, Any]:
    target: dict[str, Any] = {"page": row["page"]}
    if row.get("paragraph"):
        target["paragraph"] = int(row["paragraph"])
    if row.get("block"):
        target["block"] = row["block"]
    target["exact"] = row["exact"]
    if (nth := row.get("occurrence") or "1") != "1":
        target["occurrence"] = int(nth)
    if row.get("until"):
        target["until"] = json.loads(row["until"])
    return target


def recogito(rows: list[Row]) -> tuple[list[Note], list[Problem]]:
    """Turn rows of Recogito into notes: a comment, else the place or the word of a vocabulary."""
    notes = []
    for where, row in rows:
        offset = _OFFSET_RE.search(row.get("ANCHOR", ""))
        position = int(offset[1]) if offset else None
        comment = "\n\n".join(filter(None, row.get("COMMENTS", "").split("|")))
        address, label = row.get("URI", "").strip(), row.get("VOCAB_LABEL", "").strip()
        link = f"[{label or address}]({address})" if is_web(address) else label
        tags = tuple(filter(None, (tag.strip() for tag in row.get("TAGS", "").split("|"))))
        kind = row.get("TYPE", "").strip().lower()
        notes.append(
            Note(
                where,
                row.get("UUID", ""),
                row.get("FILE", ""),
                Said(row.get("QUOTE_TRANSCRIPTION", ""), position=position),
                comment or link,
                "",
                (*tags, *([kind] if kind else [])),
            )
        )
    return notes, []
