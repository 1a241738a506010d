"""`annotations.csv`: one row for each note, for spreadsheets (RFC 4180).

A spreadsheet takes a cell that starts with `=` for a formula, whatever the cell came from. Such a
cell gets an apostrophe before it, and so does one that has an apostrophe there already: then
taking one off again always gives back what was there.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .site import Site

COLUMNS = (
    "id", "page", "paragraph", "exact", "occurrence", "layer", "body", "sources", "confidence",
    "known", "finding", "outcome", "title", "start", "replaces", "permalink",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "|", "%")
"""What starts a formula or a command in some spreadsheet, full-width signs too."""


def write(site: Site) -> str:
    """Write all notes in reading order, under a row of names."""
    text = io.StringIO(newline="")
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for note in site.annotations():
        target = note.target
        cells = (
            note.id, target.page, str(target.paragraph), target.exact, str(target.occurrence),
            note.layer, note.body, " ".join(note.sources), note.confidence, note.known,
            note.finding or "", note.outcome or "", note.title, "yes" if note.start else "",
            " ".join(note.replaces), site.note(note),
        )  # fmt: skip
        rows.writerow(guarded(cell) for cell in cells)
    return text.getvalue()


def guarded(cell: str) -> str:
    """Keep a cell from being taken for a formula; blanks before the sign do not hide it."""
    risky = cell.lstrip().startswith(_FORMULA) or cell.startswith(("'", "\t", "\r", "\n"))
    return f"'{cell}" if risky else cell
