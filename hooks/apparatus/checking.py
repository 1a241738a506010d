"""Checks of pledges and events, and of what any item may have: dates, sources, needed words."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from .problems import Position, Problem, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .dataset import Dataset, Noun
    from .history import Pledge

_DATE_RE = re.compile(r"\d{4}(?:-\d\d){0,2}")


def is_date(value: str) -> bool:
    """Whether a value is a day, month or year that the calendar has."""
    try:
        date.fromisoformat(value + "-01-01"[len(value) - len("1990") :])
    except ValueError:
        return False
    return _DATE_RE.fullmatch(value) is not None


def is_before(one: str, other: str) -> bool:
    """Whether a date lies before another, as far as the less exact of the two tells."""
    exact = min(len(one), len(other))
    return one[:exact] < other[:exact]


def no_date(where: Position, key: str, value: str) -> Problem:
    """Say that a value is no date."""
    return Problem(
        where, f"{key} '{value}' is not a date.", "Write it as 1990-06-16, 1990-06 or 1990."
    )


def empty(where: Position, key: str) -> Problem:
    """Say that words are needed."""
    return Problem(where, f"{key} is empty.", "Fill it in.")


def unsourced(where: Position, what: str) -> Problem:
    """Say that a claim rests on nothing."""
    return Problem(where, f"the {what} names no source.", "Add 'sources: [id]'.")


def no_source(where: Position, identifier: str, data: Dataset) -> Problem:
    """Say that a source is named that does not exist."""
    hint = did_you_mean(identifier, data.sources) or "Add it to sources.yml."
    return Problem(where, f"there is no source '{identifier}'.", hint)


def unknown_sources(
    data: Dataset, noun: Noun, ids: Iterable[str], *path: str | int
) -> Iterator[Problem]:
    """Find sources that do not exist among those of an item, or of a part of it at a path."""
    for index, identifier in enumerate(ids):
        if identifier not in data.sources:
            where = data.position(noun, *path, "sources", index)
            yield no_source(where, identifier, data)


def pledges(data: Dataset) -> Iterator[Problem]:
    """Find pledges without words, steps or sources, and notes that do not exist."""
    for pledge in data.pledges.values():
        yield from _words(data, pledge, pledge, "title", "side", "verdict")
        if not pledge.steps:
            message = f"the pledge '{pledge.id}' has no step."
            yield Problem(data.position(pledge, "steps"), message, "Add what was promised.")
        yield from _steps(data, pledge)
        for index, identifier in enumerate(pledge.notes):
            if identifier not in data.annotations:
                message = f"there is no note '{identifier}'."
                hint = did_you_mean(identifier, data.annotations)
                yield Problem(data.position(pledge, "notes", index), message, hint)


def events(data: Dataset) -> Iterator[Problem]:
    """Find events without words, dates or sources, and more than one place of the reader."""
    here = ""
    for event in data.events.values():
        yield from _words(data, event, event, "title", "text")
        for key, value in (("date", event.date), ("end", event.end)):
            if not is_date(value) and (value or key == "date"):
                yield no_date(data.position(event, key), key, value)
        if event.end and (event.end == event.date or is_before(event.end, event.date)):
            message = f"the event '{event.id}' ends on {event.end}, but starts on {event.date}."
            hint = "Write a later day, or delete this line."
            yield Problem(data.position(event, "end"), message, hint)
        if event.precision == "inferred" and not event.basis.strip():
            message = f"the date of '{event.id}' is inferred, but nothing says from what."
            yield Problem(data.position(event, "precision"), message, "Add 'basis: …'.")
        if not event.sources:
            yield unsourced(data.position(event), f"event '{event.id}'")
        yield from unknown_sources(data, event, event.sources)
        if event.here and here:
            message = f"the reader is at '{here}' already."
            yield Problem(data.position(event, "here"), message, "Delete one of the two lines.")
        here = event.id if event.here else here


def _steps(data: Dataset, pledge: Pledge) -> Iterator[Problem]:
    stages = set()
    for number, step in enumerate(pledge.steps):
        yield from _words(data, pledge, step, "stage", "text", path=("steps", number))
        if step.date and not is_date(step.date):
            yield no_date(data.position(pledge, "steps", number, "date"), "date", step.date)
        if step.stage in stages:
            message = f"the pledge '{pledge.id}' has two steps of the stage '{step.stage}'."
            where = data.position(pledge, "steps", number, "stage")
            yield Problem(where, message, "Make them one, or name another stage.")
        stages.add(step.stage)
        if not step.sources:
            what = f"step '{step.stage}' of the pledge '{pledge.id}'"
            yield unsourced(data.position(pledge, "steps", number), what)
        yield from unknown_sources(data, pledge, step.sources, "steps", number)


def _words(
    data: Dataset, noun: Noun, its: object, *keys: str, path: tuple[str | int, ...] = ()
) -> Iterator[Problem]:
    """Find needed words that are missing from an item, or from a part of it at a path."""
    for key in keys:
        if not getattr(its, key).strip():
            yield empty(data.position(noun, *path, key), key)
