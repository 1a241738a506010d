"""Pledges: what they lack, and the paragraphs that their page does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...data.checks import date, sourced, words
from ...data.model import Annotation
from ...notes.checks import no_block
from ...problems import Problem, phrases
from ...text.places import paragraph_id, paragraph_number
from .nouns import Pledge

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from ...data.dataset import Dataset
    from ...notes.targets import Targets
    from ...text.page import Page


def pledges(data: Dataset) -> Iterator[Problem]:
    """Find pledges without words, steps or sources, and notes that do not exist."""
    for pledge in data.of(Pledge).values():
        yield from words(data, pledge, "title", "side", "verdict")
        if not pledge.steps:
            message = f"the pledge '{pledge.id}' has no step."
            yield Problem(data.position(pledge, "steps"), message, "Add what was promised.")
        yield from _steps(data, pledge)
        for index, identifier in enumerate(pledge.notes):
            if data.lacks(Annotation, identifier):
                where = data.position(pledge, "notes", index)
                yield phrases.unknown(where, "note", identifier, data.annotations)


def _steps(data: Dataset, pledge: Pledge) -> Iterator[Problem]:
    stages = set()
    for number, step in enumerate(pledge.steps):
        path = ("steps", number)
        yield from words(data, pledge, "stage", "text", part=step, path=path)
        yield from date(data, pledge, "date", step.date, path)
        if step.stage in stages:
            message = f"the pledge '{pledge.id}' has two steps of the stage '{step.stage}'."
            where = data.position(pledge, *path, "stage")
            yield Problem(where, message, "Make them one, or name another stage.")
        stages.add(step.stage)
        what = f"step '{step.stage}' of the pledge '{pledge.id}'"
        yield from sourced(data, pledge, step.sources, what, path)


def page(its: Targets, page: Page, data: Dataset) -> Iterator[Problem]:
    """Find paragraphs and other blocks that pledges name and their page does not have."""
    for pledge in data.of(Pledge).values():
        if pledge.page != page.path:
            continue
        for index, number in enumerate(pledge.paragraphs):
            if paragraph_id(number) not in its.blocks:
                yield _no_place(data, pledge, index, its.blocks)
        for index, name in enumerate(pledge.blocks):
            if name not in its.blocks:
                where = data.position(pledge, "blocks", index)
                yield no_block(where, pledge.page, name, its.blocks)


def _no_place(data: Dataset, pledge: Pledge, index: int, known: Collection[str]) -> Problem:
    number = pledge.paragraphs[index]
    numbers = [its for name in known if (its := paragraph_number(name)) is not None]
    numbers.sort(key=lambda n: (abs(n - number), n))
    message = f"'{pledge.page}' has no paragraph {number}."
    hint = f"The nearest is {numbers[0]}." if numbers else "No paragraph there has a number."
    return Problem(data.position(pledge, "paragraphs", index), message, hint)
