"""Edits of pages: their prose, headings, front matter and links, and that they come and go."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from posixpath import relpath
from typing import TYPE_CHECKING

from kinds import Step, kind
from project import Project, parts, pick, whole
from rows import number

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

_TITLE_RE = re.compile(r"^# .*$", re.MULTILINE)
_HEADING_RE = re.compile(r"^(## [^{\n]*)$", re.MULTILINE)


def inserted(project: Project, draw: Random, page: str, block: str) -> str:
    """Put a block somewhere on a page."""
    front, blocks = parts(project.page(page))
    blocks.insert(draw.randrange(1, len(blocks) + 1), block)
    project.save(page, whole(front, blocks))
    return f"{page}: {block!r}"


@kind
def prose(project: Project, draw: Random) -> str:
    page = pick(draw, project.pages())
    name = project.name(draw)
    return inserted(project, draw, page, f"Then {name} came, number {number(draw)}, with {name}.")


@kind
def plain_prose(project: Project, draw: Random) -> str:
    page = pick(draw, project.pages())
    return inserted(project, draw, page, f"Nothing of this counts: {number(draw)}.")


@kind
def cut(project: Project, draw: Random) -> str:
    page = pick(draw, project.pages())
    front, blocks = parts(project.page(page))
    plain = [n for n, block in enumerate(blocks) if n and block[0].isalpha() and "{ #" not in block]
    gone = blocks.pop(pick(draw, plain))
    project.save(page, whole(front, blocks))
    return f"{page}: without {gone[:60]!r}"


@kind
def title(project: Project, draw: Random) -> str:
    page = pick(draw, (page for page in project.pages() if _TITLE_RE.search(project.page(page))))
    line = f"# Title {number(draw)}"
    project.save(page, _TITLE_RE.sub(line, project.page(page), count=1))
    return f"{page}: {line}"


@kind
def heading(project: Project, draw: Random) -> str:
    page = pick(draw, (page for page in project.pages() if _HEADING_RE.search(project.page(page))))
    line = f"## Part {number(draw)}"
    project.save(page, _HEADING_RE.sub(line, project.page(page), count=1))
    return f"{page}: {line}"


def front_line(project: Project, page: str, line: str) -> str:
    """Add a line to a page's front matter, or take it out where it is."""
    front, blocks = parts(project.page(page))
    lines = front.splitlines()[1:-1]
    key = line.partition(":")[0]
    kept = [one for one in lines if one.partition(":")[0] != key]
    new = [*kept, *([] if line in lines else [line])]
    project.save(page, whole("\n".join(("---", *new, "---", "")) if new else "", blocks))
    return f"{page}: front matter {line}"


@kind
def front_title(project: Project, draw: Random) -> str:
    return front_line(project, pick(draw, project.pages()), f"title: Named {number(draw)}")


@kind
def front_matter(project: Project, draw: Random) -> str:
    lines = (f"description: What it is, {number(draw)}", "search: {exclude: true}", "hide: [toc]")
    return front_line(project, pick(draw, project.pages()), pick(draw, lines))


@kind
def page_policy(project: Project, draw: Random) -> str:
    """Ask the engine for other links on a page, or for none at all."""
    free = (page for page in project.free_pages() if "\napparatus:" not in project.page(page))
    lines = [f"apparatus: {{link: {how}}}" for how in ("all", "none", "first-in-page")]
    return front_line(project, pick(draw, free), pick(draw, ["apparatus: false", *lines]))


@kind
def page_added(project: Project, draw: Random) -> str:
    """Add a page, half of the time one that others lead to already."""
    texts = " ".join(map(project.page, project.pages()))
    wanted = sorted(set(re.findall(r"\]\((gone-\d+)\.md\)", texts)))
    stem = draw.choice(wanted) if wanted and draw.random() < 0.5 else f"new-{number(draw)}"
    page = f"{pick(draw, ('', '', 'added/'))}{stem}.md"
    project.save(page, f"# New {stem}\n\nHere is {project.name(draw)}.\n\n## Part\n\nMore.\n")
    return page


@kind
def page_removed(project: Project, draw: Random) -> str:
    page = pick(draw, project.free_pages())
    project.remove(f"docs/{page}")
    return page


def _moved(project: Project, old: str, new: str) -> str:
    project.rename(old, new)
    for name in (*(f"data/{name}.yml" for name in project.data_names()), "mkdocs.yml"):
        text = project.read(name)
        if (changed := re.sub(rf"(?<![\w/-]){re.escape(old)}\b", new, text)) != text:
            project.write(name, changed)
    return f"{old} is {new} now"


@kind
def page_renamed(project: Project, draw: Random) -> str:
    page = PurePosixPath(pick(draw, project.free_pages()))
    return _moved(project, str(page), str(page.with_name(f"named-{number(draw)}.md")))


