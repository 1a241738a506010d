"""Events."""

from __future__ import annotations

from dataclasses import dataclass

from ...data.cited import SourceId  # noqa: TC001 - looked up when data are checked
from ...data.marks import Date  # noqa: TC001 - the checker of data reads annotations
from ...data.model import Confidence  # noqa: TC001 - the checker of data reads annotations

ANCHOR = "event-"
"""What the names of places begin with."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, or that lasted some days."""

    id: str
    """The end of its address, for good: `san-francisco`."""
    date: Date
    """When it was, or began: `1853-09-30`."""
    title: str
    """What happened, in a few words, without Markdown."""
    text: str
    """What a reader should know of it, without Markdown."""
    precision: str
    """Whether the date is on record, or was worked out: one of the vocabulary's precisions."""
    sources: tuple[SourceId, ...]
    """Ids of the sources that say so."""
    confidence: Confidence
    """How sure it is."""
    end: Date = ""
    """Its last day, if it lasted longer than one: `1853-10-02`."""
    place: str = ""
    """Where it was."""
    basis: str = ""
    """What an inferred date was worked out from."""
    here: bool = False
    """Whether this is where the reader stands; one event at most."""

    @property
    def anchor(self) -> str:
        """The name of its place on a page."""
        return f"{ANCHOR}{self.id}"
