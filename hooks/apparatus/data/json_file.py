"""JSON text to plain values, with a position for every key and item.

Python's own reader forgets where a value stood and keeps the last of two equal keys without a word.
So it only says whether the text is JSON at all; the values are put together as those of YAML are.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from ..problems import Position, Problem
from .document import Document, decoded
from .yaml_builder import Builder

if TYPE_CHECKING:
    from collections.abc import Iterator

_yaml: Any = yaml  # whose types allow no marks but its own
_TOKEN_RE = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]]|[^\s{}\[\],:"]+')
_MISTAKES = {
    "Expecting ',' delimiter": "a comma or a closing bracket is missing here.",
    "Expecting ':' delimiter": "a colon is missing here.",
    "Expecting property name": "a key in double quotation marks is missing here.",
    "Expecting value": "a value is missing here.",
    "Extra data": "more follows here than one list or group.",
    "Unterminated string": "the quotation mark that opens here is not closed.",
    "Invalid \\": "a backslash stands here before something that it cannot stand before.",
}
"""By how Python's words for a mistake begin."""
_ODD = "a sign stands here that cannot stand here."


class _Mark(NamedTuple):
    """A place, as YAML's parser has it."""

    line: int
    column: int


def read(file: str, content: bytes) -> tuple[Document, list[Problem]]:
    """Read a JSON file's content. In and out: as for YAML."""
    document = Document(file)
    text, problems = decoded(file, content)
    if problems:
        return document, problems
    try:
        json.loads(text, parse_int=len, parse_float=len, parse_constant=_refused, strict=False)
    except RecursionError:
        pass  # the builder says where
    except json.JSONDecodeError as error:
        said = (ours for theirs, ours in _MISTAKES.items() if error.msg.startswith(theirs))
        where = Position.at(file, text, min(error.pos, len(text)))
        hint = "Export the file anew from the program that keeps it."
        return document, [Problem(where, next(said, _ODD), hint)]
    builder = Builder(document, hosted=False)
    all(builder.take(event) for event in _events(text))
    return document, builder.problems


def _refused(name: str) -> None:
    raise json.JSONDecodeError(name, name, 0)


def _events(text: str) -> Iterator[Any]:
    """Say what stands in the text, as YAML's parser would."""
    line = start = before = 0
    for token in _TOKEN_RE.finditer(text):
        if ends := text.count("\n", before, token.start()):
            line, start = line + ends, text.rfind("\n", before, token.start()) + 1
        before = token.start()
        mark, sign = _Mark(line, token.start() - start), token[0]
        if sign == "{":
            yield _yaml.MappingStartEvent(None, None, implicit=True, start_mark=mark)
        elif sign == "[":
            yield _yaml.SequenceStartEvent(None, None, implicit=True, start_mark=mark)
        elif sign in "}]":
            yield _yaml.CollectionEndEvent(mark)
        else:
            quoted = sign.startswith('"')
            value = json.loads(sign, strict=False) if quoted else sign
            yield _yaml.ScalarEvent(None, None, (not quoted, quoted), value, mark)
