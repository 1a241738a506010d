"""What a format's reader makes of a file: records that know no format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from ..data.cited import SourceId
from ..problems import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..problems import Position

_NOTHING: dict[str, Any] = {}


class Said(NamedTuple):
    """Where on its page a note is, as another tool has it."""

    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    position: int | None = None
    """Where its words start in some text of the page; nobody knows in which."""
    block: str = ""
    """The id of an element."""
    other: str = ""
    """A selector that says where it is in a way that nobody here can follow."""


class Note(NamedTuple):
    """A note that somebody else has."""

    where: Position
    name: str
    """Its id there."""
    page: str
    """An address, or the path of one of our pages."""
    said: Said
    body: str = ""
    """Markdown."""
    author: str = ""
    tags: tuple[str, ...] = ()
    kept: str = ""
    """For whom it was, if not for everybody."""
    own: Mapping[str, Any] = _NOTHING
    """What only we have words for, by the keys of our data; foreign notes have none."""
    target: Mapping[str, Any] = _NOTHING
    """The target as our data have it, where the file says so."""


class Entry(NamedTuple):
    """Somebody or something that somebody else has a list of."""

    where: Position
    fields: Mapping[str, Any]
    """By the keys of our data; an `id` and a `kind` may be missing."""


class Read(NamedTuple):
    """What a file holds."""

    notes: list[Note]
    entries: list[Entry]
    problems: list[Problem]
    """What was left out, or is no such file at all."""


def broken(where: Position, what: str) -> Problem:
    """Say that one record of a file is not as it should be; the others are taken."""
    return Problem(where, f"{what}; it was left out.")


def sources(value: object) -> list[SourceId]:
    """Return the sources of a value that is a list of ids, or of groups with an id in them."""
    found = []
    for one in value if isinstance(value, list) else ():
        group = one if isinstance(one, dict) else {"id": one}
        name, locator = (" ".join(text(its).split()) for its in (
            group.get("identifier", group.get("id")), group.get("locator")))  # fmt: skip
        if name:
            found.append(SourceId(name, locator or getattr(one, "locator", "")))
    return list({(str(one), one.locator): one for one in found}.values())


def text(value: object) -> str:
    """Return a value that is text; nothing in place of any other."""
    return value if isinstance(value, str) else ""


def texts(value: object) -> tuple[str, ...]:
    """Return the texts of a value that is a list of them."""
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()
