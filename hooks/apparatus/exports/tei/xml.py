"""What all parts of a TEI document are written with: elements, names, addresses, lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, tostring

from ...text.addresses import iri

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMESPACE = "http://www.tei-c.org/ns/1.0"
_NO_XML_RE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LANGUAGE_RE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_NO_ESCAPE_RE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_URI_RE = re.compile(
    r"([A-Za-z][A-Za-z0-9+.-]*:(?=[^:])|(?![^/?#]*:))"
    r"(//[\w.~%!$&'()*+,;=:@-]+(?=[/?#]|$))?[\w.~%!$&'()*+,;=:@/?-]*(#[\w.~%!$&'()*+,;=:@/?-]*)?"
)
"""What surely is an address, absolute or relative, as TEI's schema asks for; none is left out
that anybody would publish."""
_LINES = frozenset((
    "TEI", "teiHeader", "fileDesc", "titleStmt", "respStmt", "editionStmt", "publicationStmt",
    "availability", "sourceDesc", "encodingDesc", "projectDesc", "editorialDecl", "classDecl",
    "taxonomy", "category", "profileDesc", "langUsage", "revisionDesc", "text", "body", "div",
    "list", "table", "row", "lg", "standOff", "listAnnotation", "annotation", "listBibl",
    "biblStruct", "analytic", "monogr", "imprint", "series", "listPerson", "person", "listOrg",
    "org", "listPlace", "place", "listEvent", "event", "listObject", "object", "objectIdentifier",
    "listRelation", "relation", "state",
))  # fmt: skip
"""What holds elements alone, so that each may have a line of its own."""


def add(
    parent: Element, tag: str, text: str = "", attributes: Mapping[str, str] | None = None
) -> Element:
    """Add an element; attributes without a value are left out."""
    its = {key: value for key, value in (attributes or {}).items() if value}
    element = SubElement(parent, tag, its)
    element.text = text or None
    return element


def write(element: Element, text: str | None) -> None:
    """Put text at the end of what an element holds."""
    if text and len(element):
        element[-1].tail = (element[-1].tail or "") + text
    elif text:
        element.text = (element.text or "") + text


def language(tag: str) -> dict[str, str]:
    """Name a language, if that is a tag of one."""
    return {"xml:lang": tag} if _LANGUAGE_RE.fullmatch(tag) else {}


def pointer(address: str) -> str:
    """Write an address as TEI's pointers have it; nothing when that cannot be done."""
    its = _NO_ESCAPE_RE.sub("%25", iri(address))
    return its if _URI_RE.fullmatch(its) else ""


def name(identifier: str) -> str:
    """Make a name for XML, which starts with no digit; an id of ours holds no underscore."""
    return f"_{identifier}" if identifier[:1].isdigit() else identifier


def token(word: str) -> str:
    """Make one word of a word of the site's, as types are."""
    return "_".join(word.split())


def document(root: Element) -> str:
    """Write a document: in lines, and with what XML cannot hold replaced."""
    _in_lines(root, "\n")
    text = _NO_XML_RE.sub("\ufffd", tostring(root, encoding="unicode"))
    # XML takes a bare carriage return for a line's end.
    text = text.replace("\r", "&#13;")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _in_lines(element: Element, around: str) -> None:
    """Begin a line with each part of what holds no text; `around` is what stands before it."""
    if element.tag not in _LINES or not len(element) or (element.text or "").strip():
        return
    element.text = f"{around} "
    for part in element:
        _in_lines(part, f"{around} ")
        if not (part.tail or "").strip():
            part.tail = f"{around} "
    element[-1].tail = (element[-1].tail or "").removesuffix(" ") or around
