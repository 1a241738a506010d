"""Put another edition into a copy of the project: `python tests/exchange.py EDITION FOLDER`.

This is what an author does who takes the project for a text of their own: `docs/`, `data/` and
`mkdocs.yml` make room for those of the edition, `overrides/` goes if the edition does without it,
and so does the one file of tests that are true of the old text alone.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from builds import PROJECT

KEPT = (
    ".github",
    ".pre-commit-config.yaml",
    "hooks",
    "overrides",
    "tests",
    "pyproject.toml",
    "README.md",
    "Makefile",
    "requirements.lock",
)
"""What the engine, its tests and their tools need; `.git` is not among it."""
MADE = shutil.ignore_patterns("__pycache__", ".cache", "test_this_text.py")


def exchanged(edition: Path, folder: Path) -> Path:
    """Copy the project without its text, and give the copy the text of an edition."""
    config = (edition / "mkdocs.yml").read_text(encoding="utf-8")
    for source in (*(PROJECT / name for name in KEPT), edition / "docs", edition / "data"):
        if source.name == "overrides" and "/overrides" not in config:
            continue
        if source.is_dir():
            shutil.copytree(source, folder / source.name, ignore=MADE)
        else:
            shutil.copy(source, folder / source.name)
    # From a folder below tests/editions/ the engine is three folders up.
    (folder / "mkdocs.yml").write_text(config.replace("../../../", ""), encoding="utf-8")
    return folder


if __name__ == "__main__":
    name, target = sys.argv[1:]
    Path(target).mkdir(parents=True)
    exchanged(PROJECT / "tests/editions" / name, Path(target))
