"""Checked data, kept between builds under the hash of what it was made from.

Parsing and checking 5,000 entities takes longer than linking a hundred pages with them. What has
been found sound is kept as JSON, which cannot carry code; any change to a data file or to this
package gives another hash, and whatever cannot be read back is made anew.
"""

from __future__ import annotations

import gc
import json
from contextlib import suppress
from dataclasses import fields, is_dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import dataset, keeping
from .chart import Figure, Point, Table
from .dataset import Dataset
from .history import Event, Pledge, Step
from .model import Alias, Annotation, Entity, Face, Name, Names, Source, Statement, Target
from .problems import Position, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .source import File

_NESTED: dict[type, dict[str, type]] = {
    Entity: {"aliases": Alias, "names": Names, "faces": Face},
    Annotation: {"target": Target},
    Statement: {},
    Pledge: {"steps": Step},
    Event: {},
    Source: {"author": Name},
    Figure: {},
    Table: {"points": Point},
}


def load(folder: Path, shown_as: str, kept: Path) -> tuple[Dataset, list[Problem]]:
    """Do what `dataset.load` does, from the file `kept` if that was made from the same data."""
    files, problems = dataset.find(folder, shown_as)
    if problems:
        return dataset.load(folder, shown_as)
    hash_ = digest(files)
    collecting = gc.isenabled()
    gc.disable()  # thousands of objects come now, and all of them stay
    found = _read(kept, hash_, files)
    if collecting:
        gc.enable()
    if found is not None:
        return found, []
    made, wrong = dataset.check(files)
    if not wrong:
        _write(kept, hash_, made, files)
    return made, sorted(set(wrong))


def digest(files: Iterable[tuple[str, File]]) -> str:
    """Hash data files, and the code that checks them and draws."""
    made = blake2b(digest_size=20)
    package = Path(__file__).parent
    code = sorted(package.rglob("*.py"))
    named = [*((path.relative_to(package).as_posix(), path.read_bytes()) for path in code),
             *((file.name, file.content) for _, file in files)]  # fmt: skip
    if any(stem == "tables" for stem, _ in files):
        from . import plot  # noqa: PLC0415 - most sites have no figures

        named.append(("pygal", plot.version() or b""))
    for name, content in named:
        made.update(f"{name}\0{len(content)}\0".encode())
        made.update(content)
    return made.hexdigest()


def _read(kept: Path, hash_: str, files: list[tuple[str, File]]) -> Dataset | None:
    """Read the kept data back, or nothing when it is missing, stale or damaged."""
    body = keeping.read(kept, hash_.encode())
    if body is None:
        return None
    with suppress(ValueError, TypeError, KeyError, IndexError):
        made = Dataset()
        content = json.loads(body)
        for where, message, hint in content.pop("unmarked"):
            made.unmarked.append(Problem._make((Position(*where), message, hint)))
        for stem, rows in content.items():
            kind = dataset.SHELVES[stem]
            shelf, name, nested = getattr(made, stem), kind.__name__, _NESTED[kind]
            for number, index, row in rows:
                for key, value in row.items():
                    if value.__class__ is not str:
                        row[key] = _revive(nested.get(key), value)
                item = _made(kind, row)
                shelf[item.id] = item
                made.origins[name, item.id] = (files[number][1], index)
        return made
    return None


def _write(kept: Path, hash_: str, made: Dataset, files: list[tuple[str, File]]) -> None:
    numbers = {id(file): number for number, (_, file) in enumerate(files)}
    content: dict[str, list[Any]] = {"unmarked": made.unmarked}
    for stem in dataset.SHELVES:
        rows = content[stem] = []
        for item in getattr(made, stem).values():
            file, index = made.origins[type(item).__name__, item.id]
            rows.append((numbers[id(file)], index, _plain(item)))
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    keeping.write(kept, body, hash_.encode())


def _plain(value: Any) -> Any:  # noqa: ANN401 - any value of the model
    """Turn a noun into what JSON can hold, without the fields that have their default."""
    if isinstance(value, Table | Point):
        return {name: _plain(its) for name, its in value._asdict().items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if not is_dataclass(value):
        return value
    if isinstance(value, Alias) and not value.pages:
        return value.text
    row = {}
    for field in fields(value):
        if (its := getattr(value, field.name)) != field.default:
            row[field.name] = _plain(its)
    return row


def _made(kind: type, row: dict[str, Any]) -> Any:  # noqa: ANN401 - as in `_plain`
    """Make a noun; an entity without its slow constructor, which sets field after field."""
    if kind is not Entity:
        return kind(**row)
    entity = object.__new__(Entity)
    object.__setattr__(entity, "__dict__", row)  # what it lacks has its default in the class
    return entity


def _revive(nested: type | None, value: Any) -> Any:  # noqa: ANN401 - as in `_plain`
    if value.__class__ is list:
        return tuple([_revive(nested, item) for item in value])
    if nested is None:
        return value
    if value.__class__ is str:  # the short form that `_plain` has made
        return nested(value)
    return nested(**{key: _revive(None, its) for key, its in value.items()})
