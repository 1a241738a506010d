"""Sentences that checks in several rooms share; each room words only what is its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import Position, Problem, did_you_mean, one_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def unknown(
    where: Position, kind: str, value: str, known: Iterable[str], or_else: str = ""
) -> Problem:
    """Say that something of a kind does not exist; `or_else` is what to do if nothing is near."""
    return Problem(where, f"there is no {kind} '{value}'.", did_you_mean(value, known) or or_else)


def not_one_of(where: Position, key: str, value: str, allowed: Iterable[str]) -> Problem:
    """Say that a value is none of those allowed."""
    allowed = list(allowed)
    message = f"{key} '{value}' is not one of {one_of(allowed)}."
    return Problem(where, message, did_you_mean(value, allowed))


def not_a_key(where: Position, key: str, owner: str, known: Iterable[str]) -> Problem:
    """Say that a key is none of those that its owner has."""
    known = list(known)
    hint = did_you_mean(key, known) or f"Known keys: {one_of(known)}."
    return Problem(where, f"'{key}' is not a key of {owner}.", hint)


def empty(where: Position, key: str) -> Problem:
    """Say that words are needed."""
    return Problem(where, f"{key} is empty.", "Fill it in.")


def no_date(where: Position, key: str, value: str) -> Problem:
    """Say that a value is no date."""
    hint = "Write it as 1990-06-16, 1990-06 or 1990."
    return Problem(where, f"{key} '{value}' is not a date.", hint)


def unsourced(where: Position, what: str) -> Problem:
    """Say that a claim rests on nothing."""
    return Problem(where, f"the {what} names no source.", "Add 'sources: [id]'.")


def no_page(where: Position, page: str, known: Iterable[str]) -> Problem:
    """Say that a page is named that the site does not have."""
    return unknown(where, "page", page, known)


def no_source(where: Position, identifier: str, known: Iterable[str]) -> Problem:
    """Say that a source is named that does not exist."""
    return unknown(where, "source", identifier, known, "Add it to sources.yml.")


def not_utf8(where: Position) -> Problem:
    """Say that a file is written in another encoding, or is no text."""
    return Problem(where, "this file is not UTF-8 text.", "Save it as UTF-8.")


def no_yaml(where: Position, said: str) -> Problem:
    """Say that a file is no YAML; `said` is the library's reason."""
    hint = "Look at the indentation, the colons and the quotation marks on this line."
    return Problem(where, f"this is not valid YAML: {said}.", hint)


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
