"""The timeline: events in order of their dates, from `events.yml`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...data.shelf import Shelf
from ...text import dates
from ..piece import Piece, Thing
from . import checks
from .nouns import ANCHOR, Event

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...data.dataset import Dataset


def _things(data: Dataset) -> Iterator[Thing]:
    for event in data.of(Event).values():
        place = {"@type": "Place", "name": event.place} if event.place else None
        date = dates.read(event.date)
        first, last = date.bounds if date and date.spans else (dates.exact(event.date), "")
        last = dates.exact(event.end) or last
        node = {
            "@type": "Event",
            "name": event.title,
            "description": event.text,
            "startDate": first,
            "endDate": last,
            "location": place,
        }
        yield Thing(event.anchor, {key: value for key, value in node.items() if value})


PIECE = Piece(
    needs="events.yml",
    shelves=(Shelf("events", Event, terms={"precision": "precisions"}, anchor=ANCHOR),),
    once=True,
    check=checks.events,
    things=_things,
)
