"""The site's data in formats that others read, each with its own module.

Every module has a pure `write`; those of notes and sources have a `read` beside it, which gives
back what was written. Nothing here asks the clock: the same data make the same bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .site import Site

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["Site", "save", "texts"]


def texts(site: Site) -> dict[str, str]:
    """Write a site in all formats: names of files, and what is in them."""
    from . import cast, table, tei, web_annotation  # noqa: PLC0415 - a build pays for what it uses

    files = {
        "annotations.jsonld": web_annotation.write(site),
        "annotations.tei.xml": tei.write(site),
        "annotations.csv": table.write(site),
        "entities.json": cast.write(site),
    }
    if site.data.sources:
        from . import bibtex, csl  # noqa: PLC0415 - the same

        files["sources.json"] = csl.write(site)
        files["sources.bib"] = bibtex.write(site)
    return files


def save(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Put files into a folder; texts as they are, line ends and all."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
