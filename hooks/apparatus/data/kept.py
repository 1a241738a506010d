"""Files that save later builds some work: what is stale, damaged or somebody else's is missing.

A project may come from others, with its `.cache/`. So each file is sealed with a secret that the
user's own cache folder holds: whoever has not got it can plant nothing that counts.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING

from platformdirs import user_cache_path

if TYPE_CHECKING:
    from pathlib import Path

_SIZE = 20
_SECRET_SIZE = 32


def read(path: Path, stamp: bytes = b"") -> bytes | None:
    """Read back what was kept under a stamp; nothing when it is missing, stale or forged."""
    with suppress(OSError):
        content = path.read_bytes()
        if content[:_SIZE] == _seal(stamp, content[_SIZE:]):
            return content[_SIZE:]
    return None


def write(path: Path, body: bytes, stamp: bytes = b"") -> None:
    """Keep something, with a stamp of what it was made from."""
    with suppress(OSError):  # a folder that cannot be written costs time, nothing else
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
        fresh.unlink(missing_ok=True)  # a project of others may have a link there
        with fresh.open("xb") as file:
            file.write(_seal(stamp, body) + body)
        fresh.replace(path)


def own_folder() -> Path:
    """Name the folder that is the user's, and no project's."""
    return user_cache_path("apparatus")


def is_own(folder: Path) -> bool:
    """Whether nobody but the user (and the system) can write into a folder or exchange it."""
    try:
        return _is_own(folder.lstat()) and all(
            _is_safe(parent.stat()) for parent in folder.absolute().parents
        )
    except OSError:
        return False


def _is_own(found: os.stat_result) -> bool:
    if not stat.S_ISDIR(found.st_mode):
        return False
    if not hasattr(os, "getuid"):  # on Windows the user's folders are the user's own
        return True
    return found.st_uid == os.getuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _is_safe(found: os.stat_result) -> bool:
    """Whether a folder lets nobody else exchange what is in it."""
    if not hasattr(os, "getuid"):
        return True
    shared = found.st_mode & (stat.S_IWGRP | stat.S_IWOTH) and not found.st_mode & stat.S_ISVTX
    return found.st_uid in (0, os.getuid()) and not shared


def _seal(stamp: bytes, body: bytes) -> bytes:
    made = blake2b(stamp, digest_size=_SIZE, key=_secret(own_folder()))
    made.update(b"\0")
    made.update(body)
    return made.digest()


@cache
def _secret(folder: Path) -> bytes:
    """Read the user's secret, or make it; where nothing can be kept, one for this process."""
    path = folder / "secret"
    fresh = os.urandom(_SECRET_SIZE)
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(FileExistsError):
            made = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(made, "wb") as file:
                file.write(fresh)
        kept = path.read_bytes() if is_own(folder) else b""
        if len(kept) == _SECRET_SIZE:
            return kept
    return fresh
