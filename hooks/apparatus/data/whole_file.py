"""A text in the place of a file: wholly or not at all, whatever happens meanwhile."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def save(path: Path, text: str, still: Callable[[], bool] = lambda: True) -> bool:
    """Put a text in the place of a file, wholly or not at all; who may read it stays.

    In: also whether that is still wanted, asked when all is ready. Out: whether it was done.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.{os.getpid()}.new")
    new.unlink(missing_ok=True)  # what a crash has left, or a link that leads elsewhere
    try:
        with new.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())  # else a crash may leave a file of this name that is empty
        with suppress(OSError):  # there was none
            shutil.copymode(path, new)
        if is_wanted := still():
            os.replace(new, path)  # noqa: PTH105 - the same on every system
    finally:
        new.unlink(missing_ok=True)
    return is_wanted
