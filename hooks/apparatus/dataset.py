"""All data files together: unique ids, references that exist, aliases that are not ambiguous."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from . import checking, facing, languages, source
from .chart import Figure, Table
from .history import Event, Pledge
from .matcher import lower, spellings
from .model import Annotation, Entity, Source, Statement
from .problems import Position, Problem, did_you_mean
from .text import normalize
from .urls import is_safe, is_web

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from .source import File

Noun = Entity | Annotation | Statement | Pledge | Event | Figure | Source
_ID_RE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
KINDS: dict[str, type[Noun]] = {
    "entities": Entity, "annotations": Annotation, "statements": Statement, "pledges": Pledge,
    "events": Event, "figures": Figure, "sources": Source,
}  # fmt: skip
SHELVES: dict[str, type] = {**KINDS, "tables": Table}


@dataclass(slots=True)
class Dataset:
    """All data of a site, without the items that had problems."""

    entities: dict[str, Entity] = field(default_factory=dict)
    annotations: dict[str, Annotation] = field(default_factory=dict)
    statements: dict[str, Statement] = field(default_factory=dict)
    pledges: dict[str, Pledge] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)
    figures: dict[str, Figure] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    """The points of each figure."""
    origins: dict[tuple[str, str], tuple[File, int]] = field(default_factory=dict)
    """The file of each item (kind, id), and its index there."""
    unmarked: list[Problem] = field(default_factory=list)
    """What is wrong unless the whole site is in Japanese or Chinese."""

    @property
    def claims(self) -> list[Annotation | Statement | Figure]:
        """What has to name its sources."""
        return [*self.annotations.values(), *self.statements.values(), *self.figures.values()]

    def cited(
        self, ids: Iterable[str], address: Callable[[Source], str]
    ) -> list[tuple[Source, str]]:
        """Look up sources that are there, each with the address that a function gives it."""
        return [(self.sources[i], address(self.sources[i])) for i in ids if i in self.sources]

    def position(self, noun: Noun, *path: str | int) -> Position:
        """Find where an item, or one of its values, stands in its file."""
        file, index = self.origins[type(noun).__name__, noun.id]
        return file.document.position((index, *path))


def load(folder: Path, shown_as: str) -> tuple[Dataset, list[Problem]]:
    """Read a data folder.

    In: the folder, and how to name it in problems. Out: the data that holds together, and the
    problems, in order of place.
    """
    files, problems = find(folder, shown_as)
    dataset, wrong = check(files)
    return dataset, sorted({*problems, *wrong})


def find(folder: Path, shown_as: str) -> tuple[list[tuple[str, File]], list[Problem]]:
    """Find a data folder's files, each with the name of its kind."""
    if not folder.is_dir():
        message = f"there is no data folder '{shown_as}'."
        hint = "Make it, with a file entities.yml, or set extra.apparatus.data in mkdocs.yml."
        return [], [Problem(Position(shown_as), message, hint)]
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.y*ml")):
        if path.stem not in KINDS:
            name = f"{shown_as}/{path.name}"
            hint = did_you_mean(path.stem, KINDS) or f"Known files: {', '.join(KINDS)}."
            problems.append(Problem(Position(name), f"'{path.stem}' is no data file.", hint))
    files: list[tuple[str, File]] = []
    for stem in SHELVES:
        patterns = ("figures/*.csv",) if stem == "tables" else (f"{stem}.y*ml", f"{stem}/*.y*ml")
        paths = sorted(path for pattern in patterns for path in folder.glob(pattern))
        if stem == "entities" and not paths:
            message = "there is no file entities.yml here; it is the one file a site needs."
            problems.append(Problem(Position(shown_as), message))
        for path in paths:
            name = f"{shown_as}/{path.relative_to(folder).as_posix()}"
            files.append((stem, source.File(name, path.read_bytes())))
    return files, problems


def check(files: list[tuple[str, File]]) -> tuple[Dataset, list[Problem]]:
    """Turn data files into the data that holds together, and the problems of the rest."""
    # pydantic takes longer to import than a small site to build; see `cache`.
    from . import schema  # noqa: PLC0415

    dataset = Dataset()
    problems: list[Problem] = []
    tables = [file for stem, file in files if stem == "tables"]
    for stem, file in files[: len(files) - len(tables)]:  # which are the last
        good, wrong = schema.items(file.document, KINDS[stem])
        problems += [*file.problems, *wrong]
        for index, item in good:
            _add(dataset, file, index, item, problems)
    if dataset.figures or tables:
        from . import points  # noqa: PLC0415 - most sites have no figures

        problems += points.check(dataset, tables, {problem.where.file for problem in problems})
    for checks in (
        _check_entities, _check_aliases, _check_references, _check_replaced, _check_texts,
        _check_values, checking.pledges, checking.events, facing.check,
    ):  # fmt: skip
        problems += checks(dataset)
    nouns = (noun for stem in KINDS for noun in getattr(dataset, stem).values())
    dataset.unmarked += sorted((*languages.in_data(nouns, dataset), *languages.in_tables(dataset)))
    return dataset, problems


def _add(dataset: Dataset, file: File, index: int, item: Noun, problems: list[Problem]) -> None:
    where = file.document.position((index, "id"))
    if not _ID_RE.fullmatch(item.id):
        message = f"the id '{item.id}' may hold only small letters a-z, digits and single hyphens."
        suggestion = re.sub(r"[^a-z0-9]+", "-", item.id.lower()).strip("-")
        problems.append(Problem(where, message, f"Write '{suggestion}'." if suggestion else ""))
        return
    shelf: dict[str, Noun] = getattr(dataset, _plural(item))
    if item.id in shelf:
        first = dataset.position(shelf[item.id], "id")
        message = f"the id '{item.id}' is taken: it stands at {first} too."
        problems.append(Problem(where, message, "Give this one another id."))
        return
    shelf[item.id] = item
    dataset.origins[type(item).__name__, item.id] = (file, index)


