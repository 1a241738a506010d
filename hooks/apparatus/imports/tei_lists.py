"""Persons, places and organizations of a TEI file's lists to entries; of our own export, all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..data.cited import SourceId
from ..problems import Position, Problem
from ..text.addresses import is_web
from ..text.dates import is_date
from . import authority_files
from .record import Entry, broken
from .xml_tree import LINE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element

_KINDS = {
    "person": ("person", "persName"),
    "place": ("place", "placeName"),
    "org": ("organization", "orgName"),
}
"""By element: what it is here, and what names it."""
_OUR_KINDS = {"event": "label", "bibl": "title", "object": "objectName"}
"""The same in our own export; the list says what they are."""
_OURS, _OUR_SOURCE = "entity.", "#source."
_FACTS = {"occupation": "role", "birth": "born", "death": "died"}
_TYPES = ("role", "office", "born", "died", "side", "level")
_READINGS = {"ja-Hrkt": "kana", "ja-Latn": "romaji"}
_PARTS = ("forename", "nameLink", "surname", "genName")
_LISTED = ("listPerson", "listPlace", "listOrg")


def is_one(root: Element) -> bool:
    """Whether a tree has such lists, or our own entries."""
    return any(one.tag in _LISTED or _is_ours(one) for one in root.iter())


def read(file: str, root: Element) -> tuple[list[Entry], list[Problem]]:
    """Turn all items of all lists into entries, those of lists in lists too."""
    entries: list[Entry] = []
    problems: list[Problem] = []
    for element, fields in _found(root):
        where = Position(file, int(element.get(LINE, "1")))
        if fields.get("name"):
            entries.append(Entry(where, {key: its for key, its in fields.items() if its}))
        else:
            problems.append(broken(where, f"this {element.tag} has no name"))
    return entries, problems


def _is_ours(element: Element) -> bool:
    return element.get("id", "").startswith(_OURS)


def _found(root: Element) -> Iterator[tuple[Element, dict[str, Any]]]:
    """Find what is an entry, with what is said of it."""
    for around in root.iter():
        for at, one in enumerate(around):
            if one.tag in _KINDS:
                kind, named = _KINDS[one.tag]
                yield one, _fields(kind, one, _named(one, named), list(one))
            elif one.tag in _OUR_KINDS and _is_ours(one):
                inner = [its for part in one.iterfind("objectIdentifier") for its in part]
                names = _named([*one, *inner], _OUR_KINDS[one.tag])
                kind = around.get("type", "").replace("_", " ")
                yield one, _fields(kind, one, names, [*one, *inner])
            elif one.tag == "label" and len(one) and _is_ours(one[0]):
                yield one[0], _fields("term", one[0], list(one), list(around[at + 1]))


def _named(elements: Sequence[Element] | Element, tag: str) -> list[Element]:
    return [one for one in elements if one.tag in (tag, "name")]


def _fields(
    kind: str, about: Element, names: list[Element], parts: Sequence[Element]
) -> dict[str, Any]:
    """Gather what is said of an entry: in its own attributes, in its names, in its other parts."""
    fields: dict[str, Any] = {"id": about.get("id", ""), "kind": kind, **_names(names)}
    fields["confidence"] = about.get("cert", "")
    for attribute, key, start in (
        ("source", "sources", _OUR_SOURCE),
        ("corresp", "see", "#entity."),
    ):
        words = about.get(attribute, "").split()
        fields[key] = [one.removeprefix(start) for one in words if one.startswith(start)]
    cited = [one for its in parts if its.get("type") == "sources" for one in its.iter("ref")]
    places = {one.get("target", "").removeprefix(_OUR_SOURCE): _words(one) for one in cited}
    fields["sources"] = [SourceId(one, places.get(one, "")) for one in fields["sources"]]
    gloss = []
    for one in parts:
        key = _FACTS.get(one.tag, one.get("type", ""))
        if key in ("born", "died"):
            fields[key] = fields.get(key) or _date(one)
        elif key in _TYPES:
            fields[key] = "; ".join(filter(None, (fields.get(key, ""), _words(one))))
        elif one.tag in ("note", "desc", "gloss") and one.get("type") != "sources":
            gloss.append(_words(one))
    fields["gloss"] = " ".join(filter(None, gloss))
    fields["same_as"] = list(dict.fromkeys(_addresses([about, *parts])))
    return fields


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
    """Return a date as data have it: as it is written, a day, or the earliest and the latest."""
    words = _words(element.find("date")) or _words(element)
    when = element.get("when") or element.get("when-iso")
    if when or is_date(words):
        return words if is_date(words) else when or ""
    first = element.get("notBefore") or element.get("from") or ""
    last = element.get("notAfter") or element.get("to") or ""
    return f"{first or '..'}/{last or '..'}" if first or last else words


def _addresses(elements: list[Element]) -> Iterator[str]:
    for one in elements:
        for key in ("ref", "sameAs", "corresp"):
            yield from (its for its in one.get(key, "").split() if is_web(its))
        if one.tag == "idno" and (its := authority_files.address(one.get("type", ""), _words(one))):
            yield its


def _words(element: Element | None) -> str:
    return "" if element is None else " ".join("".join(_texts(element)).split())


def _texts(element: Element) -> Iterator[str]:
    """Yield the text in an element, without notes in it, and with its paragraphs apart."""
    yield element.text or ""
    for one in element:
        if one.tag != "note":
            yield from (" " * (one.tag == "p"), *_texts(one))
        yield one.tail or ""
