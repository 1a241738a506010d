"""`annotations.csv`: one row for each note, for spreadsheets."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ..data import csv_file

if TYPE_CHECKING:
    from ..data.model import Annotation
    from ..data.target import End
    from .site import Site

COLUMNS = (
    "id", "page", "paragraph", "exact", "occurrence", "block", "until",
    "layer", "body", "sources", "confidence",
    "known", "finding", "outcome", "title", "start", "replaces",
    "author", "tags", "permalink",
)  # fmt: skip


def write(site: Site) -> str:
    """Write all notes in reading order, under a row of names."""
    return csv_file.write(
        [COLUMNS, *(_cells(note, site.note(note)) for note in site.annotations())]
    )


def _cells(note: Annotation, permalink: str) -> tuple[str, ...]:
    target = note.target
    return (
        note.id, target.page, _number(target.paragraph), target.exact, str(target.occurrence),
        target.block, _end(target.until),
        note.layer, note.body, csv_file.sources(note.sources), note.confidence, note.known,
        note.finding, note.outcome, note.title, "yes" if note.start else "",
        " ".join(note.replaces), note.author, csv_file.parts(note.tags), permalink,
    )  # fmt: skip


def _number(paragraph: int | None) -> str:
    return "" if paragraph is None else str(paragraph)


def _end(until: End | None) -> str:
    return json.dumps(until.written, ensure_ascii=False) if until else ""
