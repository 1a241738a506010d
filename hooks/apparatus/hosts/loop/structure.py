"""One save after which there are other pages or files: the host builds, and skips what it may.

It is the host's own build of what has been modified; what has been, is answered here.
"""

from __future__ import annotations

import logging
import os
import re
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from ...data.edition import CITING
from ...data.model import BIBLIOGRAPHY
from . import affected, host

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from ...build import Build
    from .kept import Kept
    from .sorting import Saved

_PLAIN_RE = re.compile(r"[A-Za-z0-9_./-]+")
_OWN = ("markdown", "meta", "content", "toc", "_title_from_render", "present_anchor_ids")
"""What Markdown leaves on a host's page, but for links to other pages."""
_DIRTY = "A 'dirty' build"


class Structure:
    """What one build may take over from the last."""

    def __init__(self, last: Kept, saved: Saved) -> None:
        """Take the site as it was, and what has changed."""
        self.last, self._saved = last, saved
        self._moved = {Path(path).relative_to(last.docs).as_posix() for path in saved.moved}
        self.again: set[str] = set()
        """Paths of the pages that are rendered again."""

    def dress(self, theme: Any) -> None:  # noqa: ANN401 - the host's
        """Let a theme use the environment of the last build, with the templates it has loaded."""
        env = self.last.env
        if "list_templates" not in vars(env):
            env.list_templates = _Listing(env.list_templates())
        env.list_templates.known = frozenset(theme.static_templates)
        theme.get_env = lambda: env

    def expect(self, files: Mapping[str, Any], build: Build) -> None:
        """Take the host's files of all pages, and say of each whether it is to be read."""
        last = self.last
        known = {path: its for path, its in last.known().items() if path in files}
        came = files.keys() - known.keys()
        if self._concerns_all(files):
            self.again = {*files}
        else:
            its = affected.difference(last.build.data, build.data)
            last.count(its)
            changed = self._saved.pages | self._saved.readers | self._meant(known) | came
            known |= dict.fromkeys(came, affected.NEW)
            changed |= {BIBLIOGRAPHY, CITING}
            self.again = affected.affected(known, changed, its, last.outlined)
        for path, file in files.items():
            if path in self.again:
                file.is_modified = lambda: True
            else:
                file.is_modified = self._taking(path, file, build, files)

    def _concerns_all(self, files: Mapping[str, Any]) -> bool:
        """Whether data or hooks speak of what has come or gone, or pages have other addresses."""
        engine, pages = self.last.engine, self.last.pages
        special = {BIBLIOGRAPHY, CITING, *engine.annotations, *engine.speaking}
        return (
            bool(self._moved & special)
            or not all(map(_PLAIN_RE.fullmatch, self._moved))
            or host.may_list_pages(self.last.config)
            or any(file.dest_uri != pages[path].page.file.dest_uri
                   for path, file in files.items() if path in pages)
        )  # fmt: skip

    def _meant(self, known: Mapping[str, affected.Known]) -> set[str]:
        """Find pages that may name what has come or gone, or lead to an entry there."""
        named = _naming(self._moved)
        above = {folder for path in self._saved.moved for folder in Path(path).parents}
        folders = {f"{folder}{os.sep}" for folder in above}
        last, engine = self.last, self.last.engine
        given = {path: [note.body for note in notes] for path, notes in engine.annotations.items()}
        return {
            path
            for path, its in known.items()
            if its.asking
            or any(map(named.search, (its.source, unquote(its.source), *given.get(path, ()))))
            or any(one.entity.page in self._moved for one in last.build.index.on(path))
            or not folders.isdisjoint(last.pages[path].turn.opened)
        }

    def _taking(
        self,
        path: str,
        file: Any,  # noqa: ANN401 - the host's
        build: Build,
        files: Mapping[str, Any],
    ) -> Callable[[], bool]:
        """Make what gives a page what it was, when the host is about to read it."""
        done = False

        def is_modified() -> bool:
            nonlocal done
            if not done:
                done = True
                its, page = self.last.pages[path], file.page
                vars(page).update({name: getattr(its.page, name) for name in _OWN})
                page.content = its.content
                links = its.page.links_to_anchors
                page.links_to_anchors = links and {
                    files.get(to.src_uri, to): anchors for to, anchors in links.items()
                }
                self.last.hand(build, path)
            return False

        return is_modified

    def settle(self, files: Iterable[Any]) -> None:
        """Say of all files whether they are to be written; pages are when they are asked for."""
        saved = self._saved.files | self._moved
        for file in files:
            if file.is_documentation_page():
                file.is_modified = lambda: False
            elif file.generated_by is None:
                missing = not os.path.isfile(file.abs_dest_path)  # noqa: PTH113 - thousands
                answer = missing or file.src_uri in saved
                file.is_modified = lambda answer=answer: answer

    def clear(self, files: Iterable[Any], site: Path) -> None:
        """Take away what the last site had and this one has not."""
        there = {file.dest_uri for file in files}
        for gone in {file.dest_uri for file in self.last.files} - there:
            (site / gone).unlink(missing_ok=True)
            for folder in (site / gone).parents:
                if folder == site:
                    break
                with suppress(OSError):  # something else is in it
                    folder.rmdir()


class _Listing:
    """The names of a theme's files, as Jinja lists them: thousands, with Material's icons."""

    def __init__(self, names: list[str]) -> None:
        self._names = names
        self.known: frozenset[str] = frozenset()
        """The templates that a theme names: the host's own filter goes by nothing else."""
        self._found: dict[frozenset[str], list[str]] = {}

    def __call__(self, extensions: Any = None, filter_func: Any = None) -> list[str]:  # noqa: ANN401 - as Jinja has it
        del extensions  # no host names any
        if not getattr(filter_func, "__module__", "").endswith(".structure.files"):
            return [*filter(filter_func, self._names)]
        if self.known not in self._found:
            self._found[self.known] = [*filter(filter_func, self._names)]
        return [*self._found[self.known]]


def _naming(paths: Iterable[str]) -> re.Pattern[str]:
    """Make a pattern of how pages may name one of some files.

    That is its name, anywhere; or what a slip leaves of it where a link may lead (hosts say then
    which file is meant): the name without its ending, or its folder's where it is the index.
    """
    whole = {re.escape(PurePosixPath(path).name) for path in paths}
    short = {re.escape(name) for path in paths for name in _short(path)}
    return re.compile(rf"{'|'.join(whole)}|(?:[(\[<\"'/=|]|\]:\s*)(?:{'|'.join(short)})(?![\w-])")


def _short(path: str) -> set[str]:
    its = PurePosixPath(path)
    stem = its.name.partition(".")[0]
    return {its.parent.name or stem, stem} if stem in {"index", "README"} else {stem}


@contextmanager
def modified(
    command: Any,  # noqa: ANN401 - a module
    build: Callable[..., None],
    dress: Callable[[Any], None],
) -> Iterator[None]:
    """Let a host's command that serves build only what is modified, with a theme dressed before."""
    last, log = command.build, logging.getLogger(build.__module__)

    def dirty(config: Any, **how: Any) -> None:  # noqa: ANN401 - the host's
        dress(config.theme)  # before any plugin asks for a template
        build(config, **{**how, "dirty": True})

    def quiet(record: logging.LogRecord) -> bool:  # what it warns of is seen to
        return not record.getMessage().startswith(_DIRTY)

    vars(command)["build"] = dirty
    log.addFilter(quiet)
    try:
        yield
    finally:
        vars(command)["build"] = last
        log.removeFilter(quiet)
