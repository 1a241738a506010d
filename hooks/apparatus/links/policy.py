"""Which matches become mentions: the longest first, and how often an entity is linked."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from ..data.scopes import counts_on

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator

    from ..data.model import Entity, LinkPolicy
    from .matcher import Form, Match

T = TypeVar("T")


def choose(
    matches: Iterable[Match], page: str, place: Callable[[Form, Match], T | None]
) -> Iterator[tuple[Form, T]]:
    """Keep leftmost-longest matches that are in scope and have a place.

    In: matches sorted by start, longest first, and `place`, which says where a mention would go, or
    None when it cannot be one. When the longest match fails, the next longest one there counts.
    """
    end = 0
    for match in matches:
        if match.start < end:
            continue
        for form in match.forms:
            if not form.pages or counts_on(page, form.pages):
                if (found := place(form, match)) is not None:
                    end = match.end
                    yield form, found
                break


class FirstMention:
    """Remembers what has been linked on a page, and decides whether to link again."""

    def __init__(self, page_policy: LinkPolicy | None) -> None:
        """Take the page's own policy; None leaves it to the entities."""
        self._page_policy = page_policy
        self._seen: set[tuple[Hashable, str]] = set()

    def allows(self, entity: Entity, section: Hashable) -> bool:
        """Whether to link this mention; answers yes once per section, page or each time.

        `none` from either side wins; otherwise the entity's policy goes before the page's.
        """
        policy = entity.link or self._page_policy or "first-in-section"
        if "none" in (policy, self._page_policy):
            return False
        if policy == "all":
            return True
        place = (None if policy == "first-in-page" else section, entity.id)
        if place in self._seen:
            return False
        self._seen.add(place)
        return True
