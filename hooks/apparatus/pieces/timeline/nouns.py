"""Events."""

from __future__ import annotations

from dataclasses import dataclass

from ...data.cited import SourceId  # noqa: TC001 - looked up when data are checked
from ...data.model import Confidence  # noqa: TC001 - the checker of data reads annotations

ANCHOR = "event-"
"""What the names of places begin with."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, or that lasted some days."""

    id: str
    date: str
    """ISO date, month or year."""
    title: str
    text: str
    precision: str
    """Whether the date is on record, or was worked out: a word of the vocabulary's."""
    sources: tuple[SourceId, ...]
    confidence: Confidence
    end: str = ""
    """Its last day, if it lasted longer than one."""
    place: str = ""
    basis: str = ""
    """What an inferred date was worked out from."""
    here: bool = False
    """Whether this is where the reader stands; one event at most."""

    @property
    def anchor(self) -> str:
        """The name of its place on a page."""
        return f"{ANCHOR}{self.id}"
