"""The rules of the Web Annotation Data Model (W3C, 23 February 2017) for what we write.

What the model says a part must or must not be. `broken` names each rule that a document breaks.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
MOTIVATIONS = {
    "assessing", "bookmarking", "classifying", "commenting", "describing", "editing",
    "highlighting", "identifying", "linking", "moderating", "questioning", "replying", "tagging",
}  # fmt: skip
IRI_RE = re.compile(r'[^\s<>"{}|\\^`\x00-\x1f]+')
LANGUAGE_RE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
# The terms of the model's context that a part may have.
KEYS = {
    "AnnotationCollection": "id type label creator modified rights total first last",
    "AnnotationPage": "id type partOf startIndex items next prev",
    "Annotation": "id type motivation creator created modified rights body target",
    "TextualBody": "id type purpose format language value",
    "SpecificResource": "id type source selector",
    "FragmentSelector": "type conformsTo value refinedBy",
    "TextQuoteSelector": "type exact prefix suffix refinedBy",
    "TextPositionSelector": "type start end refinedBy",
}


def iri(value: object) -> bool:
    return isinstance(value, str) and bool(IRI_RE.fullmatch(value))


def broken(document: dict[str, Any]) -> list[str]:
    """Name the rules that a collection breaks."""
    return list(_collection(document))


def _collection(it: dict[str, Any]) -> Iterator[str]:
    contexts = it.get("@context")
    contexts = contexts if isinstance(contexts, list) else [contexts]
    if CONTEXT not in contexts:
        yield "the context of the model must be there"
    own = {key for part in contexts if isinstance(part, dict) for key in part}
    yield from _part(it, "AnnotationCollection", {"@context"})
    yield from _provenance(it)
    page = it.get("first", {})
    yield from _part(page, "AnnotationPage", set())
    if page.get("partOf") != it.get("id"):
        yield "a page must be part of its collection"
    notes = page.get("items")
    if not isinstance(notes, list) or it.get("total") != len(notes):
        yield "the total must be the number of annotations"
    if page.get("startIndex") != 0:
        yield "the first page must start at 0"
    ids = [note.get("id") for note in notes or ()]
    if len(set(ids)) < len(ids):
        yield "no two annotations may have one id"
    for note in notes or ():
        yield from _annotation(note, own)


def _annotation(it: dict[str, Any], own: set[str]) -> Iterator[str]:
    yield from _part(it, "Annotation", own)
    yield from _provenance(it)
    if it.get("motivation") not in MOTIVATIONS:
        yield "a motivation must be one of the model's"
    bodies, target = it.get("body", {}), it.get("target")
    body, *tags = bodies if isinstance(bodies, list) else [bodies]
    yield from _bodies([body, *tags])
    if not isinstance(body.get("value"), str):
        yield "a textual body must have one value, a string"
    if body.get("purpose") not in MOTIVATIONS:
        yield "a purpose must be one of the model's motivations"
    if not re.fullmatch(r"[a-z]+/[a-z.+-]+", body.get("format", "")):
        yield "a format must be a media type"
    if "language" in body and not LANGUAGE_RE.fullmatch(body["language"]):
        yield "a language must be a tag of BCP 47"
    if not target:
        yield "an annotation must have a target"
        return
    yield from _part(target, "SpecificResource", set(), named=False)
    if not iri(target.get("source")):
        yield "a specific resource must have exactly one source, an IRI"
    selectors = target.get("selector", {})
    for selector in selectors if isinstance(selectors, list) else [selectors]:
        yield from _selector(selector)


def _bodies(its: list[dict[str, Any]]) -> Iterator[str]:
    for one in its:
        yield from _part(one, "TextualBody", set(), named=False)
    if any(tag.get("purpose") != "tagging" for tag in its[1:]):
        yield "a body after the first must be a tag"


def _selector(it: dict[str, Any]) -> Iterator[str]:
    kind = it.get("type", "")
    if not kind.endswith("Selector") or kind not in KEYS:
        yield "a selector must have a type of the model"
        return
    yield from _part(it, kind, set(), named=False)
    if kind == "FragmentSelector":
        if not it.get("value") or not iri(it.get("conformsTo")):
            yield "a fragment selector must have a value, and should say what it conforms to"
    elif kind == "TextQuoteSelector":
        if not isinstance(it.get("exact"), str):
            yield "a quote selector must have one exact text"
    elif not (
        isinstance(it.get("start"), int)
        and isinstance(it.get("end"), int)
        and 0 <= it["start"] <= it["end"]
    ):
        yield "a position selector must have a start and an end, none below 0"
    for finer in it.get("refinedBy", ()):
        yield from _selector(finer)


def _part(it: dict[str, Any], kind: str, own: set[str], *, named: bool = True) -> Iterator[str]:
    if it.get("type") != kind:
        yield f"a part must have its type, {kind}"
    if named and not iri(it.get("id")):
        yield f"{kind}: must have exactly one id, an IRI"
    for key in it.keys() - own - set(KEYS[kind].split()):
        yield f"{kind}: no context defines '{key}'"


def _provenance(it: dict[str, Any]) -> Iterator[str]:
    if "modified" in it:
        try:
            zoned = datetime.fromisoformat(it["modified"]).tzinfo is not None
        except ValueError:
            zoned = False
        if not zoned or not it["modified"].endswith("Z"):
            yield "a time must be an xsd:dateTime in UTC, with 'Z'"
    if "rights" in it and not iri(it["rights"]):
        yield "rights must be an IRI"
    if "creator" in it and not isinstance(it["creator"].get("name"), str):
        yield "a creator must be an agent"
