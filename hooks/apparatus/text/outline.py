"""The blocks of a page as it is written, before it is rendered: their order and their names.

What only rendering makes, as the id of a heading that has none, is not known here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .patterns import late
from .places import called, order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .page import Page
    from .places import Place

_ID_RE = late(
    r"""\{:?[^{}\n]*?\#(?P<list>[^\s{}]+)[^{}\n]*\}|<[a-z][^<>]*?\sid=["']?(?P<html>[^\s"'<>]+)[^<>]*>""",
    re.IGNORECASE,
)
_LABEL_RE = late(r"""\sdata-label=(?:"([^"]*)"|'([^']*)')""")


class Outline:
    """What the source of a page tells of its blocks."""

    def __init__(self, text: str = "") -> None:
        """Take it; of two blocks with one id the first counts."""
        self._labels: dict[str, str] = {}
        for found in _ID_RE.finditer(text):
            label = _LABEL_RE.search(found[0])
            said = (label[1] or label[2] or "") if label else ""
            self._labels.setdefault(found["list"] or found["html"], said)
        self._places = {name: at for at, name in enumerate(self._labels)}

    def place(self, identifier: str) -> Place:
        """Say what a block is called."""
        return called(identifier, lambda name: self._labels.get(name, ""))

    def order(self, identifier: str) -> tuple[int, list[int | str]]:
        """Return what its ids are sorted by: as it has them, a line by its stanza; then others."""
        own, stanza = self._places.get(identifier), identifier.rpartition(".")[0]
        at = self._places.get(stanza, len(self._places)) if own is None else own
        return at, order(identifier)


class Outlines:
    """Those of a site's pages, each read when it is asked for."""

    def __init__(self) -> None:
        """Know no page."""
        self._read: dict[str, Callable[[], str]] = {}
        self._made: dict[str, Outline] = {}

    def expect(self, pages: Iterable[Page]) -> None:
        """Take the pages of a build."""
        self._read = {page.path: lambda page=page: page.prose for page in pages}  # type: ignore[misc]
        self._made = {}

    def of(self, page: str) -> Outline:
        """Return that of a page, by its path; of an unknown page nothing is known."""
        if page not in self._made:
            self._made[page] = Outline(self._read[page]() if page in self._read else "")
        return self._made[page]

    @property
    def asked(self) -> set[str]:
        """The pages that have been asked for."""
        return {*self._made}

    def place(self, page: str, identifier: str) -> Place:
        """Say what a block of a page is called."""
        return self.of(page).place(identifier)
