"""A data folder to a dataset: which files there are, and what of them holds together."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from ..problems import Position, Problem, in_order, nearest, one_of
from . import adding, language_checks, memory, sign_checks, vocabulary_checks
from .csl_types import TYPES
from .dataset import Dataset
from .vocabulary import Vocabulary
from .yaml_file import File

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from pathlib import Path

    from .memory import Known
    from .schema import Schema
    from .shelf import Check, Made, Shelf, Shelves

_DATA_RE = re.compile(r"\.(?:ya?ml\b|json$|bib$)", re.IGNORECASE)
_BIBLIOGRAPHY = "sources"
_FURTHER = {_BIBLIOGRAPHY: ("json", "bib")}
"""The endings of files that other programs write, by stem."""
_LARGEST = 20_000_000
Files = list[tuple[str, File]]
"""Data files, each with the stem of its shelf."""


def load(folder: Path, shown_as: str, shelves: Shelves) -> tuple[Dataset, list[Problem]]:
    """Read a data folder.

    In: the folder, how to name it in problems, and the kinds of files that it may hold. Out: the
    data that holds together, and the problems, in order of place.
    """
    files, problems = find(folder, shown_as, shelves.stems)
    opened = shelves.open({stem for stem, _ in files})
    dataset, wrong = check(files, *opened, shelves.text)
    return dataset, in_order(problems, wrong) if problems else wrong


def find(folder: Path, shown_as: str, stems: Sequence[str]) -> tuple[Files, list[Problem]]:
    """Find a data folder's files, each with the name of its kind."""
    if not folder.is_dir():
        message = f"there is no data folder '{shown_as}'."
        hint = "Make it, with a file entities.yml, or name another in mkdocs.yml: "
        hint += "'data' of the plugin 'apparatus', or of 'extra: apparatus:'."
        return [], [Problem(Position(shown_as), message, hint)]
    files: Files = [(stem, file) for stem in stems for file in _files(folder, shown_as, stem)]
    files += _misnamed(folder, shown_as, [stem for stem in stems if "/" not in stem])
    problems = [file.wrong for _, file in files if file.wrong is not None]
    if not any(stem == "entities" for stem, _ in files):
        message = "there is no file entities.yml here; it is the one file a site needs."
        problems.append(Problem(Position(shown_as), message))
    return files, problems


def _files(folder: Path, shown_as: str, stem: str) -> Iterator[File]:
    """Read the files of one kind."""
    first: dict[str, str] = {}
    endings = ("y*ml", *_FURTHER.get(stem, ()))
    both = [f"{stem}{middle}{ending}" for middle in (".", "/*.") for ending in endings]
    patterns = (stem,) if "/" in stem else both
    for path in sorted(path for pattern in patterns for path in folder.glob(pattern)):
        if _is_hidden(path):
            continue
        shown = path.relative_to(folder).as_posix()
        name = f"{shown_as}/{shown}"
        twin = first.setdefault(re.sub(r"\.ya?ml$", "", shown), path.name)
        if twin != path.name:
            message = f"there is a file '{twin}' here too."
            yield File(name, b"", Problem(Position(name), message, "Make them one file."))
        else:
            yield _file(path, name)


def _file(path: Path, name: str) -> File:
    if not path.is_file():
        what = "this is a folder" if path.is_dir() else "this is no file"
        hint = "Put a file of this name in its place."
        return File(name, b"", Problem(Position(name), f"{what}, and no data can be in it.", hint))
    try:
        return File(name, path.read_bytes(), again=path.read_bytes)
    except OSError:
        message = "this file cannot be read."
        hint = "Look at who may read it, and whether another program has it open."
        return File(name, b"", Problem(Position(name), message, hint))


