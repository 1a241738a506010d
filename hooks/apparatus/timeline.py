"""The timeline: events in order of their dates, exact and inferred ones told apart."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from .dataset import Dataset
    from .insertions import Around


def make(around: Around) -> list[Element]:
    """Make the timeline, year by year; events of one date stay as the data have them."""
    events = sorted(around.data.events.values(), key=lambda event: event.date)
    if not events:
        return []
    years = {
        year: list(its)
        for year, its in groupby(events, key=lambda event: event.date[: len("1990")])
    }
    timeline = around.renderer.element(
        "timeline",
        years=years,
        inferred=sum(event.precision == "inferred" for event in events),
        here=next((event for event in events if event.here), None),
        cited_by={event.id: around.cited(event.sources) for event in events},
    )
    return [timeline]


def sources(_data: Dataset, _which: str) -> list[str]:
    """Name no source: each event cites its own."""
    return []
