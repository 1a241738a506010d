"""What notes and others are about: a block of a page, words of it, or more than one block."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from ..text.places import named, paragraph_id
from .marks import Page  # noqa: TC001 - looked up when data are checked

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..text.places import Place
    from ..words import Words

ANNOTATED = "annotated.md"
"""The page that notes and others are about, when they do not name one."""


class _InBlock:
    """What names a block by a number or by its id."""

    __slots__ = ()
    paragraph: int | None
    block: str

    @property
    def name(self) -> str:
        """The id of the block; empty if none is named."""
        return self.block if self.paragraph is None else paragraph_id(self.paragraph)


@dataclass(frozen=True, slots=True)
class End(_InBlock):
    """Where a target ends that starts elsewhere: with words of a block, or with the whole of it."""

    paragraph: int | None = None
    """The number of the block in which it ends."""
    exact: str = ""
    """The words with which it ends, as the page has them; without any it is the whole block."""
    occurrence: int = 1
    """Which one, when the block has the words more than once; the first is 1."""
    block: str = ""
    """The id of the block in which it ends, if that is not where it starts."""

    @property
    def written(self) -> dict[str, Any]:
        """What the data say of it: `{block: p5, exact: to these}`, by their keys."""
        return {key: its for key, its in asdict(self).items() if its}


@dataclass(frozen=True, slots=True)
class Target(_InBlock):
    """What a note is about: a block, words of it (a W3C text quote selector), or more than one."""

    paragraph: int | None = None
    """The number of a block that is called like the `p7` of `{ #p7 }`."""
    exact: str = ""
    """The words, as the page has them; without any it is the whole block."""
    page: Page = ANNOTATED
    """The page, a path below the docs folder: `annotated.md`."""
    occurrence: int = 1
    """Which one, when the block has the words more than once; the first is 1."""
    block: str = ""
    """The id of any block, in place of a paragraph's number."""
    until: End | None = None
    """Where it ends, if that is in another block: `{block: p5, exact: to these}`."""

    @property
    def last(self) -> str:
        """The id of the block in which it ends."""
        return (self.until and self.until.name) or self.name

    @property
    def is_whole(self) -> bool:
        """Whether it is whole blocks, and no words of them."""
        return not self.exact and not (self.until and self.until.exact)

    def called(self, words: Words, place: Callable[[str], Place] = named) -> str:
        """Say what it is called where the page is not at hand: by its words, else by its block.

        In: also what says the name of a block by its id.
        """
        end = self.until
        last = end.exact or (end.name and words.place(place(end.name))) if end else ""
        first = self.exact or words.place(place(self.name))
        return " ".join(" … ".join(filter(None, (first, last))).split())