@kind
def entry_renamed(project: Project, draw: Random) -> str:
    """Rename a page of entries, and say so in the data: several files at once."""
    entries = {str(row.get("entry", "")).partition("#")[0] for row in project.rows("entities")}
    page = PurePosixPath(pick(draw, sorted(entries - {""})))
    return _moved(project, str(page), str(page.with_name(f"entries-{number(draw)}.md")))


@kind
def page_moved(project: Project, draw: Random) -> str:
    page = PurePosixPath(pick(draw, project.free_pages()))
    folder = "" if page.parent.name else f"moved-{number(draw)}/"
    return _moved(project, str(page), f"{folder}{page.name}")


@kind
def pages_exchanged(project: Project, draw: Random) -> str:
    """Let two pages take each other's place."""
    one, other = (pick(draw, project.free_pages()) for _ in range(2))
    texts = project.page(one), project.page(other)
    project.save(other, texts[0])
    project.save(one, texts[1])
    return f"{one} and {other}"


@kind
def link(project: Project, draw: Random) -> str:
    page, other = (pick(draw, project.pages()) for _ in range(2))
    where = relpath(other, str(PurePosixPath(page).parent))
    ends = ("", "#part", "#nowhere")
    return inserted(project, draw, page, f"See [what is there]({where}{pick(draw, ends)}).")


@kind
def link_to_nothing(project: Project, draw: Random) -> str:
    page = pick(draw, project.pages())
    return inserted(project, draw, page, f"See [what may come](gone-{number(draw)}.md).")


@kind
def link_by_id(project: Project, draw: Random) -> str:
    page, row = pick(draw, project.pages()), pick(draw, project.rows("entities"))
    return inserted(project, draw, page, f"It was [this one][{row['id']}], and no other.")


@kind
def line_ends(project: Project, draw: Random) -> str:
    """Save a page as an editor on another system does."""
    page = pick(draw, project.pages())
    mark = pick(draw, ("", "\ufeff"))
    project.save(page, mark + project.page(page).lstrip("\ufeff").replace("\n", "\r\n"))
    return f"{page}: other line ends"


@kind
def emptied(project: Project, draw: Random) -> Iterator[Step]:
    """Save a page empty, as editors do for a moment, and then whole."""
    page = pick(draw, project.free_pages())
    text = project.page(page)
    project.save(page, "")
    yield Step(f"{page} is empty")
    project.save(page, text)
    yield Step(f"{page} is whole again")


@kind
def broken_front(project: Project, draw: Random) -> Iterator[Step]:
    page, other = (pick(draw, project.pages()) for _ in range(2))
    text = project.page(page)
    bad = pick(draw, ("title: [no end", "apparatus: {link: al}", "apparatus: 1990-02-31"))
    project.save(page, f"---\n{bad}\n---\n\n{text}")
    yield Step(f"{page}: front matter {bad}", fresh=True)
    if other != page:
        yield Step(inserted(project, draw, other, f"Meanwhile {number(draw)}."), fresh=True)
    project.save(page, text)
    yield Step(f"{page} is mended")


@kind
def broken_text(project: Project, draw: Random) -> Iterator[Step]:
    """Save a page that is no text; its last good text stays."""
    # A blog reads its posts itself, and gives up.
    page, other = (pick(draw, [p for p in project.pages() if "posts" not in p]) for _ in range(2))
    good = project.page(page)
    if not good.startswith("---") and draw.random() < 0.5:
        good = f"---\ntitle: Titled {number(draw)}\n---\n\n{good}"
        project.save(page, good)
        yield Step(f"{page} has front matter")
    instead = {f"docs/{page}": good.encode()}
    project.write(f"docs/{page}", good.encode() + b"\n\xe4\xff\n")
    yield Step(f"{page} is not UTF-8", instead)
    if other != page:
        yield Step(inserted(project, draw, other, f"Meanwhile {number(draw)}."), instead)
    project.save(page, f"{good.rstrip()}\n\nMended {number(draw)}.\n")
    yield Step(f"{page} is mended")


@kind
def markup(project: Project, draw: Random) -> Iterator[Step]:
    """Save Markdown and HTML in the middle of being written, and then whole."""
    page = pick(draw, project.pages())
    text = project.page(page)
    bad = pick(draw, ("<div markdown>", "```\nopen", "**bold", "[x](", "<!-- open", "{ #p1 }"))
    project.save(page, f"{text.rstrip()}\n\n{bad}\n")
    yield Step(f"{page}: {bad!r}")
    project.save(page, f"{text.rstrip()}\n\nWritten {number(draw)}.\n")
    yield Step(f"{page} is whole again")


@kind
def saved_atomically(project: Project, draw: Random) -> str:
    page = pick(draw, project.pages())
    project.exchange(f"docs/{page}", f"{project.page(page).rstrip()}\n\nSafe {number(draw)}.\n")
    return f"{page}: another file took its place"


@kind
def saved_unchanged(project: Project, draw: Random) -> str:
    page = pick(draw, project.pages())
    project.save(page, project.page(page))
    return f"{page} is what it was"
