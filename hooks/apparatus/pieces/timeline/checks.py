"""Events: what they lack, and dates that cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...data.checks import sourced, words
from ...problems import Problem, phrases
from ...text.dates import is_before, is_date
from .nouns import Event

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...data.dataset import Dataset


def events(data: Dataset) -> Iterator[Problem]:
    """Find events without words, dates or sources, and more than one place of the reader."""
    here = ""
    for event in data.of(Event).values():
        yield from words(data, event, "title", "text")
        for key, value in (("date", event.date), ("end", event.end)):
            if not is_date(value) and (value or key == "date"):
                yield phrases.no_date(data.position(event, key), key, value)
        if event.end and (event.end == event.date or is_before(event.end, event.date)):
            message = f"the event '{event.id}' ends on {event.end}, but starts on {event.date}."
            hint = "Write a later day, or delete this line."
            yield Problem(data.position(event, "end"), message, hint)
        inferred = event.precision in data.vocabulary.drawn("precisions", "open")
        if inferred and not event.basis.strip():
            message = f"the date of '{event.id}' is inferred, but nothing says from what."
            yield Problem(data.position(event, "precision"), message, "Add 'basis: …'.")
        yield from sourced(data, event, event.sources, f"event '{event.id}'")
        if event.here and here:
            message = f"the reader is at '{here}' already."
            yield Problem(data.position(event, "here"), message, "Delete one of the two lines.")
        here = event.id if event.here else here
