"""A pass over a built site: what needs all pages, when the host has no hooks to ask for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from . import cache, dataset, exports, published, record
from .build import Build
from .problems import Position, Problem
from .render import Renderer
from .standalone import KEPT
from .urls import relative

if TYPE_CHECKING:
    from pathlib import Path

    from .dataset import Dataset
    from .record import Record

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
    loaded, problems = cache.load(project / data, data, project / KEPT)
    digest = cache.digest(dataset.find(project / data, data)[0])
    pages, done = _read(site, loaded)
    if not pages and not done:
        message = "no page here was rendered with the extension 'apparatus'."
        hint = "List it under markdown_extensions in mkdocs.yml, then build the site."
        problems.append(Problem(Position(site.as_posix()), message, hint))
    if not pages:
        return 0, problems
    renderer = Renderer([project / overrides / "fragments"])
    build = Build(loaded, renderer, pages[0].record.about)
    build.expect({page.record.path: page.record.url for page in pages})
    for page in pages:
        problems += page.record.problems
        if page.record.digest != digest:
            message = f"'{page.record.path}' was rendered with other data than '{data}' holds now."
            problems.append(Problem(Position(page.file.as_posix()), message, _AGAIN))
        build.resume(page.record.path, page.record.settings, page.record.mentions)
        build.bibliography.uses[page.record.path] = page.record.uses
    message = "this page was completed before, and others were built since."
    problems += (Problem(Position(file.as_posix()), message, _AGAIN) for file in done)
    build.complete({page.record.path: page.record.title for page in pages}, relative)
    if problems := [*problems, *build.problems]:
        return 0, sorted(set(problems))
    for page in pages:
        page.file.write_text(_completed(page, build), encoding="utf-8")
    exports.save(site, build.exports())
    exports.save(site, published.files(loaded))
    return len(pages), []


def _read(site: Path, data: Dataset) -> tuple[list[_Page], list[Path]]:
    """Find the pages to complete, in their order, and those that have been completed."""
    pages, done = [], []
    for file in sorted(site.rglob("*.html")):
        html = file.read_text(encoding="utf-8")
        if found := record.find(html, data):
            pages.append(_Page(file, html, *found))
        elif record.DONE in html:
            done.append(file)
    return sorted(pages, key=lambda page: (page.record.place, page.record.path)), done


def _completed(page: _Page, build: Build) -> str:
    body = build.finish(page.record.path, page.html[: page.start])
    root = relative(".", page.record.url).rstrip("/")
    head = build.renderer.html("styles", root=root, names=published.names("*.css"))
    scripts = build.renderer.html("scripts", root=root, names=published.names("*.js"))
    body = _OWN_STYLES_RE.sub(lambda place: head + place[0], body, count=1)
    rest, closing, after = page.html[page.end :].rpartition("</body>")
    return body + record.DONE + rest + scripts + closing + after
