"""What positions in foreign files count in: words of other notes tell how far that is from ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .placing import Place

_NEAR = 40
"""How far a position may be from a place, in characters."""


class Positions:
    """The positions of notes of one file."""

    def __init__(self) -> None:
        """Begin with none."""
        self._known: dict[str, list[tuple[int, int]]] = {}

    def learn(self, place: Place, position: int) -> None:
        """Take the position of words whose place is sure."""
        self._known.setdefault(place.page, []).append((position, position - place.start))

    def choose(self, places: Sequence[Place], position: int) -> Place | None:
        """Return the one of equally good places that a position means, if that is plain."""

        def distance(place: Place) -> int:
            known = self._known.get(place.page, [(0, 0)])
            _, shift = min(known, key=lambda one: abs(one[0] - position))
            return abs(position - place.start - shift)

        first, second, *_ = sorted((distance(place), place) for place in places)
        plain = first[0] <= _NEAR and second[0] > 4 * max(first[0], _NEAR // 4)
        return first[1] if plain else None
