"""Checks of entities: their entries, references, and aliases that are not ambiguous."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, NamedTuple

from ..problems import Problem, phrases
from ..text.addresses import is_web
from ..text.normal import normalize
from ..text.spelling import lower, spellings
from . import checks

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from .dataset import Dataset
    from .model import Entity
    from .yaml_file import Path


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


class _Claim(NamedTuple):
    """A name that an entity claims for itself, as it is looked for."""

    key: str
    text: str
    entity: Entity
    path: Path
    """Where the entity says so."""
    pages: tuple[str, ...]


def aliases(data: Dataset) -> Iterator[Problem]:
    """Find names that two entities share on some page."""
    taken: dict[str, list[_Claim]] = {}
    for claim in _claims(data):
        others = taken.setdefault(claim.key, [])
        for other in others:
            if other.entity is not claim.entity and _overlap(other.pages, claim.pages):
                message = f"'{claim.text}' would mean both '{other.entity.id}' and "
                message += f"'{claim.entity.id}'."
                hint = "Scope it ({text: …, pages: […]}) or drop it from one of them."
                yield Problem(data.position(claim.entity, *claim.path), message, hint)
        others.append(claim)


def _claims(data: Dataset) -> Iterator[_Claim]:
    """Spell out the names of all entities; where one ignores capitals, all that are like it do."""
    folded = {lower(normalize(alias.text)) for entity in data.entities.values()
              if entity.cased == "any" for alias in entity.forms}  # fmt: skip
    for entity in data.entities.values():
        named: list[tuple[str, Path, tuple[str, ...]]] = [(entity.name, ("name",), ())]
        named += [(a.text, ("aliases", at), a.pages) for at, a in enumerate(entity.aliases)]
        for name, path, pages in named:
            text = normalize(name)
            keys = {lower(text)} if lower(text) in folded else spellings(text, entity.cased)
            yield from (_Claim(key, text, entity, path, pages) for key in sorted(keys))


def _overlap(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if not one or not other:
        return True
    return any(fnmatchcase(a, b) or fnmatchcase(b, a) for a in one for b in other)


def scopes(data: Dataset, known: Collection[str]) -> Iterator[Problem]:
    """Find patterns of aliases that no page of the site fits."""
    for entity in data.entities.values():
        for index, alias in enumerate(entity.aliases):
            for number, pattern in enumerate(alias.pages):
                if not any(fnmatchcase(page, pattern) for page in known):
                    where = data.position(entity, "aliases", index, "pages", number)
                    yield phrases.no_page(where, pattern, known)
