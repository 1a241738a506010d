"""What Zotero's users write under "Extra": lines `variable: value` at the start of a note.

Zotero and citeproc-js take those for the variables that they name, and so does this. They count
where a work has not got them otherwise; but a type that is named there counts in any case, since
Zotero has no other place for those that it does not know.
"""

from __future__ import annotations

import re
from typing import Any

from ..text.dates import is_date
from .csl_types import TYPES
from .csl_variables import DATES, NAMES, TEXTS

_LINE_RE = re.compile(r"([A-Za-z][A-Za-z _-]{0,40}):\s*(\S.*)")


def _folded(name: str) -> str:
    return re.sub(r"[\s_-]+", "-", name.strip().lower())


_KNOWN = {_folded(name): name for name in (*TEXTS, *NAMES, *DATES) if name not in ("id", "note")}


def read(work: dict[str, Any]) -> dict[str, Any]:
    """Read the first lines of a work's note. Out: what they say anew, and what is left of it.

    Nothing when the first of them names no variable.
    """
    lines = str(work.get("note", "")).split("\n")
    found: dict[str, Any] = {}
    for at, text in enumerate(lines):
        line = _LINE_RE.fullmatch(text.strip())
        if not line or _folded(line[1]) not in _KNOWN:
            lines = lines[at:]
            break
        variable = _KNOWN[_folded(line[1])]
        if variable in NAMES:
            found.setdefault(variable, []).append(_name(line[2]))
        else:
            found.setdefault(variable, _date(line[2]) if variable in DATES else line[2])
    else:
        lines = []
    if not found:
        return {}
    if found.get("type") not in TYPES:
        found.pop("type", None)
    fresh = {key: its for key, its in found.items() if key == "type" or key not in work}
    return fresh | {"note": "\n".join(lines).strip()}


def _name(text: str) -> dict[str, str]:
    """Read a name as Zotero has it: `Family || Given`, or that of a body."""
    family, bars, given = (part.strip() for part in text.partition("||"))
    return {"family": family, "given": given} if bars else {"literal": family}


def _date(text: str) -> str | dict[str, str]:
    return text if is_date(text) else {"literal": text}
