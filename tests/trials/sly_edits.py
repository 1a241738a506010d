"""Edits that try what a quick way may overlook: odd names, files that pages read, old times."""

from __future__ import annotations

import os
import re
import time
from typing import TYPE_CHECKING

from kinds import Step, kind
from page_edits import front_line, inserted
from project import NothingError, Project, pick
from rows import number

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

ODD = (
    ("STRASSEN", "straßen"),
    ("Straßen", "STRASSEN"),
    ("İZMİR stadt", "izmir stadt"),
    ("ΟΔΟΣ", "οδος"),
    ("ﬁnal", "final"),
    ("Ａｂｃｄ", "Abcd"),
    ("Cafe\u0301haus", "Caféhaus"),
    ("soft\u00adhyphen", "softhyphen"),
    ("far\naway", "far away"),
    ("Smith &amp; Sohn", "Smith & Sohn"),
    ("<b>half</b>bold", "halfbold"),
    ("O’Neill", "O'Neill"),
    ("<ruby>漢<rt>かん</rt>字</ruby>語", "漢字語"),
    ("Caf&eacute;bar", "Cafébar"),
    ("no\u00a0break", "no break"),
    ("ma\u200bze", "maze"),
    ("**Bo**ldest", "Boldest"),
    ("東\n京都", "東京都"),
)
"""As a page has a name, and as data have it."""


@kind
def odd_name(project: Project, draw: Random) -> Iterator[Step]:
    """Write a name in an odd form on a page, then give it to an entity, then take it away."""
    page, (written, name) = pick(draw, project.pages()), pick(draw, ODD)
    rows = project.rows("entities")
    row = pick(draw, rows)
    before = {**row}
    yield Step(inserted(project, draw, page, f"There was {written} too, {number(draw)}."))
    row["aliases"] = [*row.get("aliases", ()), name]
    row["case"] = pick(draw, ("exact", "any", "first-letter"))
    project.put("entities", rows)
    yield Step(f"{row['id']} is {name!r} too, case {row['case']}")
    row.clear()
    row.update(before)
    project.put("entities", rows)
    yield Step(f"{row['id']} is {name!r} no more")


@kind
def template_of_all(project: Project, draw: Random) -> str:
    """Let every page print what is on the others."""
    what = pick(draw, ("item.content | length", "item.meta.description", "item.title", "item.url",
                       "item.toc | list | length", "item.markdown | length"))  # fmt: skip
    text = f"{{% for item in nav.pages %}}<p>{{{{ {what} }}}}</p>{{% endfor %}}\n"
    project.write("overrides/partials/copyright.html", text)
    return what


@kind
def own_template(project: Project, draw: Random) -> Iterator[Step]:
    """Give a page a template of its own, change that, and take it away."""
    page, path = pick(draw, project.pages()), f"overrides/own-{number(draw)}.html"
    text = project.page(page)
    own = '{{% extends "main.html" %}}{{% block announce %}}{}{{% endblock %}}\n'
    project.write(path, own.format(number(draw)))
    yield Step(front_line(project, page, f"template: {path.partition('/')[2]}"))
    project.write(path, own.format(number(draw)))
    yield Step(f"{path} is changed")
    project.save(page, text)
    project.remove(path)
    yield Step(f"without {path}")


@kind
def included(project: Project, draw: Random) -> Iterator[Step]:
    """Let pages include a file, and change that."""
    pages = [pick(draw, project.pages()) for _ in range(2)]
    name, word = f"part-{number(draw)}.txt", project.word(draw)
    if "pymdownx.snippets" not in (settings := project.read("mkdocs.yml")):
        snippets = "\n  - pymdownx.snippets: {base_path: [!relative $docs_dir]}"
        changed = settings.replace("\nmarkdown_extensions:", f"\nmarkdown_extensions:{snippets}")
        project.write("mkdocs.yml", changed)
    project.save(name, f"It is said that {project.name(draw)} came.\n")
    said = [inserted(project, draw, page, f'--8<-- "{name}"') for page in pages]
    yield Step(f"{said}")
    project.save(name, f"It is not said that {word} left, {number(draw)}.\n")
    yield Step(f"{name} is changed")


@kind
def aged(project: Project, draw: Random) -> str:
    """Put an older file into a page's place, as archives do; its size may be the same."""
    page = pick(draw, project.pages())
    text = project.page(page)
    changed = re.sub(r"\d(?=\D*\Z)", str(draw.randrange(10)), text)
    project.save(page, changed)
    long_ago = time.time() - draw.randrange(10**6, 10**8)
    os.utime(project.folder / "docs" / page, (long_ago, long_ago))
    return f"{page} of {long_ago:.0f}"


