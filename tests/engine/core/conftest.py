"""Fixtures for the core alone: data as YAML text, pages as Markdown text, no MkDocs."""

from __future__ import annotations

import os
import posixpath
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import apparatus
import markdown
import pytest
from apparatus.build import Build
from apparatus.data import front_matter, loading
from apparatus.data.edition import UNKNOWN
from apparatus.hosts.extension import ApparatusExtension
from apparatus.pieces import SHELVES
from apparatus.problems import in_order
from apparatus.templates.render import Renderer
from apparatus.text.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable

    from apparatus.data.dataset import Dataset

CASES = Path(__file__).parent / "cases"
LINK_RE = re.compile(r'<a [^>]*data-entity="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
TAG_RE = re.compile(r"<[^>]*>")
# What Material's users switch on, as its documentation recommends.
FEATURES = {
    "abbr": {},
    "admonition": {},
    "attr_list": {},
    "def_list": {},
    "footnotes": {},
    "md_in_html": {},
    "tables": {},
    "toc": {"permalink": True},
    "pymdownx.arithmatex": {"generic": True},
    "pymdownx.betterem": {},
    "pymdownx.blocks.caption": {},
    "pymdownx.caret": {},
    "pymdownx.critic": {},
    "pymdownx.details": {},
    "pymdownx.emoji": {},
    "pymdownx.highlight": {},
    "pymdownx.inlinehilite": {},
    "pymdownx.keys": {},
    "pymdownx.mark": {},
    "pymdownx.smartsymbols": {},
    "pymdownx.snippets": {"base_path": [str(CASES)]},
    "pymdownx.superfences": {
        "custom_fences": [{"name": "mermaid", "class": "mermaid", "format": None}]
    },
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.tasklist": {"custom_checkbox": True},
    "pymdownx.tilde": {},
}


def _markdown(*more: object) -> markdown.Markdown:
    from pymdownx.superfences import fence_div_format  # noqa: PLC0415 - only where it is used

    configs = {name: dict(config) for name, config in FEATURES.items()}
    fence = {"name": "mermaid", "class": "mermaid", "format": fence_div_format}
    configs["pymdownx.superfences"] = {"custom_fences": [fence]}
    return markdown.Markdown(extensions=[*FEATURES, *more], extension_configs=configs)


def relative(target: str, page: str) -> str:
    """Name one address relative to another, as MkDocs does."""
    base = page if page.endswith("/") else posixpath.dirname(page)
    path = posixpath.relpath("/" + target, "/" + base)
    return path + "/" if target.endswith("/") else path


@dataclass
class Rendered:
    """A rendered site: its pages, and what was found on the way."""

    build: Build
    problems: list[str]
    pages: dict[str, str] = field(default_factory=dict)

    def links(self, page: str = "page.md") -> list[str]:
        """Every link to an entry on a page, in order, as `surface > id`."""
        return [f"{TAG_RE.sub('', words)} > {which}" for which, words in
                LINK_RE.findall(self.pages[page])]  # fmt: skip

    def unwrapped(self, page: str = "page.md") -> str:
        """A page's HTML without the links to entries."""
        return LINK_RE.sub(r"\2", self.pages[page])


@pytest.fixture
def load(tmp_path: Path) -> Callable[..., tuple[Dataset, list[str]]]:
    """Load data files, given as names and texts; `csv` holds those of figures' points.

    `raw` holds files by their whole names.
    """

    def load(
        csv: dict[str, str] | None = None, raw: dict[str, str] | None = None, **files: str
    ) -> tuple[Dataset, list[str]]:
        folder = tmp_path / "data"
        folder.mkdir(exist_ok=True)
        for name, text in files.items():
            (folder / f"{name}.yml").write_text(text, encoding="utf-8")
        for name, text in (raw or {}).items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8", newline="")
        for name, text in (csv or {}).items():
            (folder / "figures").mkdir(exist_ok=True)
            (folder / f"figures/{name}.csv").write_text(text, encoding="utf-8", newline="")
        data, problems = loading.load(folder, "data", SHELVES)
        return data, [str(problem) for problem in problems]

    return load


@pytest.fixture
def render(load: Callable) -> Callable[..., Rendered]:
    """Render pages (path → Markdown) with data files (name → YAML); `others` are pages too."""

    def render(
        pages: dict[str, str],
        others: tuple[str, ...] = (),
        language: str = "en",
        *,
        written: str = "",
        opening: tuple[str, ...] = ("start",),
        search: tuple[str, ...] | None = None,
        marked: str = "error",
        pictures: tuple[str, ...] | None = (),
        errors: str = "",
        no_entry: tuple[str, ...] = (),
        told: bool = False,
        **data,
    ) -> Rendered:
        loaded, problems = load(**data)
        about = UNKNOWN._replace(
            language=language,
            written=written,
            open=opening,
            search=search,
            marked_languages=marked,
            pictures=pictures,
            errors=errors,
            no_entry=no_entry,
        )
        renderer = Renderer(edition=about, vocabulary=loaded.vocabulary)
        build = Build(loaded, renderer, about, reporting=True)
        build.apart.is_possible = told
        site = Rendered(build, problems)
        urls = {p: p.removesuffix("index.md").replace(".md", "/") for p in (*pages, *others)}
        build.expect(urls, [Page(p, lambda t=text: t, f"docs/{p}") for p, text in pages.items()])
        md = _markdown(ApparatusExtension(build))
        titles = {}
        for path, text in pages.items():
            instead, wrong = front_matter.guarded(f"docs/{path}", text.encode())
            build.problems += wrong
            front = instead is None
            build.begin(path, lambda text=text: text, f"docs/{path}", front=front)
            body = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL) if front else instead
            site.pages[path] = md.reset().convert(body)
            titles[path] = path.removesuffix(".md").capitalize()
        build.resolve(titles, relative)
        problems += [str(problem) for problem in in_order(build.problems)]
        return site

    return render


@pytest.fixture
def in_copy(tmp_path: Path) -> Callable[..., str]:
    """Run a program with a copy of the engine that it may change; return what it prints."""

    def in_copy(program: str) -> str:
        shutil.copytree(
            Path(apparatus.__file__).parent,
            tmp_path / "copy/apparatus",
            ignore=shutil.ignore_patterns("__pycache__"),
        )
        run = subprocess.run(
            [sys.executable, "-c", program],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(tmp_path / "copy"), "PYTHONDONTWRITEBYTECODE": ""},
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, run.stderr
        return run.stdout

    return in_copy


@pytest.fixture(scope="session")
def plain() -> Callable[[str], str]:
    """Render Markdown without the engine."""
    md = _markdown()
    return lambda text: md.reset().convert(text)
