"""One item of a data file changed, or taken out: the bytes of all others stay as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..data import yaml_file
from ..imports import writing
from ..problems import Position
from .items import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from . import items

_HERE = "Change it in the file."


def removed(content: bytes, index: int, file: str) -> bytes | str:
    """Take an item out of a file, with the comment right above it. Out: the file, or why not."""
    read = _read(content, index, file)
    if isinstance(read, str):
        return read
    text, item, values = read
    fresh = text.with_part(*text.around(item), "")
    return _same(fresh, [*values[:index], *values[index + 1 :]], file, item, text)


def changed(
    content: bytes, index: int, fields: Mapping[str, Any], order: Sequence[str], file: str
) -> bytes | str:
    """Give an item other fields; what stays the same is not written anew.

    In: the file, which of its items, all its fields from now on, and in which order new ones come.
    Out: the file, or why that cannot be.
    """
    read = _read(content, index, file)
    if isinstance(read, str):
        return read
    text, item, values = read
    before = values[index]
    if before == fields:
        return content
    lost = [key for key in before if key not in fields or before[key] != fields[key]]
    remarks = _remarks(text, item, fields, lost)
    if remarks:
        message = f"a comment stands inside what would be changed: '{remarks[0]}'."
        return _refused(file, text, item, message)
    if item.is_flow:
        fresh = _rewritten(text, item, {**{k: fields[k] for k in before if k in fields}, **fields})
    else:
        fresh = _patched(text, item, before, fields, order)
    if not text.text[item.end :] and not fresh.endswith(b"\n"):  # else its last sign may be lost
        fresh += text.ends.encode()
    return _same(fresh, [*values[:index], dict(fields), *values[index + 1 :]], file, item, text)


def _read(content: bytes, index: int, file: str) -> tuple[Text, items.Item, list[Any]] | str:
    document, wrong = yaml_file.read(file, content)
    if wrong:
        return str(wrong[0])
    text = Text(content)
    item = text.items[index]
    if item.start < 0 or not isinstance(document.value[index], dict):
        return _refused(file, text, item, _ODD)
    return text, item, document.value


_ODD = "this item stands where it cannot be changed from here."


def _remarks(
    text: Text, item: items.Item, fields: Mapping[str, Any], lost: Sequence[str]
) -> list[str]:
    """Return the comments that a change would lose."""
    if item.is_flow:
        return text.remarks(item, item.inner, item.end)
    found = []
    for pair in item.pairs:
        if pair.key in lost:
            one = pair.key in fields and len(writing.lines(pair.key, fields[pair.key])) == 1
            end = pair.end if one else text.line_end(pair.end)
            found += text.remarks(item, pair.start, end)
    return found


def _rewritten(text: Text, item: items.Item, fields: Mapping[str, Any]) -> bytes:
    """Write an item anew that stands between braces: a line for each key."""
    indent = " " * text.column(item.inner)
    lines = [line for key, value in fields.items() for line in writing.lines(key, value)]
    words = _joined(text, lines, indent)
    return text.with_part(item.inner, item.end, words)


def _patched(
    text: Text,
    item: items.Item,
    before: Mapping[str, Any],
    fields: Mapping[str, Any],
    order: Sequence[str],
) -> bytes:
    """Change what is changed key by key, from the end to the start."""
    indent = " " * text.column(item.inner)
    parts: list[tuple[int, int, str]] = []
    stays = next(at for at, pair in enumerate(item.pairs) if pair.key in fields)
    if stays:
        parts.append((item.inner, item.pairs[stays].start, ""))
    for pair in item.pairs[stays:]:
        if pair.key not in fields:
            parts.append((text.line_start(pair.start), text.line_end(pair.end), ""))
        elif before[pair.key] != fields[pair.key]:
            words = _joined(text, writing.lines(pair.key, fields[pair.key]), indent)
            parts.append((pair.start, pair.end, words))
    for key in [key for key in fields if key not in before]:
        earlier = order[: order.index(key)] if key in order else order
        after = [pair for pair in item.pairs if pair.key in earlier and pair.key in fields]
        at = text.line_end((after or item.pairs)[-1].end)
        words = _joined(text, writing.lines(key, fields[key]), indent)
        glue = "" if text.text[:at].endswith("\n") else text.ends
        parts.append((at, at, glue + indent + words + text.ends))
    fresh = text.text
    for start, end, words in sorted(parts, key=lambda part: part[:2], reverse=True):
        fresh = fresh[:start] + words + fresh[end:]
    return (text.mark + fresh).encode()


def _joined(text: Text, lines: Sequence[str], indent: str) -> str:
    """Put lines together as the file has them: the first goes on where it stands."""
    its = [line.rstrip("\n") for line in lines]
    return text.ends.join((indent if at and line else "") + line for at, line in enumerate(its))


def _same(fresh: bytes, meant: list[Any], file: str, item: items.Item, text: Text) -> bytes | str:
    """See whether a file says what it should, and nothing else has become something else."""
    after, wrong = yaml_file.read(file, fresh)
    if not wrong and (after.value or []) == meant:
        return fresh
    return _refused(file, text, item, _ODD)


def _refused(file: str, text: Text, item: items.Item, why: str) -> str:
    return f"{Position.at(file, text.text, item.inner)}: {why} {_HERE}"
