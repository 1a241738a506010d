"""A run of the host that answers a question about a site and writes none."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from ..problems import Position, Problem
from . import failures
from .project import Project

_LONGEST = 600
"""So many seconds the pages of a site may take to be read."""
_PLAIN = {"PYTHONIOENCODING": "utf-8", "COLUMNS": "0", "NO_MKDOCS_2_WARNING": "1"}
"""What makes a host tell what it has to tell, a line for each message."""


class Answer(NamedTuple):
    """What the engine has found, or what kept it from finding."""

    found: dict[str, Any] | None
    logged: list[str]
    """What the host has told, line by line."""
    problem: Problem | None = None
    """Why nothing was found."""


def absent(settings: Path) -> Problem | None:
    """Say that the settings of a site are not there; nothing if they are."""
    if settings.is_file():
        return None
    message = f"there is no file '{settings.name}' here."
    hint = "Run this in the folder of the site, or name the file with '--config'."
    return Problem(Position(settings.as_posix()), message, hint)


def ask(settings: Path, variable: str, *options: str) -> Answer:
    """Let the host read a site.

    In: its settings, and the variable of the environment that names the engine a file for what it
    finds, and options of the host. What is written meanwhile is deleted.
    """
    if wrong := absent(settings):
        return Answer(None, [], wrong)
    with tempfile.TemporaryDirectory() as folder:
        found = Path(folder, "found.json")
        site = str(Path(folder, "site"))
        command = [sys.executable, "-m", "mkdocs", "build", "--site-dir", site, *options]
        try:
            run = subprocess.run(  # noqa: S603 - the very command of an author
                [*command, "--config-file", str(settings.absolute())],
                cwd=settings.absolute().parent,
                env={**os.environ, **_PLAIN, variable: str(found)},
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                timeout=_LONGEST,
                check=False,
            )
        except subprocess.TimeoutExpired:
            message = f"the pages could not be read within {_LONGEST // 60} minutes."
            return Answer(None, [], Problem(Position(settings.as_posix()), message))
        logged = run.stderr.strip().splitlines()
        if found.is_file():
            return Answer(json.loads(found.read_text(encoding="utf-8")), logged)
    if wrong := failures.in_settings(Project(settings.parent, settings_file=settings.name)):
        return Answer(None, logged, wrong)
    message = f"the pages could not be read: {logged[-1] if logged else 'nobody says why'}."
    hint = "Name the engine under 'hooks:' or 'plugins:', and see that 'mkdocs build' begins."
    return Answer(None, logged, Problem(Position(settings.as_posix()), message, hint))
