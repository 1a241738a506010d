"""What `[words][id]` leads to, on pages and in notes, and what is said where it leads nowhere."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from ..data.model import Entity, Source
from ..problems import phrases
from ..text.reader import EXPLICIT

if TYPE_CHECKING:
    from ..data.dataset import Dataset
    from ..problems import Problem
    from ..text.page import Page
    from .ways import Here

_MOST = 200
"""So many lost references of a page are told: to find the place of each takes a while."""


class References:
    """The references of a build; what is wrong with them goes to its problems."""

    def __init__(self, data: Dataset, here: Here, problems: list[Problem]) -> None:
        """Take the data that they name, the page that they lead from, and a list to add to."""
        self._data, self._here, self._problems = data, here, problems
        self._page: Page | None = None
        self._lost: Counter[str] = Counter()

    def begin(self, page: Page | None) -> None:
        """Take the page whose references come next, if it asks for ours at all."""
        self._page = page
        self._lost.clear()

    def address(self, identifier: str) -> str | None:
        """Return where `[words][identifier]` leads: to an entry, or to a source.

        In an id capitals may count; elsewhere one may be at the beginning of a sentence.
        """
        for one in (identifier, identifier.lower()):
            if one in self._data.entities:
                return EXPLICIT + one
            if one in self._data.sources:
                return self._here.source(self._data.sources[one])
        return None

    def lose(self, identifier: str) -> None:
        """Take note of `[words][identifier]` that nothing on the page defines."""
        page, data = self._page, self._data
        if page is None:
            return
        self._lost[identifier] += 1
        if self._lost.total() > _MOST:
            return
        both = (identifier, identifier.lower())
        nth, named = self._lost[identifier] - 1, rf"\]\s?\[({re.escape(identifier)})\]"
        if self.address(identifier) is not None:
            where = page.find(rf"\[\s*{named}", nth)
            self._problems.append(phrases.wordless(where, identifier))
        elif all(data.lacks(noun, one) for noun in (Entity, Source) for one in both):
            where = page.find(named, nth)
            known = (*data.entities, *data.sources)
            self._problems.append(phrases.undefined(where, identifier, known))
