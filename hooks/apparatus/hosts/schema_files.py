"""The JSON Schemas of a project on the disk, and where its editor is told of them.

Nothing is ever written outside of the project, wherever its data are: its folder, or what Git has
together with it.
"""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from ..data import loading, yaml_file
from ..pieces import SHELVES
from ..schemas import editor, files
from ..schemas.names import FOLDER
from . import names_file
from .project import Project, described

if TYPE_CHECKING:
    from collections.abc import Iterator


def write(file: Path) -> list[str]:
    """Write the schemas of the project that a settings file is of, and tell its editor of them.

    Out: the names of the files that have changed.
    """
    project, docs = described(file)
    folder, texts = project.folder, _schemas(project, docs)
    before = names_file.read(folder / editor.SETTINGS)
    texts[editor.SETTINGS] = _settings(project, file, before) or before
    known = names_file.read(folder / editor.EXTENSIONS)
    texts[editor.EXTENSIONS] = known or editor.RECOMMENDED
    done = [name for name, text in texts.items() if text and names_file.put(folder, name, text)]
    return done + [project.shown(path) for path in _data_files(project)]


def untold(file: Path) -> str:
    """Return what the editor's settings lack, where they cannot be added to; else nothing."""
    project, _ = described(file)
    before = names_file.read(project.folder / editor.SETTINGS)
    left = before and FOLDER not in before and not _settings(project, file, before)
    return _settings(project, file, "") if left else ""


def _settings(project: Project, file: Path, before: str) -> str:
    told = editor.files(
        project.shown(project.data_folder), [Path(name).stem for name in files.schemas()]
    )
    told[files.SETTINGS] = [project.settings_file]
    return editor.settings(before, told, editor.tags(names_file.read(file)))


def stale(file: Path) -> list[str]:
    """Name the schemas that are not as `write` would make them."""
    project, docs = described(file)
    made = _schemas(project, docs)
    return [name for name, text in made.items() if names_file.read(project.folder / name) != text]


def _schemas(project: Project, docs: Path) -> dict[str, str]:
    data, _ = project.load(drafts=True)
    made = {name: names_file.dumped(its) for name, its in files.schemas().items()}
    return {f"{FOLDER}/{name}": its for name, its in made.items()} | {
        names_file.NAME: names_file.text(data, docs)
    }


def _data_files(project: Project) -> Iterator[Path]:
    """Name their schema in data files, by the way to it. Out: those that have changed."""
    top = _top(project.folder)
    found, _ = loading.find(project.data_folder, project.data, SHELVES.stems)
    for stem, file in found:
        path = project.data_folder / PurePosixPath(file.name).relative_to(project.data)
        text, wrong = yaml_file.decoded(file.name, file.content)
        mine = path.suffix in (".yml", ".yaml") and path.resolve().is_relative_to(top.resolve())
        if mine and not (wrong or file.wrong or path.is_symlink()):
            schema = project.folder / FOLDER / f"{stem}.json"
            way = Path(os.path.relpath(schema, path.parent)).as_posix()
            name = Path(os.path.relpath(path, top)).as_posix()
            if (its := editor.named(text, way)) != text and names_file.put(top, name, its):
                yield path


def _top(folder: Path) -> Path:
    """Find the folder of what is kept under versions together, else the project's own."""
    return next((its for its in (folder, *folder.parents) if (its / ".git").exists()), folder)
