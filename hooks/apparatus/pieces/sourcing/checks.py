"""Statements: what they lack, and what of their page they do not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...data.checks import sourced, target, words
from ...data.model import Entity
from ...notes.checks import missed
from ...notes.passages import numbered
from ...notes.targets import Miss
from ...problems import Problem, phrases
from ...text.places import Place, paragraph_number, short
from ..piece import Reference
from .nouns import Statement, in_order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...data.dataset import Dataset
    from ...notes.targets import Targets
    from ...problems import Position
    from ...text.page import Page


def statements(data: Dataset) -> Iterator[Problem]:
    """Find statements without words or sources, and speakers without an entry."""
    for one in list(data.of(Statement).values()):
        yield from words(data, one, "speaker", "side")
        yield from target(data, one, one.target)
        yield from sourced(data, one, one.sources, f"statement '{one.id}'")
        if one.entity and data.lacks(Entity, one.entity):
            where = data.position(one, "entity")
            yield phrases.unknown(where, "entity", one.entity, data.entities)


def page(its: Targets, page: Page, data: Dataset) -> Iterator[Problem]:
    """Find statements without their block or words, or out of order, and silent paragraphs.

    Because no paragraph is left out, shares of them can be computed without the page.
    """
    names = list(its.blocks)
    silent = {block.id for block in numbered(its.blocks)}
    done = 0
    for statement in in_order(s for s in data.of(Statement).values() if s.page == page.path):
        target = statement.target
        if isinstance(found := its.find(target), Miss) and found.block not in its.twice:
            yield missed(data, statement, found, its.blocks)
        if its.absent(target):
            continue
        at = names.index(target.name)
        end = target.until.name if target.until else ""
        silent.difference_update(names[at : names.index(end or target.name) + 1])
        if at < done:
            yield _too_late(data, statement, names[done])
        done = max(at, done)
    for name in names if data.is_whole(Statement) else ():
        if name in silent:
            where = page.find(rf"#{name}\b(?=[^{{}}\n]*}})")
            yield _no_statement(where, paragraph_number(name))


def _too_late(data: Dataset, statement: Statement, before: str) -> Problem:
    name = statement.target.name
    message = f"'{name}' stands before '{before}' on the page, and here after it."
    hint = "Bring the statements into the order of the page."
    return Problem(data.position(statement, "block"), message, hint)


def _no_statement(where: Position, paragraph: int | None) -> Problem:
    message = f"nobody speaks in paragraph {paragraph}: it has no statement in the data."
    hint = "Add one to statements.yml; what the writer says is narrated."
    return Problem(where, message, hint)


def references(data: Dataset) -> Iterator[Reference]:
    """List the paragraphs that statements are about, with their sources."""
    for one in in_order(data.of(Statement).values()):
        name = one.target.name
        yield Reference(one.page, name, Place("voices", short(name)), one.sources)
