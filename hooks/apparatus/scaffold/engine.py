"""The engine, to go along with a new edition: an edition stands by itself, on any machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PACKAGE = Path(__file__).resolve().parent.parent
_BESIDE = Path(__file__).resolve().parent / "beside"
"""Where an installed engine has what stands beside it in a folder with an edition."""
_OTHERS = {
    "hooks/crosslinks.py": ("hooks/crosslinks.py", "crosslinks.py"),
    "hooks/LICENSE": ("hooks/LICENSE", "LICENSE"),
    "requirements.lock": ("requirements.lock",),
    ".github/ISSUE_TEMPLATE/note.yml": (".github/ISSUE_TEMPLATE/note.yml", "note.yml"),
}
"""Where a file goes, and where it may stand here."""


def files() -> Iterator[tuple[str, bytes]]:
    """Read the engine and what it needs. Out: paths below the edition's folder, and contents."""
    for path in sorted(_PACKAGE.rglob("*")):
        inside = path.relative_to(_PACKAGE)
        if path.is_file() and "__pycache__" not in inside.parts and _BESIDE not in path.parents:
            yield f"hooks/{_PACKAGE.name}/{inside.as_posix()}", path.read_bytes()
    for name, places in _OTHERS.items():
        yield name, _found(*places).read_bytes()


def _found(*names: str) -> Path:
    """Find a file: beside the engine in a project, or inside an engine that is installed."""
    folders = (_BESIDE, _PACKAGE.parent.parent)
    return next(path for name in names for folder in folders if (path := folder / name).is_file())
