"""Notices templates that print what is on other pages than theirs, as lists of summaries do."""

from __future__ import annotations

from functools import cache
from typing import Any

_ATTRIBUTES = ("content", "markdown", "toc")


class Peeks:
    """What templates look at, in one site."""

    def __init__(self) -> None:
        """Begin with nothing noticed."""
        self.reader: object = None
        """The page whose template runs, if one does; `True` is that of no page."""
        self.found = False
        """Whether one has looked at another page."""

    def watch(self, page: Any) -> None:  # noqa: ANN401 - the host's
        """Take note of who looks at a page."""
        if "_peeks" not in vars(page):
            kind: Any = type(page)
            page.__class__ = _watched(kind)
            vars(page)["_peeks"] = self

    def look(self, page: object) -> None:
        """Take note of a look at a page."""
        if self.reader is not None and self.reader is not page:
            self.found = True


@cache
def _watched(kind: Any) -> type:  # noqa: ANN401 - a type
    """Make the class of pages that notice who looks at them."""

    def noticing(name: str) -> property:
        def get(page: Any) -> Any:  # noqa: ANN401 - whatever the page has
            its = vars(page)
            its["_peeks"].look(page)
            return its.get(name)

        def put(page: Any, value: Any) -> None:  # noqa: ANN401 - the same
            vars(page)[name] = value

        return property(get, put)

    return type(kind.__name__, (kind,), {name: noticing(name) for name in _ATTRIBUTES})
