"""What an author says of a copy, in a file that is no part of the project.

skip: [1]                      # paragraphs of the copy that are none of the text
blocks: [p1, p2]               # blocks of the page that retell the others, in order
notes:
  n1: these words              # of the block that the note is about
  n2: {words: twice, occurrence: 2}
  n3: 3-5                      # from the third word to the fifth
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, NamedTuple

from ..data import yaml_file
from ..overlay import fingerprint
from ..problems import Position, Problem, phrases
from .overlay_copy import content_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ..data.dataset import Dataset

_KEYS = ("skip", "blocks", "notes")
_OF_NOTE = ("words", "occurrence")
_RANGE_RE = re.compile(r"\s*(\d+)\s*[-\u2013]\s*(\d+)\s*", re.ASCII)
_TIMES = {1: "once", 2: "twice"}
_LIKE = 0.6


class Said(NamedTuple):
    """Which words a note is about, as its author says."""

    words: str
    occurrence: int | None = None
    is_exact: bool = False
    """Whether these are words in any case, and no numbers of words."""


class Asked(NamedTuple):
    """All that is said of a copy."""

    document: yaml_file.Document
    skip: Sequence[int] = ()
    blocks: Sequence[str] = ()
    notes: Mapping[str, Said] | None = None
    """By their ids; nothing if the file does not speak of notes."""


Span = tuple[str, int, int]
"""A block, and the first and the last of its words, counted from 1."""


def read(name: str) -> tuple[Asked, list[Problem]]:
    """Read such a file; without one nothing is said."""
    if not name:
        return Asked(yaml_file.Document("")), []
    content, problems = content_of(name, "a list of words")
    document, wrong = yaml_file.read(name, content)
    value = document.value or {}
    problems += wrong
    if not problems and not isinstance(value, dict):
        problems = [phrases.no_group(Position(name))]
    if problems:
        return Asked(document), problems
    problems = [
        phrases.not_a_key(document.position((key,), key=True), key, "words of notes", _KEYS)
        for key in value
        if key not in _KEYS
    ]
    for key, kind, expected in (
        ("skip", int, "a whole number"),
        ("blocks", str, "the id of a block"),
    ):
        problems += _list(document, key, value.get(key), kind, expected)
    notes = value.get("notes")
    if notes is not None and not isinstance(notes, dict):
        where = document.position(("notes",))
        problems.append(phrases.not_text(where, "notes", phrases.GROUP, notes))
    elif notes:
        problems += [one for note in notes for one in _note(document, note, notes[note])]
    if problems:
        return Asked(document), problems
    said = (
        None
        if "notes" not in value
        else {n: _said(document, n, its) for n, its in (notes or {}).items()}
    )
    return Asked(document, value.get("skip") or (), value.get("blocks") or (), said), []


def _list(
    document: yaml_file.Document, key: str, value: object, kind: type, expected: str
) -> Iterator[Problem]:
    """Find what is wrong with a list of things of a kind, each once."""
    if value is None:
        return
    if not isinstance(value, list):
        problem = phrases.not_text(document.position((key,)), key, "a list", value)
        yield problem._replace(hint=f"Write it as [{phrases.short(str(value))}].")
        return
    for index, one in enumerate(value):
        where = document.position((key, index))
        if type(one) is not kind:
            spelt = document.spelt.get((key, index), "")
            yield phrases.not_text(where, f"an item of '{key}'", expected, one, spelt)._replace(
                hint=""
            )
        elif one in value[:index]:
            yield Problem(where, f"'{one}' stands in '{key}' already.", "Delete it here.")


def _note(document: yaml_file.Document, note: object, value: object) -> Iterator[Problem]:
    """Find what is wrong with what is said of a note."""
    where, name = document.position(("notes", str(note))), f"what '{note}' is about"
    if isinstance(value, dict):
        for key in value:
            if key not in _OF_NOTE:
                place = document.position(("notes", str(note), key), key=True)
                yield phrases.not_a_key(place, key, "words of a note", _OF_NOTE)
        if set(value) <= set(_OF_NOTE) and not isinstance(value.get("words"), str):
            message = f"{name} has no 'words' that are text."
            yield Problem(where, message, "Write {words: these words, occurrence: 1}.")
        nth = value.get("occurrence", 1)
        if type(nth) is not int or nth < 1:
            place = document.position(("notes", str(note), "occurrence"))
            yield phrases.not_text(place, "occurrence", "a whole number from 1 on", nth)
    elif value is None or value == "":
        yield phrases.empty(where, name)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        spelt = document.spelt.get(("notes", str(note)), str(value))
        message = f"{name} is one number, {spelt}, which may be a word or count words."
        yield Problem(where, message, f'Write {{words: "{spelt}"}} or {spelt}-{spelt}.')
    elif not isinstance(value, str | bool):
        expected = "words, a range like 3-5, or {words: …, occurrence: …}"
        yield phrases.not_text(where, name, expected, value)


def _said(document: yaml_file.Document, note: str, value: Any) -> Said:  # noqa: ANN401 - as YAML has it
    if isinstance(value, dict):
        return Said(value["words"], value.get("occurrence"), is_exact=True)
    return Said(document.spelt.get(("notes", note), value))


def places(
    asked: Asked, text: Mapping[str, Sequence[str]], data: Dataset
) -> tuple[dict[str, Span], list[Problem]]:
    """Find the words that notes are about. In: also the copy's words by block."""
    found: dict[str, Span] = {}
    problems = []
    for note, said in (asked.notes or {}).items():
        where = asked.document.position(("notes", note))
        target = data.annotations.get(note)
        if target is None:
            hint = "Take the id that it has in annotations.yml."
            problems.append(phrases.unknown(where, "note", note, data.annotations, hint))
        elif (block := target.target.name) not in text:
            message = f"the note is about '{block}', which the copy has no words for."
            hint = "Delete this; or name the block among 'blocks', if it retells some of the copy."
            problems.append(Problem(where, message, hint))
        elif isinstance(span := _span(said, block, text, where), Problem):
            problems.append(span)
        else:
            found[note] = (block, *span)
    return found, problems


