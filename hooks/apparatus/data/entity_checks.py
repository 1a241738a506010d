"""Checks of entities: their words, entries and references."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..problems import Problem, phrases
from ..text.addresses import is_web
from ..text.normal import normalize
from . import checks
from .scopes import counts_on

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from .dataset import Dataset


def entities(data: Dataset) -> Iterator[Problem]:
    """Find entities without words or a page, and what they name that does not exist."""
    for entity in list(data.entities.values()):
        page = entity.page
        if is_web(entity.entry) or page.startswith("/") or ".." in page.split("/"):
            message = f"entry '{entity.entry}' is not a page below the docs folder."
            hint = "Write a path such as 'actors/name.md' or 'glossary.md#term'."
            yield Problem(data.position(entity, "entry"), message, hint)
            del data.entities[entity.id]  # never to become an address
    for entity in data.entities.values():
        yield from checks.words(data, entity, "name", "gloss")
        yield from checks.known_sources(data, entity, entity.sources)
        yield from checks.date(data, entity, "born", entity.born)
        yield from checks.date(data, entity, "died", entity.died)
        for index, alias in enumerate(entity.aliases):
            if not normalize(alias.text):
                where = data.position(entity, "aliases", index)
                yield Problem(where, "this alias is empty.", "Fill it in or delete it.")
        for index, identifier in enumerate(entity.see):
            if identifier not in data.entities:
                where = data.position(entity, "see", index)
                yield phrases.unknown(where, "entity", identifier, data.entities)


def scopes(data: Dataset, known: Collection[str]) -> Iterator[Problem]:
    """Find patterns of aliases that no page of the site fits."""
    for entity in data.entities.values():
        for index, alias in enumerate(entity.aliases):
            for number, pattern in enumerate(alias.pages):
                if not any(counts_on(page, (pattern,)) for page in known):
                    where = data.position(entity, "aliases", index, "pages", number)
                    yield phrases.no_page(where, pattern, known)
