"""Notes in TEI: stand-off annotations, which point to the words in the text.

Each says once more which words it is about, as its author does, and has its body twice: the
Markdown that its author wrote, and what readers see.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from . import dates, works, xml
from .header import category

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ...data.model import Annotation
    from ..site import Site
    from .text import Text


def write(site: Site, beside: Element, text: Text, authors: Mapping[str, str]) -> None:
    """Write all notes in reading order; `authors` have ids."""
    notes = SubElement(beside, "listAnnotation")
    for annotation in site.annotations():
        note = SubElement(notes, "annotation", _said(site, annotation, text))
        if annotation.author:
            note.set("resp", f"#{authors[annotation.author]}")
        _target(site, note, annotation)
        _body(site, note, annotation, text)
        for kind, its in _further(annotation):
            xml.add(note, "note", its, {"type": kind})
        link = {"type": "permalink", "target": xml.pointer(site.note(annotation))}
        xml.add(note, "ptr", attributes=link)
        for identifier in annotation.sources:
            works.cite(note, identifier)


def _said(site: Site, annotation: Annotation, text: Text) -> dict[str, str]:
    target = annotation.target
    finding = f" #{category('findings', annotation.finding)}" if annotation.finding else ""
    said = {
        "xml:id": xml.name(annotation.id),
        "target": text.places.get(annotation.id)
        or xml.pointer(site.address(target.page, target.name)),
        "motivation": site.data.vocabulary.layer[annotation.layer].motivation,
        "ana": f"#{category('layers', annotation.layer)}{finding}",
        "cert": annotation.confidence,
    }
    return {key: value for key, value in said.items() if value}


def _target(site: Site, note: Element, annotation: Annotation) -> None:
    """Say as the author does where the words are, for those who have the pages."""
    words, target = SubElement(note, "note", {"type": "words"}), annotation.target
    ends = [(target.exact, target.occurrence, target.name, "")]
    if end := target.until:
        ends.append((end.exact, end.occurrence, end.name, "until"))
    for exact, occurrence, name, kind in ends:
        where = xml.pointer(site.address(target.page, name)) if name else ""
        xml.add(words, "quote", exact, {"n": str(occurrence), "type": kind, "source": where})


def _body(site: Site, note: Element, annotation: Annotation, text: Text) -> None:
    its = {"type": "body", "subtype": "markdown"}
    xml.add(note, "note", annotation.body, its)
    if blocks := text.bodies.get(annotation.id):
        its = {"type": "body", "subtype": "rendered"} | xml.language(site.edition.language)
        SubElement(note, "note", its).extend(blocks)
    if annotation.known:
        known = SubElement(note, "note", {"type": "known"})
        xml.add(known, "date", annotation.known, dates.of(annotation.known))


def _further(annotation: Annotation) -> list[tuple[str, str]]:
    said = [
        ("title", annotation.title),
        ("outcome", annotation.outcome),
        ("start", "yes" if annotation.start else ""),
        ("replaces", " ".join(annotation.replaces)),
    ]
    return [*((kind, its) for kind, its in said if its), *(("tag", its) for its in annotation.tags)]
