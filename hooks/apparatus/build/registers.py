"""Which pages hold the entries of entities that name no page: known before a page is rendered."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ..data import front_matter
from ..data.model import Entity
from ..pieces import PIECES, declared
from ..pieces.insert import find, in_comments
from ..problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..data.dataset import Dataset
    from ..pieces.insert import Asked
    from ..problems import Position
    from ..text.page import Page

_ALONE_RE = re.compile(r"^[ \t>]*(<!--(?:(?!-->).)*-->)[ \t]*$", re.MULTILINE | re.DOTALL)


def place(data: Dataset, pages: Iterable[Page]) -> tuple[dict[str, list[str]], list[Problem]]:
    """Give each entity without an `entry` that of the register which holds it.

    Entities that none holds are lost. Out: what each page asks for, in its words, and the problems.
    """
    homeless = [entity for entity in data.entities.values() if not entity.entry]
    found: dict[str, list[str]] = {}
    problems: list[Problem] = []
    first: dict[str, Position] = {}
    for page in pages if homeless else ():
        for one in filter(_is_register, comments(data, page)):
            where = find(page, one)
            its = [entity for entity in homeless if _holds(one, entity)]
            found.setdefault(page.path, []).append(one.words)
            if twice := [entity for entity in its if entity.id in first]:
                problems.append(_held_twice(where, one, twice, first[twice[0].id]))
            for entity in its:
                if first.setdefault(entity.id, where) == where:
                    entry = f"{page.path}#{entity.id}"
                    data.of(Entity)[entity.id] = replace(entity, entry=entry)
    data.held |= first.keys()
    problems += _homeless(data, [entity for entity in homeless if entity.id not in first])
    return found, problems


def comments(data: Dataset, page: Page) -> Iterator[Asked]:
    """Find the comments of a page that ask for something, before it is rendered.

    A second one in the same words is told of when it is.
    """
    text = page.read()
    if "apparatus:" not in text or not front_matter.read(page.shown_as, text, data)[0].enabled:
        return
    yield from (one for one in in_comments(_ALONE_RE.findall(page.prose)) if not one.nth)


def _is_register(one: Asked) -> bool:
    """Whether a comment may become the place of entries."""
    return one.name in PIECES and declared(one.name).holds is not None


def _holds(one: Asked, entity: Entity) -> bool:
    holds = declared(one.name).holds
    return holds is not None and holds(entity, one.which)


def _held_twice(where: Position, one: Asked, those: Sequence[Entity], first: Position) -> Problem:
    message = f"'{one.words}' would hold the entry of {_listed(those)}, as {first} does already."
    return Problem(where, message, "Name other kinds in one of the two, or delete it.")


def _homeless(data: Dataset, those: Sequence[Entity]) -> Iterator[Problem]:
    """Say of all entities of a kind at once that they have no place."""
    told = [entity for entity in those if not data.is_refused(entity, "entry")]
    for kind in dict.fromkeys(entity.kind for entity in told):
        its = [entity for entity in told if entity.kind == kind]
        message = f"no page holds an entry of {_listed(its)}."
        hint = f"Write 'entry: page.md#{its[0].id}', or put '<!-- apparatus: register {kind} -->' "
        yield Problem(data.position(its[0], "id"), message, f"{hint}on a page.")
    for entity in those:
        data.lose(Entity, entity.id)


def _listed(those: Sequence[Entity]) -> str:
    more = len(those) - 1
    return f"'{those[0].id}'" + (f" and {more} more" if more else "")
