"""The command `apparatus import`: files of other tools into the data of a site."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..imports import entities, files, notes, writing
from ..imports.placing import Pages
from ..problems import Position, Problem, in_order, phrases
from . import reading
from .project import Project

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..imports.notes import Item

_LONGEST = 600
"""So many seconds the pages of a site may take to be read."""


class Asked(NamedTuple):
    """What an author asks for."""

    settings: Path
    layer: str = ""
    kind: str = ""
    into: Path | None = None
    dry: bool = False
    """Whether to print what would be written."""


class Done(NamedTuple):
    """What came of it."""

    said: list[str]
    """In order, what there is to tell of the files that were read."""
    problems: list[Problem]


def bring_in(paths: Sequence[Path], asked: Asked) -> Done:
    """Bring files into the data. With any problem that stops, something was not taken."""
    seen, wrong = _pages(asked.settings)
    if seen is None:
        return Done([], wrong)
    pages = Pages(seen)
    project = Project(asked.settings.parent, seen["data"], asked.settings.name, pages.text)
    data, before = project.load(drafts=True)
    made_notes = notes.Maker(pages, data, _written(project), asked.layer)
    made_entries = entities.Maker(pages, data, asked.kind)
    items: dict[str, list[Item]] = {}
    done = Done([], [])
    for path in paths:
        try:
            content = path.read_bytes()
        except OSError:
            done.problems.append(phrases.unreadable(Position(path.as_posix()), path))
            continue
        read = files.read(path.as_posix(), content)
        done.problems.extend(read.problems)
        for stem, made in (
            ("annotations", made_notes.make(read.notes)),
            ("entities", made_entries.make(read.entries)),
        ):
            items.setdefault(stem, []).extend(made.items)
            done.problems.extend(made.problems)
            if made.known:
                done.said.append(f"{path.as_posix()}: {_count(stem, made.known)} there already.")
    if asked.into and all(items.get(stem) for stem in ("annotations", "entities")):
        message = "'--into' names one file, and there are notes and entries."
        return Done([], [*done.problems, Problem(Position(asked.into.as_posix()), message)])
    for stem, its in items.items():
        if its:
            _write(project, stem, its, asked, done)
    after = () if asked.dry else _new(project, before)
    return Done(done.said, in_order(done.problems, after))


def _write(project: Project, stem: str, items: list[Item], asked: Asked, done: Done) -> None:
    path = asked.into or _file(project.data_folder, stem)
    name = project.shown(path)
    content = path.read_bytes() if path.is_file() else b""
    text = writing.added(b"" if asked.dry else content, items, name)
    if isinstance(text, Problem):
        done.problems.append(text)
    elif asked.dry:
        done.said.append(text.rstrip("\n"))
    else:
        writing.save(path, text)
        drafts = sum(bool(item.fields.get("draft")) for item in items)
        told = f", {drafts} of them as drafts, which 'serve' alone shows" if drafts else ""
        done.said.append(f"{name}: {_count(stem, len(items))} added{told}.")


def _file(folder: Path, stem: str) -> Path:
    """Return the file that an author has for a kind of data, else the one to make."""
    other = folder / f"{stem}.yaml"
    return other if other.is_file() else folder / f"{stem}.yml"


def _count(stem: str, number: int) -> str:
    one, more = {"annotations": ("note", "notes")}.get(stem, ("entry", "entries"))
    return f"{number} {one if number == 1 else more}"


def _written(project: Project) -> str:
    """Return all that files say in which ids of notes may be."""
    folder = project.data_folder
    found = [*folder.glob("annotations*"), *folder.glob("annotations/*"), folder / "released.txt"]
    return "\n".join(
        path.read_text(encoding="utf-8", errors="replace") for path in found if path.is_file()
    )


def _new(project: Project, before: Iterable[Problem]) -> Iterator[Problem]:
    """Find what is wrong with the data since something was added."""
    known = {(one.where.file, one.message) for one in before}
    return (one for one in project.load()[1] if (one.where.file, one.message) not in known)


def _pages(settings: Path) -> tuple[dict | None, list[Problem]]:  # type: ignore[type-arg]
    """Let the host read the pages of a site."""
    if not settings.is_file():
        message = f"there is no file '{settings.name}' here."
        hint = "Run this in the folder of the site, or name the file with '--config'."
        return None, [Problem(Position(settings.as_posix()), message, hint)]
    with tempfile.TemporaryDirectory() as folder:
        found = Path(folder, "pages.json")
        site = str(Path(folder, "site"))
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", site]
        try:
            run = subprocess.run(  # noqa: S603 - the very command of an author
                [*command, "--config-file", settings.name],
                cwd=settings.absolute().parent,
                env={**os.environ, reading.ASKED: str(found)},
                capture_output=True,
                text=True,
                timeout=_LONGEST,
                check=False,
            )
        except subprocess.TimeoutExpired:
            message = f"the pages could not be read within {_LONGEST // 60} minutes."
            return None, [Problem(Position(settings.as_posix()), message)]
        if found.is_file():
            return json.loads(found.read_text(encoding="utf-8")), []
        lines = run.stderr.strip().splitlines()
    message = f"the pages could not be read: {lines[-1] if lines else 'nobody says why'}."
    hint = "Name the engine under 'hooks:' or 'plugins:', and see that 'mkdocs build' begins."
    return None, [Problem(Position(settings.as_posix()), message, hint)]
