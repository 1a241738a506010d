"""What belongs to a project, as git knows it: its files, and its whole history."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MADE = {".venv", ".cache", ".git", "site"}


def files(root: Path) -> list[Path]:
    """Every file that git tracks or would track; of a copy without git, what nobody has made."""
    if (root / ".git").exists():
        listed = _git(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
        names = {name for name in listed.decode(errors="surrogateescape").split("\0") if name}
        found = (root / name for name in names)
    else:
        found = (
            path
            for path in root.rglob("*")
            for parts in [path.relative_to(root).parts]
            if parts[0] not in MADE and "__pycache__" not in parts
        )
    return sorted(path for path in found if path.is_file())


def objects(root: Path) -> Iterator[tuple[str, bytes]]:
    """Everything in the history, once: files, names in folders, messages of commits and tags."""
    if not (root / ".git").exists():
        return
    listed = _git(root, "rev-list", "--objects", "--all", "--ignore-missing", "HEAD").splitlines()
    names = dict(line.split(b" ", 1) if b" " in line else (line, b"") for line in listed)
    left = _git(root, "cat-file", "--batch", asked=b"\n".join([*names, b""]))
    at = 0
    while at < len(left):
        end = left.index(b"\n", at)
        name, kind, size = left[at:end].split()
        at = end + 1 + int(size)
        said = f"{kind.decode()} {name[:8].decode()} {names[name].decode(errors='replace')}"
        yield said.rstrip(), left[end + 1 : at]
        at += 1


def _git(root: Path, *arguments: str, asked: bytes = b"") -> bytes:
    run = ["git", "-C", str(root), *arguments]
    return subprocess.run(run, input=asked, capture_output=True, check=True).stdout
