"""`annotations.jsonld`: the notes by the W3C's Web Annotation Data Model.

One collection with one page of all notes. Bodies are the notes' Markdown. The context is written
out, as far as it is used, so that nobody has to fetch it. What the model has no word for (layer,
confidence, …) is named by addresses on the site, where readers find it explained: see `terms`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, get_args

from ..data.cited import as_cited
from ..data.vocabulary import Motivation
from ..words import ENGLISH
from . import terms
from .selectors import Words

if TYPE_CHECKING:
    from ..data.model import Annotation
    from .site import Site

FRAGMENTS = "http://tools.ietf.org/rfc/rfc3236"
"""What says how `#p7` is read on an HTML page."""
_OA, _AS = "http://www.w3.org/ns/oa#", "https://www.w3.org/ns/activitystreams#"
_DC, _DCTERMS = "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_NUMBER = f"{_XSD}nonNegativeInteger"


def _as(address: str, kind: str = "@id") -> dict[str, str]:
    return {"@id": address, "@type": kind}


_CONTEXT = {
    "@version": 1.1,
    "id": "@id",
    "type": "@type",
    "Annotation": f"{_OA}Annotation",
    "AnnotationCollection": f"{_AS}OrderedCollection",
    "AnnotationPage": f"{_AS}OrderedCollectionPage",
    "TextualBody": f"{_OA}TextualBody",
    "SpecificResource": f"{_OA}SpecificResource",
    "FragmentSelector": f"{_OA}FragmentSelector",
    "TextQuoteSelector": f"{_OA}TextQuoteSelector",
    "TextPositionSelector": {
        "@id": f"{_OA}TextPositionSelector",  # a note starts too, in a sense of our own
        "@context": {"start": _as(f"{_OA}start", _NUMBER), "end": _as(f"{_OA}end", _NUMBER)},
    },
    "total": _as(f"{_AS}totalItems", _NUMBER),
    "first": _as(f"{_AS}first"),
    "partOf": _as(f"{_AS}partOf"),
    "startIndex": _as(f"{_AS}startIndex", _NUMBER),
    "items": {**_as(f"{_AS}items"), "@container": "@list"},
    "motivation": _as(f"{_OA}motivatedBy", "@vocab"),
    "purpose": _as(f"{_OA}hasPurpose", "@vocab"),
    "body": _as(f"{_OA}hasBody"),
    "target": _as(f"{_OA}hasTarget"),
    "source": _as(f"{_OA}hasSource"),
    "selector": _as(f"{_OA}hasSelector"),
    "conformsTo": _as(f"{_DCTERMS}conformsTo"),
    "exact": f"{_OA}exact",
    "prefix": f"{_OA}prefix",
    "suffix": f"{_OA}suffix",
    "format": f"{_DC}format",
    "language": f"{_DC}language",
    "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
    "label": "http://www.w3.org/2000/01/rdf-schema#label",
    "creator": _as(f"{_DCTERMS}creator"),
    "name": "http://xmlns.com/foaf/0.1/name",
    "modified": _as(f"{_DCTERMS}modified", f"{_XSD}dateTime"),
    "rights": _as(f"{_DCTERMS}rights"),
    "title": f"{_DCTERMS}title",
    "replaces": {"@id": f"{_DCTERMS}replaces", "@container": "@list"},
    "identifier": f"{_DCTERMS}identifier",
    "sources": {"@id": f"{_DCTERMS}source", "@container": "@list"},
}
"""The terms of the model's own context that are used here, and some of Dublin Core."""


def write(site: Site) -> str:
    """Write all notes in reading order."""
    own = f"{site.edition.url}annotations.jsonld"
    notes = [_note(site, annotation) for annotation in site.annotations()]
    page = {
        "id": f"{own}#page-1",
        "type": "AnnotationPage",
        "partOf": own,
        "startIndex": 0,
        "items": notes,
    }
    collection = {
        "@context": _context(site),
        "id": own,
        "type": "AnnotationCollection",
        "label": f"{site.edition.title}: notes" if site.edition.title else "Notes",
        **_provenance(site),
        "total": len(notes),
        "first": page,
    }
    return json.dumps(collection, ensure_ascii=False, indent=1) + "\n"


def _note(site: Site, annotation: Annotation) -> dict[str, Any]:
    motivation = site.data.vocabulary.layer[annotation.layer].motivation
    language = {"language": site.edition.language} if site.edition.language else {}
    body = {
        "type": "TextualBody",
        "purpose": motivation,
        "format": "text/markdown",
        **language,
        "value": annotation.body,
    }
    tags = [{"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in annotation.tags]
    author = {"creator": {"name": annotation.author}} if annotation.author else {}
    note: dict[str, Any] = {
        "id": site.note(annotation),
        "type": "Annotation",
        "motivation": motivation,
        **_provenance(site),
        **author,
        "body": [body, *tags] if tags else body,
        "target": _target(site, annotation),
        "words": annotation.target.exact,
        "page": annotation.target.page,
        "occurrence": annotation.target.occurrence,
        **({"until": end.written} if (end := annotation.target.until) else {}),
        "layer": annotation.layer,
    }
    said = ("confidence", "known", "finding", "outcome", "title", "start")
    note |= {key: value for key in said if (value := getattr(annotation, key))}
    if annotation.replaces:
        note["replaces"] = list(annotation.replaces)
    note["sources"] = [_source(site, identifier) for identifier in annotation.sources]
    return note


def _context(site: Site) -> dict[str, Any]:
    motivations = {name: f"{_OA}{name}" for name in get_args(Motivation)}
    own: dict[str, Any] = {name: site.term(name) for name in terms.TERMS}
    own["until"] = _as(own["until"], "@json")
    return _CONTEXT | motivations | own


def _target(site: Site, annotation: Annotation) -> dict[str, Any] | list[dict[str, Any]]:
    target = annotation.target
    places = site.words.get(annotation.id) or [Words(0, 0, "", block=target.name)]
    found = [_part(site.address(target.page), words) for words in places]
    return found if len(found) > 1 else found[0]


def _part(source: str, words: Words) -> dict[str, Any]:
    """Select words of one block: by its id, as a quotation, by their place in the page's text."""
    selectors: list[dict[str, Any]] = []
    if words.block:
        block = {"type": "FragmentSelector", "conformsTo": FRAGMENTS, "value": words.block}
        selectors.append(block)
    if words.exact:  # a picture has none
        around = {"prefix": words.prefix, "suffix": words.suffix}
        quote = {"type": "TextQuoteSelector", "exact": words.exact, **around}
        place = {"type": "TextPositionSelector", "start": words.start, "end": words.end}
        selectors += quote, place
    return {"type": "SpecificResource", "source": source, "selector": selectors}


def _source(site: Site, identifier: str) -> dict[str, str]:
    source = site.data.sources.get(identifier)
    address = {"id": its} if source and (its := site.source(source)) else {}
    locator = as_cited(identifier).locator
    named = site.data.short(identifier).said(ENGLISH, locator) if source else ""
    label = {"label": named} if named else {}
    place = {"locator": locator} if locator else {}
    return {**address, "identifier": identifier, **place, **label}


def _provenance(site: Site) -> dict[str, Any]:
    """Say what is known of who made something, when, and what may be done with it."""
    edition = site.edition
    said: dict[str, Any] = {}
    if edition.author:
        said["creator"] = {"name": edition.author}
    if edition.day:
        said["modified"] = f"{edition.day}T00:00:00Z"
    if edition.licence:
        said["rights"] = edition.licence
    return said
