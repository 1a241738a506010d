"""A pass over a built site: what needs all pages, when the host has no hooks to ask for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ..exports import assets, published, save
from ..problems import Position, Problem, in_order
from ..text.addresses import relative
from ..text.page import Page
from . import page_record, paper
from .project import Project

if TYPE_CHECKING:
    from pathlib import Path

    from ..build import Build
    from ..data.dataset import Dataset
    from .page_record import Record

_AGAIN = "Build the site anew with an empty cache: zensical build --clean."
# The site's own style sheets come after the engine's, so that they win; the theme's come before.
_OWN_STYLES_RE = re.compile(
    r'<link rel="?stylesheet"? href="(?![^"]*assets/stylesheets/)|</head>', re.IGNORECASE
)


class _Page(NamedTuple):
    file: Path
    html: str
    record: Record
    start: int
    end: int


def finish(
    site: Path, project: Path, data: str = "data", overrides: str = "overrides"
) -> tuple[int, list[Problem]]:
    """Complete a built site in place.

    In: its folder; the project's, and below it those of data and overrides. Out: how many pages
    were completed, and the problems; with any problem nothing is written.
    """
    its = Project(project, data)
    loaded, problems = its.load()
    digest = its.digest()
    pages, done = _read(site, loaded)
    if not pages and not done:
        message = "no page here was rendered with the extension 'apparatus'."
        hint = "List it under markdown_extensions in mkdocs.yml, then build the site."
        problems.append(Problem(Position(site.as_posix()), message, hint))
    if not pages:
        return 0, problems
    edition = pages[0].record.edition
    if edition.text != its.text:  # as the settings have it, which only pages know
        its = its._replace(text=edition.text)
        loaded, problems = its.load()
        digest = its.digest()
    build = its.build(loaded, edition, [project / overrides])
    urls = {page.record.path: page.record.url for page in pages}
    build.expect(urls, [_asking(page.record) for page in pages])
    for page in pages:
        problems += page.record.problems
        if page.record.digest != digest:
            message = f"'{page.record.path}' was rendered with other data than '{data}' holds now."
            problems.append(Problem(Position(page.file.as_posix()), message, _AGAIN))
        one = page.record
        known = build.data.entities  # by now with the addresses of registers
        met = [m._replace(entity=known[m.entity.id]) for m in one.mentions if m.entity.id in known]
        build.resume(one.path, one.settings, met, one.minutes)
        build.bibliography.uses[one.path] = one.uses
    message = "this page was completed before, and others were built since."
    problems += (Problem(Position(file.as_posix()), message, _AGAIN) for file in done)
    build.resolve({page.record.path: page.record.title for page in pages}, relative)
    problems = in_order([*problems, *build.problems])
    if any(problem.stops for problem in problems):
        return 0, problems
    for page in pages:
        page.file.write_text(_completed(page, build), encoding="utf-8")
    save(site, build.exports(published(site)))
    own = assets.files(loaded, edition)
    if (site / assets.ROBOTS).exists():  # the author's own
        own.pop(assets.ROBOTS, None)
    save(site, own)
    return len(pages), problems


def _read(site: Path, data: Dataset) -> tuple[list[_Page], list[Path]]:
    """Find the pages to complete, in their order, and those that have been completed."""
    pages, done = [], []
    for file in sorted(site.rglob("*.html")):
        html = file.read_text(encoding="utf-8")
        if found := page_record.find(html, data):
            pages.append(_Page(file, html, *found))
        elif page_record.DONE in html:
            done.append(file)
    return sorted(pages, key=lambda page: (page.record.place, page.record.path)), done


def _asking(record: Record) -> Page:
    """Stand for a page of which only what it asks for is known."""
    comments = "\n".join(f"<!-- apparatus: {words} -->" for words in record.registers)
    return Page(record.path, lambda: comments, record.path)


def _completed(page: _Page, build: Build) -> str:
    body = build.decorate(page.record.path, page.html[: page.start])
    root = relative(".", page.record.url).rstrip("/")
    head = build.renderer.html("styles", root=root, names=assets.names("*.css"))
    scripts = build.renderer.html(
        "scripts",
        root=root,
        names=assets.scripts(build.data, page.record.edition),
        at_once=False,
    )
    body = _OWN_STYLES_RE.sub(lambda place: head + place[0], body, count=1)
    rest, closing, after = page.html[page.end :].rpartition("</body>")
    whole = body + page_record.DONE + rest + scripts + closing + after
    content = page.html[max(0, page.html.find("<article")) : page.start]
    whole = build.complete(page.record.path, content, whole)
    return paper.mark(whole, build.sheet(page.record.path))
