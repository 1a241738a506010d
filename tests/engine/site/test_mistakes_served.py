"""Under `serve` no mistake ends in a page that does not load: it says what is wrong, and where."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from serving import GOOD, Server, project, told

if TYPE_CHECKING:
    from collections.abc import Callable


def text(name: str, new: str | bytes) -> Callable[[Path], object]:
    """Give a file another content."""
    content = new if isinstance(new, bytes) else new.encode()
    return lambda folder: (folder / name).write_bytes(content)


def swap(name: str, old: str, new: str) -> Callable[[Path], object]:
    """Put other words into a file."""

    def change(folder: Path) -> None:
        path = folder / name
        whole = path.read_text(encoding="utf-8")
        assert old in whole
        path.write_text(whole.replace(old, new, 1), encoding="utf-8")

    return change


def replace(name: str, make: Callable[[Path], object]) -> Callable[[Path], object]:
    """Put something else where a file stands."""

    def change(folder: Path) -> None:
        path = folder / name
        path.unlink(missing_ok=True)
        make(path)

    return change


def away(name: str) -> Callable[[Path], object]:
    return lambda folder: (folder / name).rename(folder / f"{name}-away")


def gone(path: Path) -> None:
    path.symlink_to("nowhere")


LINES = "wren: {alas\n- b: c: d\n"
PAGE = "# A letter\n\nOther words.\n"
STATES: dict[str, tuple[Callable[[Path], object], str]] = {
    "a kind that is none": (
        swap("data/entities.yml", "person", "persn"), "data/entities.yml:1:20 kind 'persn' is not"
    ),
    "no YAML": (text("data/entities.yml", LINES), "data/entities.yml:1:7 the bracket '{'"),
    "data in Latin-1": (
        text("data/entities.yml", "- {id: a, name: Ä}".encode("latin-1")),
        "data/entities.yml:1:17 this file is not UTF-8 text",
    ),
    "data in UTF-16": (
        text("data/sources.yml", "- {id: a}".encode("utf-16")),
        "data/sources.yml:1:1 this file is not UTF-8 text",
    ),
    "a NUL in data": (text("data/annotations.yml", "- id: n\0\n"), "data/annotations.yml:1:"),
    "a folder for data": (
        replace("data/sources.yml", Path.mkdir), "data/sources.yml:1:1 this is a folder"
    ),
    "a link to nothing for data": (
        replace("data/entities.yml", gone), "data/entities.yml:1:1 this is no file"
    ),
    "a pipe for data": (
        replace("data/annotations.yml", os.mkfifo), "data/annotations.yml:1:1 this is no file"
    ),
    "no entities": (replace("data/entities.yml", lambda _: None), "data:1:1 there is no file"),
    "data moved away": (away("data"), "data:1:1 there is no data folder 'data'"),
    "a file for the data folder": (
        lambda folder: (away("data")(folder), (folder / "data").write_text("x")),
        "data:1:1 there is no data folder 'data'",
    ),
    "front matter that asks for what is not": (
        text("docs/index.md", f"---\napparatus: {{link: al}}\n---\n{PAGE}"),
        "docs/index.md:2:19 link 'al' is not one of",
    ),
    "front matter that is no YAML": (
        text("docs/index.md", f"---\napparatus: [\n---\n{PAGE}"), "docs/index.md:"
    ),
    "a day that no month has": (
        text("docs/index.md", f"---\ndate: 2024-02-30\n---\n{PAGE}"), "docs/index.md:"
    ),
    "a page in Latin-1": (
        text("docs/who.md", "# Who\n\nÜber uns\n".encode("latin-1")),
        "docs/who.md:3:1 this file is not UTF-8 text",
    ),
    "a page in UTF-16": (
        text("docs/index.md", PAGE.encode("utf-16")),
        "docs/index.md:1:1 this file is not UTF-8 text",
    ),
    "a link to nothing for a page": (
        replace("docs/index.md", gone), "docs/index.md:1:1 this is a link to a file"
    ),
    "a template that is not there": (
        text("docs/index.md", f"---\ntemplate: nope.html\n---\n{PAGE}"),
        "docs/index.md:2:11 there is no template 'nope.html'",
    ),
    "a page too deep": (
        text("docs/index.md", "> " * 3000 + "deep\n"), "docs/index.md:1:1 quotations, lists or"
    ),
    "a fragment that cannot be read": (
        text("overrides/fragments/card.html", "<p>\n{% if %}\n"),
        "overrides/fragments/card.html:2:1 this template cannot be read",
    ),
    "a fragment that asks for what is not there": (
        text("overrides/fragments/card.html", "<p>\n\n{{ nobody.name }}</p>\n"),
        "overrides/fragments/card.html:3:1 this template does not work: 'nobody' is undefined",
    ),
    "a fragment that is no element": (
        text("overrides/fragments/note.html", "<aside><p></aside>"),
        "overrides/fragments/note.html:1:1 this template gives no well-formed HTML",
    ),
    "a fragment in Latin-1": (
        text("overrides/fragments/card.html", "<p>ä</p>".encode("latin-1")),
        "overrides/fragments/card.html:1:4 this file is not UTF-8 text",
    ),
    "a theme's template with a mistake": (
        text("overrides/main.html", "{% extends 'base.html' %}\n{% blok content %}\n"),
        "overrides/main.html:2:1 this template cannot be read",
    ),
    "a link to a page that is not there": (
        text("docs/index.md", f"{PAGE}\nSee [this](time-line.md).\n"),
        "docs/index.md:5:12 Doc file 'index.md' contains a link 'time-line.md', but",
    ),
    "settings that are no YAML": (
        swap("mkdocs.yml", "theme:", "theme: ["), "mkdocs.yml:5:8 the bracket '['"
    ),
    "settings in Latin-1": (
        lambda folder: (folder / "mkdocs.yml").write_bytes(b"site_name: \xc4\n"),
        "mkdocs.yml:1:12 this file is not UTF-8 text",
    ),
    "a theme that is none": (
        swap("mkdocs.yml", "name: material", "name: nope"), "mkdocs.yml:5:1 theme: "
    ),
    "a Markdown extension that is none": (
        swap("mkdocs.yml", "- attr_list", "- attr_lst"), "mkdocs.yml:14:1 markdown_extensions: "
    ),
    "settings of ours that are no group": (
        swap("mkdocs.yml", "theme:", "extra:\n  apparatus: yes please\ntheme:"),
        "mkdocs.yml:6:14 apparatus must be a group",
    ),
    "a number for the data folder": (
        swap("mkdocs.yml", "theme:", "extra: {apparatus: {data: 3}}\ntheme:"),
        "mkdocs.yml:5:27 data must be text",
    ),
    "a data folder that is nowhere": (
        swap("mkdocs.yml", "theme:", "extra: {apparatus: {data: facts}}\ntheme:"),
        "facts:1:1 there is no data folder 'facts'",
    ),
    "pages moved away": (away("docs"), "mkdocs.yml:1:1 docs_dir: "),
    "a hook that stumbles": (
        text("docs/index.md", "# A letter\n\nstumble\n"),
        "other.py:3:1 the site could not be built: RuntimeError: a hook of somebody else's",
    ),
}  # fmt: skip
FORESEEN = STATES.keys() - {"a hook that stumbles"}


def restore(folder: Path, good: Path) -> None:
    """Make a project again what it was; what is whole is not touched."""
    kept = {path.relative_to(good) for path in good.rglob("*")}
    there = {path.relative_to(folder) for path in folder.rglob("*")}
    for name in sorted(there - kept, reverse=True):
        path = folder / name
        if not any(part in {".cache", "__pycache__"} for part in name.parts):
            path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
    for name in sorted(kept):
        path, its = folder / name, good / name
        if its.is_dir():
            if path.is_file():
                path.unlink()
            path.mkdir(exist_ok=True)
        elif not path.is_file() or path.read_bytes() != its.read_bytes():
            if path.is_dir():
                path.rmdir()
            elif path.is_symlink() or path.exists():
                path.unlink()
            path.write_bytes(its.read_bytes())


def survive(folder: Path, names: list[str]) -> None:
    """Bring a served project into each state and out of it again."""
    good = folder.parent / f"{folder.name}-good"
    project(good)
    server = Server(project(folder))
    try:
        server.until(lambda: GOOD in server.get(), "the site is served")
        for name in names:
            damage, expected = STATES[name]
            damage(folder)
            server.until(lambda: told(server.get()), f"{name}: the page says so")
            page = server.get()
            found = told(page)
            assert any(row.startswith(expected) for row in found), (name, found)
            assert not any("Error reading page" in row for row in found), "it is told once"
            assert "<h1" in page, name
            status, missing = server.ask("nowhere/")
            assert (status, told(missing)) == (404, found), name
            restore(folder, good)
            server.until(
                lambda: GOOD in (page := server.get()) and not told(page), f"{name}: it recovers"
            )
            if name in FORESEEN:
                assert not any("Traceback" in line for line in server.said), server.said
            server.said.clear()
    finally:
        server.stop()
    assert [path.name for path in server.room.iterdir()] == [], "nothing is left behind"


SERVERS = 3


@pytest.mark.parametrize("half", [0, 1])
def test_a_server_lives_with_any_mistake_and_the_next_good_save_recovers(half, tmp_path):
    names = [*STATES][half::2]
    shares = [names[number::SERVERS] for number in range(SERVERS)]
    folders = [tmp_path / f"site-{number}" for number in range(SERVERS)]
    with ThreadPoolExecutor(SERVERS) as pool:
        list(pool.map(survive, folders, shares))
