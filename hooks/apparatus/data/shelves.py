"""The shelves that every site may have: entities, annotations and sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..problems import phrases
from . import ambiguity, checks, entity_checks
from .model import Alias, Annotation, Entity, Face, Name, Names, Source, Target
from .shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from ..problems import Problem
    from .dataset import Dataset
    from .shelf import Check
    from .yaml_file import Path


def _entry(entity: Entity) -> Sequence[tuple[str, Path]]:
    return [(entity.page, ("entry",))]


def _target(note: Annotation) -> Sequence[tuple[str, Path]]:
    return [(note.target.page, ("target", "page"))]


SHELVES: dict[str, tuple[Shelf, tuple[Check, ...]]] = {
    "entities": (
        Shelf(
            "entities",
            Entity,
            nested={"aliases": Alias, "names": Names, "faces": Face},
            short={"aliases": "text", "faces": "id"},
            pages=_entry,
        ),
        (entity_checks.entities, ambiguity.by_scope),
    ),
    "annotations": (
        Shelf("annotations", Annotation, nested={"target": Target}, pages=_target),
        (checks.notes,),
    ),
    "sources": (Shelf("sources", Source, nested={"author": Name}), (checks.sources,)),
}
"""By stem: each shelf, and the checks of what stands on it."""


def no_pages(data: Dataset, known: Collection[str]) -> Iterator[Problem]:
    """Find pages that items name and that are not there."""
    for shelf in data.kinds:
        for noun in data.of(shelf.noun).values():
            for page, path in shelf.pages(noun):
                if page not in known:
                    yield phrases.no_page(data.position(noun, *path), page, known)
    yield from entity_checks.scopes(data, known)
    yield from ambiguity.by_page(data, known)
