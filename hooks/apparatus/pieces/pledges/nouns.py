"""Pledges and their steps."""

from __future__ import annotations

from dataclasses import dataclass

from ...data.cited import SourceId  # noqa: TC001 - looked up when data are checked
from ...data.marks import Date, NoteId, Page  # noqa: TC001 - looked up when data are checked
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
    """What happened then."""
    sources: tuple[SourceId, ...]
    """Ids of the sources that say so."""
    date: Date = ""
    """When it was: `1853-04-05`."""
    confidence: Confidence = "high"
    """How sure it is."""


@dataclass(frozen=True, slots=True)
class Pledge:
    """What somebody promised, step by step, and what came of it."""

    id: str
    """The end of its row's address, for good: `public-works`."""
    title: str
    """What was promised, in a few words."""
    side: str
    """Who promised, in the author's words, as they stand after `by`."""
    steps: tuple[Step, ...]
    """What was asked, promised and done, in order."""
    outcome: str
    """What came of it: one of the vocabulary's outcomes."""
    verdict: str
    """The outcome in a few words."""
    confidence: Confidence
    """How sure the outcome is."""
    paragraphs: tuple[int, ...] = ()
    """Where the page speaks of it: the `p7` of a `{ #p7 }`."""
    blocks: tuple[str, ...] = ()
    """The ids of other blocks that do."""
    notes: tuple[NoteId, ...] = ()
    """Ids of notes that lead to it."""
    page: Page = ANNOTATED
    """That page, a path below the docs folder: `annotated.md`."""

    @property
    def places(self) -> tuple[str, ...]:
        """The ids of all blocks where the page speaks of it."""
        return (*map(paragraph_id, self.paragraphs), *self.blocks)

    @property
    def anchor(self) -> str:
        """The name of its row on a page."""
        return f"{ANCHOR}{self.id}"
