"""The shelves that every site may have: entities, annotations and sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..problems import Problem, phrases
from . import (
    ambiguity,
    bibliography,
    checks,
    entity_checks,
    overlay_checks,
    own_words,
    vocabulary_checks,
)
from .model import SOURCE_ANCHOR, Alias, Annotation, Entity, Face, Source
from .overlay import Overlay, Passage
from .own_words import OwnWord
from .shelf import Shelf
from .target import End, Target
from .vocabulary import Layer, Term, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from ..problems import Position
    from .dataset import Dataset
    from .shelf import Check
    from .yaml_file import Path


def _entry(entity: Entity) -> Sequence[tuple[str, Path]]:
    return [(entity.page, ("entry",))] if entity.entry else []


def _target(note: Annotation) -> Sequence[tuple[str, Path]]:
    return [(note.target.page, ("target", "page"))]


def _retold(its: Overlay) -> Sequence[tuple[str, Path]]:
    return [(its.page, ("page",))]


SHELVES: dict[str, Callable[[], tuple[Shelf, tuple[Check, ...]]]] = {
    "vocabulary": lambda: (
        Shelf(
            "vocabulary",
            Vocabulary,
            nested={"layers": Layer} | dict.fromkeys(vocabulary_checks.TERMS, Term),
            is_one=True,
        ),
        (),  # it is checked before others are sorted by it
    ),
    "entities": lambda: (
        Shelf(
            "entities",
            Entity,
            nested={"aliases": Alias, "faces": Face},
            short={"aliases": "text", "faces": "id"},
            terms={"kind": "kinds"},
            pages=_entry,
        ),
        (entity_checks.entities, ambiguity.by_scope),
    ),
    "annotations": lambda: (
        Shelf(
            "annotations",
            Annotation,
            nested={"target": Target, "until": End},
            terms={"layer": "layers", "finding": "findings", "outcome": "later"},
            pages=_target,
        ),
        (checks.notes,),
    ),
    "sources": lambda: (
        Shelf("sources", Source, anchor=SOURCE_ANCHOR, make=bibliography.items),
        (),
    ),
    "overlay": lambda: (
        Shelf(
            "overlay",
            Overlay,
            nested={"passages": Passage},
            pages=_retold,
            is_one=True,
            remedy=overlay_checks.ANEW,
        ),
        (overlay_checks.overlay,),
    ),
    "words": lambda: (Shelf("words", OwnWord, read=own_words.read), ()),
}
"""By stem: what makes each shelf, and the checks of what stands on it; they are loaded then."""


def no_pages(data: Dataset, known: Collection[str]) -> Iterator[Problem]:
    """Find pages that items name and that are not there."""
    for shelf in data.kinds:
        # A page that many items mean without a word is told of once.
        unsaid: dict[str, Problem] = {}
        for noun in data.of(shelf.noun).values():
            for page, path in shelf.pages(noun):
                if page in known:  # to ask for a place, a file has to be parsed
                    continue
                where = data.position(noun, *path)
                if where != data.position(noun, *path[:-1]):
                    yield phrases.no_page(where, page, known)
                else:
                    unsaid.setdefault(page, _unsaid(where, page))
        yield from unsaid.values()
    yield from entity_checks.scopes(data, known)
    yield from ambiguity.by_page(data, known)


def _unsaid(where: Position, page: str) -> Problem:
    message = f"this does not say on which page it is, and there is no page '{page}'."
    hint = "Name it for all in mkdocs.yml, 'extra: {apparatus: {text: page.md}}', or add 'page: …'."
    return Problem(where, message, hint)
