"""Files among the pages that have the text which may not be printed: a host would publish them.

Plain texts and pages of HTML are looked at, which hosts publish as they are; what an author writes
in Markdown is the author's own.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from ..data.overlay import Overlay
from ..overlay import sketch
from ..problems import Position, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ..data.dataset import Dataset
    from .project import Project

_KINDS = {".txt", ".text", ".html", ".htm", ".xhtml"}
_ROW = 3
"""So many passages after one have to be as long as they should before it is hashed."""
_LARGEST = 100_000
"""So many bytes has a file at most that is looked at: a long text, with what is around it."""


class Published:
    """Looks through such files, at each once as long as it stays as it is."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], bool] = {}

    def problems(self, data: Dataset, project: Project, docs: Path) -> Iterator[Problem]:
        """Find files that have the text, or a part of it, word for word."""
        for its in data.of(Overlay).values():
            tags = tuple(passage.tag for passage in its.passages)
            for path, size, time in _files(docs):
                key = path, size, time, its.salt, tags
                if key not in self._known:
                    self._known[key] = _has(path, its)
                if self._known[key]:
                    message = "this has words of the text that may not be printed."
                    where = Position(project.shown(path))
                    yield Problem(where, message, "Move it out of the project.")


def _files(docs: Path) -> Iterator[tuple[Path, int, int]]:
    for path in docs.rglob("*.*"):
        if path.suffix.lower() in _KINDS and path.is_file():
            its = path.stat()
            if its.st_size <= _LARGEST:
                yield path, its.st_size, its.st_mtime_ns


def _has(path: Path, its: Overlay) -> bool:
    """Whether a file has a passage to the last word, and sentences as long as the next ones after.

    To find one that differs takes far longer than a build may, and so does to hash all that may be
    one. That some in a row end where a sentence or a line does, is seldom so by chance.
    """
    from ..overlay import decoding, markup, normal  # noqa: PLC0415 - few sites have such data

    text = markup.plain(decoding.text_of(path.read_bytes()) or "", path.name)
    found = normal.words(normal.tidy(text))
    forms = [word.form for word in found]

    def ends(at: int) -> bool:
        return 0 < at <= len(found) and found[at - 1].ends

    for number, one in enumerate(its.passages[: max(1, len(its.passages) - _ROW)]):
        next_ = [*accumulate(later.words for later in its.passages[number + 1 :][:_ROW])]
        for start, word in enumerate(found):
            end = start + one.words
            likely = word.starts and ends(end) and all(ends(end + more) for more in next_)
            if likely and one.tag == sketch.passage_tag(
                forms[start:end], its.salt, number, its.rounds
            ):
                return True
    return False
