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

    def look(self, page: Any) -> None:  # noqa: ANN401 - the host's
        """Take note of a look at a page; the host says which one is being made."""
        if self.reader is not None and self.reader is not page and not page.active:
            self.found = True


@cache
def _watched(kind: Any) -> type:  # noqa: ANN401 - a type
    """Make the class of pages that notice who looks at them."""

    def noticing(name: str) -> property:
        def get(page: Any) -> Any:  # noqa: ANN401 - whatever the page has
            its = vars(page)
            its["_peeks"].look(page)
            return its.get(name)

        return property(get, lambda page, value: vars(page).update({name: value}))

    def title(page: Any) -> Any:  # noqa: ANN401 - the same
        its, peeks = vars(page), vars(page)["_peeks"]
        if "title" in its:
            return its["title"]
        # The host looks at the page's own words for it.
        reader, peeks.reader = peeks.reader, None
        try:
            return kind.title.__get__(page)
        finally:
            peeks.reader = reader

    members = {name: noticing(name) for name in _ATTRIBUTES}
    members["title"] = property(title, lambda page, value: vars(page).update(title=value))
    return type(kind.__name__, (kind,), members)
