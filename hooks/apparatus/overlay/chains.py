"""How far windows that follow one another as their passages do are from chance, together.

What speaks for a window is what its sketch says. Against that stand the ways in which chance could
have helped: all windows that were compared, or for one that follows another passage in order, the
few that could follow. A chain of passages in order counts as a whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .windows import Window

_NEXT, _NEAR, _LATER = 2, 5, 9
"""What a window costs that follows another at once, after some words, or later."""
_AT_ONCE, _FEW, _FAR, _SKIPPED, _CLEAR = 2, 12, 80, 3, 1


def scores(windows: Sequence[Window], fresh: int) -> list[int]:
    """Say of each window how far the best chain that it is in is from chance.

    In: windows by their start; what a chain costs that begins anew.
    """
    until: list[int] = []
    since = [0] * len(windows)
    links = [list(_links(windows, at)) for at in range(len(windows))]
    for at, one in enumerate(windows):
        until.append(one.own + max([-fresh, *(until[i] - cost for i, cost in links[at])]))
    for at in range(len(windows) - 1, -1, -1):
        for i, cost in links[at]:
            since[i] = max(since[i], windows[at].own - cost + since[at])
    return [before + after for before, after in zip(until, since, strict=True)]


def _links(windows: Sequence[Window], at: int) -> Iterator[tuple[int, int]]:
    """List the windows that one may follow, and what that costs."""
    one = windows[at]
    longest = 2 * (one.end - one.start) + _FAR
    for i in range(at - 1, -1, -1):
        if one.start - windows[i].start > longest + _FAR:
            return
        if cost := _cost(windows[i], one):
            yield i, cost


def _cost(one: Window, next_: Window) -> int:
    """Say what it costs that a window follows another; 0 if it does not."""
    gap, skipped = next_.start - one.end, next_.passage - one.passage - 1
    if gap < 0 or skipped < 0:
        return 0
    if skipped == 0 and gap <= _FEW:
        return _NEXT if gap <= _AT_ONCE else _NEAR
    near = gap <= _FAR and skipped <= _SKIPPED
    return _LATER if near and max(one.differing, next_.differing) <= _CLEAR else 0
