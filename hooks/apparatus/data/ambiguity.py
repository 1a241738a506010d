"""Names that would lead to two entities on some page.

Scopes alone tell most of them, when data are read; two patterns that meet in no other way than in
a page are told apart once the pages are known.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from ..problems import Problem
from ..text.normal import normalize
from ..text.spelling import lower, spellings
from .scopes import counts_on

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from .dataset import Dataset
    from .model import Entity

    Scope = tuple[str, ...]


class _Name(NamedTuple):
    entity: Entity
    path: tuple[str | int, ...]
    """The way to it in the entity's data."""
    text: str
    pages: Scope
    """Where it counts; empty: everywhere."""


def by_scope(data: Dataset) -> Iterator[Problem]:
    """Find names that two entities share on some page, as far as their scopes tell."""
    names: list[_Name] = []
    for entity in _alike(data):
        names += _Name(entity, ("name",), entity.name, ()), *_aliases(entity)
    return _shared(data, names, _overlap)


def _alike(data: Dataset) -> list[Entity]:
    """Find entities of which a name is like one of another, however capitals count: a few."""
    owners: dict[str, str] = {}
    alike: set[str] = set()
    for entity in data.entities.values():
        for text in (entity.name, *(alias.text for alias in entity.aliases)):
            owner = owners.setdefault(lower(normalize(text)), entity.id)
            if owner != entity.id:
                alike |= {owner, entity.id}
    return [entity for entity in data.entities.values() if entity.id in alike] if alike else []


def by_page(data: Dataset, pages: Collection[str]) -> Iterator[Problem]:
    """Find names that two entities share on one of a site's pages, though no scope tells it."""
    entities = data.entities.values()
    scoped = [name for entity in entities for name in _aliases(entity) if name.pages]

    def meet(one: Scope, other: Scope) -> bool:
        if _overlap(one, other):  # told when the data were read
            return False
        return any(counts_on(page, one) and counts_on(page, other) for page in pages)

    return _shared(data, scoped, meet)


def _aliases(entity: Entity) -> Iterator[_Name]:
    for index, alias in enumerate(entity.aliases):
        yield _Name(entity, ("aliases", index), alias.text, alias.pages)


def _overlap(one: Scope, other: Scope) -> bool:
    if not one or not other:
        return True
    both = (one, other), (other, one)
    return any(counts_on(page, scope) for pages, scope in both for page in pages)


def _shared(
    data: Dataset, names: list[_Name], meet: Callable[[Scope, Scope], bool]
) -> Iterator[Problem]:
    owners: dict[str, list[_Name]] = {}
    folded = {lower(normalize(one.text)) for one in names if one.entity.cased == "any"}
    for name in names:
        text, entity = normalize(name.text), name.entity
        is_folded = bool(folded) and lower(text) in folded
        keys = {lower(text)} if is_folded else spellings(text, entity.cased)
        # One who shares it is enough to mend it.
        others = (
            other.entity.id for key in sorted(keys & owners.keys()) for other in owners[key]
            if other.entity.id != entity.id and meet(other.pages, name.pages)
        )  # fmt: skip
        for other in islice(others, 1):
            message = f"'{text}' would mean both '{other}' and '{entity.id}'."
            hint = "Change it in one of them, or say there where it counts: "
            hint += f"aliases: [{{text: {text}, pages: [page.md]}}]."
            yield Problem(data.position(entity, *name.path), message, hint)
        for key in keys:
            owners.setdefault(key, []).append(name)
