"""What is published beside the pages: the engine's style sheets and scripts, and pieces' files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .. import pieces
from ..data.edition import UNKNOWN
from ..data.overlay import Overlay
from . import layer_styles

if TYPE_CHECKING:
    from ..data.dataset import Dataset
    from ..data.edition import Edition

ROBOTS = "robots.txt"
SEARCH = "search/start.js"
"""The script of the search that every page has; it fetches the others."""
EARLY = "switches.js"
"""The script that stands in an annotated page, right behind what it sets."""
OVERLAY = "overlay.js"
"""The script of the page where readers compare their own copies."""
_PARTS = ("overlay", "given", "found", "page")
"""What that one is put together from, each after those it uses."""
_STYLES = "apparatus.css"
_ASSETS = Path(__file__).parent.parent / "assets"


def names(pattern: str) -> list[str]:
    """Name the engine's own files, from `assets/` on; those of the search are apart."""
    return sorted(path.name for path in _ASSETS.glob(pattern))


def scripts(data: Dataset, edition: Edition) -> list[str]:
    """Name the scripts that every page loads, from `assets/` on: those that the data ask for."""
    needed = {"cards.js": data.entities, "notes.js": data.annotations, EARLY: ()}
    own = [name for name in names("*.js") if needed.get(name, True)]
    return [*own, *([SEARCH] if edition.search is not None else [])]


def files(data: Dataset, edition: Edition = UNKNOWN) -> dict[str, bytes]:
    """Return all files: their paths below the top of the site, and what is in them."""
    own = names("*.*")
    if edition.search is not None:
        own += [f"search/{n}" for kind in ("js", "css", "txt") for n in names(f"search/*.{kind}")]
    found = {f"assets/{name}": (_ASSETS / name).read_bytes() for name in own}
    found[f"assets/{_STYLES}"] += layer_styles.css(data.vocabulary).encode()
    if edition.url and edition.machines:
        found[ROBOTS] = _robots(edition.url)
    for piece in pieces.in_use(data):
        found |= piece.files(data)
    return found


def overlay(data: Dataset) -> dict[str, str]:
    """Return the script for readers' copies, if a page asks for it: known when all are read."""
    if not data.of(Overlay):
        return {}
    parts = [_ASSETS / f"overlay/{name}.js" for name in _PARTS]
    return {f"assets/{OVERLAY}": "".join(part.read_text("utf-8") for part in parts)}


def _robots(url: str) -> bytes:
    """Let everybody read everything, and say where the map of the site is."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {url}sitemap.xml\n".encode()
