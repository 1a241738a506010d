"""The rules of the Web Annotation Data Model (W3C, 23 February 2017) for what we write.

What the model says a part must or must not be. `broken` names each rule that a document breaks.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    "FragmentSelector": "type conformsTo value",
    "TextQuoteSelector": "type exact prefix suffix",
    "TextPositionSelector": "type start end",
}


def iri(value: object) -> bool:
    return isinstance(value, str) and bool(IRI_RE.fullmatch(value))


def broken(document: dict[str, Any]) -> list[str]:
    """Name the rules that a collection breaks."""
    return list(_collection(document))


def _collection(it: dict[str, Any]) -> Iterator[str]:
    own = it.get("@context")
    if not isinstance(own, dict):
        yield "the context must be there, and nobody be asked for it"
        own = {}
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
        yield from _annotation(note, set(own))


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
    for one in target if isinstance(target, list) else [target]:
        yield from _target(one)


def _target(it: dict[str, Any]) -> Iterator[str]:
    yield from _part(it, "SpecificResource", set(), named=False)
    if not iri(it.get("source")):
        yield "a specific resource must have exactly one source, an IRI"
    selectors = it.get("selector")
    if not isinstance(selectors, list):
        yield "selectors must stand side by side"
        return
    for selector in selectors:
        yield from _selector(selector)
    quotes = [one for one in selectors if one.get("type") == "TextQuoteSelector"]
    if len(quotes) != sum(one.get("type") == "TextPositionSelector" for one in selectors):
        yield "a quotation must have its position"


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
        texts = [it.get(key) for key in ("exact", "prefix", "suffix")]
        if not all(isinstance(text, str) for text in texts) or not it["exact"]:
            yield "a quote selector must have one exact text, and what is around it"
        elif max(map(len, texts[1:])) > 32:
            yield "what is around a quotation must be short"
    elif not (
        isinstance(it.get("start"), int)
        and isinstance(it.get("end"), int)
        and 0 <= it["start"] <= it["end"]
    ):
        yield "a position selector must have a start and an end, none below 0"


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
