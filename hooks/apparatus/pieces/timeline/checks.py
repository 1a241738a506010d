"""Events: what they lack, and dates that cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...data.checks import date, sourced, words
from ...problems import Problem, phrases
from ...text import dates
from .nouns import Event

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...data.dataset import Dataset


def events(data: Dataset) -> Iterator[Problem]:
    """Find events without words, dates or sources, and more than one place of the reader."""
    here = ""
    for event in data.of(Event).values():
        yield from words(data, event, "title", "text")
        if not event.date:
            yield phrases.no_date(data.position(event, "date"), "date", "")
        yield from date(data, event, "date", event.date)
        yield from date(data, event, "end", event.end)
        yield from _end(data, event)
        inferred = event.precision in data.vocabulary.drawn("precisions", "open")
        if inferred and not event.basis.strip():
            message = f"the date of '{event.id}' is inferred, but nothing says from what."
            yield Problem(data.position(event, "precision"), message, "Add 'basis: …'.")
        yield from sourced(data, event, event.sources, f"event '{event.id}'")
        if event.here and here:
            message = f"the reader is at '{here}' already."
            yield Problem(data.position(event, "here"), message, "Delete one of the two lines.")
        here = event.id if event.here else here


def _end(data: Dataset, event: Event) -> Iterator[Problem]:
    """Find an end that is no later than the start, or that cannot be compared with it."""
    start, end = dates.read(event.date), dates.read(event.end)
    if not start or not end:
        return
    where = data.position(event, "end")
    if start.spans or end.spans:
        message = f"'{event.date if start.spans else event.end}' says by itself how long it was."
        yield Problem(where, message, "Write all of it as 'date', and delete this line.")
    elif event.end == event.date or end.last < start.first:
        message = f"the event '{event.id}' ends on {event.end}, but starts on {event.date}."
        yield Problem(where, message, "Write a later day, or delete this line.")
    elif start.point.exact != end.point.exact:
        message = f"the event '{event.id}' starts on {event.date}, and ends on {event.end}: one is "
        message += "more exact than the other."
        yield Problem(where, message, "Write both as days, as months or as years.")
