"""What is published beside the pages: the engine's style sheets and scripts, and pieces' files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .. import pieces
from ..data.edition import UNKNOWN

if TYPE_CHECKING:
    from ..data.dataset import Dataset
    from ..data.edition import Edition

ROBOTS = "robots.txt"
_ASSETS = Path(__file__).parent.parent / "assets"


def names(pattern: str) -> list[str]:
    """Name the engine's own files, from `assets/` on."""
    return sorted(path.name for path in _ASSETS.glob(pattern))


def files(data: Dataset, edition: Edition = UNKNOWN) -> dict[str, bytes]:
    """Return all files: their paths below the top of the site, and what is in them."""
    own = {ROBOTS: _robots(edition.url)} if edition.url else {}
    own |= {f"assets/{name}": (_ASSETS / name).read_bytes() for name in names("*.*")}
    for piece in pieces.in_use(data):
        own |= piece.files(data)
    return own


def _robots(url: str) -> bytes:
    """Let everybody read everything, and say where the map of the site is."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {url}sitemap.xml\n".encode()
