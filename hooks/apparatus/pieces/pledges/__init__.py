"""The pledge tracker: what was asked, promised at each stage, and what came, from `pledges.yml`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...data.shelf import Shelf
from ...words import message
from ..piece import Lead, Piece
from . import checks
from .nouns import ANCHOR, Pledge, Step

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ...data.dataset import Dataset
    from ...data.yaml_file import Path

TRACKER = "pledges.md"
"""The page that tracks pledges, when a site has one: notes lead to its rows."""
_LABEL = message("Among the pledges: %(list)s")


def _page(pledge: Pledge) -> Sequence[tuple[str, Path]]:
    return [(pledge.page, ("page",))] if pledge.places else []


def _leads(data: Dataset) -> Iterator[Lead]:
    for pledge in data.of(Pledge).values():
        for note in dict.fromkeys(pledge.notes):
            yield Lead(note, _LABEL, pledge.title, TRACKER, pledge.anchor)


PIECE = Piece(
    needs="pledges.yml",
    shelves=(
        Shelf(
            "pledges",
            Pledge,
            nested={"steps": Step},
            terms={"outcome": "outcomes"},
            anchor=ANCHOR,
            pages=_page,
        ),
    ),
    once=True,
    check=checks.pledges,
    check_page=checks.page,
    leads=_leads,
)
