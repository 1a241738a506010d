"""The register: all entities of some kinds by the alphabet, and the entry of those without one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..piece import Piece

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...data.dataset import Dataset
    from ...data.model import Entity

ALL = "all"


def lists(entity: Entity, which: str) -> bool:
    """Whether a register lists an entity, by the kinds that it names; without any it lists all."""
    return entity.kind in which.split() or which in ("", ALL)


def _ids(data: Dataset) -> Iterator[str]:
    yield from ("", ALL, *data.vocabulary.terms("kinds"))


PIECE = Piece("entities.yml", ids=_ids, several=True, holds=lists, once=True)
