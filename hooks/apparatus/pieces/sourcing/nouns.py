"""Statements: who says what, and how the text gives it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...data.cited import SourceId  # noqa: TC001 - looked up when data are checked
from ...data.marks import EntityId, Page  # noqa: TC001 - looked up when data are checked
from ...data.model import Confidence  # noqa: TC001 - looked up when data are checked
from ...data.target import ANNOTATED, End, Target
from ...text.places import paragraph_number

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody says in a block of a page, and how the page gives it."""

    id: str
    """What it is called, for good: `s2`."""
    speaker: str
    """Who speaks, as readers should read it."""
    named: bool
    """Whether the text names the speaker."""
    side: str
    """Whom the speaker belongs to, in the author's words."""
    manner: str
    """How the text gives it: one of the vocabulary's manners."""
    sources: tuple[SourceId, ...]
    """Ids of the sources that say who speaks."""
    confidence: Confidence
    """How sure it is who speaks."""
    entity: EntityId = ""
    """The id of the speaker's entry, if there is one."""
    paragraph: int | None = None
    """The number of the block where it stands: 7 for `{ #p7 }`."""
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
    def target(self) -> Target:
        """Where it stands."""
        its = self
        return Target(its.paragraph, its.exact, its.page, its.occurrence, its.block, its.until)


def in_order(statements: Iterable[Statement]) -> list[Statement]:
    """Bring the statements about one page into its order.

    Where blocks have other names than numbers, that is their order in the data.
    """
    its = list(statements)
    numbers = {one.id: paragraph_number(one.target.name) for one in its}
    return its if None in numbers.values() else sorted(its, key=lambda one: numbers[one.id] or 0)
