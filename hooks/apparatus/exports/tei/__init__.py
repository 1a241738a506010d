"""`annotations.tei.xml`: the pages with notes, their notes, and all data, as a TEI P5 document.

Its header says what it is, and sorts layers and findings; its text are the pages. Beside the text
stand the notes, which point into it, the sources, and lists of who and what has an entry. It is
valid by the TEI consortium's schema for everything (`tei_all`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from . import header, lists, notes, text, works, xml
from .xml import NAMESPACE

if TYPE_CHECKING:
    from ..site import Site

__all__ = ["NAMESPACE", "write"]


def write(site: Site) -> str:
    """Write a document."""
    root = Element("TEI", {"xmlns": NAMESPACE, **xml.language(site.edition.language)})
    authors = {author: f"author.{number}" for number, author in enumerate(site.authors, 1)}
    header.write(site, root, authors)
    written = text.write(site, root)
    beside = SubElement(root, "standOff")
    notes.write(site, beside, written, authors)
    works.write(site, beside)
    lists.write(site, beside)
    return xml.document(root)
