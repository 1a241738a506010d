"""XML to elements that know their line; a file that brings its own entities is refused."""

from __future__ import annotations

from typing import NamedTuple
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from ..problems import Position, Problem

LINE = "\0line"
"""The attribute that holds the line of an element: no file can have one of this name."""
_DEEPEST = 200


class RefusedError(Exception):
    """Raised where a file is none that is read."""


class _Reader(NamedTuple):
    builder: TreeBuilder
    parser: expat.XMLParserType
    open: list[str]

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        if len(self.open) == _DEEPEST:
            message = "elements stand in one another too deeply"
            raise RefusedError(message)
        self.open.append(tag)
        line = {LINE: str(self.parser.CurrentLineNumber)}
        self.builder.start(
            _local(tag), {_local(key): its for key, its in attributes.items()} | line
        )

    def end(self, _: str) -> None:
        """End it."""
        self.builder.end(_local(self.open.pop()))


def read(file: str, content: bytes) -> tuple[Element | None, list[Problem]]:
    """Read a file. Out: its top element, whose names have no namespaces, or what is wrong."""
    parser = expat.ParserCreate(namespace_separator=" ")
    reader = _Reader(TreeBuilder(), parser, [])
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.builder.data
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(content, True)  # noqa: FBT003 - it takes no names
    except (expat.ExpatError, RefusedError, ValueError, LookupError) as error:
        where = Position(file, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)
        message = f"this XML cannot be read: {str(error).partition(':')[0]}."
        return None, [Problem(where, message)]
    return reader.builder.close(), []


def _refuse(*_: object) -> None:
    message = "a document type may bring entities, and is not read; delete the line '<!DOCTYPE'"
    raise RefusedError(message)


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
