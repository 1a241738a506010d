"""Statements: who says what, and how the text gives it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...data.cited import SourceId  # noqa: TC001 - looked up when data are checked
from ...data.model import Confidence  # noqa: TC001 - looked up when data are checked
from ...data.target import ANNOTATED, End, Target
from ...text.places import paragraph_number

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody says in a block of a page, and how the page gives it."""

    id: str
    speaker: str
    named: bool
    """Whether the text names the speaker."""
    side: str
    """Whom the speaker belongs to, in the author's words."""
    manner: str
    """One of the vocabulary's."""
    sources: tuple[SourceId, ...]
    confidence: Confidence
    entity: str = ""
    """The speaker's entry, if there is one."""
    paragraph: int | None = None
    """This and the following are as in `Target`."""
    exact: str = ""
    page: str = ANNOTATED
    occurrence: int = 1
    block: str = ""
    until: End | None = None

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
