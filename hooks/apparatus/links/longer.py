"""Longer words of which no name may be a part: 京都 is none of 東京都."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick

from ..text.normal import normalize
from ..text.spelling import lower

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..data.model import Entity
    from .matcher import Form, Match


class Longer:
    """The words in which the names of some entities must not be found."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        """Take the entities that have such words, whatever their case."""
        owners: dict[str, list[str]] = {}
        for entity in entities:
            for words in entity.not_in:
                owners.setdefault(lower(normalize(words)), []).append(entity.id)
        self._owners = [*owners.values()]
        self._longest = max(map(len, owners), default=0)
        self._search = AhoCorasick([*owners]).find_matches_as_indexes

    def spare(self, matches: list[Match], text: str) -> list[Match]:
        """Leave out what is a part of such words; the matches are those of the text."""
        found: dict[str, list[tuple[int, int]]] = {}
        for which, start, end in self._search(lower(text), overlapping=True):
            for owner in self._owners[which]:
                found.setdefault(owner, []).append((start, end))
        for places in found.values():
            places.sort()

        def alone(form: Form, match: Match) -> bool:
            its = found.get(form.entity.id, ())
            first = bisect_left(its, (match.end - self._longest, 0))
            last = bisect_right(its, (match.start, len(text)))
            return all(end < match.end for _, end in its[first:last])

        kept = (match._replace(forms=tuple(form for form in match.forms if alone(form, match)))
                for match in matches)  # fmt: skip
        return [match for match in kept if match.forms] if found else matches
