"""What people write in BibTeX for want of a field or a type."""

from __future__ import annotations

import re
from typing import Any

from bibtexparser.model import Entry, Field

from .bib_values import bare

_ADDRESS_RE = re.compile(
    r"""(?:(?:available|retrieved|accessed|online)?\s*(?:at|from|online)?\s*:?\s*)
    (?:\\(?:url|path)\s*\{(?P<url>[^{}\s]+)\}|(?P<plain>https?://[^{}\s]+?))\s*\.?""",
    re.IGNORECASE | re.VERBOSE,
)
_ESCAPED_RE = re.compile(r"\\([&%_#$~])(?:\{\})?")
_PLACES = ("howpublished", "note")
_PUBLISHED = {"publisher", "container-title", "DOI", "number", "archive", "ISBN"}
_UNNAMED = frozenset(("misc", "bibnote", "commentary", *(f"custom{one}" for one in "abcdef")))
"""Types that say nothing."""


def find_address(entry: Entry) -> None:
    """Let what is nothing but an address be one, unless there is another."""
    fields = {field.key.lower(): field for field in entry.fields}
    for field in (fields[name] for name in _PLACES if name in fields):
        if found := _ADDRESS_RE.fullmatch(bare(str(field.value)).strip()):
            address = _ESCAPED_RE.sub(r"\1", found["url"] or found["plain"])
            known = fields.setdefault("url", Field("url", f"{{{address}}}"))
            if bare(str(known.value)) == address:
                rest = [one for one in entry.fields if one not in (field, known)]
                entry.fields = [*rest, known]


def kind(entry: Entry, work: dict[str, Any]) -> str:
    """Say what a work is, of which Pandoc does not know it."""
    its = str(entry.entry_type).lower()
    if its not in _UNNAMED:
        return its
    return "webpage" if "URL" in work and not work.keys() & _PUBLISHED else "document"
