"""The findings in short: how many statements were checked, and what came of it."""

from __future__ import annotations

from ..piece import Piece

PIECE = Piece(needs="annotations.yml")
