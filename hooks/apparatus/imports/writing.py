"""Items to the end of a data file: what is in it stays as it is, and what is added is read back."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

from ..data import yaml_file
from ..problems import Position, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .notes import Item

_PLAIN_RE = re.compile(r"[^\W\d_][^\n:#&*!|>'\"%@`{}\[\],?]*(?<!\s)")
_TRUTH_RE = re.compile(r"(?i)y|n|yes|no|on|off|true|false|null")
_EMPTY_RE = re.compile(r"\A((?:\s*(?:#.*)?\n)*)[ \t]*\[\s*\][ \t]*\n?((?:\s*(?:#.*)?\n?)*)\Z")
_LONGEST_KEY = 16
_SPACES_RE = re.compile("[\u00a0\u2009\u202f]")
_SENTENCE_RE = re.compile(r"(?<=[.!?…]) (?=\S)")
_DASH_RE = re.compile(r"^([ \t]*)-(?=\s)", re.MULTILINE)
_COMMENTS_RE = re.compile(r"(?:[ \t]*#[^\n]*\n)+\Z")
_WIDTH = 96
_MARK = "\ufeff"
"""What some editors put before a text."""
_FLOW = ("target", "until", "sources", "tags", "replaces", "aliases", "names", "see", "faces")


def added(content: bytes, items: Sequence[Item], file: str) -> str | Problem:
    """Write items below what a data file holds. Out: the whole file, or why that cannot be."""
    before, wrong = yaml_file.read(file, content)
    if wrong:
        return wrong[0]
    if before.value not in (None, []) and not isinstance(before.value, list):
        return Problem(Position(file), "this file is no list, so nothing can be added to it.")
    mark = _MARK if content.startswith(_MARK.encode()) else ""
    text = content.decode("utf-8-sig")
    ends = "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"
    text = _EMPTY_RE.sub(r"\1\2", text)
    dashes = [*_DASH_RE.finditer(text)] if before.value else []
    indent = len(dashes[0][1]) if dashes else 0
    dashes = [dash for dash in dashes if len(dash[1]) == indent]
    text = text.rstrip("\r\n") + ends * _apart(text, dashes) if text.strip() else ""
    text += "\n".join(written(item, " " * indent) for item in items).replace("\n", ends)
    after, wrong = yaml_file.read(file, text.encode())
    meant = [*(before.value or []), *(item.fields for item in items)]
    if wrong or after.value != meant:
        message = "nothing can be added to this file as it is written."
        hint = "Write each of its items from '- id:' on, or name another file with '--into'."
        return Problem(Position(file), message, hint)
    return mark + text


def _apart(text: str, dashes: Sequence[re.Match[str]]) -> int:
    """Say after how many line ends the next item comes: as far from the last as that from its own.

    Items of a line each, as of many a list of entries, have no empty lines between them.
    """
    last = text[: dashes[-1].start()] if len(dashes) > 1 else ""
    return 1 if last.strip() and not _COMMENTS_RE.sub("", last).endswith(("\n\n", "\n\r\n")) else 2


def lines(key: str, value: object) -> list[str]:
    """Write a key and its value: what stands between braces is not broken over lines."""
    if key not in _FLOW and isinstance(value, str) and _is_long(value):
        return [f"{key}: >-\n", *(f"  {one}\n" for one in _SENTENCE_RE.split(value))]
    text, yaml = io.StringIO(), YAML()
    yaml.width = _WIDTH * (_WIDTH if key in _FLOW else 1)
    yaml.dump(CommentedMap({key: _value(value, flow=key in _FLOW)}), text)
    return text.getvalue().splitlines(keepends=True)


def written(item: Item, indent: str) -> str:
    """Write an item key by key."""
    its = [line for key, value in item.fields.items() for line in lines(key, value)]
    begun = [("  " if at else "- ") + line if line.strip() else line for at, line in enumerate(its)]
    said = "".join(sign if sign.isprintable() else " " for sign in item.comment)
    comment = [f"# {' '.join(said.split())}\n"] if said.strip() else []
    return "".join(indent + line if line.strip() else line for line in (*comment, *begun))


def _value(value: Any, *, flow: bool) -> Any:  # noqa: ANN401 - whatever data hold
    """Choose how a value is written."""
    if isinstance(value, dict):
        group = CommentedMap((key, _value(its, flow=flow)) for key, its in value.items())
        group.fa.set_flow_style() if flow else group.fa.set_block_style()
        return group
    if isinstance(value, list | tuple):
        listed = CommentedSeq(_value(its, flow=flow) for its in value)
        listed.fa.set_flow_style() if flow else listed.fa.set_block_style()
        return listed
    if not isinstance(value, str):
        return value
    if value.isprintable() and _PLAIN_RE.fullmatch(value) and not _TRUTH_RE.fullmatch(value):
        return value
    if not flow and _is_block(value.split("\n")):
        return LiteralScalarString(value)
    return DoubleQuotedScalarString(value)


def _is_long(text: str) -> bool:
    """Whether a text goes below a `>-`, a line for each sentence, as authors write them.

    So does one with spaces that do not break: between quotation marks each would be a code.
    """
    plain = _SPACES_RE.sub(" ", text)
    fits = plain == text and len(text) < _WIDTH - _LONGEST_KEY
    return not fits and plain.isprintable() and text == text.strip()


def _is_block(lines: Iterable[str]) -> bool:
    """Whether lines can stand as they are below a `|`, which keeps one line end at most."""
    first, *rest = lines
    return (
        bool(rest)
        and bool(first)
        and rest[-2:] != ["", ""]
        and not first.startswith((" ", "\t"))
        and all(line.isprintable() and line == line.rstrip() for line in (first, *rest))
    )
