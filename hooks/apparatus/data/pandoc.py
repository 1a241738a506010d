"""Pandoc, a program of its own that reads BibTeX and cites works for us."""

from __future__ import annotations

import shutil
from importlib.util import find_spec
from pathlib import Path

MEMORY = ("+RTS", "-M1G", "-RTS")
"""What it is told first: files of others may take all that there is, and get so much."""


def program() -> str:
    """Name the program that came with the package; else one that the system has."""
    found = find_spec("pypandoc")
    for folder in (found.submodule_search_locations or ()) if found else ():
        for name in ("pandoc", "pandoc.exe"):
            if (path := Path(folder) / "files" / name).is_file():
                return str(path)
    return shutil.which("pandoc") or "pandoc"
