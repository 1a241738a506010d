"""Persons, places and organizations of a TEI file's lists to entries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..problems import Position, Problem
from ..text.addresses import is_web
from . import authority_files
from .record import Entry, broken
from .xml_tree import LINE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

_KINDS = {
    "person": ("person", "persName"),
    "place": ("place", "placeName"),
    "org": ("organization", "orgName"),
}
"""By element: what it is here, and what names it."""
_READINGS = {"ja-Hrkt": "kana", "ja-Latn": "romaji"}
_PARTS = ("forename", "nameLink", "surname", "genName")
_LISTED = ("listPerson", "listPlace", "listOrg")


def is_one(root: Element) -> bool:
    """Whether a tree has such lists."""
    return any(one.tag in _LISTED for one in root.iter())


def read(file: str, root: Element) -> tuple[list[Entry], list[Problem]]:
    """Turn all items of all lists into entries, those of lists in lists too."""
    entries: list[Entry] = []
    problems: list[Problem] = []
    for element in root.iter():
        if element.tag not in _KINDS:
            continue
        where = Position(file, int(element.get(LINE, "1")))
        fields = _fields(element)
        if fields.get("name"):
            entries.append(Entry(where, fields))
        else:
            problems.append(broken(where, f"this {element.tag} has no name"))
    return entries, problems


def _fields(element: Element) -> dict[str, Any]:
    kind, named = _KINDS[element.tag]
    fields: dict[str, Any] = {"id": element.get("id", ""), "kind": kind}
    fields |= _names([one for one in element if one.tag in (named, "name")])
    fields["confidence"] = element.get("cert", "")
    for tag, key in (("birth", "born"), ("death", "died")):
        fields[key] = next(filter(None, (_date(one) for one in element.iterfind(tag))), "")
    fields["role"] = "; ".join(_words(one) for one in element.iterfind("occupation"))
    notes = (_words(one) for one in element if one.tag in ("note", "desc"))
    fields["gloss"] = " ".join(filter(None, notes))
    fields["same_as"] = list(dict.fromkeys(_addresses(element)))
    return {key: its for key, its in fields.items() if its}


def _names(elements: list[Element]) -> dict[str, Any]:
    """Tell an entry's name from its other names, and those in other languages."""
    plain: list[str] = []
    spoken: dict[str, str] = {}
    for one in elements:
        words, tag = _name(one), one.get("lang", "")
        tag = _READINGS.get(tag, tag)
        if words and tag and tag not in spoken:
            spoken[tag] = words
        elif words:
            plain.append(words)
    if not plain and spoken:
        plain.append(spoken.pop(next(iter(spoken))))
    aliases = [one for one in dict.fromkeys(plain[1:]) if one != plain[0]]
    return {"name": plain[0] if plain else "", "aliases": aliases, "names": spoken}


def _name(element: Element) -> str:
    """Return a name; if only its parts are marked, they come in the order of speech."""
    parts = {part: " ".join(map(_words, element.iterfind(part))) for part in _PARTS}
    if parts["surname"] and not (element.text or "").strip():
        return " ".join(filter(None, parts.values()))
    return _words(element)


def _date(element: Element) -> str:
    """Return a date as data have it: a day, or the earliest and the latest one."""
    if when := element.get("when") or element.get("when-iso"):
        return when
    first = element.get("notBefore") or element.get("from") or ""
    last = element.get("notAfter") or element.get("to") or ""
    if first or last:
        return f"{first or '..'}/{last or '..'}"
    return _words(element.find("date")) if element.find("date") is not None else _words(element)


def _addresses(element: Element) -> Iterator[str]:
    for key in ("ref", "sameAs", "corresp"):
        for one in (element, *element):
            yield from (its for its in one.get(key, "").split() if is_web(its))
    for one in element.iterfind("idno"):
        if its := authority_files.address(one.get("type", ""), _words(one)):
            yield its


def _words(element: Element | None) -> str:
    return "" if element is None else " ".join("".join(element.itertext()).split())
