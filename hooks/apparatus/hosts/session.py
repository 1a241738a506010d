"""One run of a host with events: which data count, what stops it, in what order pages come.

All that is decided on the way from a host's events to the engine is decided here, for every host
alike; an adapter hands over what its events say.
"""

from __future__ import annotations

import gc
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..data import edition, front_matter, settings
from ..exports import assets, published, save
from ..problems import in_order
from . import paper, watching
from .exchange import Exchange, recover
from .extension import ApparatusExtension
from .project import Project
from .telling import Telling

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from jinja2 import Environment

    from ..build import Build
    from ..build.look import Look
    from ..data.dataset import Dataset
    from ..links.addresses import Relative
    from ..problems import Problem

NAME = "apparatus"
"""That of the extension, for hosts which list it by name."""


class Session:
    """What outlives a build: how the host was started, and the last good data."""

    def __init__(
        self,
        report: Callable[[Problem], None],
        stopped: type[Exception],
        *,
        serving: bool = False,
        dirty: bool = False,
    ) -> None:
        """Take what tells an author of a problem, what stops a build, and how the host started."""
        self._serving, self._dirty = serving, dirty
        self.told = Telling(report, None if serving else stopped)
        self._good: Dataset | None = None
        self.project = Project()
        """Its folder."""
        self.docs = Path()
        self.asked: Mapping[str, Any] = {}
        """What the settings ask."""
        self._config: Mapping[str, Any] = {}
        self._edition = edition.UNKNOWN
        self._order: tuple[str, ...] = ()
        self._content: str | None = None
        """Of the page that is being written, as search has read it."""
        self._texts: dict[str, str] = {}
        """The last text of each page that was one, while serving."""
        self._build: Build
        self._exchange: Exchange | None = None
        self._finished = False
        self.look: Look | None = None
        """What is missing on the last site, for its author."""
        self.site: Path | None = None
        """Where the site is served from, or published."""
        self.watching: tuple[Path, ...] = ()
        """Where a change counts."""

    def configure(self, config: Mapping[str, Any], theme_folders: Iterable[str]) -> None:
        """Read settings and data, and begin a build with them.

        While serving, data with a mistake do not take the place of the last good data.
        """
        self.asked, _ = settings.read(config)
        file, self.docs = Path(config["config_file_path"]), Path(config["docs_dir"])
        self._edition, wrong = edition.read(config)
        data, text = self.asked.get("data", "data"), self._edition.text
        self.project = Project(file.parent, data, file.name, text)
        loaded, problems = self.project.load(drafts=self._serving)
        sound = self._good or loaded if any(its.stops for its in problems) else loaded
        self._good = sound if self._serving else None
        self._config = config
        themes, reads = map(Path, theme_folders), self._serving or "report" in self.asked
        self._build = self.project.build(sound, self._edition, themes, reporting=reads)
        self.spare, self.apart = self._build.spare, self._build.apart  # for the host's search
        if self._serving:
            from . import names_file  # noqa: PLC0415 - no build asks for schemas

            names_file.refresh(file.parent, self.docs, loaded)
        else:  # what was made by now lives as long as the process
            gc.freeze()
        self.told.tell([*wrong, *edition.unfit(config, self._edition, sound), *problems])

    def site_folder(self, site: str, project: Path) -> str:
        """Say where to build: beside the last site, where that can be exchanged at the end.

        In: the host's folder for the site, which under `serve` is no published one, and the
        project's.
        """
        if self._exchange and self._exchange.fresh == Path(site):
            return site  # a build within a build, as for another language
        self.site, self._exchange, self._finished = Path(site), None, False
        recover(project / "site" if self._serving else self.site)
        if self._dirty or not Exchange.is_possible(self.site):
            return site
        self._exchange = Exchange(self.site)
        return str(self._exchange.fresh)

    def extensions(self, named: Sequence[Any]) -> list[Any]:
        """Add our extension to a host's, in place of one listed by name, or of another build."""
        others = (i for i in named if i != NAME and not isinstance(i, ApparatusExtension))
        return [*others, ApparatusExtension(self._build)]

    def styles(self, own: Sequence[Any]) -> list[Any]:
        """Put our style sheets before the site's own, so that those win."""
        ours = (f"assets/{name}" for name in assets.names("*.css"))
        return [*{str(its): its for its in (*ours, *own)}.values()]

    def scripts(self, own: Sequence[Any]) -> list[Any]:
        """Add our scripts to the site's own."""
        ours = (f"assets/{name}" for name in assets.scripts(self._build.data, self._edition))
        return [*{str(its): its for its in (*own, *ours)}.values()]

    def watched(self, paths: Sequence[str], look: str | None) -> list[str]:
        """Add the data folder, and that of the site's look, to what a host watches."""
        ours = [watching.named(self.project.data_folder), *([look] if look else [])]
        known = (self.docs, self.project.settings, *map(Path, (*paths, *ours)))
        self.watching = tuple(dict.fromkeys(Path(watching.named(path)) for path in known))
        return [*dict.fromkeys((*paths, *(path for path in ours if os.access(path, os.R_OK))))]

    @property
    def wrong(self) -> set[Path]:
        """The files in which something is wrong."""
        return {self.project.folder / problem.where.file for problem in self.told.problems}

    @property
    def day(self) -> str:
        """The day of this state of the site; nothing when the settings do not say."""
        return self._edition.day

    def files(self) -> dict[str, bytes]:
        """Return what is published beside the pages: paths below the site's top, and contents."""
        return assets.files(self._build.data, self._edition)

    def expect(self, files: Mapping[str, Any]) -> None:
        """Take all pages (path below docs → the host's file); those out of navigation go first."""
        known, page, listed = set(self._build.problems), self.project.page, set(self._order)
        urls = {path: files[path].url for path in sorted(files, key=listed.__contains__)}
        self._build.expect(urls, (page(path, self.docs, file) for path, file in files.items()))
        self._build.problems += edition.unknown_pages(self._config, self._edition, urls)
        # What is made of such data would be complained of as well, page by page.
        found = in_order(set(self._build.problems) - known)
        if not self._serving and any(problem.stops for problem in found):
            self.told.tell(found)

    def order(self, paths: Iterable[str]) -> None:
        """Take the order of the navigation, which is that of backlinks."""
        self._order = tuple(paths)

    def guard(self, path: str, folder: Path, content: bytes) -> str | None:
        """Read a page before its host does: its path below a folder, and what is in it.

        Out: what the host may read in its place, or nothing if it may read the page itself.
        """
        text, problems = front_matter.guarded(f"{self.project.shown(folder)}/{path}", content)
        self._build.problems += problems
        if text == "":  # it is no text at all
            return self._texts.get(path, "")
        if self._serving:
            self._texts[path] = content.decode("utf-8-sig")
        return text

    def begin(
        self, path: str, file: Path, read: Callable[[], str], markdown: str, meta: object
    ) -> None:
        """Say which page is rendered next: its path and file, its text, what is left of it.

        A host takes front matter that is no valid YAML for text.
        """
        front = bool(meta) or markdown.lstrip().startswith("---")
        self._build.begin(path, read, self.project.shown(file), front=front)

    def resolve(
        self, pages: Mapping[str, tuple[str, str]], relative: Relative, theme: Environment
    ) -> None:
        """Say that all pages are rendered: their titles and addresses by path; none is written yet.

        Pages that the navigation does not list come after the others.
        """
        order = dict.fromkeys((*(path for path in self._order if path in pages), *pages))
        self.project.prepare(theme, self._build.renderer.words, self.day)
        titles = {path: pages[path][0] for path in order}
        urls = {path: url for path, (_, url) in pages.items()}
        self._build.resolve(titles, relative, urls, whole=not self._dirty)
        self.told.tell(in_order(self._build.problems))

    def decorate(self, path: str, content: str | None) -> str:
        """Add to a page what search should not find; by now it has read the page."""
        self._content = content
        return self._build.decorate(path, content or "")

    def complete(self, path: str, html: str) -> str:
        """Add to that page, which is whole by now, what its head and its sheets of paper say."""
        whole = self._build.complete(path, self._content or "", html)
        return paper.mark(whole, self._build.sheet(path))

    def bare(self) -> str | None:
        """Return that page without it again: hosts keep every page's content to the end."""
        return self._content

    def finish(self, site: Path) -> None:
        """Write the exports, and the report when the settings name a file for it."""
        save(site, self._build.exports(published(site)))
        self.look = self._build.look
        if (name := self.asked.get("report")) and self.look:
            save(self.project.folder, {name: self.look.text()})
        self._build.release()

    def succeed(self) -> None:
        """Take it that this build is whole: nobody writes any more."""
        self._finished = True
        if self._serving and self._exchange:
            self._exchange.finish()

    def fail(self, error: Exception) -> None:
        """Take it that this build is none to publish, and say what an author can do about it."""
        self._finished = False
        self.told.fail(error, self.project)

    def stopped(self, error: BaseException, messages: Iterable[str]) -> None:
        """Take it that a build has ended early while serving: how, and what the host has logged."""
        if self._exchange:
            self._exchange.discard()
        self.told.stopped(error, messages, self.project, self.docs)

    def close(self, site: str) -> str:
        """End the run: a whole site takes the last one's place. Out: where the site is now."""
        if self._exchange is None:
            return site
        if self._finished:
            self._exchange.finish()
        self._exchange.discard()
        return str(self._exchange.site)
