"""Which pages have to be rendered again when data or pages have changed.

More than need be is safe; a page too few would show what is no longer so. What data say of a page
when all pages are known (cards, backlinks, where sources are cited) is no matter of these: that is
compared when a page is asked for.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from ...data.edition import CITING
from ...data.model import BIBLIOGRAPHY, Annotation, Entity
from ...text.normal import normalize

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ...data.dataset import Dataset

_MOST = 60
"""With so many names that have changed, looking for them costs more than rendering all pages."""


class Known(NamedTuple):
    """What is known of a page that was rendered."""

    source: str
    """As its author wrote it."""
    words: str
    """Its text in normal form, in which names are looked for."""
    mentions: frozenset[str]
    """The ids of the entities that it links to."""
    asking: bool
    """Whether it asks for what is computed."""
    troubled: bool
    """Whether something is wrong on it."""


NEW = Known("", "", frozenset(), asking=False, troubled=False)
"""A page that has just come."""


class Difference(NamedTuple):
    """How two states of the data differ."""

    entities: frozenset[str]
    """The ids of entities of which anything is different."""
    linking: frozenset[str]
    """Those of entities whose links may be others."""
    names: frozenset[str]
    """The names of these, then and now, in normal form and small letters."""
    pages: frozenset[str]
    """The pages of their entries, and of notes that differ, then and now."""
    everything: bool = False
    """Whether any page may be affected."""

    def __bool__(self) -> bool:
        return bool(self.everything or self.entities or self.pages)


def difference(before: Dataset, after: Dataset) -> Difference:
    """Compare two states of the data."""
    others = {*before.shelves, *after.shelves} - {Entity, Annotation}
    everything = (
        any(_rows(before.of(noun)) != _rows(after.of(noun)) for noun in others)
        or before.unread != after.unread
        or any(_moved(before.of(noun), after.of(noun)) for noun in (Entity, Annotation))
        or any(before.lost.get(noun) != after.lost.get(noun) for noun in others)
    )
    changed = _changed(before.entities, after.entities)
    doubtful = before.held ^ after.held
    doubtful |= before.lost.get(Entity, set()) ^ after.lost.get(Entity, set())
    linking = {one for one, its in changed.items() if len({_link(entity) for entity in its}) > 1}
    linking |= {one for one, its in changed.items() if len(its) == 1} | doubtful
    there = [
        entity for one in linking for its in (before.entities, after.entities)
        if (entity := its.get(one))
    ]  # fmt: skip
    notes = [note for its in _changed(before.annotations, after.annotations).values()
             for note in its]  # fmt: skip
    pages = {entity.page for its in changed.values() for entity in its}
    pages |= {entity.page for entity in there} | {note.target.page for note in notes}
    return Difference(
        frozenset(changed) | doubtful,
        frozenset(linking),
        frozenset(normalize(name.text).lower() for entity in there for name in entity.forms),
        frozenset(pages),
        everything=everything,
    )


def _rows(items: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return [*items.items()]


def _moved(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether what is in both comes in another order."""
    return [one for one in before if one in after] != [one for one in after if one in before]


def _changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Find the items that differ, each as it was and as it is."""
    found = {}
    for one in before.keys() | after.keys():
        its = [items[one] for items in (before, after) if one in items]
        if len(its) == 1 or not _same(*its):
            found[one] = its
    return found


def _same(one: Any, other: Any) -> bool:  # noqa: ANN401 - items of one noun
    if one is other:
        return True
    return bool(one == other) and _places(one) == _places(other)


def _places(item: Any) -> list[str]:  # noqa: ANN401 - the same
    """List which place in each of its sources is meant: as texts, these are equal all the same."""
    return [getattr(source, "locator", "") for source in item.sources]


def _link(entity: Entity) -> Entity:
    """Leave of an entity what makes its links: two that are alike here are linked alike."""
    return replace(
        entity, gloss=entity.gloss and "…", sources=(), confidence="high", names={}, role="",
        office="", born="", died="", side="", level="", see=(), faces=(), same_as=(), sort="",
    )  # fmt: skip


def affected(
    pages: Mapping[str, Known], changed: Iterable[str], its: Difference | None, outlined: set[str]
) -> set[str]:
    """Say which pages have to be rendered again.

    In: all pages by path, those whose source has changed, how the data differ from before, if they
    were read again, and the pages whose order of blocks others go by.
    """
    found = {*changed}
    if its is not None and (its.everything or len(its.names) > _MOST):
        return {*pages}
    if its is not None:
        ids = "|".join(map(re.escape, its.linking))
        named = re.compile(rf"(?<![\w-])(?:{ids})(?![\w-])", re.IGNORECASE) if ids else None
        found |= {path for path, page in pages.items() if _is_met(path, page, its, named)}
    if its or found & outlined:
        found |= {path for path, page in pages.items() if page.asking}
        found |= {BIBLIOGRAPHY, CITING}
    return found & pages.keys()


def _is_met(path: str, page: Known, its: Difference, named: re.Pattern[str] | None) -> bool:
    """Whether a page may show what is different. In: also what finds it named by its id."""
    if path in its.pages or page.troubled or page.mentions & its.linking:
        return True
    if named and named.search(page.source):
        return True
    words = page.words.lower() if its.names else ""
    return any(name in words for name in its.names)
