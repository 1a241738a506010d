"""The sourcing X-ray: who speaks in which paragraph, and how, from `statements.yml`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...data.shelf import Shelf
from ...data.target import End
from ..piece import Piece
from . import checks
from .nouns import Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...data.yaml_file import Path


def _page(statement: Statement) -> Sequence[tuple[str, Path]]:
    return [(statement.page, ("page",))]


PIECE = Piece(
    needs="statements.yml",
    ids=lambda _data: ("", "short"),
    shelves=(
        Shelf(
            "statements",
            Statement,
            nested={"until": End},
            terms={"manner": "manners"},
            pages=_page,
        ),
    ),
    check=checks.statements,
    check_page=checks.page,
    references=checks.references,
)
