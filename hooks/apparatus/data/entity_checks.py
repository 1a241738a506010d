"""Checks of entities: their words, entries and references."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..problems import Problem, phrases
from ..text import common_words, dates, languages
from ..text.addresses import is_web
from ..text.normal import normalize
from ..text.scripts import runs
from ..text.spelling import lower
from . import checks
from .model import Entity
from .scopes import counts_on

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from .dataset import Dataset
    from .yaml_file import Path


_LONGEST = 1000
"""So many signs a name may have: to look for one takes as much memory as it is long."""


def named(entity: Entity) -> Iterator[tuple[Path, str]]:
    """List the names of an entity, each with the way to it."""
    yield ("name",), entity.name
    yield from ((("aliases", index), alias.text) for index, alias in enumerate(entity.aliases))


def entities(data: Dataset) -> Iterator[Problem]:
    """Find entities without words or a page, and what they name that does not exist."""
    for entity in data.unproven(data.entities.values()):
        page, entry = entity.page, entity.entry
        if entry and (not page or is_web(entry) or page[0] == "/" or ".." in page.split("/")):
            message = f"entry '{entry}' is not a page below the docs folder."
            hint = "Write a path such as 'actors/name.md' or 'glossary.md#term'."
            yield Problem(data.position(entity, "entry"), message, hint)
            data.lose(Entity, entity.id)  # never to become an address
        for path, text in named(entity):
            if len(text) > _LONGEST:
                message = f"this name is {len(text)} signs long; a name has {_LONGEST} at most."
                yield Problem(data.position(entity, *path), message, "Is a quotation mark missing?")
                data.lose(Entity, entity.id)  # never to be looked for
    for entity in data.unproven(data.entities.values()):
        yield from checks.words(data, entity, "name")
        yield from checks.date(data, entity, "born", entity.born)
        yield from checks.date(data, entity, "died", entity.died)
        yield from _life(data, entity)
        for index, alias in enumerate(entity.aliases):
            yield from _alias(data, entity, index, normalize(alias.text))
        yield from (*_names(data, entity), *_longer(data, entity), *_elsewhere(data, entity))
    for entity in data.entities.values():
        yield from checks.known_sources(data, entity, entity.sources)
        for index, identifier in enumerate(entity.see):
            if data.lacks(Entity, identifier):
                where = data.position(entity, "see", index)
                yield phrases.unknown(where, "entity", identifier, data.entities)


def _alias(data: Dataset, entity: Entity, index: int, text: str) -> Iterator[Problem]:
    """Find an alias that says nothing, and warn of one that would make a link of every other word.

    One sign can be a word in Japanese and Chinese.
    """
    if not text:
        where = data.position(entity, "aliases", index)
        yield Problem(where, "this alias is empty.", "Fill it in or delete it.")
    common = text in common_words.COMMON or (
        entity.cased != "exact" and text.lower() in common_words.COMMON
    )
    if common or (len(text) == 1 and not runs(text)):
        message = f"the alias '{text}' stands nearly everywhere, and each time becomes a link."
        hint = "Delete it, or say where it counts: {text: …, pages: [page.md]}."
        if not entity.aliases[index].pages and entity.link != "none":
            yield Problem(data.position(entity, "aliases", index), message, hint, stops=False)


def _life(data: Dataset, entity: Entity) -> Iterator[Problem]:
    """Find a death before the birth."""
    born, died = dates.read(entity.born), dates.read(entity.died)
    if born and died and died.last < born.first:
        message = f"'{entity.id}' died on {entity.died}, but was born on {entity.born}, as "
        message += f"{data.position(entity, 'born')} says."
        yield Problem(data.position(entity, "died"), message, "Correct one of the two.")


def _names(data: Dataset, entity: Entity) -> Iterator[Problem]:
    """Find names in other languages that name none."""
    for tag, name in entity.names.items():
        if tag not in languages.READINGS:
            yield from checks.tag(data.position(entity, "names", tag, key=True), tag)
        if not normalize(name):
            yield phrases.empty(data.position(entity, "names", tag), tag)


def _longer(data: Dataset, entity: Entity) -> Iterator[Problem]:
    """Find words, of which names must be no parts, that hold none of the names."""
    names = [_compared(entity, text) for _, text in named(entity)]
    for index, words in enumerate(entity.not_in):
        longer = _compared(entity, words)
        if not any(name in longer != name for name in names if name):
            message = f"not_in '{phrases.short(words)}' is no longer word with a name of "
            message += f"'{entity.id}' in it."
            hint = "Write the whole longer word, or delete it."
            yield Problem(data.position(entity, "not_in", index), message, hint)


def _elsewhere(data: Dataset, entity: Entity) -> Iterator[Problem]:
    """Find what is no address of an entity in files that others keep."""
    for index, address in enumerate(entity.same_as):
        if not is_web(address):
            yield phrases.no_address(data.position(entity, "same_as", index), "same_as", address)


def _compared(entity: Entity, text: str) -> str:
    plain = normalize(text)
    return plain if entity.cased == "exact" else lower(plain)


def scopes(data: Dataset, known: Collection[str]) -> Iterator[Problem]:
    """Find patterns of aliases that no page of the site fits."""
    for entity in data.entities.values():
        for index, alias in enumerate(entity.aliases):
            for number, pattern in enumerate(alias.pages):
                if not any(counts_on(page, (pattern,)) for page in known):
                    where = data.position(entity, "aliases", index, "pages", number)
                    yield phrases.no_page(where, pattern, known)
