"""Checks of a site's own vocabulary: what no page can show, and colours that cannot be read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..problems import Problem, phrases
from . import checks, colours
from .vocabulary import DEFAULT, Layer, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .dataset import Dataset
    from .vocabulary import Label
    from .yaml_file import Path

TERMS = ("kinds", "outcomes", "later", "findings", "manners", "precisions")
"""The lists of mere terms."""
_ID_RE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_WORDS_RE = re.compile(r"[a-z0-9]+(?:[ -][a-z0-9]+)*")
"""Ids that become no part of a class may hold spaces."""
_IN_CLASSES = ("layers", "kinds")
_TAKEN = ("all", "none", "now", "open", "start", "then")
"""What switches of notes and classes of their words are called."""
_COLOUR_RE = re.compile(r"#[0-9a-fA-F]{6}")
_SIGNS = 3
"""So many characters a sign may have: it stands behind a number."""


def vocabulary(data: Dataset) -> Iterator[Problem]:
    """Find what no page can show of a site's own vocabulary; such a file counts as unread."""
    for given in list(data.of(Vocabulary).values()):
        wrong = list(_items(data, given))
        yield from wrong
        if any(problem.stops for problem in wrong):
            data.lose(Vocabulary, given.id)
            data.unread.add(Vocabulary)


def _items(data: Dataset, given: Vocabulary) -> Iterator[Problem]:
    for name in ("layers", *TERMS):
        seen: set[str] = set()
        for index, one in enumerate(getattr(given, name)):
            path = (name, index)
            yield from _identifier(data, given, path, one.id, seen)
            yield from _label(data, given, (*path, "label"), one.label)
            if len(one.sign) > _SIGNS:
                message = f"the sign '{phrases.short(one.sign)}' is longer than {_SIGNS} signs."
                yield Problem(data.position(given, *path, "sign"), message, "Write one.")
            if isinstance(one, Layer):
                yield from _label(data, given, (*path, "one"), one.one)
                yield from _colours(data, given, path, one)
    for name in ("relations", "facts"):
        for key, label in getattr(given, name).items():
            yield from _label(data, given, (name, key), label)
    for key in given.facts:
        if key not in DEFAULT.facts:
            where = data.position(given, "facts", key)
            yield phrases.not_one_of(where, "a key of facts", key, DEFAULT.facts)


def _identifier(
    data: Dataset, given: Vocabulary, path: Path, identifier: str, seen: set[str]
) -> Iterator[Problem]:
    where = data.position(given, *path, "id")
    pattern = _ID_RE if path[0] in _IN_CLASSES else _WORDS_RE
    if not pattern.fullmatch(identifier):
        message = f"the id '{phrases.short(identifier)}' may hold only small letters a-z, digits "
        message += "and single hyphens."
        yield Problem(where, message, "What readers see is the label.")
    elif path[0] == "layers" and identifier in _TAKEN:
        message = f"no layer can have the id '{identifier}', which has a meaning of its own."
        yield Problem(where, message, "What readers see is the label.")
    elif identifier in seen:
        message = f"the id '{identifier}' stands in this list twice."
        yield Problem(where, message, "Give one of them another id.")
    seen.add(identifier)


def _label(data: Dataset, given: Vocabulary, path: Path, label: Label) -> Iterator[Problem]:
    for tag, words in label.items():
        its = (*path, tag) if tag else path
        if not words.strip():
            yield phrases.empty(data.position(given, *its), str(path[-1]))
        if tag:
            yield from checks.tag(data.position(given, *its, key=True), tag)


def _colours(data: Dataset, given: Vocabulary, path: Path, layer: Layer) -> Iterator[Problem]:
    if len(layer.colour) > len(papers := colours.PAPERS):
        where = data.position(given, *path, "colour", len(papers))
        yield Problem(where, "a layer has two colours at most: for light paper and for dark.")
    for index, (text, name) in enumerate(zip(layer.colour, papers, strict=False)):
        where = data.position(given, *path, "colour", index)
        if not _COLOUR_RE.fullmatch(text):
            message = f"'{phrases.short(text)}' is not a colour."
            yield Problem(where, message, "Write it as '#5b3a8c', in quotation marks.")
            continue
        if (its := colours.contrast(text, papers[name])) < colours.ENOUGH:
            near = colours.nearest(text, papers[name])
            message = f"the colour '{text}' is hard to read on {name} paper: "
            message += f"its contrast is {its:.1f}, and has to be {colours.ENOUGH}."
            yield Problem(where, message, f"The nearest that passes is '{near}'.", stops=False)
