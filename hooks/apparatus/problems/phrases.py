"""Sentences that checks in several rooms share; each room words only what is its own."""

from __future__ import annotations

import re
from calendar import monthrange
from pathlib import Path
from typing import TYPE_CHECKING

from . import Position, Problem, did_you_mean, one_of, printed_marks

if TYPE_CHECKING:
    from collections.abc import Iterable

GROUP = "a group of 'key: value' lines"
_LONGEST = 40
_PAGES = 8
"""So many pages are named where none is near."""
_DATED_RE = re.compile(r"(-?\d{4})-(\d\d)(?:-(\d\d))?", re.ASCII)
_YEAR_RE = re.compile(r"-\d{4,}", re.ASCII)
_MONTHS = range(1, 13)
_ENGINE = Path(__file__).parent.parent


def called(command: str) -> str:
    """Say how a command is called: of a copy of the engine in a project, or of one installed."""
    of_project = _ENGINE.parent.name == "hooks"
    return f"python hooks/{_ENGINE.name} {command}" if of_project else f"apparatus {command}"


def unknown(
    where: Position, kind: str, value: str, known: Iterable[str], or_else: str = ""
) -> Problem:
    """Say that something of a kind does not exist; `or_else` is what to do if nothing is near."""
    message = f"there is no {kind} '{short(value)}'."
    return Problem(where, message, did_you_mean(value, known) or or_else)


def not_one_of(where: Position, key: str, value: object, allowed: Iterable[str]) -> Problem:
    """Say that a value is none of those allowed."""
    allowed = list(allowed)
    if not isinstance(value, str):
        message = f"{key} must be one of {one_of(allowed)}, but here it is {described(value)}."
        return Problem(where, message)
    message = f"{key} '{short(value)}' is not one of {one_of(allowed)}."
    return Problem(where, message, did_you_mean(value, allowed))


def not_text(where: Position, key: str, expected: str, value: object, spelt: str = "") -> Problem:
    """Say that a value is of another sort than expected; `spelt` is how the file has it."""
    message = f"{key} must be {expected}, but here it is {described(value, spelt)}."
    quotable = expected.startswith("text") and isinstance(value, bool | int | float)
    hint = "Put it in quotation marks." if quotable else printed_marks(value, bare=True)
    return Problem(where, message, hint)


def described(value: object, spelt: str = "") -> str:
    """Name a value as its author would; `spelt` is how the file has it, where that differs."""
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, dict):
        return "a group of keys"
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return f"the yes/no value '{spelt or str(value).lower()}'"
    if isinstance(value, int | float):
        return f"the number {short(spelt or str(value))}"
    return f"'{short(str(value))}'"


def counted(number: int, one: str, more: str) -> str:
    """Say how many there are: `1 note`, `2 notes`."""
    return f"{number} {one if number == 1 else more}"


