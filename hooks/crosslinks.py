"""MkDocs events to the engine: one call each, nothing decided here.

The engine is the package `apparatus` beside this file. A hook module outlives every rebuild of
`mkdocs serve`, and so does its session; a build does not.
"""

from __future__ import annotations

import logging
from logging import ERROR, WARNING
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from apparatus.hosts.extension import path_of
from apparatus.hosts.serving import Serving, loaded_commands
from apparatus.hosts.session import Session
from apparatus.hosts.watching import Watcher
from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.exceptions import PluginError
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File
from mkdocs.utils import get_relative_url
from watchdog.events import FileModifiedEvent

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

# MkDocs counts warnings of its own loggers only, and this module's name is a path.
log = logging.getLogger("mkdocs.hooks.crosslinks")


class _Run:
    """The run of MkDocs, which knows a hook only as a module."""

    session: Session
    serving: Serving
    config: MkDocsConfig


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Begin a session; `serve --clean` calls itself a build."""
    servers = loaded_commands()
    _Run.session = Session(
        lambda problem: log.log(ERROR if problem.stops else WARNING, "%s", problem),
        PluginError,
        serving=command == "serve" or bool(servers),
        dirty=dirty,
    )
    _Run.serving = Serving(_Run.session, servers)
    if dirty:
        log.info("With --dirty only changed pages are rendered: no backlinks and no exports.")


def on_config(config: MkDocsConfig) -> None:
    """Read the data, and add what is ours to the settings."""
    session, project = _Run.session, Path(config.config_file_path).parent
    _Run.config, config.site_dir = config, session.site_folder(config.site_dir, project)
    session.configure(config, config.theme.dirs)
    config.markdown_extensions = session.extensions(config.markdown_extensions)
    config.watch = session.watched(config.watch, config.theme.custom_dir)
    config.extra_css = session.styles(config.extra_css)
    config.extra_javascript = [_late(its) for its in session.scripts(config.extra_javascript)]


def _late(script: ExtraScriptValue | str) -> ExtraScriptValue | str:
    """Let a script of ours wait for the page; what authors write themselves stays as it is."""
    if not isinstance(script, str):
        return script
    late = ExtraScriptValue(script)
    late.defer = True
    return late


@event_priority(-200)  # other plugins ask every file for its place on the disk
def on_files(files: Files, config: MkDocsConfig) -> None:
    """Add what is published beside the pages."""
    for name, content in _Run.session.files().items():
        if name not in files.src_uris:  # an author's own file stays
            files.append(File.generated(config, name, content=content))


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Name all pages, and tell their order."""
    _Run.session.expect({path_of(file): file.url for file in files.documentation_pages()})
    _Run.session.order(path_of(page.file) for page in nav.pages)


def on_page_read_source(page: Page, config: MkDocsConfig) -> str | None:
    """Look at a page before it is read."""
    return _Run.session.guard(page.file.src_uri, Path(config.docs_dir), page.file.content_bytes)


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Tell which page comes next."""
    file, path = page.file, Path(config.docs_dir, page.file.src_uri)
    _Run.session.begin(path_of(file), path, lambda: file.content_string, markdown, page.meta)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Tell that all pages are rendered; nothing is written yet."""
    known = files.documentation_pages()  # by now with those that plugins make
    pages = {path_of(f): (str(f.page.title), f.url) for f in known if f.page}
    for file in known:
        if file.page:  # what the map of the site says of it
            file.page.update_date = _Run.session.day or file.page.update_date
    _Run.session.resolve(pages, get_relative_url, env)


def on_page_context(
    context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation
) -> None:
    """Add the rest to a page."""
    page.content = _Run.session.decorate(path_of(page.file), page.content)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Take the rest off again; complete what is around it."""
    page.content = _Run.session.bare()
    return _Run.session.complete(path_of(page.file), output)


@event_priority(100)  # before the search index is written, which takes the most memory
def _write(config: MkDocsConfig) -> None:
    """Write what is made of the whole site."""
    _Run.session.finish(Path(config.site_dir))


@event_priority(-100)  # after everybody else
def _succeed(config: MkDocsConfig) -> None:
    """Tell that the site is whole."""
    _Run.session.succeed()


on_post_build = CombinedEvent(_write, _succeed)


def on_build_error(error: Exception) -> None:
    """Tell that the build has failed, whoever it was."""
    _Run.session.fail(error)


def on_serve(server: LiveReloadServer, builder: Callable[..., None], config: MkDocsConfig) -> None:
    """Let the server live with mistakes, and watch all that counts."""
    server.builder = _Run.serving.rebuilt(builder)
    server.set_app(_Run.serving.app(server.serve_request))
    Watcher(server, _Run.session, FileModifiedEvent).start()


def on_shutdown() -> None:
    """End the run; what comes after it, such as a deployment, finds the site in its own place."""
    if hasattr(_Run, "config"):
        _Run.config.site_dir = _Run.session.close(_Run.config.site_dir)
