"""What is published beside the pages: the engine's style sheets and scripts, points of figures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .pieces.figure import view as figure

if TYPE_CHECKING:
    from .dataset import Dataset

_ASSETS = Path(__file__).parent / "assets"


def names(pattern: str) -> list[str]:
    """Name the engine's own files, from `assets/` on."""
    return sorted(path.name for path in _ASSETS.glob(pattern))


def files(data: Dataset) -> dict[str, bytes]:
    """Return all files: their paths below the top of the site, and what is in them."""
    own = {f"assets/{name}": (_ASSETS / name).read_bytes() for name in names("*.*")}
    points = {figure.address(i): data.origins["Table", i][0].content for i in data.tables}
    return own | points
