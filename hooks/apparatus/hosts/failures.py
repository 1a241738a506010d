"""What stopped a host, in an author's words: an exception to a problem with its place.

Hosts and themes read pages, templates and settings before we see them, and give up where they do
not understand them. What an author can mend is said like any other mistake.
"""

from __future__ import annotations

import errno
import re
import traceback
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
import yaml

from ..data import yaml_file, yaml_mistakes
from ..problems import Position, Problem, phrases
from ..templates.render import FragmentError
from ..text.page import too_deep

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .project import Project

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_ENGINE = Path(__file__).parents[1]
_HOSTS = {"mkdocs", "properdocs", "markdown", "pymdownx", "click"}
_TEMPLATES = {".html", ".xml", ".txt", ".js", ".css"}
_QUOTED_RE = re.compile(r"'([^'\n]+)'")
_OPTION_RE = re.compile(r"Config value '([^']+)': (.*)", re.DOTALL)


def explain(error: BaseException, project: Project) -> Problem | None:
    """Say what an author has to mend; nothing when that is not known."""
    for one in _causes(error):
        for known in (_settings, _encoding, _template, _file, _depth, _hosts_own):
            if problem := known(one, project):
                return problem
    return None


def in_settings(project: Project) -> Problem | None:
    """Say why a project's settings cannot be read as YAML; nothing if they can be."""
    try:
        with project.settings.open("rb") as file:
            for _ in yaml.parse(file):
                pass
    except (OSError, yaml.YAMLError) as error:
        return explain(error, project)
    return None


def unknown(error: BaseException, project: Project) -> Problem:
    """Say as much as can be said of an error that nobody foresaw."""
    own = [Position(name, line) for name, line, _ in _own_code(error, project)]
    where = own[-1] if own else _page(error, project) or Position(project.shown(project.settings))
    said = " ".join(str(error).split()).rstrip(".")
    told = said if hasattr(error, "format_message") else f"{type(error).__name__}: {said}"
    return Problem(where, f"the site could not be built: {told}.", "The terminal says more.")


def heard(messages: Iterable[str], project: Project, docs: Path) -> Iterator[Problem]:
    """Find places for what a host has only logged: it names pages, links and settings."""
    for message in messages:
        if option := _OPTION_RE.match(message):
            where = _place(project.settings, f"{option[1]}:", project)
            yield Problem(where, f"{option[1]}: {' '.join(option[2].split())}")
            continue
        names = [*_QUOTED_RE.findall(message), ""]
        where = _place(project.settings, names[0], project)
        for name, then in pairwise(names):
            if (docs / name).is_file():
                where = _place(docs / name, then, project)
                break
        yield Problem(where, " ".join(message.split()))


def _causes(error: BaseException) -> Iterator[BaseException]:
    one: BaseException | None = error
    while one is not None:
        yield one
        one = one.__cause__ or one.__context__


def _settings(error: BaseException, project: Project) -> Problem | None:
    if not isinstance(error, yaml.YAMLError):
        return None
    mark = getattr(error, "problem_mark", None)
    path = Path(getattr(error, "name", "") or getattr(mark, "name", "") or "")
    if not path.is_file():
        return None
    shown, content = project.shown(path), path.read_bytes()
    document, problems = yaml_file.read(shown, content)
    if document.value is None and problems:
        return problems[-1]  # those before it are of data
    return yaml_mistakes.explain(shown, yaml_file.decoded(shown, content)[0], error)


def _encoding(error: BaseException, project: Project) -> Problem | None:
    if not isinstance(error, UnicodeDecodeError):
        return None
    where = _page(error, project)
    for frame, _ in traceback.walk_tb(error.__traceback__):
        name = frame.f_locals.get("filename")  # of a template
        name = getattr(frame.f_locals.get("file"), "abs_src_path", name)  # that a plugin reads
        if isinstance(name, str) and Path(name).is_file():
            where = Position(project.shown(Path(name)))
    if where is None:
        return None
    before = error.object[: error.start].decode("utf-8", "replace")
    return phrases.not_utf8(Position.at(where.file, before, len(before)))


def _template(error: BaseException, project: Project) -> Problem | None:
    hint = "Mend it, or delete the file: then the theme's or the engine's own takes its place."
    if isinstance(error, FragmentError):
        where = Position(project.shown(Path(error.file)))
        return Problem(where, f"this template {error}.", hint)
    if isinstance(error, jinja2.TemplateSyntaxError) and error.filename:
        where = Position(project.shown(Path(error.filename)), error.lineno)
        return Problem(where, f"this template cannot be read: {error.message}.", hint)
    for name, line, suffix in reversed([*_own_code(error, project)]):
        if suffix in _TEMPLATES:
            return Problem(Position(name, line), f"this template does not work: {error}.", hint)
    page = _page(error, project)
    if isinstance(error, jinja2.TemplateNotFound) and page:
        where = _place(project.folder / page.file, str(error.name), project)
        hint = "Look at 'template' in the page's front matter."
        return Problem(where, f"there is no template '{error.name}'.", hint)
    return None


def _file(error: BaseException, project: Project) -> Problem | None:
    if not isinstance(error, OSError):
        return None
    name = error.filename if isinstance(error.filename, str) else ""
    where = Position(project.shown(Path(name)) if name else project.shown(project.settings))
    if error.errno in _FULL:
        return Problem(where, "the disk is full.", "Make room on it, and save once more.")
    return phrases.unreadable(where, Path(name)) if name else None


def _depth(error: BaseException, project: Project) -> Problem | None:
    page = _page(error, project)
    if not isinstance(error, RecursionError) or page is None:
        return None
    return too_deep(page.file)


def _hosts_own(error: BaseException, project: Project) -> Problem | None:
    """Say that a host and Markdown, with nobody else at work, cannot read a page."""
    page = _page(error, project)
    if page is None or not isinstance(error, ValueError | LookupError | TypeError | AttributeError):
        return None
    for frame, _ in traceback.walk_tb(error.__traceback__):
        path = Path(frame.f_code.co_filename)
        below = path.parts[path.parts.index("site-packages") + 1 :] if _installed(path) else ()
        if path.is_relative_to(_ENGINE) or (below and below[0] not in _HOSTS):
            return None
    if [*_own_code(error, project)]:
        return None
    said = " ".join(str(error).split()).rstrip(".") or type(error).__name__
    hint = "Look for a link or an HTML tag that is not finished."
    return Problem(page, f"this page cannot be read: {said}.", hint)


def _installed(path: Path) -> bool:
    return "site-packages" in path.parts


def _place(path: Path, words: str, project: Project) -> Position:
    shown = project.shown(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError):
        return Position(shown)
    return Position.at(shown, text, max(0, text.find(words)))


def _page(error: BaseException, project: Project) -> Position | None:
    """Find the page at which a host was: its functions have it at hand."""
    for frame, _ in traceback.walk_tb(error.__traceback__):
        file = getattr(frame.f_locals.get("page"), "file", None)
        if path := getattr(file, "abs_src_path", None):
            return Position(project.shown(Path(path)))
    return None


def _own_code(error: BaseException, project: Project) -> Iterator[tuple[str, int, str]]:
    """List the lines of the project's own templates and programs that led to an error."""
    for frame, line in traceback.walk_tb(error.__traceback__):
        path = Path(frame.f_code.co_filename)
        theirs = path.is_relative_to(project.folder) and not _installed(path)
        if theirs and not (path.is_relative_to(_ENGINE) and path.suffix == ".py"):
            yield project.shown(path), line, path.suffix
