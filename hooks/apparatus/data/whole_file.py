"""What takes a file's place: wholly or not at all, whatever happens meanwhile."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """Lend a place beside a file; what is there in the end is gone, unless it was moved."""
    new = path.with_name(f".{path.name[:60]}.{os.getpid()}.new")  # systems have no long names
    new.unlink(missing_ok=True)  # what a crash has left, or a link that leads elsewhere
    try:
        yield new
    finally:
        new.unlink(missing_ok=True)


def save(path: Path, text: str, still: Callable[[], bool] = lambda: True) -> bool:
    """Put a text in the place of a file, wholly or not at all; who may read it stays.

    In: also whether that is still wanted, asked when all is ready. Out: whether it was done.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with beside(path) as new:
        with new.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())  # else a crash may leave a file of this name that is empty
        with suppress(OSError):  # there was none
            shutil.copymode(path, new)
        if is_wanted := still():
            os.replace(new, path)  # noqa: PTH105 - the same on every system
    return is_wanted
