"""Edits of notes and of everything else that stands in `data/` beside entries."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kinds import Step, kind
from page_edits import inserted
from project import Project, pick, sources
from rows import added, changed, dropped, number

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random


@kind
def note_added(project: Project, draw: Random) -> str:
    marked = re.compile(r"^([A-Z][a-z][^\n{<*`\[]{40,}).*\n(?:.*\n)*?\{ #(p\d+) \}$", re.MULTILINE)
    found = [(page, its) for page in project.pages() for its in marked.findall(project.page(page))]
    page, (text, block) = pick(draw, found)
    words = text.split()
    start = draw.randrange(len(words) - 2)
    exact = " ".join(words[start : start + 2])
    target = {"page": page, "block": block, "exact": exact}
    names = {"id": f"n{number(draw)}", "title": "A note that is new"}
    return f"{added(project, draw, 'annotations', target=target, **names)}: {target}"


@kind
def note_changed(project: Project, draw: Random) -> str:
    name = project.name(draw)
    values = {
        "body": f"Of *{name}*, number {number(draw)}.",
        "title": f"Title {number(draw)}",
        "confidence": "low",
        "layer": "terms",
        "tags": ["law"],
        "author": "Somebody",
    }
    key = pick(draw, values)
    rest = {"finding": None, "outcome": None} if key == "layer" else {}
    return changed(project, draw, "annotations", **{key: values[key]}, **rest)


@kind
def note_removed(project: Project, draw: Random) -> str:
    return dropped(project, draw, "annotations")


@kind
def note_moved(project: Project, draw: Random) -> str:
    """Let a note be about the words of another one."""
    targets = [row["target"] for row in project.rows("annotations")]
    return changed(project, draw, "annotations", target=dict(pick(draw, targets)))


@kind
def known(project: Project, draw: Random) -> str:
    return changed(project, draw, "annotations", known=pick(draw, ("1901-02", "1999-12-31")))


@kind
def note_drafted(project: Project, draw: Random) -> Iterator[Step]:
    """Make a note a draft, which is seen while serving alone, and take that back."""
    rows = project.rows("annotations")
    row = pick(draw, (row for row in rows if "draft" not in row))
    project.put("annotations", [{**one, "draft": True} if one is row else one for one in rows])
    yield Step(f"{row['id']} is a draft", fresh=True)
    project.put("annotations", rows)
    yield Step(f"{row['id']} is no draft")


@kind
def statement(project: Project, draw: Random) -> str:
    if draw.random() < 0.3:
        return dropped(project, draw, "statements")
    values = {
        "side": f"Side {number(draw)}",
        "manner": pick(draw, ("quoted", "paraphrased")),
        "speaker": f"Speaker {number(draw)}",
        "confidence": "low",
    }
    key = pick(draw, values)
    return changed(project, draw, "statements", **{key: values[key]})


@kind
def source(project: Project, draw: Random) -> str:
    what = draw.random()
    if what < 0.2:
        return dropped(project, draw, "sources")
    if what < 0.4:
        named = {"id": f"work-{number(draw)}", "title": f"Another work, {number(draw)}"}
        return added(project, draw, "sources", **named)
    values = {
        "title": f"A work, {number(draw)}",
        "issued": f"19{number(draw) % 90 + 10}",
        "author": [{"family": f"Reed{number(draw)}", "given": "Tom"}],
    }
    key = pick(draw, values)
    return changed(project, draw, "sources", **{key: values[key]})


@kind
def source_cited(project: Project, draw: Random) -> str:
    page, row = pick(draw, project.pages()), pick(draw, project.rows("sources"))
    return inserted(project, draw, page, f"It says so [in a work][{row['id']}].")


@kind
def event(project: Project, draw: Random) -> str:
    if draw.random() < 0.3:
        return added(project, draw, "events", id=f"event-{number(draw)}", date="1921-05-11")
    text = f"{project.name(draw)} came, {number(draw)}."
    values = {"text": text, "title": f"Event {number(draw)}", "date": "1899-05"}
    key = pick(draw, values)
    return changed(project, draw, "events", **{key: values[key]})


@kind
def pledge(project: Project, draw: Random) -> str:
    values = {
        "verdict": f"Verdict {number(draw)}.",
        "title": f"Promise {number(draw)}",
        "outcome": "kept",
        "side": f"Side {number(draw)}",
    }
    key = pick(draw, values)
    return changed(project, draw, "pledges", **{key: values[key]})


@kind
def figure(project: Project, draw: Random) -> str:
    tables = sorted((project.folder / "data/figures").glob("*.csv"))
    path = pick(draw, tables)
    lines = path.read_text(encoding="utf-8").splitlines()
    at = draw.randrange(1, len(lines))
    lines[at] = re.sub(r"\d+(?=\D*$)", str(draw.randrange(10, 99)), lines[at])
    project.write(f"data/figures/{path.name}", "\n".join(lines) + "\n")
    return f"{path.name}: {lines[at]}"


@kind
def vocabulary(project: Project, draw: Random) -> str:
    label = f"Label {number(draw)}"
    which = pick(draw, ("kinds", "layers", "facts"))
    value: Any = {"role": label}
    if which != "facts":
        value = [{"id": {"kinds": "person", "layers": "terms"}[which], "label": label}]
    project.put("vocabulary", {"extends": "default", which: value})
    return f"{which}: {value}"


@kind
def words(project: Project, draw: Random) -> str:
    project.put("words", {"Where this appears": f"Where it is, {number(draw)}"})
    return "words of its own"


@kind
def broken_data(project: Project, draw: Random) -> Iterator[Step]:
    """Break a data file; the last good data stay, while pages go on, until it is mended."""
    which, page = pick(draw, project.data_names()), pick(draw, project.pages())
    good = {name: its for name, its in sources(project.folder).items() if name[:5] == "data/"}
    text, name = project.read(f"data/{which}.yml"), project.name(draw)
    bad = pick(draw, ("- {id: x, kind: persn}\n", ": [\n", "- no: end of {it\n", "- 7\n"))
    project.write(f"data/{which}.yml", f"{text}{bad}")
    yield Step(f"{which}: {bad!r}", good)
    yield Step(inserted(project, draw, page, f"Meanwhile {name} came, {number(draw)}."), good)
    project.write(f"data/{which}.yml", text)
    yield Step(f"{which} is mended")


@kind
def data_saved_atomically(project: Project, draw: Random) -> str:
    which = pick(draw, project.data_names())
    project.exchange(f"data/{which}.yml", project.read(f"data/{which}.yml") + "# Saved.\n")
    return f"{which}: another file took its place"
