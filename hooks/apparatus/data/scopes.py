"""Scopes of names: patterns of the pages on which one counts."""

from __future__ import annotations

from fnmatch import fnmatchcase


def counts_on(page: str, pages: tuple[str, ...]) -> bool:
    """Whether an alias with this scope, which is not everywhere, counts on a page."""
    return any(fnmatchcase(page, pattern) for pattern in pages)
