"""MkDocs' events to the engine: one call each, nothing decided here.

It serves as a plugin (`plugins: [apparatus]`) and as a hook (`hooks/crosslinks.py`). The object
outlives every rebuild of `mkdocs serve`, and so does its session; a build does not.
"""

from __future__ import annotations

import logging
from operator import methodcaller
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from markupsafe import escape
from mkdocs.config.base import Config
from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File
from mkdocs.utils import get_relative_url

from .extension import path_of
from .options import late, prepare
from .reading import session
from .searching import Search
from .serving import Serving, loaded_commands
from .telling import level
from .watching import Watcher

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files, InclusionLevel
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

    from .session import Session

log = logging.getLogger("mkdocs.plugins.apparatus")  # MkDocs counts warnings of its own alone


class Options(Config):  # type: ignore[no-untyped-call]
    """None that MkDocs knows: `data/settings` checks them."""


class ApparatusPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """The engine beside a run of MkDocs."""

    session: Session
    _search: Search
    _serving: Serving
    _nav: Navigation | None = None
    _built: Callable[[InclusionLevel], bool]
    _config: MkDocsConfig | None = None
    _options: Mapping[str, Any] | None = None

    def load_config(
        self, options: Config | dict[str, Any], config_file_path: str | None = None
    ) -> tuple[list[Any], list[Any]]:
        """Take the plugin's options, which are read as those of `extra.apparatus` are."""
        self._options = options
        return [], []

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Begin a session; `serve --clean` calls itself a build."""
        self.session = session(
            lambda problem: log.log(level(problem), "%s", problem),
            PluginError,
            serving=bool(servers := loaded_commands()) or command == "serve",
            looping=command == "serve" and not dirty,
            dirty=dirty,
        )
        self._serving = Serving(self.session, servers)
        self._built = methodcaller("is_in_serve" if command == "serve" else "is_included")
        if dirty:
            log.info("With --dirty only changed pages are rendered: no backlinks and no exports.")

    @event_priority(-200)  # after plugins that say which language comes
    def on_config(self, config: MkDocsConfig) -> None:
        """Read the data, and add what is ours to the settings."""
        session, project = self.session, Path(config.config_file_path).parent
        prepare(config, self._options, ApparatusPlugin, PluginError)
        self._config, config.site_dir = config, session.site_folder(config.site_dir, project)
        session.configure(config, config.theme.dirs)
        self._search = Search(config.plugins, session.apart)
        config.markdown_extensions = session.extensions(config.markdown_extensions)
        config.watch = session.watched(config.watch, config.theme.custom_dir)
        config.extra_css = session.styles(config.extra_css)
        scripts = session.scripts(config.extra_javascript)
        config.extra_javascript = late(scripts, ExtraScriptValue)

    @event_priority(-200)  # other plugins ask every file for its place on the disk
    def on_files(self, files: Files, config: MkDocsConfig) -> None:
        """Add what is published beside the pages."""
        for name, content in self.session.files().items():
            if name not in files.src_uris:  # an author's own file stays
                files.append(File.generated(config, name, content=content))

    @event_priority(-100)  # after plugins that find their pages late
    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> None:
        """Tell the order of pages, and name all."""
        self._nav = nav
        self.session.order(path_of(page.file) for page in nav.pages)
        pages = files.documentation_pages(inclusion=self._built)
        self.session.expect({path_of(file): file for file in pages})

    def on_page_read_source(self, page: Page, config: MkDocsConfig) -> str | None:
        """Look at a page before it is read."""
        return self.session.guard(page.file.src_uri, Path(config.docs_dir), page.file.content_bytes)

    def on_page_markdown(self, markdown: str, page: Page, **_: object) -> None:
        """Tell which page comes next."""
        file, path = page.file, self.session.docs / page.file.src_uri
        self.session.begin(path_of(file), path, lambda: file.content_string, markdown, page.meta)

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> None:
        """Tell that all pages are rendered; nothing is written yet."""
        known = files.documentation_pages(inclusion=self._built)  # also those of plugins, by now
        pages = {path_of(f): (str(f.page.title), f.url) for f in known if f.page}
        for file in known:
            if file.page:  # what the map of the site says of it
                file.page.update_date = self.session.day or file.page.update_date
        self.session.met(self._nav, files, env)
        self.session.resolve(pages, get_relative_url, env)

    @event_priority(100)  # before search, wherever it stands, reads the page
    def _spare(self, context: TemplateContext, /, page: Page, **_: object) -> None:
        """Take out of a page what nobody needs."""
        self._search.begin()
        page.content = self.session.spare(page.content or "")

    @event_priority(-100)  # after it has
    def _decorate(self, context: TemplateContext, /, page: Page, **_: object) -> None:
        """Add the rest to a page, and let themes print its description as it is."""
        self._search.tell(self.session.apart, path_of(page.file), page.url)
        if its := page.meta.get("description"):
            page.meta["description"] = escape(its)
        page.content = self.session.decorate(path_of(page.file), page.content)

    on_page_context = CombinedEvent(_spare, _decorate)

    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:
        """Take the rest off again; complete what is around it."""
        page.content = self.session.bare()
        return self.session.complete(path_of(page.file), output)

    @event_priority(100)  # before the search index is written, which takes the most memory
    def _write(self, config: MkDocsConfig) -> None:
        """Write what is made of the whole site."""
        self.session.finish(Path(config.site_dir))

    @event_priority(-100)  # after everybody else
    def _succeed(self, config: MkDocsConfig) -> None:
        """Tell that the site is whole."""
        self.session.succeed()

    on_post_build = CombinedEvent(_write, _succeed)

    def on_build_error(self, error: Exception) -> None:
        """Tell that the build has failed, whoever it was."""
        self.session.fail(error)

    def on_serve(
        self, server: LiveReloadServer, builder: Callable[..., None], config: MkDocsConfig
    ) -> None:
        """Let the server live with mistakes, and watch all that counts."""
        from watchdog.events import FileModifiedEvent  # noqa: PLC0415 - no build asks for it

        self._serving.take(server, builder)
        Watcher(server, self.session, FileModifiedEvent).start()

    def on_shutdown(self) -> None:
        """End the run; what comes after it, such as a deployment, finds the site in its place."""
        if self._config:
            self._config.site_dir = self.session.close(self._config.site_dir)