def _plural(item: Noun) -> str:
    return next(stem for stem, noun in KINDS.items() if isinstance(item, noun))


def _check_entities(dataset: Dataset) -> Iterator[Problem]:
    for entity in list(dataset.entities.values()):
        page = entity.page
        if is_web(entity.entry) or page.startswith("/") or ".." in page.split("/"):
            message = f"entry '{entity.entry}' is not a page below the docs folder."
            hint = "Write a path such as 'actors/name.md' or 'glossary.md#term'."
            yield Problem(dataset.position(entity, "entry"), message, hint)
            del dataset.entities[entity.id]  # never to become an address
        for index, alias in enumerate(entity.aliases):
            if not normalize(alias.text):
                where = dataset.position(entity, "aliases", index)
                yield Problem(where, "this alias is empty.", "Fill it in or delete it.")


def _check_aliases(dataset: Dataset) -> Iterator[Problem]:
    """Find aliases that two entities share on some page."""
    owners: dict[str, list[tuple[Entity, int, tuple[str, ...]]]] = {}
    folded = {lower(normalize(alias.text)) for entity in dataset.entities.values()
              if entity.cased == "any" for alias in entity.forms}  # fmt: skip
    for entity in dataset.entities.values():
        for index, alias in enumerate((None, *entity.aliases)):
            text = normalize(alias.text if alias else entity.name)
            pages = alias.pages if alias else ()
            keys = {lower(text)} if lower(text) in folded else spellings(text, entity.cased)
            for key in sorted(keys):
                for other, _, scope in owners.setdefault(key, []):
                    if other.id != entity.id and _overlap(scope, pages):
                        path = ("aliases", index - 1) if alias else ("name",)
                        message = f"'{text}' would mean both '{other.id}' and '{entity.id}'."
                        hint = "Scope it ({text: …, pages: […]}) or drop it from one of them."
                        yield Problem(dataset.position(entity, *path), message, hint)
                owners[key].append((entity, index, pages))


def _overlap(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if not one or not other:
        return True
    return any(fnmatchcase(a, b) or fnmatchcase(b, a) for a in one for b in other)


def _check_references(dataset: Dataset) -> Iterator[Problem]:
    """Find ids that are named but do not exist."""
    for noun in (*dataset.entities.values(), *dataset.claims):
        yield from checking.unknown_sources(dataset, noun, noun.sources)
    named: list[tuple[Noun, tuple[str | int, ...], str]] = [
        *((e, ("see", index), identifier) for e in dataset.entities.values()
          for index, identifier in enumerate(e.see)),
        *((s, ("entity",), s.entity) for s in dataset.statements.values() if s.entity),
    ]  # fmt: skip
    for item, path, identifier in named:
        if identifier not in dataset.entities:
            hint = did_you_mean(identifier, dataset.entities)
            message = f"there is no entity '{identifier}'."
            yield Problem(dataset.position(item, *path), message, hint)


def _check_replaced(dataset: Dataset) -> Iterator[Problem]:
    """Find notes that are said to be replaced and are still there."""
    for note in dataset.annotations.values():
        for index, identifier in enumerate(note.replaces):
            if identifier in dataset.annotations:
                message = f"'{note.id}' cannot replace the note '{identifier}', which is there."
                where = dataset.position(note, "replaces", index)
                yield Problem(where, message, "Delete one of the two.")


def _check_texts(dataset: Dataset) -> Iterator[Problem]:
    """Find text that is needed and empty."""
    needed: list[tuple[Noun, str, str]] = [
        *((e, key, getattr(e, key)) for e in dataset.entities.values()
          for key in ("name", "gloss")),
        *((s, key, getattr(s, key)) for s in dataset.statements.values()
          for key in ("speaker", "side")),
        *((f, key, getattr(f, key)) for f in dataset.figures.values()
          for key in ("title", "unit", "counts", "text")),
    ]  # fmt: skip
    for noun, key, value in needed:
        if not value.strip():
            yield checking.empty(dataset.position(noun, key), key)


def _check_values(dataset: Dataset) -> Iterator[Problem]:
    """Find dates that are none, claims without a source, and addresses that are unsafe."""
    dated: list[tuple[Noun, str, str]] = [
        *((e, key, getattr(e, key)) for e in dataset.entities.values() for key in ("born", "died")),
        *((a, "known", a.known) for a in dataset.annotations.values()),
        *((s, "issued", s.issued) for s in dataset.sources.values()),
    ]
    for noun, key, value in dated:
        if value and not checking.is_date(value):
            yield checking.no_date(dataset.position(noun, key), key, value)
    for claim in dataset.claims:
        if not claim.sources:
            kind = "note" if isinstance(claim, Annotation) else type(claim).__name__.lower()
            yield checking.unsourced(dataset.position(claim), f"{kind} '{claim.id}'")
    for note in dataset.annotations.values():
        if note.finding and note.layer != "fact-check":
            message = f"a note of the layer '{note.layer}' has no finding."
            hint = "Delete this line, or write 'layer: fact-check'."
            yield Problem(dataset.position(note, "finding"), message, hint)
    for item in dataset.sources.values():
        if item.URL and not (is_web(item.URL) and is_safe(item.URL)):
            message = f"URL '{item.URL}' does not start with https:// or http://."
            yield Problem(dataset.position(item, "URL"), message, "Write the full address.")
