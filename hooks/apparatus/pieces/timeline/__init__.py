"""The timeline: events in order of their dates, from `events.yml`."""

from __future__ import annotations

from ...data.shelf import Shelf
from ..piece import Piece
from . import checks
from .nouns import Event

PIECE = Piece(needs="events.yml", shelves=(Shelf("events", Event),), once=True, check=checks.events)
