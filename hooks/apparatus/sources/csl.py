"""One source in CSL-JSON, with everything that is given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..data.csl_variables import DATES
from ..text.csl_dates import from_csl, to_csl

if TYPE_CHECKING:
    from ..data.model import Source


def item(source: Source) -> dict[str, Any]:
    """Write one source, as programs that know CSL read it; what is ours is under `custom`."""
    row: dict[str, Any] = {"id": source.id, "type": source.type, **source.csl}
    for variable in DATES:
        if isinstance(its := row.get(variable), str | int):
            row[variable] = _date(str(its))
    custom = dict(source.csl.get("custom", {}))
    if source.title:
        row["title"] = source.title
    if source.original_title:  # CSL's own field is for works that came out before
        row["title"] = f"{source.original_title} {source.translation}"
        custom["translated-title"] = source.title
    if not source.copy_seen:
        custom["copy-seen"] = False
    if source.archived:
        custom["archived"] = source.archived
    if source.sort:
        custom["sort"] = source.sort
    return {**row, "custom": custom} if custom else row


def as_given(source: Source) -> dict[str, Any]:
    """Write one source with the note that it was given, and not what has been read from that."""
    row = {**item(source), **source.given}
    return {key: its for key, its in row.items() if its is not None}


def _date(value: str) -> dict[str, Any]:
    """Write a date in lists of numbers, and as it is where these say less."""
    made = to_csl(value)
    return made if from_csl(made) == value else {**made, "edtf": value}
