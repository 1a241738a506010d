"""The timeline: events in order of their dates, exact and inferred ones told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...text import dates
from .nouns import Event

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from ...text.dates import Date
    from ..piece import Context


def make(context: Context) -> list[Element]:
    """Make the timeline, year by year; events of one date stay as the data have them."""
    dated = [
        (date, event)
        for event in context.data.of(Event).values()
        if (date := dates.read(event.date))
    ]
    if not dated:
        return []
    dated.sort(key=lambda one: one[0].order)
    years: dict[str, list[Event]] = {}
    for date, event in dated:
        years.setdefault(_heading(date), []).append(event)
    timeline = context.renderer.element(
        "timeline",
        years=years,
        inferred=context.data.vocabulary.drawn("precisions", "open"),
        here=next((event for _, event in dated if event.here), None),
        cited_by={event.id: context.cited(event.sources) for _, event in dated},
    )
    return [timeline]


def _heading(date: Date) -> str:
    """Name the year under which a date stands, or whatever longer time it is about."""
    if not date.start and date.point.exact == "year":
        return f"../{dates.edtf(date.point._replace(how=''))}"
    return dates.edtf(date.point._replace(parts=date.point.parts[:1], how=""))
