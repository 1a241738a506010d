"""What a page says on each sheet of paper: an attribute of the whole, which its style sheet reads.

Margins of sheets belong to no element, and inherit from the root alone.
"""

from __future__ import annotations

import re
from html import escape

_ROOT_RE = re.compile(r"<html\b", re.IGNORECASE)


def mark(html: str, sheet: str) -> str:
    """Put what sheets say into a page (its whole HTML)."""
    if not sheet:
        return html
    said = escape(sheet).replace("\n", "&#10;")
    return _ROOT_RE.sub(lambda root: f'{root[0]} data-ap-sheet="{said}"', html, count=1)
