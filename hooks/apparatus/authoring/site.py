"""What is known of the site that is served: its data folder, and its pages as they were last."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from ..data.dataset import Dataset
    from ..data.edition import Edition
    from ..data.shelf import Shelves
    from ..notes.seen import Seen
    from ..problems import Problem


class Site(NamedTuple):
    """A site, as its host has built it last."""

    folder: Path
    """That of the data files."""
    shown: str
    """How problems name it."""
    shelves: Shelves
    edition: Edition
    urls: Mapping[str, str]
    """Where each page is, from the top of the site, by its path below the docs folder."""
    seen: Callable[[str], Seen | None]
    """Says what readers see of a page that may have notes."""
    homeless: Callable[[Dataset], Iterable[Problem]]
    """Says which entries have no place, and gives the others theirs."""
    say: Callable[[str], str] = str
    """Says a label of the usual vocabulary as the site's readers have it."""
