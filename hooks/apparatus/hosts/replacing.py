"""One data file in the place of another: wholly or not at all, and only if nobody was quicker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..imports import writing

if TYPE_CHECKING:
    from ..authoring.site import Site


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
        if (real.read_bytes() if real.exists() else b"") != before:
            return f"{name} has changed meanwhile, so nothing was written. Try it again."
        writing.save(real, content.decode("utf-8"))
        if real.read_bytes() == content:
            return ""
    except OSError as error:
        return f"{name} cannot be written: {error.strerror}. Look at who may write it."
    return f"{name} was written, and says something else now. Look at it."
