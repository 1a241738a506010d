"""A page as its readers saw it last, when its tree is gone: targets are found as in the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .anchoring import Lost, Span, locate
from .targets import Miss

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..data.target import End, Target
    from ..data.yaml_file import Path


class Seen(NamedTuple):
    """What `Targets.look` finds on a page."""

    text: str
    blocks: Mapping[str, tuple[int, int]]
    """Where each block starts and ends in the text, by id."""

    def span(self, name: str) -> Span:
        """Say where the words of a block are."""
        start, end = self.blocks[name]
        words = self.text[start:end]
        left = start + len(words) - len(words.lstrip())
        return Span(left, max(left, start + len(words.rstrip())))

    def words(self, name: str) -> str:
        """Return the words of a block."""
        return self.text[slice(*self.span(name))]

    def miss(self, target: Target) -> Miss | None:
        """Say what of a target is not there."""
        start = self._part((), target, target.name)
        if isinstance(start, Miss) or not target.until:
            return start if isinstance(start, Miss) else None
        end = self._part(("until",), target.until, target.last)
        if isinstance(end, Miss):
            return end
        return Miss(("until",), target.until, target.last) if end.end <= start.start else None

    def _part(self, path: Path, named: Target | End, name: str) -> Span | Miss:
        if name not in self.blocks:
            return Miss(path, named, name)
        whole = self.span(name)
        if not named.exact:
            return whole
        found = locate(self.words(name), named.exact, named.occurrence)
        if isinstance(found, Lost):
            return Miss(path, named, name, found)
        return Span(whole.start + found.start, whole.start + found.end)
