"""Statements: what they lack, and what of their page they do not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...data.checks import sourced, target, words
from ...data.model import Entity
from ...notes.anchoring import Lost, locate
from ...notes.checks import no_paragraph, no_words
from ...problems import Problem, phrases
from ...text.places import Place, paragraph_id, paragraph_number
from ..piece import Reference
from .nouns import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...data.dataset import Dataset
    from ...problems import Position
    from ...text.page import Page
    from ...text.stream import Stream


def statements(data: Dataset) -> Iterator[Problem]:
    """Find statements without words or sources, and speakers without an entry."""
    for one in list(data.of(Statement).values()):
        yield from words(data, one, "speaker", "side")
        yield from target(data, one, one.target)
        yield from sourced(data, one, one.sources, f"statement '{one.id}'")
        if one.entity and data.lacks(Entity, one.entity):
            where = data.position(one, "entity")
            yield phrases.unknown(where, "entity", one.entity, data.entities)


def page(text: Stream, page: Page, data: Dataset) -> Iterator[Problem]:
    """Find statements without their paragraph or words, and paragraphs without a statement.

    Because no paragraph is left out, shares of them can be computed without the page.
    """
    numbered = text.paragraphs()
    texts: dict[str, str] = {}
    silent = dict.fromkeys(numbered)
    for statement in data.of(Statement).values():
        if statement.page != page.path:
            continue
        name = paragraph_id(statement.paragraph)
        silent.pop(name, None)
        if name not in numbered:
            yield no_paragraph(data, statement, statement.target)
            continue
        if name not in texts:
            texts[name] = text.words(numbered[name])[0].text
        place = locate(texts[name], statement.exact)
        if isinstance(place, Lost):
            yield no_words(data, statement, statement.target, place)
    for name in silent if data.is_whole(Statement) else ():
        where = page.find(rf"#{name}\b(?=[^{{}}\n]*}})")
        yield _no_statement(where, paragraph_number(name))


def _no_statement(where: Position, paragraph: int | None) -> Problem:
    message = f"nobody speaks in paragraph {paragraph}: it has no statement in the data."
    hint = "Add one to statements.yml; what the writer says is narrated."
    return Problem(where, message, hint)


def references(data: Dataset) -> Iterator[Reference]:
    """List the paragraphs that statements are about, with their sources."""
    for one in sorted(data.of(Statement).values(), key=lambda one: one.paragraph):
        anchor = paragraph_id(one.paragraph)
        place = Place("voices", str(one.paragraph))
        yield Reference(one.page, anchor, place, one.sources)
