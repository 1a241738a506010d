"""One data file in the place of another: wholly or not at all, and only if nobody was quicker."""

from __future__ import annotations

import errno
import os
import stat
import time
from typing import TYPE_CHECKING

from ..data import whole_file

if TYPE_CHECKING:
    from pathlib import Path

    from ..authoring.site import Site

CALM = 0.3
"""Seconds: many a program that saves a file empties it first, and fills it then."""
_MAY_WRITE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


def replace(site: Site, name: str, before: bytes, content: bytes) -> str:
    """Give a data file other content. Out: why that could not be; nothing if it was.

    In: also the file's name as problems have it, and what has to be in it still. A file that only
    seems to be in the data folder is left alone.
    """
    path = site.folder / name.removeprefix(f"{site.shown}/")
    real = path.resolve()
    if not real.is_relative_to(site.folder.resolve()):
        return f"{name} leads out of the data folder, so nothing was written. Change it there."
    try:
        _let_others_end(real)
        if not whole_file.save(real, content.decode("utf-8"), lambda: _content(real) == before):
            return f"{name} has changed meanwhile, so nothing was written. Try it again."
        if real.read_bytes() == content:
            return ""
    except OSError as error:
        return f"{name} cannot be written: {error.strerror}. Look at who may write it."
    return f"{name} was written, and says something else now. Look at it."


def _content(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""


def _let_others_end(path: Path) -> None:
    """Wait until a program that is saving the file is done with it, if its author may write it."""
    if not path.exists():
        return
    found = path.stat()
    if not found.st_mode & _MAY_WRITE:  # it could be replaced all the same
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    time.sleep(min(max(found.st_mtime + CALM - time.time(), 0), CALM))
