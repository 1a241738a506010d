"""Pledges and their steps."""

from __future__ import annotations

from dataclasses import dataclass

from ...data.cited import SourceId  # noqa: TC001 - looked up when data are checked
from ...data.model import Confidence  # noqa: TC001 - looked up when data are checked
from ...data.target import ANNOTATED
from ...text.places import paragraph_id

ANCHOR = "pledge-"
"""What the names of places begin with."""


@dataclass(frozen=True, slots=True)
class Step:
    """What was asked, promised or done about a pledge at one stage."""

    stage: str
    """In the author's words; pledges that share stages can be read side by side."""
    text: str
    sources: tuple[SourceId, ...]
    date: str = ""
    """ISO date, month or year."""
    confidence: Confidence = "high"


@dataclass(frozen=True, slots=True)
class Pledge:
    """What somebody promised, step by step, and what came of it."""

    id: str
    title: str
    side: str
    """Who promised, in the author's words, as they stand after `by`."""
    steps: tuple[Step, ...]
    outcome: str
    """One of the vocabulary's."""
    verdict: str
    """The outcome in a few words."""
    confidence: Confidence
    """How sure the outcome is."""
    paragraphs: tuple[int, ...] = ()
    """Where the page speaks of it: the `p7` of a `{ #p7 }`."""
    blocks: tuple[str, ...] = ()
    """The ids of other blocks that do."""
    notes: tuple[str, ...] = ()
    page: str = ANNOTATED

    @property
    def places(self) -> tuple[str, ...]:
        """The ids of all blocks where the page speaks of it."""
        return (*map(paragraph_id, self.paragraphs), *self.blocks)

    @property
    def anchor(self) -> str:
        """The name of its row on a page."""
        return f"{ANCHOR}{self.id}"
