"""MkDocs events to the engine: one call each, nothing decided here.

The engine is the package `apparatus` beside this file. A hook module outlives every rebuild of
`mkdocs serve`: each has a new `Build`; kept are how MkDocs was started and the last good data.
"""

from __future__ import annotations

import gc
import logging
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from apparatus import about, cache, exports, published
from apparatus.build import Build
from apparatus.render import Compiled, Renderer
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File
from mkdocs.utils import get_relative_url

if TYPE_CHECKING:
    from collections.abc import Iterable

    from apparatus.dataset import Dataset
    from apparatus.problems import Problem
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

# MkDocs counts warnings of its own loggers only, and this module's name is a path.
log = logging.getLogger("mkdocs.hooks.crosslinks")


class _State:
    """What outlives an event."""

    serving = False
    dirty = False
    order: tuple[str, ...] = ()
    build: Build
    kept: Path
    content: str | None = None  # of the page being written, as search has read it
    good: Dataset | None = None


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember how MkDocs was started."""
    _State.serving, _State.dirty = command == "serve", dirty
    if dirty:
        log.info("With --dirty only changed pages are rendered: no backlinks and no exports.")


def on_config(config: MkDocsConfig) -> None:
    """Read the data and make this build's engine."""
    project = Path(config.config_file_path).parent
    asked = config.extra.get("apparatus") or {}
    data = project / asked.get("data", "data")
    kept = _State.kept = project / ".cache"
    loaded, problems = cache.load(data, _shown(data, project), kept / "apparatus.json")
    sound = loaded if not problems else _State.good or loaded
    _State.good = sound if _State.serving else None
    renderer = Renderer([Path(d) / "fragments" for d in config.theme.dirs], kept / "templates")
    site, wrong = about.read(config)
    _State.build = Build(sound, renderer, site, kept, reporting=bool(asked.get("report")))
    if not _State.serving:  # what was made by now lives as long as the process
        gc.freeze()
    _report([*problems, *wrong])
    # Listed by name, for hosts without hooks, it would do everything twice.
    named = [name for name in config.markdown_extensions if name != "apparatus"]
    config.markdown_extensions = [*named, _State.build.extension]  # type: ignore[list-item]
    config.watch += [str(data)] if data.is_dir() and str(data) not in config.watch else []
    # Before the site's own style sheets, so that they win.
    config.extra_css[:0] = [f"assets/{name}" for name in published.names("*.css")]
    config.extra_javascript += [f"assets/{name}" for name in published.names("*.js")]


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Add what is published beside the pages, and check the pages that the data names."""
    for name, content in published.files(_State.build.data).items():
        files.append(File.generated(config, name, content=content))
    _State.build.expect({f.src_uri: f.url for f in files.documentation_pages()})


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Remember the order of pages, which is the order of backlinks."""
    _State.order = tuple(page.file.src_uri for page in nav.pages)


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Tell the engine which page comes next."""
    docs = Path(config.docs_dir)
    shown = f"{_shown(docs, Path(config.config_file_path).parent)}/{page.file.src_uri}"
    # MkDocs takes front matter that is no valid YAML for text.
    front = bool(page.meta) or markdown.lstrip().startswith("---")
    _State.build.begin(page.file.src_uri, lambda: page.file.content_string, shown, front=front)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Tell the engine that all pages are rendered; nothing is written yet."""
    pages = {f.src_uri: f.page for f in files.documentation_pages() if f.page is not None}
    order = dict.fromkeys((*(path for path in _State.order if path in pages), *pages))
    titles = {path: str(pages[path].title) for path in order}
    # It takes longer to compile a theme's templates than to link a hundred pages.
    env.bytecode_cache, env.auto_reload = Compiled(_State.kept / "theme"), False
    _State.build.complete(titles, get_relative_url, whole=not _State.dirty)
    _report(_State.build.problems)


def on_page_context(
    context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation
) -> None:
    """Add the rest; search has read the page by now, so that stays out of its index."""
    _State.content = page.content
    page.content = _State.build.finish(page.file.src_uri, page.content or "")


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> None:
    """Take the rest off again: MkDocs keeps every page's content in memory to the end."""
    page.content = _State.content


@event_priority(100)  # before the search index is written, which takes the most memory
def on_post_build(config: MkDocsConfig) -> None:
    """Write the exports, and the report when `extra.apparatus.report` names a file for it."""
    exports.save(Path(config.site_dir), _State.build.exports())
    if name := (config.extra.get("apparatus") or {}).get("report"):
        exports.save(Path(config.config_file_path).parent, {name: _State.build.report()})
    _State.build.release()


def _shown(path: Path, project: Path) -> str:
    """Name a path as the author does: from the project's folder."""
    return (path.relative_to(project) if path.is_relative_to(project) else path).as_posix()


def _report(problems: Iterable[Problem]) -> None:
    """Log every problem; stop a build, but let `serve` go on with what is sound."""
    found = sorted(set(problems))
    for problem in found:
        log.error("%s", problem)
    if found and not _State.serving:
        count = "1 problem" if len(found) == 1 else f"{len(found)} problems"
        message = f"{count} in the data or pages: see above. Nothing was written."
        raise PluginError(message)
