"""A copy of a text that may not be printed, as an author or a tester names it.

It is read here and kept nowhere. Out: its text; or what is wrong with it, or with where it lies.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from ..overlay import decoding, markup
from ..problems import Position, Problem, did_you_mean, phrases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .project import Project

_ADDRESS_RE = re.compile(r"[a-z]{2,8}:/", re.IGNORECASE)
LONGEST = 1_000_000
"""So many signs the page for readers takes at most."""


def content_of(name: str, what: str) -> tuple[bytes, list[Problem]]:
    """Read a file that is no part of the project. In: its name, and what it is to be."""
    where, path = Position(name), Path(name)
    if not name:
        return b"", [Problem(where, f"no file is named that is {what}.", "Name its path.")]
    if _ADDRESS_RE.match(name):
        message = "this is an address, and nothing is read from the web."
        return b"", [Problem(where, message, "Save it as a file, and name that.")]
    if path.is_dir():
        message = f"this is a folder, and not {what}."
        return b"", [Problem(where, message, "Name a file in it.")]
    try:
        return path.read_bytes(), []
    except FileNotFoundError:
        there = [one.name for one in path.parent.iterdir()] if path.parent.is_dir() else []
        hint = did_you_mean(path.name, there) or "Look at the path."
        return b"", [Problem(where, f"there is no such file; it should be {what}.", hint)]
    except OSError:
        return b"", [phrases.unreadable(where, path)]


def read(name: str) -> tuple[str, list[Problem]]:
    """Read a copy, a text or a page of HTML, as the page for readers does."""
    content, problems = content_of(name, "a copy of the text")
    if problems:
        return "", problems
    text, where = decoding.text_of(content), Position(name)
    if text is None:
        message = "this is no text: another program has to open it."
        hint = "Save it there as text, or as a page of HTML; of a PDF, copy the text."
        return "", [Problem(where, message, hint)]
    text = markup.plain(text, Path(name).name)
    if not text.strip():
        return "", [Problem(where, "there is no word in this file.", "Name a copy of the text.")]
    if len(text) > LONGEST:
        message = f"this is too long for one text: it has more than {LONGEST} signs."
        return "", [Problem(where, message, "Leave out what is none of it.")]
    return text, []


def strayed(name: str, project: Project, docs: Path) -> Iterator[Problem]:
    """Say that a file which must not be published lies where it would be."""
    path = Path(name).resolve()
    if not path.is_file():
        return
    if path.is_relative_to(docs.resolve()):
        message = "this lies among the pages, and would be published with them."
        yield Problem(Position(name), message, "Move it out of the project, then do this again.")
    elif path.is_relative_to(project.folder.resolve()):
        message = "this lies in the project, and whoever gets the project gets it too."
        yield Problem(Position(name), message, "Keep it elsewhere.", stops=False)
