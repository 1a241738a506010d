"""The JSON Schemas of a project on the disk, and where its editor is told of them.

Nothing is ever written outside of the project, wherever its data are: its folder, or what Git has
together with it.
"""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from ..data import loading, settings, yaml_file
from ..data.target import ANNOTATED
from ..pieces import SHELVES
from ..schemas import editor, files
from ..schemas.names import FOLDER
from . import names_file
from .project import Project

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def write(file: Path) -> list[str]:
    """Write the schemas of the project that a settings file is of, and tell its editor of them.

    Out: the names of the files that have changed.
    """
    project, docs = _project(file)
    folder, texts = project.folder, _schemas(project, docs)
    before = names_file.read(folder / editor.SETTINGS)
    texts[editor.SETTINGS] = _settings(project, file, before) or before
    known = names_file.read(folder / editor.EXTENSIONS)
    texts[editor.EXTENSIONS] = known or editor.RECOMMENDED
    done = [name for name, text in texts.items() if text and names_file.put(folder, name, text)]
    return done + [project.shown(path) for path in _data_files(project)]


def untold(file: Path) -> str:
    """Return what the editor's settings lack, where they cannot be added to; else nothing."""
    project, _ = _project(file)
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
    project, docs = _project(file)
    made = _schemas(project, docs)
    return [name for name, text in made.items() if names_file.read(project.folder / name) != text]


def _project(file: Path) -> tuple[Project, Path]:
    """Find out from a settings file where data and pages are, without its host."""
    document, _ = yaml_file.read(file.name, file.read_bytes())
    config: Any = document.value if isinstance(document.value, dict) else {}
    extra = {"apparatus": _asked(config)}
    asked, _ = settings.read({"extra": extra, "config_file_path": str(file)})
    folder, docs = file.absolute().parent, config.get("docs_dir")
    data, text = asked.get("data") or "data", asked.get("text") or ANNOTATED
    return Project(folder, data, file.name, text), folder / (docs or "docs")


def _asked(config: Mapping[str, Any]) -> object:
    """Find what is asked of the engine: under `extra`, and as a plugin's options."""
    plugins, extra = config.get("plugins"), config.get("extra")
    listed = plugins if isinstance(plugins, list) else [plugins]
    options = (one.get("apparatus") for one in listed if isinstance(one, dict))
    own = extra.get("apparatus") if isinstance(extra, dict) else None
    return settings.merged(own, next(filter(None, options), None))


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
