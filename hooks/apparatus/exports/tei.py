"""`annotations.tei.xml`: the notes as stand-off annotations of a TEI P5 document.

What is annotated is described in the header; layers and findings are taxonomies there. Sources,
persons and organizations are lists beside the notes. A note points to its paragraph and quotes the
words: pages are HTML, for which TEI's own pointers into text are not defined. Its body is Markdown.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ..text import dates
from ..text.addresses import iri
from ..text.authorities import authority
from ..words import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..data.model import Annotation, Entity, Source
    from .site import Site

NAMESPACE = "http://www.tei-c.org/ns/1.0"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_NO_XML_RE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Each kind that TEI has a list for: the list, an item, and what an item is named by.
_LISTS = {
    "person": ("listPerson", "person", "persName"),
    "organization": ("listOrg", "org", "orgName"),
}


def write(site: Site) -> str:
    """Write all notes in reading order."""
    language = {"xml:lang": site.edition.language} if site.edition.language else {}
    root = Element("TEI", {"xmlns": NAMESPACE, **language})
    header = SubElement(root, "teiHeader")
    authors = {author: f"author.{number}" for number, author in enumerate(site.authors, 1)}
    _describe(SubElement(header, "fileDesc"), site, authors)
    classes = SubElement(SubElement(header, "encodingDesc"), "classDecl")
    words, language_ = site.data.vocabulary, site.edition.language
    for name in ("layers", "findings"):
        _classify(classes, name, {i: words.word(name, i, language_) for i in words.ids(name)})
    beside = SubElement(root, "standOff")
    notes = SubElement(beside, "listAnnotation")
    for annotation in site.annotations():
        _annotate(notes, site, annotation, authors)
    if cited := site.cited():
        listed = SubElement(beside, "listBibl")
        for source in cited:
            _cite(listed, site, source)
    for kind, (list_, *_) in _LISTS.items():
        if those := [e for _, e in sorted(site.data.entities.items()) if e.kind == kind]:
            listed = SubElement(beside, list_)
            for entity in those:
                _introduce(listed, site, entity)
    indent(root, " ")
    # XML takes a bare carriage return for a line's end, and has no way to write some characters.
    text = _NO_XML_RE.sub("\ufffd", tostring(root, encoding="unicode")).replace("\r", "&#13;")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _describe(file: Element, site: Site, authors: Mapping[str, str]) -> None:
    """Say what the file is, whose it is, and what it is about; `authors` of notes have ids."""
    edition = site.edition
    title = SubElement(file, "titleStmt")
    _add(title, "title", f"{edition.title}: notes" if edition.title else "Notes")
    if edition.author:
        _add(title, "author", edition.author)
    for author, identifier in authors.items():
        named = SubElement(title, "respStmt", {"xml:id": identifier})
        _add(named, "resp", "notes")
        _add(named, "name", author)
    published = SubElement(file, "publicationStmt")
    _add(published, "publisher", edition.author or edition.title or "The site's editors")
    if edition.url:
        SubElement(published, "ptr", {"target": iri(edition.url)})
    if edition.day:
        SubElement(published, "date", {"when": edition.day})
    if edition.licence:
        licence = {"target": iri(edition.licence)}
        _add(SubElement(published, "availability"), "licence", edition.licence, licence)
    described = SubElement(file, "sourceDesc")
    for page in dict.fromkeys(note.target.page for note in site.annotations()):
        bibl = SubElement(described, "bibl")
        _add(bibl, "idno", page, {"type": "page"})
        SubElement(bibl, "ptr", {"target": site.address(page)})


def _classify(classes: Element, name: str, words: dict[str, str]) -> None:
    taxonomy = SubElement(classes, "taxonomy", {"xml:id": name})
    for key, word in words.items():
        category = SubElement(taxonomy, "category", {"xml:id": _class(name, key)})
        _add(category, "catDesc", word)


def _class(name: str, key: str) -> str:
    """Name a word of a list: an id for XML has no spaces."""
    return f"{name.removesuffix('s')}.{key.replace(' ', '_')}"


def _annotate(
    notes: Element, site: Site, annotation: Annotation, authors: Mapping[str, str]
) -> None:
    target = annotation.target
    finding = f" #{_class('findings', annotation.finding)}" if annotation.finding else ""
    note = SubElement(
        notes,
        "annotation",
        {
            "xml:id": _name(annotation.id),
            "target": site.address(target.page, target.name),
            "motivation": site.data.vocabulary.layer[annotation.layer].motivation,
            "ana": f"#{_class('layers', annotation.layer)}{finding}",
        }
        | ({"cert": annotation.confidence} if annotation.confidence else {}),
    )
    if annotation.author:
        note.set("resp", f"#{authors[annotation.author]}")
    words = SubElement(note, "note", {"type": "words"})
    _add(words, "quote", target.exact, {"n": str(target.occurrence)})
    if end := target.until:
        where = {"source": site.address(target.page, end.name)} if end.name else {}
        _add(words, "quote", end.exact, {"n": str(end.occurrence), "type": "until", **where})
    _add(note, "note", annotation.body, {"type": "body", "subtype": "markdown"})
    if annotation.known:
        SubElement(SubElement(note, "note", {"type": "known"}), "date", _when(annotation.known))
    said = {
        "title": annotation.title,
        "outcome": annotation.outcome,
        "start": "yes" if annotation.start else "",
        "replaces": " ".join(annotation.replaces),
    }
    for name, text in said.items():
        if text:
            _add(note, "note", text, {"type": name})
    for tag in annotation.tags:
        _add(note, "note", tag, {"type": "tag"})
    SubElement(note, "ptr", {"type": "permalink", "target": site.note(annotation)})
    for identifier in annotation.sources:
        SubElement(note, "ptr", {"type": "source", "target": f"#source.{identifier}"})


def _cite(listed: Element, site: Site, source: Source) -> None:
    bibl = SubElement(listed, "bibl", {"xml:id": f"source.{source.id}", "type": source.type})
    for author in source.author:
        _add(bibl, "author", str(author))
    _add(bibl, "title", source.title, {"level": "a" if source.container_title else "m"})
    if source.original_title:
        language = {"xml:lang": source.language} if source.language else {}
        _add(bibl, "title", source.original_title, {"type": "original", **language})
    rows: tuple[tuple[str, str, dict[str, str]], ...] = (
        ("title", source.container_title, {"type": "container"}),
        ("biblScope", source.text("volume"), {"unit": "volume"}),
        ("biblScope", source.text("issue"), {"unit": "issue"}),
        ("biblScope", source.text("page"), {"unit": "page"}),
        ("publisher", source.publisher, {}),
        ("date", ENGLISH.date(source.issued), _when(source.issued)),
    )
    for tag, text, attributes in rows:
        if text:
            _add(bibl, tag, text, attributes)
    for address in filter(None, dict.fromkeys((site.source(source), iri(source.URL)))):
        SubElement(bibl, "ptr", {"target": address})
    if source.note:
        _add(bibl, "note", source.note)


def _when(value: str) -> dict[str, str]:
    return {"when": day} if (day := dates.exact(value)) else {}


def _introduce(listed: Element, site: Site, entity: Entity) -> None:
    _, item, name = _LISTS[entity.kind]
    one = SubElement(listed, item, {"xml:id": f"entity.{entity.id}", "cert": entity.confidence})
    for form in entity.forms:
        _add(one, name, form.text)
    for tag, text in entity.names.items():
        if language := {"kana": "ja-Hrkt", "romaji": "ja-Latn"}.get(tag, tag):
            _add(one, name, text, {"xml:lang": language})
    _add(one, "idno", site.entry(entity), {"type": "URI"})
    for address in entity.same_as:
        _add(one, "idno", iri(address), {"type": authority(address) or "URI"})
    if entity.gloss:
        _add(one, "note", entity.gloss)


def _add(parent: Element, tag: str, text: str, attributes: dict[str, str] | None = None) -> None:
    SubElement(parent, tag, attributes or {}).text = text


def _name(identifier: str) -> str:
    """Make a name for XML, which starts with no digit; an id of ours holds no underscore."""
    return f"_{identifier}" if identifier[:1].isdigit() else identifier
