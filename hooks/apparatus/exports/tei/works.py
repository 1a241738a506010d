"""Sources in TEI: a work, what it came out in, and the series of that; by whom, when and where.

TEI has a place for what most bibliographies say. All other variables of CSL become notes of their
names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from ...data.cited import as_cited
from ...data.csl_variables import DATES, NAMES, TEXTS
from ...data.source import untagged
from ...text.addresses import iri
from ...text.ids import safe
from . import dates, xml
from .xml import add

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...data.model import Name, Source
    from ..site import Site

_SCOPES = {
    "volume": "volume", "issue": "issue", "page": "page", "part-number": "part",
    "chapter-number": "chapter", "section": "section",
}  # fmt: skip
"""Variables that say where in a work something is, and what they count."""
_OF_WORK, _OF_WHOLE = ("DOI", "PMID", "PMCID"), ("ISBN", "ISSN")
_PLACED = {
    *_SCOPES, *_OF_WORK, *_OF_WHOLE, "container-title", "collection-title", "collection-number",
    "edition", "number-of-pages", "publisher", "publisher-place", "URL", "title-short",
}  # fmt: skip
_ELSEWHERE = {"container-author", "editor", "collection-editor"}
"""Who has made not the work itself, when it came out in another."""
_NAMES = {
    "forename": "given", "nameLink": "non_dropping_particle", "surname": "family",
    "genName": "suffix",
}  # fmt: skip


def write(site: Site, beside: Element) -> None:
    """Write all sources, by id."""
    if site.data.sources:
        listed = SubElement(beside, "listBibl")
        for _, source in sorted(site.data.sources.items()):
            _work(site, listed, source)


def name(identifier: str) -> str:
    """Name a source for XML, by its id."""
    return f"source.{safe(identifier)}"


def cite(element: Element, identifier: str) -> None:
    """Point to a source, with the place in it that is meant."""
    its = {"type": "source", "target": f"#{name(identifier)}"}
    locator = as_cited(identifier).locator
    add(element, "ref" if locator else "ptr", locator, its)


def _work(site: Site, listed: Element, source: Source) -> None:
    its = {"xml:id": name(source.id), "type": xml.token(source.type)}
    work = SubElement(listed, "biblStruct", its)
    within = bool(source.container_title)
    part = SubElement(work, "analytic" if within else "monogr")
    _made(part, source, [role for role in NAMES if not within or role not in _ELSEWHERE])
    _titles(part, source, "a" if within else "m")
    _identify(part, source, _OF_WORK)
    whole = part
    if within:
        whole = SubElement(work, "monogr")
        _made(whole, source, ("container-author", "editor"))
        add(whole, "title", untagged(source.container_title), {"type": "container"})
    _identify(whole, source, _OF_WHOLE)
    _came_out(whole, source)
    _series(work, source)
    addresses = {iri(source.archived): "archived", iri(source.URL): "", site.source(source): ""}
    for address, kind in reversed(addresses.items()):
        if target := xml.pointer(address):
            add(work, "ptr", attributes={"type": kind, "target": target})
    for variable in TEXTS:
        if (text := source.text(variable)) and variable not in _PLACED:
            add(work, "note", text, {"type": variable} if variable != "note" else {})
    if not source.copy_seen:
        add(work, "note", "no", {"type": "copy-seen"})


def _made(part: Element, source: Source, roles: Iterable[str]) -> None:
    """Say who has made a work; all who are no authors are editors, with what they did."""
    for role in roles:
        for one in source.names(role):
            tag = "author" if role in ("author", "container-author") else "editor"
            kind = {"role": role} if role not in ("author", "container-author", "editor") else {}
            _name(add(part, tag, "", kind), one)


def _name(maker: Element, one: Name) -> None:
    if one.literal or not one.family:
        add(maker, "name", str(one))
        return
    person = SubElement(maker, "persName")
    for tag, key in _NAMES.items():
        particle = f" {one.dropping_particle}" if tag == "forename" else ""
        if text := f"{getattr(one, key)}{particle}".strip():
            add(person, tag, text).tail = " "
    person[-1].tail = None


def _titles(part: Element, source: Source, level: str) -> None:
    """Write the titles of a work; of two, TEI has the original one first."""
    language = xml.language(source.language)
    if original := untagged(source.original_title):
        add(part, "title", original, {"level": level, "type": "original", **language})
        add(part, "title", source.plain, {"level": level, "type": "translated"})
    else:
        add(part, "title", source.plain, {"level": level})
    if short := source.text("title-short"):
        add(part, "title", untagged(short), {"level": level, "type": "short"})


def _identify(part: Element, source: Source, variables: Iterable[str]) -> None:
    for variable in variables:
        if text := source.text(variable):
            add(part, "idno", text, {"type": variable})


def _came_out(whole: Element, source: Source) -> None:
    """Say when and where a work came out, and which part of it is meant."""
    if edition := source.text("edition"):
        add(whole, "edition", edition)
    imprint = SubElement(whole, "imprint")
    for variable, tag in (("publisher-place", "pubPlace"), ("publisher", "publisher")):
        if text := source.text(variable):
            add(imprint, tag, text)
    for variable in DATES:
        if (text := _said(source, variable)) or variable == "issued":
            kind = "" if variable == "issued" else variable.removesuffix("-date")
            add(imprint, "date", text, {"type": kind, **dates.of(text)})
    for variable, unit in _SCOPES.items():
        if text := source.text(variable):
            add(whole, "biblScope", text, {"unit": unit})
    if pages := source.text("number-of-pages"):
        add(whole, "extent", pages)


def _said(source: Source, variable: str) -> str:
    """Return a date in EDTF, or in the words that it was given in."""
    its = source.csl.get(variable)
    words = its.get("literal") or its.get("raw") if isinstance(its, dict) else its
    return source.date(variable) or str(words or "")


def _series(work: Element, source: Source) -> None:
    title, number = source.text("collection-title"), source.text("collection-number")
    if title or number:
        series = SubElement(work, "series")
        add(series, "title", untagged(title), {"level": "s"})
        _made(series, source, ("collection-editor",))
        if number:
            add(series, "biblScope", number, {"unit": "volume"})
