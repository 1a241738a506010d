"""One run of a host with events: which data count, what stops it, in what order pages come.

All that is decided on the way from a host's events to the engine is decided here, for every host
alike; an adapter hands over what its events say.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

from markdown import Markdown

from ..data import edition, front_matter
from ..exports import assets, published, save
from ..problems import in_order
from ..text.tree import Tree
from . import paper
from .extension import ApparatusExtension
from .overlay_published import Published
from .state import State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from logging import LogRecord

    from jinja2 import Environment

    from ..build.look import Look
    from ..links.addresses import Relative
    from ..links.search_names import Apart
    from ..problems import Problem
    from .serving import Ways

    Rebuild = Callable[..., None]
    App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

NAME = "apparatus"
"""That of the extension, for hosts which list it by name."""


class Session(State):
    """What outlives a build; each build is begun with the settings and data of the moment."""

    def __init__(
        self, report: Callable[[Problem], None], stopped: type[Exception], **how: bool
    ) -> None:
        """Take what tells an author of a problem, what stops a build, and how the host started."""
        super().__init__(report, stopped, **how)
        self._order: tuple[str, ...] = ()
        self._rendered: str | None = None
        """The content of the page that is being written, as Markdown made it."""
        self._content: str | None = None
        """The same, as search has read it."""
        self._unread: set[str] = set()
        """Pages that are no text at all."""
        self._texts: dict[str, str] = {}
        """What hosts read last of each page that was one, while serving."""
        self._published = Published()
        self.look: Look | None = None
        """What is missing on the last site, for its author."""

    def site_folder(self, site: str, project: Path) -> str:
        """Say where to build. In: the host's folder for the site, and the project's."""
        return self.place.begin(Path(site), project / "site" if self._serving else Path(site))

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

    def files(self) -> dict[str, bytes]:
        """Return what is published beside the pages: paths below the site's top, and contents."""
        return assets.files(self._build.data, self._edition)

    def expect(self, files: Mapping[str, Any]) -> None:
        """Take all pages (path below docs → the host's file); those out of navigation go first."""
        known, listed = set(self._build.problems), set(self._order)
        urls = {path: files[path].url for path in sorted(files, key=listed.__contains__)}
        its = self._build.data, self.project, self.docs
        self._build.problems += self._published.problems(*its)
        self._build.expect(urls, self.project.pages(self.docs, files))
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
            self._unread.add(path)
            return self._texts.get(path, "")
        self._unread.discard(path)
        if self._serving:
            self._texts[path] = front_matter.text(content) if text is None else text
        return text

    def begin(
        self, path: str, file: Path, read: Callable[[], str], markdown: str, meta: object
    ) -> None:
        """Say which page is rendered next: its path and file, its text, what is left of it.

        A host takes front matter that is no valid YAML for text.
        """
        if path in self._unread:  # its host was given another
            read = partial(str, self._texts.get(path, ""))
        front = bool(meta) or markdown.lstrip().startswith("---")
        self._build.begin(path, read, self.project.shown(file), front=front)
        if not markdown.strip() and path not in self._unread:  # Markdown asks nobody then
            self._build.enter(path)
            self._build.render(Tree(Element("div"), Markdown()))

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
        if self._build.look is None:  # nobody looks for names again, and templates need much room
            self._build.gathered.engine.forget_names()
        self.told.tell(in_order(self._build.problems))

    @property
    def apart(self) -> Apart:
        """What a host's search is told besides pages."""
        return self._build.apart

    def spare(self, html: str) -> str:
        """Take out of a page's HTML what nobody needs, before a search reads it."""
        self._rendered = html
        return self._build.spare(html)

    def decorate(self, path: str, content: str | None) -> str:
        """Add to a page what search should not find; by now it has read the page."""
        self._content = content
        return self._build.decorate(path, content or "")

    def complete(self, path: str, html: str) -> str:
        """Add to that page, which is whole by now, what its head and its sheets of paper say."""
        whole = self._build.complete(path, self._content or "", html)
        return paper.mark(whole, self._build.sheet(path))

    def bare(self) -> str | None:
        """Return that page as it was: templates of others may look at it, before and after."""
        return self._rendered

    def finish(self, site: Path) -> set[str]:
        """Write the exports, and the report when the settings name a file for it.

        Out: the names of the exports.
        """
        exports = self._build.exports(published(site))
        save(site, exports)
        self.look = self._build.look
        if (name := self.asked.get("report")) and self.look:
            save(self.project.folder, {name: self.look.text()})
        self.release()
        return {*exports}

    def release(self) -> None:
        """Forget the build, which the host holds on to."""
        self._build.release()

    def hear(self, record: LogRecord) -> None:
        """Take note of what the host warns of."""

    def met(self, nav: object, files: object, env: Environment) -> None:
        """Take what the host has made of all pages, before `resolve`."""

    def attend(self, server: Any, ways: Ways) -> tuple[Rebuild, App]:  # noqa: ANN401 - the host's
        """Say how a server rebuilds the site, and how it answers."""
        return ways.whole, server.serve_request

    def succeed(self) -> None:
        """Take it that this build is whole: nobody writes any more."""
        if self.place.succeed() and self._serving:
            self.place.finish()

    def close(self, site: str) -> str:
        """End the run: a whole site takes the last one's place. Out: where the site is now."""
        self._data.finish()
        return self.place.end(site)
