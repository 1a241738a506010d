"""Who faced whom: two sides and the lines between them, from `faces` in `entities.yml`."""

from __future__ import annotations

from ..piece import Piece
from .pairs import check, pairs

PIECE = Piece(needs="entities.yml", check=check, pairs=pairs)
