"""YAML text to plain values, with a position for every key and item.

PyYAML alone forgets where a value stood, keeps the last of two equal keys without a word, reads
unquoted dates as dates and `12:30` as a number, lets anchors blow a small file up, and crashes on
deep nesting. Building the values here, from the parser's events, avoids all that.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import yaml

from . import cutting, json_file
from .document import Document, Path, decoded
from .yaml_builder import Builder
from .yaml_mistakes import explain, merge
from .yaml_place import LOADER

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..problems import Problem
    from .cutting import Cut

__all__ = ["Document", "File", "Path", "decoded", "read"]

_FOREIGN = (".json", ".bib")


class File:
    """A data file's content; it is parsed when somebody asks for a value or a position."""

    def __init__(
        self,
        name: str,
        content: bytes,
        wrong: Problem | None = None,
        *,
        again: Callable[[], bytes] | None = None,
    ) -> None:
        """Take the name to report and the content, UTF-8, or why there is none.

        In: also what reads the content again, so that it need not be held all the time.
        """
        self.name, self.wrong, self._again = name, wrong, again
        self._content: bytes | None = content
        self._digest = b""

    @property
    def content(self) -> bytes:
        """What is in it; nothing if that was let go, and is another by now."""
        if self._content is None:
            self._content = b""
            with suppress(OSError):
                content = self._again() if self._again else b""
                self._content = content if _digest(content) == self._digest else b""
        return self._content

    def let_go(self) -> None:
        """Hold the content no longer: as a rule nobody needs to know where things stand."""
        if self._again and self._content is not None:
            self._digest, self._content = _digest(self._content), None

    @cached_property
    def text(self) -> str:
        """The content as text."""
        return self.content.decode("utf-8-sig", errors="replace")

    @cached_property
    def cut(self) -> Cut | None:
        """Its items as they are written; nothing where it takes a parser to tell them apart."""
        if self.wrong is not None or self.name.endswith(_FOREIGN):
            return None
        text, problems = decoded(self.name, self.content)
        return None if problems else cutting.cut(text)

    def take(self, its: Cut, values: list[Any]) -> None:
        """Take the values of its items, so that nobody has to parse more than one of them."""
        self._read = its.document(self.name, values, lambda one: read(self.name, one)[0]), []

    @property
    def is_parsed(self) -> bool:
        """Whether somebody has asked for a value or a position."""
        return "_read" in vars(self)

    @cached_property
    def _read(self) -> tuple[Document, list[Problem]]:
        if self.wrong is not None:
            return Document(self.name), [self.wrong]
        if self.name.endswith(".json"):
            document, problems = json_file.read(self.name, self.content)
        elif self.name.endswith(".bib"):
            from . import bib_file  # noqa: PLC0415 - its libraries take long to import

            document, problems = bib_file.read(self.name, self.content)
        else:
            document, problems = read(self.name, self.content)
        document.unwrap()
        return document, problems

    @property
    def is_foreign(self) -> bool:
        """Whether another program has written it."""
        return self.name.endswith(_FOREIGN) or self.document.unwrapped

    @property
    def document(self) -> Document:
        """The values, and where each stands."""
        return self._read[0]

    @property
    def problems(self) -> list[Problem]:
        """What was wrong with it as YAML."""
        return self._read[1]


def _digest(content: bytes) -> bytes:
    return blake2b(content, digest_size=20).digest()


def read(file: str, content: bytes, *, hosted: bool = False) -> tuple[Document, list[Problem]]:
    """Read a YAML file's content.

    In: the name to report and the content, UTF-8; `hosted` when a host will read it too, with
    PyYAML, and stop at what that cannot make. Out: the document (its value is None when it cannot
    be parsed at all) and the problems met.
    """
    document = Document(file)
    text, problems = decoded(file, content)
    if unfinished := merge(file, text):
        problems.append(unfinished)
    if problems:
        return document, problems
    builder = Builder(document, hosted=hosted)
    try:
        for event in yaml.parse(text, Loader=LOADER):
            if not builder.take(event):
                break
    except yaml.YAMLError as error:
        document.value = None
        last = explain(file, text, error)
        # What could be read of that line has been misread too.
        before = [one for one in builder.problems if one.where.line != last.where.line]
        return document, [*before, last]
    return document, builder.problems
