"""YAML text to plain values, with a position for every key and item.

PyYAML alone forgets where a value stood, keeps the last of two equal keys without a word, reads
unquoted dates as dates, and lets anchors blow a small file up. Composing the node tree and
building the values here avoids all four.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml

from .problems import Position, Problem

Path = tuple[str | int, ...]
"""Keys and indexes from the top of a file down to a value."""

# The C loader is about six times faster; a PyYAML built without libyaml lacks it.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PREFIX = "tag:yaml.org,2002:"
_CONSTRUCTED = {_PREFIX + name for name in ("int", "float", "bool", "null")}


@dataclass(slots=True)
class Document:
    """One data file, read."""

    file: str
    value: Any = None
    positions: dict[Path, Position] = field(default_factory=dict)
    """Where each value stands."""
    keys: dict[Path, Position] = field(default_factory=dict)
    """Where each mapping key stands."""

    def position(self, path: Path, *, key: bool = False) -> Position:
        """Find a value's (or key's) place, or that of the nearest thing around it."""
        if key and path in self.keys:
            return self.keys[path]
        while path and path not in self.positions:
            path = path[:-1]
        return self.positions.get(path, Position(self.file))


def read(file: str, content: bytes) -> tuple[Document, list[Problem]]:
    """Read a YAML file's content.

    In: the name to report and the content, UTF-8. Out: the document (its value is None when it cannot be
    parsed at all) and the problems met.
    """
    document = Document(file)
    problems: list[Problem] = []
    try:
        text = content.decode("utf-8-sig")
        node = yaml.compose(text, Loader=_LOADER)
        if node is not None:
            document.value = _construct(node, (), document, problems, set())
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8-sig")
        where = Position.at(file, before, len(before))
        problems.append(Problem(where, "this file is not UTF-8 text.", "Save it as UTF-8."))
    except yaml.YAMLError as error:
        problems.append(_syntax_problem(file, error))
    except RecursionError:
        problems.append(Problem(Position(file), "this file is nested too deeply to be data."))
    return document, problems


def _construct(
    node: yaml.Node, path: Path, document: Document, problems: list[Problem], seen: set[int]
) -> Any:  # noqa: ANN401 - YAML values are of any type until the schema has seen them
    where = _position(document.file, node.start_mark)
    document.positions[path] = where
    if not isinstance(node, yaml.ScalarNode):
        if id(node) in seen:
            message = "YAML anchors and aliases ('&name', '*name') are not supported here."
            problems.append(Problem(where, message, "Write the value out again."))
            return None
        seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        return [
            _construct(item, (*path, index), document, problems, seen)
            for index, item in enumerate(node.value)
        ]
    if isinstance(node, yaml.MappingNode):
        return _construct_mapping(node, path, document, problems, seen)
    if node.tag in _CONSTRUCTED:
        try:
            return yaml.SafeLoader("").construct_object(node)
        except ValueError:
            return node.value
    return node.value


def _construct_mapping(
    node: yaml.MappingNode, path: Path, document: Document, problems: list[Problem], seen: set[int]
) -> dict[str, Any]:
    mapping: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        where = _position(document.file, key_node.start_mark)
        if key in mapping:
            first = document.keys[*path, key]
            message = f"the key '{key}' stands twice here; the first is on line {first.line}."
            problems.append(Problem(where, message, "Keep one of them."))
            continue
        document.keys[*path, key] = where
        mapping[key] = _construct(value_node, (*path, key), document, problems, seen)
    return mapping


def _position(file: str, mark: Any) -> Position:  # noqa: ANN401 - PyYAML's marks are untyped
    return Position(file, mark.line + 1, mark.column + 1)


def _syntax_problem(file: str, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    said = getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable"
    where = _position(file, mark) if mark else Position(file)
    hint = "Look at the indentation, the colons and the quotation marks on this line."
    return Problem(where, f"this is not valid YAML: {said}.", hint)