@kind
def inherited(project: Project, draw: Random) -> Iterator[Step]:
    """Let settings come from another file, and change that while a page is saved."""
    page, before = pick(draw, project.pages()), project.read("mkdocs.yml")
    project.write("base.yml", f"copyright: From the base, {number(draw)}\n")
    project.write("mkdocs.yml", f"INHERIT: base.yml\n{before}")
    yield Step("settings are inherited")
    project.write("base.yml", f"copyright: From the base, now {number(draw)}\n")
    yield Step(inserted(project, draw, page, f"Inherited {number(draw)}."))
    project.write("mkdocs.yml", before)
    project.remove("base.yml")
    yield Step("settings are not inherited")


@kind
def entity_called_otherwise(project: Project, draw: Random) -> str:
    """Change the id of an entity wherever it stands."""
    old, new = pick(draw, project.rows("entities"))["id"], f"id-{number(draw)}"
    its = re.compile(rf"(?<![\w-]){re.escape(old)}(?![\w.-])")
    files = [f"data/{name}.yml" for name in project.data_names()]
    for name in (*files, *(f"docs/{page}" for page in project.pages())):
        text = project.read(name)
        if (changed := its.sub(new, text)) != text:
            project.write(name, changed)
    return f"{old} is {new}"


@kind
def rows_shuffled(project: Project, draw: Random) -> str:
    """Put rows of data into another order."""
    which = pick(draw, [name for name in project.data_names() if _is_listed(project, name)])
    rows = project.rows(which)
    draw.shuffle(rows)
    project.put(which, rows)
    return f"{which} in another order"


def _is_listed(project: Project, name: str) -> bool:
    return isinstance(project.rows(name), list)


@kind
def data_parted(project: Project, draw: Random) -> Iterator[Step]:
    """Move half of a data file's rows into a file of a folder, and back."""
    names = ("entities", "annotations", "sources")
    which = pick(draw, [name for name in names if project.rows(name)])
    rows = project.rows(which)
    half = len(rows) // 2
    project.put(which, rows[:half])
    project.put(f"{which}/parted", rows[half:])
    yield Step(f"{which} in two files")
    project.remove(f"data/{which}/parted.yml")
    project.put(which, rows)
    yield Step(f"{which} in one file")


@kind
def data_gone(project: Project, draw: Random) -> Iterator[Step]:
    """Save a data file empty, or delete it, for a moment."""
    which, good = pick(draw, project.data_names()), ""
    good = project.read(f"data/{which}.yml")
    if draw.random() < 0.5:
        project.remove(f"data/{which}.yml")
    else:
        project.write(f"data/{which}.yml", "")
    yield Step(f"{which} is not there", compared=False)
    project.write(f"data/{which}.yml", good)
    yield Step(f"{which} is there again")


@kind
def readme(project: Project, draw: Random) -> str:
    """Add or remove a page that stands for its folder."""
    folder = pick(draw, ("", "added/", "new/"))
    path = f"{folder}README.md"
    if (project.folder / "docs" / path).is_file():
        project.remove(f"docs/{path}")
        return f"without {path}"
    project.save(path, f"# Read {number(draw)}\n\nHere is {project.name(draw)}.\n")
    return path


@kind
def saved_meanwhile(project: Project, draw: Random) -> Step:
    """Save a page, and another while the first one is built."""
    one, other = (pick(draw, project.pages()) for _ in range(2))
    said = inserted(project, draw, one, f"First {project.name(draw)}, {number(draw)}.")
    block, pause = f"Then {project.name(draw)}, {number(draw)}.", draw.uniform(0, 0.2)

    def late() -> None:
        time.sleep(pause)
        inserted(project, draw, other, block)

    return Step(f"{said}; {other}: {block!r} after {pause:.3f} s", during=late)


@kind
def data_saved_meanwhile(project: Project, draw: Random) -> Step:
    """Save data, and data again while the first ones are built."""
    rows, pause = project.rows("entities"), draw.uniform(0, 0.2)
    row = pick(draw, rows)
    row["gloss"] = f"First {number(draw)}."
    project.put("entities", rows)

    def late() -> None:
        time.sleep(pause)
        row["gloss"] = f"Then {number(draw)}."
        project.put("entities", rows)

    return Step(f"{row['id']} twice, the second after {pause:.3f} s", during=late)


@kind
def text_becomes_page(project: Project, draw: Random) -> str:
    """Rename a file so that it is a page, or is none."""
    texts = [name for name in project.assets() if name.endswith(".txt")]
    if texts and draw.random() < 0.7:
        name = pick(draw, texts)
        project.rename(name, name.replace(".txt", ".md"))
        return f"{name} is a page"
    page = pick(draw, project.free_pages())
    if page.endswith("README.md"):
        raise NothingError
    project.rename(page, page.replace(".md", ".txt"))
    return f"{page} is none"
