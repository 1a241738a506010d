"""A session while a site is served: what a build has found on each page is kept for the next."""

from __future__ import annotations

import datetime as dt
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...data import settings
from .. import watching
from ..session import Session
from . import host, snapshot
from .kept import Kept
from .loop import Loop
from .reads import Reads
from .turns import Turns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from logging import LogRecord

    from jinja2 import Environment

    from ...build import Build
    from ...links.addresses import Relative
    from ...problems import Problem
    from ..serving import Ways
    from ..session import App, Rebuild
    from .snapshot import Snapshot
    from .structure import Structure


class Served(Session):
    """A session of a server, which remembers the last site that was built."""

    def __init__(
        self, report: Callable[[Problem], None], stopped: type[Exception], **how: bool
    ) -> None:
        """Take what a session takes."""
        super().__init__(report, stopped, **how)
        self.kept: Kept | None = None
        """The site that is served, as far as the loop can go on with it."""
        self._making: Kept | None = None
        """The one that is being built by the host."""
        self.turns = Turns(Reads())
        self.turns.ready()
        self.files_of: dict[str, Any] = {}
        """The host's files of all pages, by path."""
        self.seen: Snapshot = {}
        """What stood on the disk when the host's last build began."""
        self.began = 0
        """When that was, in nanoseconds."""
        self._why = ""
        self.again: Structure | None = None
        """What the build of the host may take over from the last one, if it may."""
        self.stop: Callable[[], None] = lambda: None
        """Ends what goes on beside the server."""

    def configure(self, config: Mapping[str, Any], theme_folders: Iterable[str]) -> None:
        """Read settings and data, and begin a build with them."""
        self._making = None
        self.turns.begin(lambda: self._build.problems)
        with self.turns.reads.apart():
            asked, _ = settings.read(config)
            data = Path(config["config_file_path"]).parent / str(asked.get("data", "data"))
            # Before anything is read: what is saved while that goes on is seen later.
            known = (config["docs_dir"], config["config_file_path"], data, *config["watch"])
            self.began = time.time_ns()
            self.seen = snapshot.take(watching.named(Path(path)) for path in known)
            super().configure(config, theme_folders)
        if why := host.unfit(config):
            if why != self._why:
                self.told.mention(why)
        else:
            today, last = dt.datetime.now().astimezone().date(), self.again
            self._making = Kept(config, self.docs, today, last=last.last if last else None)
        self._why = why

    def watched(self, paths: Any, look: str | None) -> list[str]:  # noqa: ANN401 - the host's
        """Add what counts to what a host watches, and look at it."""
        parents = map(str, filter(Path.is_file, watching.inherited(self.project.settings)))
        found = super().watched([*paths, *parents], look)
        self.seen = {**snapshot.take(map(str, self.watching)), **self.seen}
        return found

    def renew(self, *, data: bool) -> Build:
        """Begin another build with the same settings, and with data that are read anew or not.

        Out: the last one.
        """
        last = self._build
        self.told.anew()
        self._making = None
        self.turns.begin(lambda: self._build.problems)
        with self.turns.reads.apart():
            if data:
                self.load()
            self.start()
        self._build.gathered.engine.follow(last.gathered.engine)
        self.apart.is_possible = last.apart.is_possible
        self.told.tell(self.said)
        return last

    @property
    def build(self) -> Build:
        """The build that has begun last."""
        return self._build

    @contextmanager
    def lent(self, build: Build) -> Iterator[None]:
        """Let a host ask for the pages of another build for a while."""
        last, self._build = self._build, build
        try:
            yield
        finally:
            self._build = last

    def back(self, build: Build) -> None:
        """Go back to an earlier build, since the last one has come to nothing."""
        self._build = build

    def expect(self, files: Mapping[str, Any]) -> None:
        """Take all pages."""
        self.files_of = {**files}
        with self.turns.reads.apart():
            super().expect(files)
        if self.again:
            self.again.expect(files, self._build)

    def guard(self, path: str, folder: Path, content: bytes) -> str | None:
        """Read a page before its host does."""
        self.turns.next(path, folder / path, content)
        return super().guard(path, folder, content)

    def hear(self, record: LogRecord) -> None:
        """Take note of what the host warns of."""
        self.turns.hear(record)

    def met(self, nav: Any, files: Any, env: Environment) -> None:  # noqa: ANN401 - the host's
        """Take what the host has made of all pages."""
        self.turns.end()
        if self._making:
            self._making.take(nav, files, env, self._build, self.turns)
        if self.again:
            self.again.settle(files)

    def decorate(self, path: str, content: str | None) -> str:
        """Add to a page what search should not find; by now it has read the page."""
        done = super().decorate(path, content)
        if self._making:
            self._making.draw(path, done)
        return done

    def complete(self, path: str, html: str) -> str:
        """Add to that page, which is whole by now."""
        if self._making:
            self._making.peeks.reader = None
        return super().complete(path, html)

    def site_folder(self, site: str, project: Path) -> str:
        """Say where to build: where the site stands, if it is not built as a whole."""
        if self.again:
            return self.place.stay(site)
        return super().site_folder(site, project)

    def finish(self, site: Path) -> set[str]:
        """Write the exports."""
        if self.again and self._making:  # they are written when they are asked for
            self.look = self._build.look
            return set()
        names = super().finish(site)
        if self._making:
            self._making.exported = names
        return names

    def release(self) -> None:
        """Keep the build, unless nothing comes of that."""
        if self._making is None and self.kept is None:
            super().release()

    def succeed(self) -> None:
        """Take it that this build is whole."""
        super().succeed()
        if self._making and self.place.site:
            self._making.settle(self.place.site, self.files())
        self.kept, self._making = self._making, None

    def resolve(
        self, pages: Mapping[str, tuple[str, str]], relative: Relative, theme: Environment
    ) -> None:
        """Say that all pages are rendered."""
        super().resolve(pages, relative, theme)
        self.look = self._build.look

    def attend(self, server: Any, ways: Ways) -> tuple[Rebuild, App]:  # noqa: ANN401 - the host's
        """Let the loop rebuild the site, and answer."""
        loop = Loop(self, server, ways)
        self.stop = loop.stop
        return loop.rebuild, loop.serve

    def stopped(self, error: BaseException, messages: Iterable[str]) -> None:
        """Take it that a build has ended early."""
        self._making = None
        super().stopped(error, messages)

    def close(self, site: str) -> str:
        """End the run."""
        self.stop()
        return super().close(site)
