"""`annotations.jsonld`: the notes by the W3C's Web Annotation Data Model.

One collection with one page of all notes. Bodies are the notes' Markdown; what the model has no
word for (layer, confidence, …) is named by a second context, so that the file stays JSON-LD.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..data.model import Annotation
    from .site import Site

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
FRAGMENTS = "http://tools.ietf.org/rfc/rfc3236"
"""What says how `#p7` is read on an HTML page."""
# A name for our own terms that asks nobody and that nobody else can have.
_OWN = "urn:uuid:5e4644d9-952e-4183-9586-e33ad74d2c8a#"
_TERMS = {
    "layer": f"{_OWN}layer",
    "confidence": f"{_OWN}confidence",
    "known": f"{_OWN}known",
    "finding": f"{_OWN}finding",
    "outcome": f"{_OWN}outcome",
    "start": f"{_OWN}start",
    "title": "http://purl.org/dc/terms/title",
    "replaces": {"@id": "http://purl.org/dc/terms/replaces", "@container": "@list"},
    "words": f"{_OWN}words",
    "page": f"{_OWN}page",
    "occurrence": f"{_OWN}occurrence",
    "until": {"@id": f"{_OWN}until", "@type": "@json"},
    "identifier": "http://purl.org/dc/terms/identifier",
    "sources": {"@id": "http://purl.org/dc/terms/source", "@container": "@list"},
}


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
        "@context": [CONTEXT, _TERMS],
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


def _target(site: Site, annotation: Annotation) -> dict[str, Any]:
    target = annotation.target
    quote: dict[str, Any] = {"type": "TextQuoteSelector", "exact": target.exact}
    block = {"type": "FragmentSelector", "conformsTo": FRAGMENTS, "value": target.name}
    selectors = [quote]
    if words := site.words.get(annotation.id):
        quote["exact"] = words.exact
        quote |= {key: its for key in ("prefix", "suffix") if (its := getattr(words, key))}
        selectors.append({"type": "TextPositionSelector", "start": words.start, "end": words.end})
    if target.until:  # more than the block holds
        selector: Any = [block, quote]
    else:  # a picture has no words
        selector = block | ({"refinedBy": selectors} if quote["exact"] else {})
    source = site.address(target.page)
    return {"type": "SpecificResource", "source": source, "selector": selector}


def _source(site: Site, identifier: str) -> dict[str, str]:
    source = site.data.sources.get(identifier)
    address = {"id": its} if source and (its := site.source(source)) else {}
    label = {"label": source.label} if source else {}
    return {**address, "identifier": identifier, **label}


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
