"""`sources.bib`: the bibliography for LaTeX, in UTF-8."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..sources import bibtex

if TYPE_CHECKING:
    from .site import Site


def write(site: Site) -> str:
    """Write all sources, by id."""
    return "\n".join(bibtex.entry(site.data.sources[i]) for i in sorted(site.data.sources))
