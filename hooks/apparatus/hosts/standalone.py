"""The extension by name, for hosts without hooks: `markdown_extensions: [apparatus]`.

Zensical renders each page with a fresh Markdown object and says which page it is in a preprocessor
of its own. What needs all pages is left to the pass over the built site: see `site_pass`.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from ..data import front_matter, settings
from ..data.edition import UNKNOWN, Edition, read
from ..text import headings
from ..text.addresses import address
from ..text.page import Page
from ..text.tree import Tree
from .extension import ApparatusExtension
from .page_record import Record
from .project import Project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from markdown import Markdown

    from ..build import Build
    from ..problems import Problem


@dataclass(slots=True)
class Host:
    """What a host says about the page it is rendering."""

    project: Project
    docs: str = "docs"
    overrides: str = "overrides"
    page: str = "index.md"
    url: str | None = None
    """None when the host does not say where the page will stand."""
    title: str = ""
    place: int = 0
    digest: str = ""
    directories: bool = True
    """Whether each page has a folder of its own, so that addresses end in a slash."""
    edition: Edition = UNKNOWN
    problems: list[Problem] = field(default_factory=list)
    """Of the settings."""


class StandaloneExtension(Extension):
    """Links and annotates the one page that a Markdown object renders."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - Python-Markdown's interface
        """Take options; what the host itself says about a page goes before them."""
        self.config = {
            "data": ["data", "the folder of the data files"],
            "docs": ["docs", "the folder of the pages"],
            "overrides": ["overrides", "the folder whose fragments/ replaces templates"],
            "page": ["index.md", "the page's path below the docs folder"],
        }
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register the processors, and two that say when a page begins and ends."""
        host = _host(md, self.getConfigs())
        host.digest = host.project.digest()
        build = _build(
            host.project,
            (host.docs, host.overrides),
            host.edition,
            host.digest,
            threading.get_ident(),
            directories=host.directories,
        )
        ApparatusExtension(build).extendMarkdown(md)
        md.preprocessors.register(_Begin(md, build, host), "apparatus-begin", 1000)
        if host.url is not None:
            md.treeprocessors.register(_End(md, build, host), "apparatus-end", 4.4)


@lru_cache(maxsize=8)
def _build(
    project: Project,
    folders: tuple[str, str],
    site: Edition,
    _digest: str,
    _thread: int,
    *,
    directories: bool,
) -> Build:
    """Make the engine for one state of the data; each thread has its own."""
    docs, overrides = folders
    # Problems of the data themselves are reported by the pass over the site.
    loaded, _ = project.load()
    build = project.build(loaded, site, [project.folder / overrides])
    folder = project.folder / docs
    pages = [path.relative_to(folder).as_posix() for path in folder.rglob("*.md")]
    urls = {page: address(page, directories=directories) for page in pages}
    build.expect(urls, (_page(folder, path) for path in pages))
    build.problems.clear()  # the pass finds them again, once for all pages
    return build


def _page(folder: Path, path: str) -> Page:
    return Page(path, lambda: front_matter.text((folder / path).read_bytes()), path)


def _host(md: Markdown, options: dict[str, Any]) -> Host:
    """Learn what can be known about the page: from Zensical's context, else from the options."""
    data = options.pop("data")
    host = Host(Project(data=data), **options)
    if "rendering_context" not in md.preprocessors:
        return host
    context: Any = md.preprocessors["rendering_context"]
    page, config = context.page, context.config
    order = list(_paths(config["nav"]))
    asked, _ = settings.read(config)
    host.docs = config.get("docs_dir") or host.docs
    host.edition, host.problems = read(config)
    root, text = Path(config.get("root_dir") or ""), host.edition.text
    host.project = Project(root, asked.get("data", data), text=text)
    host.directories = bool(config.get("use_directory_urls", True))
    host.overrides = config["theme"].get("custom_dir") or host.overrides
    host.page, host.url = page.path, page.url
    host.title = str(page.title_override or page.meta.get("title") or "")
    host.place = order.index(page.path) if page.path in order else len(order)
    return host


def _paths(nav: list[Any]) -> Iterator[str]:
    for item in nav:
        if item["url"]:
            yield item["url"]
        yield from _paths(item["children"])


class _Begin(Preprocessor):
    """Tells the engine which page this is."""

    def __init__(self, md: Markdown, build: Build, host: Host) -> None:
        super().__init__(md)
        self._build, self._host = build, host

    def run(self, lines: list[str]) -> list[str]:
        path = self._host.project.folder / self._host.docs / self._host.page
        text = path.read_text(encoding="utf-8-sig") if path.is_file() else "\n".join(lines)
        self._build.problems.clear()
        self._build.begin(self._host.page, lambda: text, f"{self._host.docs}/{self._host.page}")
        return lines


class _End(Treeprocessor):
    """Leaves the page's record at its end, right after the engine has been at work."""

    def __init__(self, md: Markdown, build: Build, host: Host) -> None:
        super().__init__(md)
        self._build, self._host = build, host

    def run(self, root: Element) -> None:
        host, build = self._host, self._build
        head, tree = root.find("h1"), Tree(root, self.md)
        record = Record(
            host.page,
            host.url or "",
            host.title or (host.page if head is None else headings.title(head, tree.stash)),
            host.place,
            host.digest,
            build.settings_of(host.page),
            build.index.on(host.page),
            [*host.problems, *build.problems],
            build.bibliography.uses.get(host.page, []),
            build.minutes.get(host.page, 0),
            host.edition,
            build.registers.get(host.page, []),
        )
        root.append(tree.raw(record.comment()))
