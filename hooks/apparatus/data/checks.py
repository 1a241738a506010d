"""Checks that several kinds of data share, and those of notes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..problems import Problem, phrases
from ..text import languages, meant_dates
from ..text.dates import is_date
from ..text.normal import normalize
from .model import Source
from .vocabulary import CHECKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..problems import Position
    from .dataset import Dataset, Noun
    from .model import Annotation
    from .target import End, Target
    from .yaml_file import Path

_OPEN = 50
"""So many brackets may be open at once: Markdown looks for the end of each."""
_TAKEN_RE = re.compile(r"p\d+|(?:card|cited?|xref)-.*|.*-ref")
"""The ids that paragraphs, references, cards and citations have; shelves have more."""


def words(
    data: Dataset, noun: Noun, *keys: str, part: object = None, path: Path = ()
) -> Iterator[Problem]:
    """Find needed words that are missing from an item, or from a part of it at a path."""
    for key in keys:
        if not normalize(getattr(part or noun, key)):
            yield phrases.empty(data.position(noun, *path, key), key)


def known_sources(
    data: Dataset, noun: Noun, ids: Iterable[str], path: Path = ()
) -> Iterator[Problem]:
    """Find sources that do not exist among those of an item, or of a part of it at a path."""
    for index, identifier in enumerate(ids):
        if data.lacks(Source, identifier):
            where = data.position(noun, *path, "sources", index)
            yield data.no_source(where, identifier)


def sourced(
    data: Dataset, noun: Noun, ids: tuple[str, ...], what: str, path: Path = ()
) -> Iterator[Problem]:
    """Find a claim without sources, or with some that do not exist."""
    if not ids:
        yield phrases.unsourced(data.position(noun, *path), what)
    yield from known_sources(data, noun, ids, path)


def date(data: Dataset, noun: Noun, key: str, value: str, path: Path = ()) -> Iterator[Problem]:
    """Find a date that is none; an empty one is left out."""
    if value and not is_date(value):
        yield phrases.no_date(data.position(noun, *path, key), key, value, meant_dates.meant(value))


def target(data: Dataset, noun: Noun, its: Target, path: Path = ()) -> Iterator[Problem]:
    """Find a place that no page can have; an item with such a place is dropped."""
    wrong = list(_part(data, noun, its, path))
    if its.until:
        wrong += _part(data, noun, its.until, (*path, "until"))
    if not its.name and not wrong:
        message = "this does not say in which block of the page it is."
        hint = "Add 'paragraph: 7' for '{ #p7 }', or 'block: …' for another id."
        wrong.append(Problem(data.position(noun, *path), message, hint))
    if wrong:
        data.lose(type(noun), noun.id)
    yield from wrong


def tag(where: Position, value: str) -> Iterator[Problem]:
    """Find a tag that stands for no language."""
    if not languages.is_tag(value):
        message = f"'{phrases.short(value)}' is not the tag of a language."
        near = languages.meant(value)
        hint = f"Did you mean '{near}'?" if near else "Write one such as ja, zh-Hans or el."
        yield Problem(where, message, hint)


def _part(data: Dataset, noun: Noun, its: Target | End, path: Path) -> Iterator[Problem]:
    for key in ("exact", "block"):
        if data.has(noun, *path, key):
            yield from words(data, noun, key, part=its, path=path)
    for key, value, first in (("paragraph", its.paragraph, 0), ("occurrence", its.occurrence, 1)):
        if value is not None and value < first:
            message = f"{key} cannot be {value}: the first is 1."
            yield Problem(data.position(noun, *path, key), message)
    if its.block and its.paragraph is not None:
        message = f"'block' and 'paragraph' name one block, '{its.block}' or '{its.name}'."
        yield Problem(data.position(noun, *path, "block"), message, "Delete one of the two.")


def notes(data: Dataset) -> Iterator[Problem]:
    """Find notes without sources, with odd dates, or with a finding that their layer has not."""
    anchors = tuple(shelf.anchor for shelf in data.kinds if shelf.anchor)
    for note in list(data.annotations.values()):
        yield from words(data, note, "body")
        if (most := _open_at_once(note.body)) > _OPEN:
            message = f"{most} brackets are open at once in this body, {_OPEN} at most may be."
            yield Problem(data.position(note, "body"), message, "Close them with ']'.")
            data.lose(type(note), note.id)  # never to be rendered
        yield from target(data, note, note.target, ("target",))
        yield from date(data, note, "known", note.known)
        yield from _sorted(data, note)
        for path, identifier in _ids(note):
            if _TAKEN_RE.fullmatch(identifier) or identifier.startswith(anchors):
                message = f"the id '{identifier}' may be that of something else on a page."
                yield Problem(data.position(note, *path), message, "Write one such as 'n1'.")
                data.lose(type(note), note.id)  # never to stand on a page
        for index, identifier in enumerate(note.replaces):
            if identifier in data.annotations:
                message = f"'{note.id}' cannot replace the note '{identifier}', which is there."
                where = data.position(note, "replaces", index)
                yield Problem(where, message, "Delete one of the two.")


def _sorted(data: Dataset, note: Annotation) -> Iterator[Problem]:
    """Find what the layer of a note asks for, and what it does not have."""
    layer = data.vocabulary.layer[note.layer]
    if layer.sources == "optional" or note.draft:
        yield from known_sources(data, note, note.sources)
    else:
        yield from sourced(data, note, note.sources, f"note '{note.id}'")
        if not note.confidence:
            yield phrases.missing(data.position(note), "an annotation", "confidence")
    if note.finding and layer.motivation != CHECKS:
        message = f"a note of the layer '{note.layer}' has no finding."
        checking = data.vocabulary.checking
        hint = "Delete this line" + (f", or write 'layer: {checking[0]}'." if checking else ".")
        yield Problem(data.position(note, "finding"), message, hint)


def _open_at_once(text: str) -> int:
    depth = most = 0
    for sign in re.findall(r"[\[\]]", text):
        depth = max(0, depth + (1 if sign == "[" else -1))
        most = max(most, depth)
    return most


def _ids(note: Annotation) -> Iterator[tuple[Path, str]]:
    yield ("id",), note.id
    yield from ((("replaces", index), old) for index, old in enumerate(note.replaces))
