"""The ids and words of a project on the disk, for editors: refreshed while it is served."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

from ..data import whole_file
from ..schemas import names

if TYPE_CHECKING:
    from pathlib import Path

    from ..data.dataset import Dataset

NAME = f"{names.FOLDER}/{names.FILE}"
_ODD = "surrogateescape"
"""Bytes that are no text are somebody's, and come back as they were."""


def refresh(project: Path, docs: Path, data: Dataset) -> None:
    """Bring the file up to date in a project's folder, if it is there.

    Data that cannot be read leave it as it was. Whatever else stands in the way takes away an
    editor's help alone.
    """
    if (project / NAME).is_file() and not data.unread:
        with suppress(OSError):
            put(project, NAME, text(data, docs))


def text(data: Dataset, docs: Path) -> str:
    """Write what data and the folder of pages can be named by."""
    pages = (path.relative_to(docs).as_posix() for path in docs.rglob("*.md"))
    return dumped(names.file(data, pages))


def dumped(schema: object) -> str:
    """Write a schema as a text."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def put(folder: Path, name: str, text: str) -> bool:
    """Write a file below a folder, wholly or not at all, if that changes it and is inside.

    Out: whether it did.
    """
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()) or read(path) == text:
        return False
    return whole_file.save(path, text)


def read(path: Path) -> str:
    """Read a text with the ends of lines that it has; nothing where there is no file."""
    with suppress(OSError), path.open(encoding="utf-8", errors=_ODD, newline="") as file:
        return file.read()
    return ""
