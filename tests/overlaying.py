"""A text of our own to try the overlay on, and what an author may get wrong about one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import kept
import yaml
from apparatus.hosts import overlaying
from apparatus.hosts.overlay_published import Published
from apparatus.hosts.project import described
from apparatus.overlay import normal, sketch
from builds import PROJECT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FOLDER = PROJECT / "tests/overlay"
SOURCE = (FOLDER / "source.txt").read_text("utf-8")
"""A newspaper story that never was; its paragraphs are parted by empty lines."""
SALT = "3f9c2a7be01d4456"


def paragraphs() -> list[str]:
    """Return the paragraphs of that story which are long enough to be told apart."""
    return [its for its in SOURCE.split("\n\n") if len(its.split()) > 30]


def printed(passages: Sequence[str], rounds: int = 1, salt: str = SALT) -> dict[str, Any]:
    """Make what is published of some passages, as the script takes it."""
    made = []
    for number, text in enumerate(passages):
        forms = [word.form for word in normal.words(normal.tidy(text))]
        made.append(
            {
                "words": len(forms),
                "tag": sketch.passage_tag(forms, salt, number, rounds),
                "sketch": f"{sketch.Sketcher(forms, salt).sketches([(0, len(forms))])[0]:010x}",
            }
        )
    return {"salt": salt, "rounds": rounds, "passages": made}


def strangers() -> list[str]:
    """Return paragraphs of other texts: all that is written in the project's own prose."""
    texts = (path.read_text("utf-8") for path in kept.files(PROJECT) if path.suffix == ".md")
    return [its for text in texts for its in re.split(r"\n\n+", text) if len(its.split()) > 25]


SITE = {
    "mkdocs.yml": "site_name: S\nplugins: [{apparatus: {text: retold.md}}]\n",
    "docs/retold.md": "One.\n{ #p1 }\n\nTwo.\n{ #p2 }\n",
    "data/entities.yml": "[]\n",
    "data/sources.yml": "- {id: s, type: book, title: S}\n",
    "data/annotations.yml": "".join(
        f"- id: n{n}\n  target: {{page: retold.md, block: {block}}}\n  layer: terms\n  body: B.\n"
        "  sources: [s]\n  confidence: high\n"
        for n, block in enumerate(("p1", "p2", "h"), 1)
    ),
    "copy.txt": "\n\n".join(paragraphs()[:2]),
}
"""A site with notes on two paragraphs, and its text."""
BESIDE = ("copy.txt", "spans.yml")
"""What is no part of the site."""
MISTAKES = yaml.safe_load(
    (PROJECT / "tests/engine/core/cases/overlay_command.yml").read_text("utf-8")
)
"""What an author may get wrong: what is other than in that site, and what is said of it."""


def told(folder: Path, changed: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Make the fingerprint of that site, with something changed: what is said, and the problems.

    The site is in a folder `site`, and the copy beside it; `source` and `spans` name other files.
    """
    asked = {"source": "copy.txt", "spans": "spans.yml" if "spans.yml" in changed else ""} | changed
    for name, content in {**SITE, **changed}.items():
        if name not in ("source", "spans"):
            path = folder / name if name in BESIDE else folder / "site" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else _whole(content))
    project, docs = described(folder / "site/mkdocs.yml")
    names = [
        f"{folder}/{its}" if its and ":" not in its else its
        for its in (asked["source"], asked["spans"])
    ]
    made = overlaying.make(names[0], project, docs, names[1])
    return made.said, [str(one).replace(f"{folder.as_posix()}/", "") for one in made.problems]


def compared(
    folder: Path, content: str | bytes, name: str = "page.html"
) -> tuple[list[str], list[str]]:
    """Compare a file with the fingerprint of that site: what is said, and the problems."""
    project, _ = described(folder / "site/mkdocs.yml")
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    done = overlaying.check(str(folder / name), project)
    return done.said, [str(one).replace(f"{folder}/", "") for one in done.problems]


def published(folder: Path, files: dict[str, str]) -> list[str]:
    """Put files among the pages of that site: what is said of those that would be published."""
    project, docs = described(folder / "site/mkdocs.yml")
    for name, content in files.items():
        (docs / name).write_bytes(_whole(content))
    found = Published().problems(project.load()[0], project, docs)
    return [str(one) for one in sorted(found)]


def _whole(content: str) -> bytes:
    return content.replace("…", SITE["copy.txt"]).encode()