def short(text: str) -> str:
    """Cut a long value, for messages."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def no_list(where: Position) -> Problem:
    """Say that a file holds no list."""
    return Problem(where, "this file must be a list: each item starts with '- id: …'.")


def no_group(where: Position) -> Problem:
    """Say that a file is no group of keys."""
    return Problem(where, f"this file must be {GROUP}.")


def twice(where: Position, first: str, second: str) -> Problem:
    """Say that a key stands twice in a group, in two spellings."""
    message = f"'{first}' and '{second}' are one key, which stands twice here."
    return Problem(where, message, "Keep one of them.")


def not_a_key(where: Position, key: str, owner: str, known: Iterable[str]) -> Problem:
    """Say that a key is none of those that its owner has."""
    known = list(known)
    hint = did_you_mean(key, known) or f"Known keys: {one_of(known)}."
    return Problem(where, f"'{short(key)}' is not a key of {owner}.", hint)


def missing(where: Position, owner: str, key: str) -> Problem:
    """Say that a key is needed."""
    message = f"{owner} needs the key '{key}', which is missing here."
    return Problem(where, message, f"Add a line '{key}: …'.")


def empty(where: Position, key: str) -> Problem:
    """Say that words are needed."""
    return Problem(where, f"{key} is empty.", "Fill it in.")


def no_date(
    where: Position, key: str, value: str, near: Iterable[str] = (), what: str = "a date"
) -> Problem:
    """Say that a value is no date, or no day; `near` are those that may be meant."""
    meant = " or ".join(f"'{one}'{_before_christ(one)}" for one in near)
    forms = "1990-06-16" if what == "a day" else "1990-06-16, 1990-06 or 1990"
    hint = f"Did you mean {meant}?" if meant else f"Write it as {forms}."
    hint = printed_marks(value) or hint
    return Problem(where, f"{key} '{short(value)}' is not {what}{_lacking(value)}.", hint)


def _before_christ(date: str) -> str:
    """Say which year one before Christ is: data count with a year 0, and people without."""
    year = _YEAR_RE.match(date)
    return f" ({1 - int(year[0])} BC)" if year else ""


def _lacking(date: str) -> str:
    """Say which month or day there is not."""
    if not (parts := _DATED_RE.fullmatch(date)):
        return ""
    year, month, day = parts.groups()
    if int(month) in _MONTHS:
        there = not day or 1 <= int(day) <= monthrange(int(year), int(month))[1]
        return "" if there else f": {year}-{month} has no day {int(day)}"
    return "" if day is None and month[0] == "2" else f": there is no month {int(month)}"


def no_address(where: Position, key: str, value: str) -> Problem:
    """Say that a value is no address on the web."""
    message = f"{key} '{short(value)}' is not an address on the web."
    return Problem(where, message, "Write it in full, from https:// on.")


def unsourced(where: Position, what: str) -> Problem:
    """Say that a claim rests on nothing."""
    return Problem(where, f"the {what} names no source.", "Add 'sources: [id]'.")


def no_page(where: Position, page: str, known: Iterable[str]) -> Problem:
    """Say that a page is named that the site does not have; the first it has may be meant."""
    if not page:
        return empty(where, "page")
    pages = list(known)
    shown, further = pages[:_PAGES], len(pages) - _PAGES
    more = f" and {further} more" if further > 0 else ""
    return unknown(where, "page", page, pages, f"The site has {one_of(shown)}{more}.")


def undefined(where: Position, identifier: str, known: Iterable[str]) -> Problem:
    """Say that `[words][id]` names nothing."""
    message = f"there is no entity and no source '{short(identifier)}'."
    hint = did_you_mean(identifier, known)
    return Problem(
        where,
        message,
        hint or f"If the link is your own, say where it leads: '[{short(identifier)}]: https://…'.",
    )


def wordless(where: Position, identifier: str) -> Problem:
    """Say that `[][id]` leads somewhere, and has nothing that a reader could see."""
    message = f"the link to '{short(identifier)}' has no words."
    return Problem(where, message, f"Write them: [words][{short(identifier)}].")


def no_footnote(where: Position, name: str) -> Problem:
    """Warn of the mark of a footnote that is not there."""
    message = f"there is no footnote '{short(name)}', so '[^{short(name)}]' is printed."
    return Problem(where, message, f"Write it below: '[^{short(name)}]: …'.", stops=False)


def no_source(where: Position, identifier: str, known: Iterable[str], files: str) -> Problem:
    """Say that a source is named that does not exist; `files` are those that have some."""
    return unknown(where, "source", identifier, known, f"Add it to {files or 'sources.yml'}.")


def not_utf8(where: Position) -> Problem:
    """Say that a file is written in another encoding, or is no text."""
    return Problem(where, "this file is not UTF-8 text.", "Save it as UTF-8.")


def unreadable(where: Position, path: Path) -> Problem:
    """Say why a file cannot be read."""
    if path.is_dir():
        return Problem(where, "this is a folder, but it must be a file.", "Rename the folder.")
    if path.is_symlink() and not path.exists():
        hint = "Put the file there, or delete the link."
        return Problem(where, "this is a link to a file that is not there.", hint)
    if not path.exists():
        return Problem(where, "this file is not there any more.", "Put it back.")
    if not path.is_file():
        return Problem(where, "this is not a file with text in it.", "Delete it.")
    return Problem(where, "this file may not be read.", "Give yourself the right to read it.")
