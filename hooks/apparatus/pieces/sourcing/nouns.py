"""Statements: who says what, and how the text gives it."""

from __future__ import annotations

from dataclasses import dataclass

from ...data.model import ANNOTATED, Confidence, Target


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody says in a paragraph of a page, and how the page gives it."""

    id: str
    paragraph: int
    """The paragraph's number, as in `Target`."""
    speaker: str
    named: bool
    """Whether the text names the speaker."""
    side: str
    """Whom the speaker belongs to, in the author's words."""
    manner: str
    """One of the vocabulary's."""
    exact: str
    """The words where it stands, as the page has them."""
    sources: tuple[str, ...]
    confidence: Confidence
    entity: str = ""
    """The speaker's entry, if there is one."""
    page: str = ANNOTATED

    @property
    def target(self) -> Target:
        """Where it stands."""
        return Target(self.paragraph, self.exact, self.page)
