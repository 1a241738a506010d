"""All data of a site together: a container that knows no kind of data but by its noun."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from ..problems import phrases
from .cited import Cited, Short, shortened
from .model import Annotation, Entity, Source
from .origins import Origins
from .vocabulary import DEFAULT, Vocabulary, completed
from .walk import spelt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..problems import Position, Problem
    from .shelf import Shelf
    from .yaml_file import File, Path

T = TypeVar("T")


class Noun(Protocol):
    """An item of some shelf."""

    @property
    def id(self) -> str:
        """Its name, unique on its shelf."""


@dataclass(slots=True)
class Dataset:
    """All data of a site, without the items that had problems."""

    shelves: dict[type, dict[str, Any]] = field(default_factory=dict)
    """The items of each noun, by id."""
    origins: Origins = field(default_factory=Origins)
    """Where each item stands."""
    kinds: list[Shelf] = field(default_factory=list)
    """The shelves that its files stand for."""
    unmarked: list[Problem] = field(default_factory=list)
    """What is wrong unless the whole site is in Japanese or Chinese."""
    lost: dict[type, set[str]] = field(default_factory=dict)
    """The ids of items that stand in the files and had problems, by noun."""
    unread: set[type] = field(default_factory=set)
    """The nouns of which there are more items, whose ids nobody knows."""
    _vocabulary: Vocabulary | None = None
    _short: dict[str, Short] | None = None
    listed: Callable[[], Iterable[str]] | None = None
    """What says in which order the bibliography has the sources, by their ids."""
    held: set[str] = field(default_factory=set)
    """The ids of entities whose entry is part of a register."""
    proven: set[int] = field(default_factory=set)
    """The items, by identity, with which nothing is wrong that can be seen of them alone."""

    def copy(self) -> Dataset:
        """Return data of which items can be lost, or replaced, without a change of these."""
        shelves = {noun: {**items} for noun, items in self.shelves.items()}
        lost = {noun: {*ids} for noun, ids in self.lost.items()}
        return replace(self, shelves=shelves, lost=lost, held=set(), _short=None)

    def forget(self) -> None:
        """Hold no item any longer, whoever holds these data."""
        self.shelves, self.origins = {}, Origins()

    def of(self, noun: type[T]) -> dict[str, T]:
        """Return the items of a noun, by id."""
        return self.shelves.setdefault(noun, {})

    @property
    def entities(self) -> dict[str, Entity]:
        """Who and what."""
        return self.of(Entity)

    @property
    def annotations(self) -> dict[str, Annotation]:
        """Notes."""
        return self.of(Annotation)

    @property
    def sources(self) -> dict[str, Source]:
        """Where things are known from."""
        return self.of(Source)

    @property
    def vocabulary(self) -> Vocabulary:
        """The words that the others are sorted by."""
        if self._vocabulary is None:
            if not (given := self.of(Vocabulary)):
                return DEFAULT
            self._vocabulary = completed(*given.values())
        return self._vocabulary

    def put(self, noun: Noun, file: File, index: str | int | None) -> None:
        """Put an item on its shelf."""
        self.of(type(noun))[noun.id] = noun
        self.origins.put(type(noun), noun.id, (file, index))

    def lose(self, noun: type, identifier: str) -> None:
        """Take note of an item that has problems of its own: what names it is not to blame."""
        self.of(noun).pop(identifier, None)
        self.lost.setdefault(noun, set()).add(identifier)

    def unproven(self, items: Iterable[T]) -> list[T]:
        """Return those items that have to be looked at by themselves; they may be lost then."""
        return [item for item in items if id(item) not in self.proven]

    def lacks(self, noun: type, identifier: str) -> bool:
        """Whether it is certain that no file has an item of this id."""
        known = identifier in self.of(noun) or identifier in self.lost.get(noun, ())
        return not known and noun not in self.unread

    def no_source(self, where: Position, identifier: str) -> Problem:
        """Say that a source is named that does not exist, and where one would be added."""
        files = {file.name for (noun, _), (file, _) in self.origins.items() if noun is Source}
        names = sorted(name.rpartition("/")[2] for name in files)
        return phrases.no_source(where, identifier, self.sources, " or ".join(names))

    def is_whole(self, noun: type) -> bool:
        """Whether all items of a noun are here."""
        return noun not in self.unread and not self.lost.get(noun)

    def short(self, identifier: str) -> Short:
        """Name a source that is there for short, unlike all others."""
        if self._short is None:
            self._short = shortened(self.sources.values(), self.listed)
        return self._short[identifier]

    def cited(
        self, ids: Iterable[str], address: Callable[[Source], str]
    ) -> list[tuple[Cited, str]]:
        """Look up sources that are there, each with the address that a function gives it."""
        sources = self.sources
        return [
            (Cited(sources[i], self.short(i), getattr(i, "locator", "")), address(sources[i]))
            for i in ids
            if i in sources
        ]

    def file(self, noun: Noun) -> File:
        """Return the file that an item stands in."""
        return self.origins[type(noun), noun.id][0]

    def position(self, noun: Noun, *path: str | int, key: bool = False) -> Position:
        """Find where an item, or one of its values or keys, stands in its file."""
        document, its = self.file(noun).document, self._way(noun, path)
        return document.position(its if its in document.positions else spelt(its), key=key)

    def is_refused(self, noun: Noun, *path: str | int) -> bool:
        """Whether a problem has been made of what stands at a value's place."""
        return self._way(noun, path) in self.file(noun).document.refused

    def has(self, noun: Noun, *path: str | int) -> bool:
        """Whether an item's author has written one of its keys."""
        return self._way(noun, path) in self.file(noun).document.keys

    def _way(self, noun: Noun, path: Path) -> Path:
        """Return the way from the top of an item's file to one of its values."""
        _, index = self.origins[type(noun), noun.id]
        return path if index is None else (index, *path)

    def place(self, noun: Noun, *path: str | int, words: str, nth: int = 0) -> Position:
        """Find where one of an item's values writes some words, the n-th time."""
        file, index = self.origins[type(noun), noun.id]
        end = file.document.positions.get((index + 1,)) if isinstance(index, int) else None
        return self.position(noun, *path).further(file.text, words, nth, end)


def by_page(nouns: Iterable[T], page: Callable[[T], str]) -> dict[str, list[T]]:
    """Sort items by the page that a function names for each."""
    found: dict[str, list[T]] = {}
    for noun in nouns:
        found.setdefault(page(noun), []).append(noun)
    return found
