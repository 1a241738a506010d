"""Files among the pages that have the text which may not be printed: a host would publish them.

Plain texts and pages of HTML are looked at, which hosts publish as they are; what an author writes
in Markdown is the author's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..data.overlay import Overlay
from ..overlay import decoding, markup, placing
from ..problems import Position, Problem, phrases

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ..data.dataset import Dataset
    from .project import Project

_KINDS = {".txt", ".text", ".html", ".htm", ".xhtml"}
_LARGEST = 300_000
"""So many bytes has a file at most that is looked at: a long text, with what is around it."""


class Published:
    """Looks through such files, at each once as long as it stays as it is."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], int] = {}

    def problems(self, data: Dataset, project: Project, docs: Path) -> Iterator[Problem]:
        """Find files that have passages of the text word for word."""
        for its in data.of(Overlay).values():
            tags = tuple(passage.tag for passage in its.passages)
            for path, size, time in _files(docs):
                key = path, size, time, its.salt, tags
                if key not in self._known:
                    self._known[key] = _exact(path, its)
                if count := self._known[key]:
                    number = phrases.counted(count, "passage", "passages")
                    message = f"this has {number} of the text that may not be printed."
                    where = Position(project.shown(path))
                    yield Problem(where, message, "Move it out of the project.")


def _files(docs: Path) -> Iterator[tuple[Path, int, int]]:
    for path in docs.rglob("*.*"):
        if path.suffix.lower() in _KINDS and path.is_file():
            its = path.stat()
            if its.st_size <= _LARGEST:
                yield path, its.st_size, its.st_mtime_ns


def _exact(path: Path, its: Overlay) -> int:
    text = decoding.text_of(path.read_bytes()) or ""
    text = markup.text_of(text) if markup.is_page(text, path.name) else text
    return sum(one.verdict == "exact" for one in placing.read(text, its.print).placed)
