"""The projects that are edited: small ones, with the engine as a hook or a plugin, and others."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpus import OURS, Corpus
from project import Project

if TYPE_CHECKING:
    from collections.abc import Callable

PROJECT = Path(__file__).parents[2]
SETTINGS = f"""\
theme:
  name: material
  font: false
  custom_dir: overrides
extra:
  apparatus:
    desk: false
    edition: "2026-01-31"
hooks:
  - {PROJECT}/hooks/crosslinks.py
markdown_extensions:
  - attr_list
  - def_list
"""
POST = """\
---
date: 2024-01-0{0}
categories: [News]
tags: [one, two-{0}]
---

# Post {0}

Then Alpha came to [the first letter][alpha] of Beta.

<!-- more -->

Alpha left with Gamma.
{{ #p1 }}
"""
TERMS = "# Terms\n\n" + "\n\n".join(
    f"## {name} {{ #{name.lower()} }}\n\nOne of them." for name in ("Alpha", "Beta", "Gamma")
)
BESIDE = {
    "data/entities.yml": "".join(
        f"- {{id: {name.lower()}, kind: term, name: {name}, gloss: G, "
        f"entry: terms.md#{name.lower()}}}\n"
        for name in ("Alpha", "Beta", "Gamma")
    ),
    "data/annotations.yml": "- {id: n1, target: {page: blog/posts/1.md, paragraph: 1, exact: left},"
    " layer: terms, body: Gone., sources: [s], confidence: high}\n",
    "data/sources.yml": "- {id: s, type: book, title: S}\n",
    "docs/index.md": "---\ntags: [one]\n---\n\n# Home\n\nSee Alpha and Beta.\n",
    "docs/terms.md": TERMS,
    "docs/tags.md": "# Tags\n",
    "docs/more/one.md": "# One\n\nGamma and nothing else was there.\n",
    "docs/more/two.md": "# Two\n\nBeta stayed behind with Alpha.\n",
    "docs/blog/index.md": "# Blog\n",
    **{f"docs/blog/posts/{n}.md": POST.format(n) for n in (1, 2, 3)},
    "mkdocs.yml": f"site_name: Beside others\n{SETTINGS}"
    "plugins: [search, tags, meta, blog: {pagination_per_page: 2}]\n",
}
LANGUAGES = {
    "data/entities.yml": BESIDE["data/entities.yml"],
    **{f"docs/index.{one}.md": f"# {one}\n\nVoir Alpha.\n" for one in ("en", "fr")},
    **{f"docs/terms.{one}.md": TERMS for one in ("en", "fr")},
    **{f"docs/more.{one}.md": f"# More {one}\n\nBeta et Gamma.\n" for one in ("en", "fr")},
    "mkdocs.yml": f"site_name: Two languages\n{SETTINGS}"
    "plugins:\n  - search\n  - i18n:\n      languages:\n"
    "        - {locale: en, default: true, name: English}\n"
    "        - {locale: fr, name: French}\n",
}


_STOCK = """\
INHERIT: base.yml
site_name: A theme of MkDocs
use_directory_urls: false
theme: {{name: {0}, custom_dir: overrides}}
extra: {{apparatus: {{desk: false, edition: "2026-01-31"}}}}
hooks: [{1}/hooks/crosslinks.py, look.py]
not_in_nav: more/one.md
exclude_docs: |
  left-*.md
  *.txt
"""
LOOK = """\
from pathlib import Path

WORDS = Path(__file__).parent / "docs/words.txt"


def on_page_markdown(markdown, page, **_):
    if "WORDS" in markdown:
        return markdown.replace("WORDS", WORDS.read_text(encoding="utf-8"))
"""
STOCK = {
    **{name: its for name, its in BESIDE.items() if "blog" not in name},
    "data/annotations.yml": BESIDE["data/annotations.yml"]
    .replace("blog/posts/1.md", "noted.md")
    .replace("paragraph: 1", "block: p1"),
    "docs/noted.md": "# Noted\n\nAlpha left with Gamma.\n{ #p1 }\n",
    "docs/more/three.md": "# Three\n\nWORDS of [Two](two.md) and [One](one.md#one), and Beta.\n",
    "docs/left-out.md": "# Left out\n\nAlpha.\n",
    "docs/words.txt": "Some words",
    "look.py": LOOK,
    "base.yml": "markdown_extensions: [attr_list, def_list, admonition, footnotes, abbr]\n"
    "plugins: [search: {lang: [en, fr]}]\n",
}
OFFLINE = f"""\
site_name: Without a net
{SETTINGS}  - footnotes
  - admonition
  - pymdownx.snippets: {{base_path: [docs, parts]}}
  - toc: {{permalink: true}}
plugins: [search, offline, tags, meta]
"""


@dataclass(frozen=True)
class Sort:
    """A sort of projects: what writes one into a folder, and how it is served."""

    write: Callable[[Path], None]
    fresh: bool = False
    """Whether its hooks let a site to publish differ from one that is served."""


def _small(folder: Path) -> None:
    """Write seeded prose, as it is measured with: 12 pages, 250 entities on three pages."""
    Corpus(12, 250).write(folder, OURS)
    (folder / "mkdocs.yml").write_text(f"site_name: Corpus\n{SETTINGS}", encoding="utf-8")
    links = "".join(f"- [Page {n}](part-0/page-{n}.md)\n" for n in range(0, 12, 3))
    (folder / "docs/index.md").write_text(f"# Corpus\n\nTried.\n\n{links}", encoding="utf-8")
    (folder / "docs/one.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>\n", "utf-8")
    (folder / "overrides").mkdir()


def _edition(name: str, *, plugin: bool) -> Callable[[Path], None]:
    """Copy one of the small editions, on Material as it comes."""

    def write(folder: Path) -> None:
        edition = PROJECT / "tests/editions" / name
        for part in ("docs", "data"):
            shutil.copytree(edition / part, folder / part)
        (folder / "overrides").mkdir()
        text = (edition / "mkdocs.yml").read_text(encoding="utf-8")
        text = re.sub(r"  custom_dir: \S+\n", "", text)
        text = text.replace("  name: material\n", "  name: material\n  custom_dir: overrides\n")
        text = text.replace("  favicon: assets/favicon.svg\n", "")
        text = re.sub(r"^  palette:\n(?:    .*\n)+", "", text, flags=re.MULTILINE)
        text = re.sub(r"^extra_css:\n  - \S+\n", "", text, flags=re.MULTILINE)
        text = re.sub(r"^hooks:\n  - \S+\n", "", text, flags=re.MULTILINE)
        text = re.sub(r"^plugins: .*\n", "", text, flags=re.MULTILINE)
        text = text.replace("  apparatus:\n", "  apparatus:\n    desk: false\n", 1)
        if plugin:
            text += "plugins: [search, apparatus]\n"
        else:
            text += f"hooks: [{PROJECT}/hooks/crosslinks.py]\n"
        (folder / "mkdocs.yml").write_text(text, encoding="utf-8")

    return write


def _files(files: dict[str, str]) -> Callable[[Path], None]:
    """Write files by their names."""

    def write(folder: Path) -> None:
        (folder / "overrides").mkdir(parents=True)
        for name, text in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")

    return write


def _own(folder: Path) -> None:
    """Copy this project's own pages, data and look."""
    for part in ("docs", "data", "overrides"):
        shutil.copytree(PROJECT / part, folder / part)
    text = (PROJECT / "mkdocs.yml").read_text(encoding="utf-8")
    text = text.replace("- hooks/", f"- {PROJECT}/hooks/")
    text = text.replace("  apparatus:\n", "  apparatus:\n    desk: false\n", 1)
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")


CORPORA = {
    "small": Sort(_small),
    "sample": Sort(_edition("sample", plugin=True)),
    "poem": Sort(_edition("poem", plugin=False)),
    "letter": Sort(_edition("letter", plugin=False)),
    "statute": Sort(_edition("statute", plugin=False)),
    "beside": Sort(_files(BESIDE)),
    "languages": Sort(_files(LANGUAGES)),
    "mkdocs": Sort(_files(STOCK | {"mkdocs.yml": _STOCK.format("mkdocs", PROJECT)})),
    "readthedocs": Sort(_files(STOCK | {"mkdocs.yml": _STOCK.format("readthedocs", PROJECT)})),
    "offline": Sort(_files(STOCK | {"mkdocs.yml": OFFLINE})),
    "own": Sort(_own, fresh=True),
}


def written(name: str, folder: Path, address: str) -> Project:
    """Write a project of a sort into a folder, to be served at an address."""
    CORPORA[name].write(folder)
    project = Project(folder)
    project.setting("site_url", f"site_url: {address}\n")
    return project
