"""The site's data in formats that others read, each with its own module and a pure `write`.

Nothing here asks the clock: the same data make the same bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from ..data.overlay import Overlay
from ..late import late
from .site import Site

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

__all__ = ["Site", "published", "save", "texts"]
__getattr__ = late(__name__)


def texts(site: Site) -> dict[str, str]:
    """Write a site in all formats: names of files, and what is in them."""
    # They take as long as a page or two, and a site without notes asks for none.
    from . import bibtex, csl, entities, overlay, spreadsheet, tei, web_annotation  # noqa: PLC0415

    files = {
        "annotations.jsonld": web_annotation.write(site),
        "annotations.tei.xml": tei.write(site),
        "annotations.csv": spreadsheet.write(site),
        "entities.json": entities.write(site),
    }
    if site.data.of(Overlay):
        files["overlay.json"] = overlay.write(site)
    if site.data.sources:
        files["sources.json"] = csl.write(site)
        files["sources.bib"] = bibtex.write(site)
    return files


def published(folder: Path) -> Callable[[str], str]:
    """Return what reads a page of a built site by its address; nothing where there is none."""

    def read(address: str) -> str:
        path = folder / unquote(address)
        file = path if path.suffix == ".html" else path / "index.html"
        return file.read_text(encoding="utf-8") if file.is_file() else ""

    return read


def save(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Put files into a folder; texts as they are, line ends and all."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