def _misnamed(folder: Path, shown_as: str, known: Sequence[str]) -> Iterator[tuple[str, File]]:
    """Find files that nobody reads. Out: each counts as an unread one of the nearest kind."""
    for path in sorted(folder.iterdir()):
        name, stem = f"{shown_as}/{path.name}", path.name.partition(".")[0]
        if _is_hidden(path) or not _DATA_RE.search(path.name):
            continue
        near = stem if stem in known else nearest(stem, known)
        near = _BIBLIOGRAPHY if path.suffix.lower() == ".bib" else near
        further = _FURTHER.get(near, ())
        if path.name in [f"{near}.{ending}" for ending in ("yml", "yaml", *further)]:
            continue
        if path.suffix.lower() == ".json" and not further:
            if not _is_bibliography(path):
                continue  # it may be anything
            near, further = _BIBLIOGRAPHY, _FURTHER[_BIBLIOGRAPHY]
        message = f"'{path.name}' is no data file."
        ending = path.suffix[1:].lower() if path.suffix[1:].lower() in further else "yml"
        meant = f"{near}.{ending}"
        if ending in further and (folder / meant).exists() and not path.samefile(folder / meant):
            meant = f"{near}/{path.stem}.{ending}"  # which is read beside it
        hint = f"Did you mean '{meant}'?" if near else f"Known files: {one_of(known)}."
        yield near, File(name, b"", Problem(Position(name), message, hint))


def _is_bibliography(path: Path) -> bool:
    """Whether works stand in a JSON file, in one of the ways in which programs export them."""
    with suppress(OSError, ValueError, RecursionError):
        if path.stat().st_size > _LARGEST:
            return False
        value = json.loads(path.read_bytes())
        if isinstance(value, dict):
            value = value.get("references", value.get("items", [*value.values()]))
        works = [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
        return any(one.get("type") in TYPES and "title" in one for one in works)
    return False


def _is_hidden(path: Path) -> bool:
    """Whether a file is one that systems and editors make beside an author's own."""
    if path.name.startswith((".", "~", "#")) or path.stem.endswith("~"):
        return True
    return path.name.endswith(("~", "#", ".bak", ".orig"))


def check(
    files: Files,
    shelves: Sequence[Shelf],
    checks: Sequence[Check],
    text: str,
    known: Known | None = None,
) -> tuple[Dataset, list[Problem]]:
    """Turn data files into the data that holds together, and the problems of the rest.

    In: also the page that items are about when they do not name one, and the items of an earlier
    reading.
    """
    # pydantic takes longer to import than a small site to build; see `cache`.
    from .schema import Schema  # noqa: PLC0415

    dataset = Dataset(kinds=list(shelves))
    unreadable: list[Problem] = []
    misshapen: list[Problem] = []
    schema = Schema(shelves, text)
    for shelf in shelves:
        its = [file for stem, file in files if stem == shelf.stem]
        if shelf.read is not None:
            misshapen += shelf.read(dataset, its)
            continue
        make = shelf.make or partial(_shaped, schema, shelf.noun, memory.words(dataset))
        for file in its:
            good, wrong = known.read(dataset, file, shelf.noun, make) if known else make(file)
            unreadable += _remedied(file.problems, shelf)
            misshapen += _remedied(wrong, shelf)
            _miss(dataset, file, shelf.noun, {index for index, _ in good})
            misshapen += adding.add(dataset, file, good)
        if shelf.noun is Vocabulary:
            misshapen += vocabulary_checks.vocabulary(dataset)
    unsound = [problem for one in checks for problem in one(dataset)]
    unsound += sign_checks.in_data(dataset)
    dataset.unmarked += sorted(language_checks.in_data(dataset))
    return dataset, in_order(unreadable, misshapen, unsound)


def make_ready(shelves: Sequence[Shelf]) -> None:
    """Load what checks the items of shelves, before an author waits for it."""
    from .schema import Schema  # noqa: PLC0415 - as above

    Schema(shelves).make_ready()


def _shaped(schema: Schema, noun: type, words: Vocabulary | None, file: File) -> Made:
    return schema.items(file.document, noun, words)


def _remedied(problems: Iterable[Problem], shelf: Shelf) -> Iterator[Problem]:
    """Leave no advice to mend by hand what a command writes."""
    return (one._replace(hint=shelf.remedy or one.hint) for one in problems)


def _miss(dataset: Dataset, file: File, noun: type, good: Collection[str | int | None]) -> None:
    """Remember which items of a file are not as they should be."""
    value = file.document.value
    if not isinstance(value, list) and not (file.is_foreign and isinstance(value, dict)):
        if None not in good and (value is not None or file.problems):
            dataset.unread.add(noun)
        return
    listed = value.items() if isinstance(value, dict) else enumerate(value)
    for index, item in listed:
        identifier = item.get("id", index) if isinstance(item, dict) else None
        if index not in good and isinstance(identifier, str):
            dataset.lose(noun, identifier)
        elif index not in good:
            dataset.unread.add(noun)
