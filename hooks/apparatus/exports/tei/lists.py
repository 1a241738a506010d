"""Who and what has an entry, in the lists of TEI, with what happened and who faced whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, SubElement

from ... import pieces
from ...data.cited import as_cited
from ...text import inline
from ...text.addresses import iri
from ...text.authorities import authority
from . import dates, works, xml
from .header import category
from .xml import add

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ...data.model import Entity
    from ..site import Site

_LISTS = {
    "person": ("listPerson", "person", "persName"),
    "organization": ("listOrg", "org", "orgName"),
    "place": ("listPlace", "place", "placeName"),
    "event": ("listEvent", "event", "label"),
    "term": ("list", "item", "term"),
    "document": ("listBibl", "bibl", "title"),
    "work": ("listBibl", "bibl", "title"),
}
"""The list of each kind that TEI has one for: the list, an item, and what an item is named by."""
_OBJECTS = ("listObject", "object", "objectName")
"""The same for all other kinds."""


def write(site: Site, beside: Element) -> None:
    """Write a list for each kind, in the vocabulary's order, then events and relations."""
    entities = [one for _, one in sorted(site.data.entities.items())]
    for kind in dict.fromkeys([*site.data.vocabulary.ids("kinds"), *(e.kind for e in entities)]):
        if those := [entity for entity in entities if entity.kind == kind]:
            _list(site, beside, kind, those)
    found = [shelf for piece in pieces.in_use(site.data) for shelf in piece.shelves]
    for shelf in found:
        if shelf.stem == "events" and (events := site.data.of(shelf.noun)):
            _happened(site, SubElement(beside, "listEvent", {"type": "timeline"}), events.values())
    if any(entity.faces for entity in entities):
        _relate(site, beside)


def _list(site: Site, beside: Element, kind: str, those: Sequence[Entity]) -> None:
    tag, item, name = _LISTS.get(kind, _OBJECTS)
    if tag == "list":
        listed = SubElement(beside, tag, {"type": "gloss"})
        for entity in those:
            _term(site, listed, entity)
        return
    its = {} if kind in ("person", "organization", "place") else {"type": xml.token(kind)}
    listed = SubElement(beside, tag, its)
    for entity in those:
        one = SubElement(listed, item, _about(site, entity))
        named = SubElement(one, "objectIdentifier") if item == "object" else one
        if item == "event":  # whose identifiers come first
            _identify(site, one, entity)
        _name(named, name, entity)
        _tell(one, entity)
        if item != "event":
            _identify(site, named, entity)
        if entity.gloss:
            add(one, "note", inline.plain(entity.gloss), {"type": "gloss"})
        _cite(site, one, entity)


def _term(site: Site, listed: Element, entity: Entity) -> None:
    label = SubElement(listed, "label")
    _name(label, "term", entity)
    label[0].attrib.update(_about(site, entity))
    for one in label[:-1]:
        one.tail = ", "
    item = SubElement(listed, "item")
    add(item, "gloss", inline.plain(entity.gloss), {"target": f"#entity.{entity.id}"})
    _tell(item, entity)
    _identify(site, item, entity)
    _cite(site, item, entity)


def _about(site: Site, entity: Entity) -> dict[str, str]:
    said = {
        "xml:id": f"entity.{entity.id}",
        "cert": entity.confidence,
        "source": _sources(site, entity.sources),
        "corresp": " ".join(f"#entity.{one}" for one in entity.see if one in site.data.entities),
    }
    return {key: value for key, value in said.items() if value}


def _cite(site: Site, one: Element, entity: Entity) -> None:
    """Say where in its sources an entry is, which an attribute cannot."""
    cited = [its for its in entity.sources if its in site.data.sources]
    if placed := [its for its in cited if as_cited(its).locator]:
        note = SubElement(one, "note", {"type": "sources"})
        for identifier in placed:
            works.cite(note, identifier)


def _sources(site: Site, ids: Iterable[str]) -> str:
    return " ".join(f"#{works.name(one)}" for one in ids if one in site.data.sources)


def _name(one: Element, tag: str, entity: Entity) -> None:
    for form in entity.forms:
        add(one, tag, form.text)
    for language, text in entity.names.items():
        its = {"kana": "ja-Hrkt", "romaji": "ja-Latn"}.get(language, language)
        add(one, tag, text, xml.language(its))


def _tell(one: Element, entity: Entity) -> None:
    """Write the facts of an entry: a person's life by the names that TEI has for it."""
    life = {"born": "birth", "died": "death"}
    facts = [*entity.facts, *([("level", entity.level)] if entity.level else [])]
    for key, value in facts:
        when = dates.of(value) if key in life else {}
        if one.tag == "person" and key in life:
            add(one, life[key], value, when)
        elif one.tag == "person" and key == "role":
            add(one, "occupation", value)
        elif one.tag in ("person", "org", "place"):
            add(SubElement(one, "state", {"type": key, **when}), "desc", value)
        else:
            tag = "desc" if one.tag == "event" else "note"
            add(one, tag, value, {"type": key})


def _identify(site: Site, one: Element, entity: Entity) -> None:
    add(one, "idno", site.entry(entity), {"type": "URI"})
    for address in entity.same_as:
        add(one, "idno", iri(address), {"type": authority(address) or "URI"})


def _happened(site: Site, listed: Element, events: Iterable[Any]) -> None:
    places = {one.name: one.id for one in site.data.entities.values() if one.kind == "place"}
    for event in events:
        span = "/".join(filter(None, (event.date, event.end)))
        where = places.get(event.place, "")
        its = {
            "xml:id": f"event.{event.id}",
            **dates.of(span, lasts=True, exactly=False),
            "where": f"#entity.{where}" if where else "",
            "cert": event.confidence,
            "source": _sources(site, event.sources),
            "ana": f"#{category('precisions', event.precision)}" if event.precision else "",
        }
        one = add(listed, "event", "", its)
        add(one, "label", event.title)
        said = SubElement(one, "desc", {"type": "date"})
        add(said, "date", span, dates.of(span, lasts=True))
        if event.place:
            add(SubElement(one, "desc", {"type": "place"}), "placeName", event.place)
        add(one, "desc", event.text)
        if event.basis:
            add(one, "note", event.basis, {"type": "basis"})


def _relate(site: Site, beside: Element) -> None:
    """Write who faced whom: mutually, or from the one to the other where a word says how."""
    relations = SubElement(beside, "listRelation")
    for pair in pieces.declared("faced").pairs(site.data):
        one, other = f"#entity.{pair.one.id}", f"#entity.{pair.other.id}"
        ends = (
            {"active": one, "passive": other}
            if pair.relation
            else {"mutual": " ".join(sorted((one, other)))}
        )
        its = {
            "name": xml.token(pair.relation) or "faced",
            **ends,
            "cert": pair.confidence,
            "source": _sources(site, pair.sources),
        }
        relation = add(relations, "relation", "", its)
        if pair.how:
            add(relation, "desc", pair.how)
