"""The timeline: events in order of their dates, exact and inferred ones told apart."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from ...text.dates import year
from .nouns import Event

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from ..piece import Context


def make(context: Context) -> list[Element]:
    """Make the timeline, year by year; events of one date stay as the data have them."""
    events = sorted(context.data.of(Event).values(), key=lambda event: event.date)
    if not events:
        return []
    years = {which: list(its) for which, its in groupby(events, lambda event: year(event.date))}
    timeline = context.renderer.element(
        "timeline",
        years=years,
        inferred=context.data.vocabulary.drawn("precisions", "open"),
        here=next((event for event in events if event.here), None),
        cited_by={event.id: context.cited(event.sources) for event in events},
    )
    return [timeline]
