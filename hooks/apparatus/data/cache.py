"""Checked data, kept between builds under the hash of what it was made from.

Parsing and checking 5,000 entities takes longer than linking a hundred pages with them. What has
been found sound is kept as JSON, which cannot carry code; any change to a data file or to this
package gives another hash, and whatever cannot be read back is made anew.
"""

from __future__ import annotations

import gc
import json
import os
from contextlib import suppress
from dataclasses import fields, is_dataclass
from hashlib import blake2b
from itertools import groupby, islice
from pathlib import Path
from sys import intern
from typing import TYPE_CHECKING, Any

from ..problems import Position, Problem, in_order
from . import kept, loading
from .cited import SourceId
from .dataset import Dataset
from .model import Entity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .loading import Files
    from .memory import Memory
    from .shelf import Shelf, Shelves

_PACKAGE = Path(__file__).parent.parent
_ALONE = ["text"]


def load(
    folder: Path, shown_as: str, path: Path, shelves: Shelves, memory: Memory | None = None
) -> tuple[Dataset, list[Problem]]:
    """Do what `loading.load` does, from the file at `path` if that was made from the same data.

    In: also what an earlier reading was, where this is not the first. Then nobody waits until the
    data are kept: that is done when the memory comes to rest.
    """
    collecting = gc.isenabled()
    gc.disable()  # thousands of objects come now, and all of them stay
    try:
        return _load(folder, shown_as, path, shelves, memory)
    finally:
        if collecting:
            gc.enable()


def _load(
    folder: Path, shown_as: str, path: Path, shelves: Shelves, memory: Memory | None
) -> tuple[Dataset, list[Problem]]:
    files, problems = loading.find(folder, shown_as, shelves.stems)
    if memory and (same := memory.same(files, shelves.text)):
        return same
    opened, checks = shelves.open({stem for stem, _ in files})
    known = memory.known(shelves.text) if memory else None
    hash_ = "" if known or problems else digest(files, shelves.text)
    found = _read(path, hash_, files, opened) if hash_ else None
    if found:
        if memory:
            memory.take(files, shelves.text, found)
        else:
            for _, file in files:
                file.let_go()
        return found
    made, wrong = loading.check(files, opened, checks, shelves.text, known)
    found = made, in_order(problems, wrong) if problems else wrong

    def keep() -> None:
        if not any(problem.stops for problem in found[1]):
            _write(path, hash_ or digest(files, shelves.text), found, files, opened)

    if memory:
        memory.take(files, shelves.text, found, keep)
    else:
        keep()
    return found


def rest(memory: Memory) -> None:
    """Do what can wait until no author does: keep the data, and load what checks them."""
    loading.make_ready(memory.rest())


def digest(files: Files, text: str) -> str:
    """Hash data files, the page that they mean without a word, and all the code that reads them."""
    made = blake2b(digest_size=20)
    named = [*_code(), *((file.name, file.content) for _, file in files), ("", text.encode())]
    for name, content in named:
        made.update(f"{name}\0{len(content)}\0".encode())
        made.update(content)
    return made.hexdigest()


def _code() -> Iterator[tuple[str, bytes]]:
    """Read all code: hundreds of files at each build, so without a `Path` for each."""
    top = str(_PACKAGE)
    for folder, folders, names in os.walk(top):
        folders.sort()
        for name in sorted(names):
            if name.endswith(".py"):
                path = f"{folder}{os.sep}{name}"
                with open(path, "rb") as file:  # noqa: PTH123 - the same
                    yield path.removeprefix(top), file.read()


def _read(
    path: Path, hash_: str, files: Files, shelves: Sequence[Shelf]
) -> tuple[Dataset, list[Problem]] | None:
    """Read the kept data and warnings back; nothing when they are missing, stale or damaged."""
    body = kept.read(path, hash_.encode())
    if body is None:
        return None
    with suppress(ValueError, TypeError, KeyError, IndexError, StopIteration):
        made = Dataset(kinds=list(shelves))
        values = _values(body.decode())
        content = next(values)
        made.unmarked, warnings = (
            [Problem(Position(*where), *said) for where, *said in its] for its in content.pop("")
        )
        for shelf in shelves:
            items, noun, nested = made.of(shelf.noun), shelf.noun, shelf.nested
            for number, places, count in content.pop(shelf.stem):
                ids = []
                for row in islice(values, count):
                    for key, value in row.items():
                        if value.__class__ is not str:
                            row[key] = _revive(nested, nested.get(key), value)
                    item = _made(noun, row)
                    items[item.id] = item
                    ids.append(item.id)
                where = range(count) if places is None else places
                made.origins.put_all(noun, files[number][1], ids, where)
        return made, warnings
    return None


def _values(text: str) -> Iterator[Any]:
    """Read one line after the other: thousands of rows at once would leave holes in memory."""
    read, at = json.JSONDecoder().raw_decode, 0
    while at < len(text):
        value, at = read(text, at)
        yield value
        at += 1


def _write(
    path: Path,
    hash_: str,
    checked: tuple[Dataset, list[Problem]],
    files: Files,
    shelves: Sequence[Shelf],
) -> None:
    made, warnings = checked
    numbers = {id(file): number for number, (_, file) in enumerate(files)}
    content: dict[str, list[Any]] = {"": [made.unmarked, warnings]}
    lines = [content]
    for shelf in shelves:
        lists = content[shelf.stem] = []
        origin = made.origins
        listed = [(*origin[shelf.noun, one.id], one) for one in made.of(shelf.noun).values()]
        for number, rows in groupby(listed, lambda row: numbers[id(row[0])]):
            _, places, items = zip(*rows, strict=True)
            usual = places == (*range(len(places)),)
            lists.append((number, None if usual else places, len(items)))
            lines += map(_plain, items)
    write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    kept.write(path, "\n".join(map(write, lines)).encode(), hash_.encode())


def _plain(value: Any) -> Any:  # noqa: ANN401 - any value of the model
    """Turn a noun into what JSON can hold, without the fields that have their default."""
    if isinstance(value, SourceId) and value.locator:
        return {"id": str(value), "locator": value.locator}
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: _plain(its) for name, its in value._asdict().items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if not is_dataclass(value):
        return value
    row = {}
    for field in fields(value):
        if (its := getattr(value, field.name)) != field.default:
            row[field.name] = _plain(its)
    # An item of one text is kept as that: there are thousands of them.
    return next(iter(row.values())) if [*row] == _ALONE else row


def _made(kind: type, row: dict[str, Any]) -> Any:  # noqa: ANN401 - as in `_plain`
    """Make a noun; an entity without its slow constructor, which sets field after field."""
    if kind is not Entity:
        return kind(**row)
    row["kind"] = intern(row["kind"])  # thousands are of few kinds
    entity = object.__new__(Entity)
    for name, value in row.items():  # what it lacks has its default in the class
        object.__setattr__(entity, name, value)
    return entity


def _revive(nested: Mapping[str, type], noun: type | None, value: Any) -> Any:  # noqa: ANN401 - as in `_plain`
    if value.__class__ is list:
        if noun is None:
            return tuple([SourceId(**its) if its.__class__ is dict else its for its in value])
        return tuple([_revive(nested, noun, item) for item in value])
    if noun is None:
        return value
    if value.__class__ is str:  # the short form that `_plain` has made
        return noun(value)
    return noun(**{key: _revive(nested, nested.get(key), its) for key, its in value.items()})
