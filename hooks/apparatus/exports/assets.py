"""What is published beside the pages: the engine's style sheets and scripts, and pieces' files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .. import pieces

if TYPE_CHECKING:
    from ..data.dataset import Dataset

EARLY = "switches.js"
"""The script that stands in an annotated page, right behind what it sets."""
_ASSETS = Path(__file__).parent.parent / "assets"


def names(pattern: str) -> list[str]:
    """Name the engine's own files, from `assets/` on."""
    return sorted(path.name for path in _ASSETS.glob(pattern))


def scripts() -> list[str]:
    """Name the scripts that every page loads."""
    return [name for name in names("*.js") if name != EARLY]


def files(data: Dataset) -> dict[str, bytes]:
    """Return all files: their paths below the top of the site, and what is in them."""
    own = {f"assets/{name}": (_ASSETS / name).read_bytes() for name in names("*.*")}
    for piece in pieces.in_use(data):
        own |= piece.files(data)
    return own