def _span(
    said: Said, block: str, text: Mapping[str, Sequence[str]], where: Position
) -> tuple[int, int] | Problem:
    """Find some words in a paragraph: `these words`, `3-5`, `{words: these, occurrence: 2}`."""
    its, shown = text[block], phrases.short(said.words)
    numbers = None if said.is_exact else _RANGE_RE.fullmatch(said.words)
    if numbers and 1 <= int(numbers[1]) <= int(numbers[2]) <= len(its):
        return int(numbers[1]), int(numbers[2])
    found = fingerprint.found(its, said.words)
    if not found and numbers:
        return Problem(where, f"'{block}' has no words '{shown}': it has {len(its)} in the copy.")
    if not found:
        message = f"'{shown}' does not stand in the copy's words for '{block}'."
        return Problem(where, message, _elsewhere(said.words, block, text))
    times = _TIMES.get(len(found), f"{len(found)} times")
    if len(found) > 1 and said.occurrence is None:
        hint = f"Say which: {{words: {shown}, occurrence: 1}}."
        return Problem(where, f"'{shown}' stands {times} in the copy's words for '{block}'.", hint)
    nth = said.occurrence or 1
    if nth > len(found):
        message = f"'{shown}' stands only {times} in the copy's words for '{block}', "
        return Problem(where, f"{message}so there is no occurrence {nth}.")
    start = found[nth - 1]
    return start, start + len(fingerprint.forms(said.words)) - 1


def _elsewhere(words: str, block: str, text: Mapping[str, Sequence[str]]) -> str:
    """Say where words stand that are not there, or which are like them."""
    others = [name for name, its in text.items() if fingerprint.found(its, words)]
    if others:
        return f"They stand in those for '{others[0]}'."
    count, its = len(fingerprint.forms(words)), text[block]
    if not count:
        return "Write words that have letters."
    near = [" ".join(its[i : i + count]) for i in range(len(its) - count + 1)]
    asked = " ".join(fingerprint.forms(words))
    [like] = get_close_matches(asked, near, n=1, cutoff=_LIKE) or [""]
    return f"The nearest there are '{phrases.short(like)}'." if like else "Look at the copy."
