"""The command `apparatus import`: files of other tools into the data of a site."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..authoring.numbers import RELEASED
from ..data import whole_file
from ..imports import entities, files, notes, writing
from ..imports.placing import Pages
from ..problems import Position, Problem, did_you_mean, in_order, one_of, phrases
from . import reading
from .asking import ask
from .project import Project

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from ..imports.notes import Item

_STEMS = ("annotations", "entities")
_KEPT = "imported.txt"
_HEAD = "# Notes that were brought in, and what they are called where they are from."


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
    answer = ask(asked.settings, reading.ASKED, "--quiet")
    if (seen := answer.found) is None:
        return Done([], [answer.problem] if answer.problem else [])
    pages = Pages(seen)
    project = Project(asked.settings.parent, seen["data"], asked.settings.name, pages.text)
    data, before = project.load(drafts=True)
    if asked.into and (wrong_place := _misplaced(project, asked.into)):
        return Done([], [wrong_place])
    names = _names(project)
    made_notes = notes.Maker(pages, data, _written(project), asked.layer, names)
    made_entries = entities.Maker(pages, data, asked.kind)
    items: dict[str, list[Item]] = {}
    done = Done([], [])
    for path in paths:
        try:
            content = path.read_bytes()
        except OSError:
            done.problems.append(_unreadable(path))
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
    if asked.into and (wrong_kind := _mixed(asked.into, [stem for stem in items if items[stem]])):
        return Done([], [*done.problems, wrong_kind])
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
        whole_file.save(path, text)
        _remember(project, items)
        told = _drafts(sum(bool(item.fields.get("draft")) for item in items), len(items))
        done.said.append(f"{name}: {_count(stem, len(items))} added{told}.")


def _drafts(drafts: int, among: int) -> str:
    if not drafts:
        return ""
    which = "as a draft" if among == 1 else f"{drafts} of them as drafts"
    which = "one of them as a draft" if drafts == 1 < among else which
    return f", {which}, which 'serve' alone shows"


def _remember(project: Project, items: Iterable[Item]) -> None:
    """Keep what notes are called where they are from, beside the data."""
    if lines := [f"{item.fields['id']} {item.name}" for item in items if item.name]:
        path = project.data_folder / _KEPT
        before = path.read_text(encoding="utf-8").splitlines() if path.is_file() else [_HEAD]
        whole_file.save(path, "\n".join([*before, *lines, ""]))


def _names(project: Project) -> list[str]:
    """Return what notes that were brought in before are called where they are from."""
    path = project.data_folder / _KEPT
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return [line.partition(" ")[2] for line in lines if not line.startswith("#")]


def _misplaced(project: Project, path: Path) -> Problem | None:
    """Say why items cannot go to a file: no site reads it."""
    folder, path = project.data_folder.resolve(), path.resolve()
    parts = path.relative_to(folder).parts if path.is_relative_to(folder) else ()
    stem = parts[0].partition(".")[0] if parts else ""
    fits = parts in [(stem, path.name), (f"{stem}{path.suffix}",)] and path.stem[:1] not in "._~#"
    if fits and stem in _STEMS and path.suffix in (".yml", ".yaml"):
        return None
    ways = [f"'{project.data}/{one}.yml'" for one in _STEMS]
    ways += [f"a file '{project.data}/{one}/….yml'" for one in _STEMS]
    message = "no notes or entries are read from such a file; nothing was written."
    return Problem(Position(project.shown(path)), message, f"Name {one_of(ways)}.")


def _mixed(path: Path, stems: Sequence[str]) -> Problem | None:
    """Say why items of these kinds cannot go to one file."""
    where = Position(path.as_posix())
    if len(stems) > 1:
        return Problem(where, "'--into' names one file, and there are notes and entries.")
    if stems and stems[0] not in (path.name.partition(".")[0], path.resolve().parent.name):
        what = {"annotations": "notes", "entities": "entries"}[stems[0]]
        message = f"these are {what}, and no {what} are read from this file; nothing was written."
        return Problem(where, message, f"Name '{stems[0]}.yml' or a file in '{stems[0]}/'.")
    return None


def _unreadable(path: Path) -> Problem:
    """Say why a file cannot be brought in."""
    where = Position(path.as_posix())
    if path.is_dir():
        return Problem(where, "this is a folder.", "Name the files in it.")
    if path.exists():
        return phrases.unreadable(where, path)
    folder = path.parent
    there = [one.name for one in folder.iterdir() if one.is_file()] if folder.is_dir() else []
    return Problem(where, "there is no such file.", did_you_mean(path.name, there))


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
    found = [*folder.glob("annotations*"), *folder.glob("annotations/*"), folder / RELEASED]
    return "\n".join(
        path.read_text(encoding="utf-8", errors="replace") for path in found if path.is_file()
    )


def _new(project: Project, before: Iterable[Problem]) -> Iterator[Problem]:
    """Find what is wrong with the data since something was added."""
    known = {(one.where.file, one.message) for one in before}
    return (one for one in project.load()[1] if (one.where.file, one.message) not in known)
