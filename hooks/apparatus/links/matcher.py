"""Aliases to an automaton, text to matches: strings only, no pages and no policy.

All overlapping matches are found first and chosen from afterwards: an automaton that keeps only
the longest match cannot fall back to a shorter one when the longest fails its boundary.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from ahocorasick_rs import AhoCorasick

from ..text.normal import BLOCK, normalize
from ..text.scripts import stands_alone
from ..text.spelling import lower, spellings
from ..text.tokens import cuts
from . import longer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..data.model import Entity

    Named: TypeAlias = "Entity | tuple[Form, ...]"
    """Whom a text names: one entity wherever it stands, or else what is told of some."""


_APART = (" ", BLOCK)


class Form(NamedTuple):
    """One way in which an entity may appear."""

    entity: Entity
    pages: tuple[str, ...]
    """Pages where it counts; empty: everywhere."""


def _forms(named: Named) -> tuple[Form, ...]:
    """Write out whom a text names: for thousands that nobody finds that takes half a megabyte."""
    return named if isinstance(named, tuple) else (Form(named, ()),)


class Match(NamedTuple):
    """A place where an alias was found and stands as a word of its own."""

    start: int
    end: int
    """Exclusive, both counted in characters of the normal text."""
    forms: tuple[Form, ...]


class Patterns:
    """Some texts, ready to be looked for: to make them so takes most of a matcher's time.

    Few characters tell most of them apart. An automaton of all characters of thousands of names
    takes ten times as long to make, and megabytes.
    """

    _BEGINNING = 6

    def __init__(self, texts: list[str]) -> None:
        self.texts = texts
        lengths: dict[str, tuple[int, ...]] = {}
        for text in texts:
            its = lengths.get(begins := text[: self._BEGINNING], ())
            if len(text) not in its:
                lengths[begins] = (*its, len(text))
        shared: dict[tuple[int, ...], tuple[int, ...]] = {}
        self.lengths = [shared.setdefault(its, its) for its in lengths.values()]
        """How long the texts are that begin in the same way, by the number of that beginning."""
        self.search = AhoCorasick([*lengths]).find_matches_as_indexes


class _Automaton:
    def __init__(self, named: dict[str, Named], known: Iterable[Patterns]) -> None:
        self._named, texts = named, [*named]
        same = (one for one in known if one.texts == texts)
        self.patterns = its = next(same, None) or Patterns(texts)
        self._lengths, self._search = its.lengths, its.search

    def find(self, text: str) -> list[Match]:
        found = []
        for which, start, _ in self._search(text, overlapping=True):
            for length in self._lengths[which]:
                end = start + length
                named = self._named.get(text[start:end])
                if named and end <= len(text) and _stands_alone(text, start, end):
                    found.append(Match(start, end, _forms(named)))
        return found


def _stands_alone(text: str, start: int, end: int) -> bool:
    left = text[start - 1] if start else " "
    right = text[end] if end < len(text) else " "
    if left in _APART and right in _APART:  # by far the most frequent neighbours
        return True
    return stands_alone(text, start, end) and not cuts(text, start, end)


class Matcher:
    """Finds every alias of a set of entities in a text."""

    def __init__(self, entities: Iterable[Entity], known: Iterable[Patterns] = ()) -> None:
        """Take the entities, and patterns of an earlier matcher, which may serve again."""
        self.entities = {entity.id: entity for entity in entities}
        parts = [entity for entity in self.entities.values() if entity.not_in]
        self._longer = longer.Longer(parts) if parts else None
        exact: dict[str, Named] = {}
        folded: dict[str, Named] = {}
        for entity in self.entities.values():
            case = entity.cased
            names: list[tuple[str, Named]] = [(entity.name, entity)]
            names += [
                (alias.text, (Form(entity, alias.pages),) if alias.pages else entity)
                for alias in entity.aliases
            ]
            for name, its in names:
                text = normalize(name)
                if case == "exact":  # by far the most frequent
                    exact[text] = (*_forms(exact[text]), *_forms(its)) if text in exact else its
                elif case == "any":
                    folded[lower(text)] = (*_forms(folded.get(lower(text), ())), *_forms(its))
                else:
                    for spelling in spellings(text, case):
                        exact[spelling] = (*_forms(exact.get(spelling, ())), *_forms(its))
        for patterns in (exact, folded):
            patterns.pop("", None)  # a name of invisible characters only
        self._exact = _Automaton(exact, known) if exact else None
        self._folded = _Automaton(folded, known) if folded else None

    @property
    def patterns(self) -> list[Patterns]:
        """What it looks for."""
        return [its.patterns for its in (self._exact, self._folded) if its]

    def find(self, text: str) -> list[Match]:
        """Find all matches in a text in normal form, overlapping ones included, leftmost first."""
        matches = self._exact.find(text) if self._exact else []
        if self._folded:
            matches += self._folded.find(lower(text))
        matches.sort(key=lambda match: (match.start, -match.end))
        return self._longer.spare(matches, text) if self._longer else matches
