"""The header of a TEI document: what it is, whose, from what, and the words it sorts things by."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from ...data.source import untagged
from ...text.dates import is_day
from . import works, xml
from .xml import add

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..site import Site

_LISTS = ("layers", "findings", "precisions")


def write(site: Site, root: Element, authors: Mapping[str, str]) -> None:
    """Write the header; `authors` of notes have ids."""
    header, edition = SubElement(root, "teiHeader"), site.edition
    file = SubElement(header, "fileDesc")
    _title(SubElement(file, "titleStmt"), site, authors)
    if edition.day:
        line = SubElement(SubElement(file, "editionStmt"), "edition")
        add(line, "date", edition.day, {"when": edition.day})
    _published(SubElement(file, "publicationStmt"), site)
    _sources(SubElement(file, "sourceDesc"), site)
    encoding = SubElement(header, "encodingDesc")
    if edition.description:
        add(SubElement(encoding, "projectDesc"), "p", edition.description)
    classes = SubElement(encoding, "classDecl")
    for name in _LISTS:
        _classify(classes, name, site)
    if its := xml.language(edition.language):
        languages = SubElement(SubElement(header, "profileDesc"), "langUsage")
        add(languages, "language", edition.language, {"ident": its["xml:lang"]})
    if is_day(edition.day):
        add(SubElement(header, "revisionDesc"), "change", "Exported.", {"when": edition.day})


def category(name: str, key: str) -> str:
    """Name a word of a list: an id for XML has no spaces."""
    return f"{name.removesuffix('s')}.{xml.token(key)}"


def _title(title: Element, site: Site, authors: Mapping[str, str]) -> None:
    edition = site.edition
    add(title, "title", f"{edition.title}: notes" if edition.title else "Notes")
    if edition.author:
        add(title, "author", edition.author)
    for author, identifier in authors.items():
        named = SubElement(title, "respStmt", {"xml:id": identifier})
        add(named, "resp", "notes")
        add(named, "name", author)


def _published(published: Element, site: Site) -> None:
    edition = site.edition
    add(published, "publisher", edition.author or edition.title or "The site's editors")
    if address := xml.pointer(edition.url):
        add(published, "ptr", attributes={"target": address})
    if edition.day:
        add(published, "date", edition.day, {"when": edition.day})
    if edition.licence:
        licence = {"target": xml.pointer(edition.licence)}
        add(SubElement(published, "availability"), "licence", edition.licence, licence)


def _sources(described: Element, site: Site) -> None:
    """Name the work that the notes are about, and the pages that hold them."""
    edition = site.edition
    if work := site.data.sources.get(edition.about):
        its = {"type": "work", "corresp": f"#{works.name(work.id)}"}
        add(
            SubElement(described, "bibl", its), "title", untagged(work.original_title or work.title)
        )
    for page in dict.fromkeys(note.target.page for note in site.annotations()):
        bibl = SubElement(described, "bibl", {"type": "page"})
        add(bibl, "idno", page, {"type": "page"})
        add(bibl, "ptr", attributes={"target": xml.pointer(site.address(page))})


def _classify(classes: Element, name: str, site: Site) -> None:
    words, language = site.data.vocabulary, site.edition.language
    taxonomy = SubElement(classes, "taxonomy", {"xml:id": name})
    for key in words.ids(name):
        entry = SubElement(taxonomy, "category", {"xml:id": category(name, key)})
        add(entry, "catDesc", words.word(name, key, language))
