"""A work as a ContextObject in a span (COinS): what reference managers read in a page.

Where several stand on a page, such a program offers them all to choose from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

if TYPE_CHECKING:
    from ..data.edition import Edition
    from ..data.model import Source


def write(source: Source, edition: Edition) -> str:
    """Write a page of the edition, or a place on it, as the title of such a span."""
    fields = (
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
        ("rft.type", source.type),
        ("rft.title", source.title),
        ("rft.source", source.container_title),
        *(("rft.aucorp", name.literal) for name in source.author),
        ("rft.date", source.issued),
        ("rft.rights", edition.licence),
        ("rft.language", edition.language),
        ("rft.identifier", source.URL),
    )
    return urlencode([field for field in fields if field[1]], quote_via=quote, safe="")
