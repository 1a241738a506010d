"""Which words are alike, so that one may be a slip for another."""

from __future__ import annotations

from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_GUESSES = 200
_LONGEST = 80
_NEAR = 0.65
"""How alike words are of which one may be a slip for the other; 1 is the same."""
_ALIKE = 0.8


def are_alike(one: str, other: str) -> bool:
    """Whether two words are very much alike."""
    return SequenceMatcher(None, one, other).ratio() > _ALIKE


class Speller:
    """Knows some names, and which of them is like a word; what files end with does not count.

    A comparison with thousands of names takes a while. Who has hundreds of unknown words has made
    another mistake than a slip in each.
    """

    def __init__(self, known: Iterable[str]) -> None:
        """Take the names."""
        self._known = {_folded(name): name for name in known}
        self._asked: dict[str, str] = {}

    def nearest(self, word: str) -> str:
        """Return the known name that is nearest, or nothing."""
        if word not in self._asked and len(self._asked) < _GUESSES:
            asked = _folded(word[:_LONGEST])
            near = get_close_matches(asked, self._known, n=1, cutoff=_NEAR)
            found = next((one for one in near if _is_near(asked, one)), "")
            self._asked[word] = self._known.get(found, "")
        return self._asked.get(word, "")


speller = lru_cache(maxsize=16)(Speller)
"""What knows some names, and has been asked for guesses before."""


def _is_near(word: str, known: str) -> bool:
    """Whether two words are alike without that with which both end, as files do."""
    end = PurePath(word).suffix
    if not (end and known.endswith(end)):
        return True
    return bool(get_close_matches(word.removesuffix(end), [known.removesuffix(end)], cutoff=_NEAR))


def _folded(name: str) -> str:
    return name.casefold().replace("_", "-")
