"""Edits of everything else: settings, templates, other files, folders; and several at once."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

from kinds import KINDS, SIMPLE, Step, kind
from page_edits import inserted
from project import NothingError, Project, pick, put, sources
from rows import number

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>{}</title></svg>\n'
_EDITION_RE = re.compile(r'edition: "[\d-]+"')


@kind
def asset_added(project: Project, draw: Random) -> str:
    page, name = pick(draw, project.pages()), f"picture-{number(draw)}.svg"
    project.save(name, PICTURE.format("new"))
    up = "../" * page.count("/")
    return inserted(project, draw, page, f"![A picture]({up}{name})")


@kind
def asset_changed(project: Project, draw: Random) -> str:
    asset = pick(draw, project.assets())
    project.save(asset, PICTURE.format(number(draw)))
    return asset


@kind
def asset_removed(project: Project, draw: Random) -> str:
    asset = pick(draw, project.assets())
    project.remove(f"docs/{asset}")
    return asset


def _toggled(project: Project, after: str, line: str) -> str:
    """Put a line of settings after another one, or take it out where it is."""
    text = project.read("mkdocs.yml")
    changed = text.replace(line, "") if line in text else text.replace(after, after + line, 1)
    project.write("mkdocs.yml", changed)
    return line.strip()


@kind
def configuration(project: Project, draw: Random) -> str:
    nth = number(draw)
    blocks = {
        "site_name": f"site_name: Site {nth}\n",
        "copyright": f"copyright: Ours, {nth}\n",
        "site_description": f"site_description: What it is, {nth}\n",
        "use_directory_urls": pick(draw, ("use_directory_urls: false\n", "")),
        "exclude_docs": pick(draw, (f"exclude_docs: |\n  {pick(draw, project.pages())}\n", "")),
    }
    key = pick(draw, (*blocks, "feature", "extension", "edition"))
    if key == "feature":
        return _toggled(project, "  name: material\n", "  icon: {logo: material/book}\n")
    if key == "extension":
        return _toggled(project, "markdown_extensions:\n", "  - admonition\n")
    if key == "edition":
        day = f'edition: "2026-02-{number(draw) % 28 + 1:02}"'
        project.write("mkdocs.yml", _EDITION_RE.sub(day, project.read("mkdocs.yml")))
        return day
    project.setting(key, blocks[key])
    return blocks[key]


@kind
def navigation(project: Project, draw: Random) -> str:
    pages = project.pages()
    draw.shuffle(pages)
    listed = "".join(f"  - {page}\n" for page in pages[: draw.randrange(1, len(pages))])
    block = pick(
        draw, (f"nav:\n  - Home: index.md\n  - Part:\n{listed.replace('  -', '    -')}", "")
    )
    project.setting("nav", block)
    return block or "no nav"


@kind
def not_in_nav(project: Project, draw: Random) -> str:
    block = pick(draw, (f"not_in_nav: |\n  {pick(draw, project.pages())}\n", ""))
    project.setting("not_in_nav", block)
    return block or "no not_in_nav"


@kind
def page_drafted(project: Project, draw: Random) -> Iterator[Step]:
    """Make a page a draft, which is seen while serving alone; write in it; and take that back."""
    page, before = pick(draw, project.free_pages()), project.read("mkdocs.yml")
    block = f"A draft of {project.name(draw)}."
    project.setting("draft_docs", f"draft_docs: |\n  {page}\n")
    yield Step(f"{page} is a draft", fresh=True)
    yield Step(inserted(project, draw, page, block), fresh=True)
    project.write("mkdocs.yml", before)
    yield Step(f"{page} is no draft")


@kind
def broken_configuration(project: Project, draw: Random) -> Iterator[Step]:
    text, page = project.read("mkdocs.yml"), pick(draw, project.pages())
    bad = pick(draw, ("site_name: [\n", "plugins: [nothing-like-it]\n", "theme: {name: none}\n"))
    project.setting(bad.partition(":")[0], bad)
    yield Step(f"mkdocs.yml: {bad}", compared=False)
    yield Step(inserted(project, draw, page, f"Meanwhile {number(draw)}."), compared=False)
    project.write("mkdocs.yml", text)
    yield Step("mkdocs.yml is mended")


@kind
def template(project: Project, draw: Random) -> str:
    """Change a template, a fragment of the engine, or a style sheet of the look."""
    name, text = pick(draw, {
        "partials/copyright.html": "<p>Whose it is: {}</p>\n",
        "fragments/card.html": "<p class='ours'>A card, {}</p>\n",
        "look/own.css": "p {{ width: {}px }}\n",
        "404.html": '{{% extends "main.html" %}}{{% block content %}}None {}{{% endblock %}}\n',
    }.items())  # fmt: skip
    path = f"overrides/{name}"
    if (project.folder / path).is_file() and draw.random() < 0.3:
        project.remove(path)
        return f"without {path}"
    project.write(path, text.format(number(draw)))
    return path


@kind
def broken_template(project: Project, draw: Random) -> Iterator[Step]:
    path, page = "overrides/main.html", pick(draw, project.pages())
    good = (project.folder / path).read_bytes() if (project.folder / path).is_file() else None
    project.write(path, "{% if %}")
    yield Step(f"{path} is broken", compared=False)
    yield Step(inserted(project, draw, page, f"Meanwhile {number(draw)}."), compared=False)
    if good is None:
        project.remove(path)
    else:
        project.write(path, good)
    yield Step(f"{path} is mended")


@kind
def folder_moved(project: Project, draw: Random) -> Iterator[Step]:
    """Move a folder away and back, as programs do that keep folders in step."""
    folders = [path for path in (project.folder / "docs").iterdir() if path.is_dir()]
    folder = pick(draw, (project.folder / "data", project.folder / "docs", *sorted(folders)))
    away = folder.with_name(f"{folder.name}-away") if folder.parent == project.folder else None
    away = away or project.folder / f"{folder.name}-away"
    folder.rename(away)
    yield Step(f"{folder.name} is away", compared=False)
    away.rename(folder)
    yield Step(f"{folder.name} is back")


@kind
def taken_back(project: Project, draw: Random) -> str:
    """Take edits back: all sources are what they were one to three edits ago."""
    past = pick(draw, project.past[-3:])
    put(project.folder, past)
    return "what was before"


@kind
def two_at_once(project: Project, draw: Random) -> str:
    names = [name for name in SIMPLE if name not in {"two_at_once", "taken_back"}]
    said = []
    for name in draw.sample(names, 2):
        with suppress(NothingError):
            said += [step.said for step in KINDS[name](project, draw)]
    return " + ".join(said)


@kind
def twice(project: Project, draw: Random) -> str:
    """Save a page and the data, and both again before anybody could look."""
    before = sources(project.folder)
    said = [step.said for name in ("prose", "gloss") for step in KINDS[name](project, draw)]
    put(project.folder, before)
    said += [step.said for name in ("prose", "gloss") for step in KINDS[name](project, draw)]
    return " + ".join(said)
