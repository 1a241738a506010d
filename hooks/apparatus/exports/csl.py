"""`sources.json`: the bibliography as CSL-JSON, which Zotero, Pandoc and others read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ..sources import csl

if TYPE_CHECKING:
    from .site import Site


def write(site: Site) -> str:
    """Write all sources, by id."""
    rows = [csl.as_given(site.data.sources[i]) for i in sorted(site.data.sources)]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
