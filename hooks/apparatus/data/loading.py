"""A data folder to a dataset: which files there are, and what of them holds together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ..problems import Position, Problem, did_you_mean, one_of, phrases
from . import language_checks
from .dataset import Dataset
from .yaml_file import File

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from .shelf import Check, Shelf, Shelves

_ID_RE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
Files = list[tuple[str, File]]
"""Data files, each with the stem of its shelf."""


def load(folder: Path, shown_as: str, shelves: Shelves) -> tuple[Dataset, list[Problem]]:
    """Read a data folder.

    In: the folder, how to name it in problems, and the kinds of files that it may hold. Out: the
    data that holds together, and the problems, in order of place.
    """
    files, problems = find(folder, shown_as, shelves.stems)
    dataset, wrong = check(files, *shelves.open({stem for stem, _ in files}))
    return dataset, sorted({*problems, *wrong})


def find(folder: Path, shown_as: str, stems: Sequence[str]) -> tuple[Files, list[Problem]]:
    """Find a data folder's files, each with the name of its kind."""
    if not folder.is_dir():
        message = f"there is no data folder '{shown_as}'."
        hint = "Make it, with a file entities.yml, or set extra.apparatus.data in mkdocs.yml."
        return [], [Problem(Position(shown_as), message, hint)]
    problems: list[Problem] = []
    known = [stem for stem in stems if "/" not in stem]
    for path in sorted(folder.glob("*.y*ml")):
        if path.stem not in known:
            name = f"{shown_as}/{path.name}"
            hint = did_you_mean(path.stem, known) or f"Known files: {one_of(known)}."
            problems.append(Problem(Position(name), f"'{path.stem}' is no data file.", hint))
    files: Files = []
    for stem in stems:
        patterns = (stem,) if "/" in stem else (f"{stem}.y*ml", f"{stem}/*.y*ml")
        paths = sorted(path for pattern in patterns for path in folder.glob(pattern))
        if stem == "entities" and not paths:
            message = "there is no file entities.yml here; it is the one file a site needs."
            problems.append(Problem(Position(shown_as), message))
        for path in paths:
            name = f"{shown_as}/{path.relative_to(folder).as_posix()}"
            try:
                content = path.read_bytes() if path.is_file() else None
            except OSError:
                content = None
            if content is None:
                problems.append(phrases.unreadable(Position(name), path))
            else:
                files.append((stem, File(name, content)))
    return files, problems


def check(
    files: Files, shelves: Sequence[Shelf], checks: Sequence[Check]
) -> tuple[Dataset, list[Problem]]:
    """Turn data files into the data that holds together, and the problems of the rest."""
    # pydantic takes longer to import than a small site to build; see `cache`.
    from .schema import Schema  # noqa: PLC0415

    dataset = Dataset(kinds=list(shelves))
    problems: list[Problem] = []
    schema = Schema(shelves)
    for shelf in shelves:
        its = [file for stem, file in files if stem == shelf.stem]
        if shelf.read is not None:
            problems += shelf.read(dataset, its, {problem.where.file for problem in problems})
            continue
        for file in its:
            good, wrong = schema.items(file.document, shelf.noun)
            problems += [*file.problems, *wrong]
            for index, item in good:
                _add(dataset, file, index, item, problems)
    for one in checks:
        problems += one(dataset)
    dataset.unmarked += sorted(language_checks.in_data(dataset))
    return dataset, problems


def _add(
    dataset: Dataset,
    file: File,
    index: int,
    item: Any,  # noqa: ANN401 - any noun
    problems: list[Problem],
) -> None:
    where = file.document.position((index, "id"))
    if not _ID_RE.fullmatch(item.id):
        message = f"the id '{item.id}' may hold only small letters a-z, digits and single hyphens."
        suggestion = re.sub(r"[^a-z0-9]+", "-", item.id.lower()).strip("-")
        problems.append(Problem(where, message, f"Write '{suggestion}'." if suggestion else ""))
        return
    taken = dataset.of(type(item)).get(item.id)
    if taken is not None:
        first = dataset.position(taken, "id")
        message = f"the id '{item.id}' is taken: it stands at {first} too."
        problems.append(Problem(where, message, "Give this one another id."))
        return
    dataset.put(item, file, index)
