"""The pages that have notes, as the text of a TEI document: `body` with a division for each.

Blocks keep their kind; names, citations and languages keep being marked. Where the words of notes
start and end there are anchors, so that notes may overlap. What is nothing but look is left out,
and so are marks and numbers of notes: they stand beside the text.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple
from xml.etree.ElementTree import Element, SubElement

from . import html, works, xml
from .blocks import Blocks, Sections
from .inline import Page, links

if TYPE_CHECKING:
    from ...data.model import Annotation
    from ..site import Site


class Text(NamedTuple):
    """What has been written of the pages with notes."""

    places: dict[str, str]
    """Where in the document each note's words are, by its id: pointers."""
    bodies: dict[str, list[Element]]
    """Each note as readers see it, by its id: blocks of TEI."""


def write(site: Site, root: Element) -> Text:
    """Write the text into a document, if there is any."""
    text = Text({}, {})
    if site.pages:
        body = SubElement(SubElement(root, "text"), "body")
        paths = dict.fromkeys(note.target.page for note in site.annotations())
        for number, path in enumerate((path for path in paths if path in site.pages), 1):
            body.append(_page(site, path, number, text))
    return text


def _page(site: Site, path: str, number: int, text: Text) -> Element:
    """Write a page; `text` learns where its notes are, and what they say."""
    notes = [note for note in site.annotations() if note.target.page == path]
    tree = html.read(site.pages[path])
    beside = {element.get("id", ""): element for element in tree.iter() if _is_note(element)}
    for element in beside.values():
        html.leave_out(element)
    html.leave_out(tree)
    cited = {source.anchor: works.name(source.id) for source in site.data.sources.values()}
    page = Page(site, path, number, cited, _wanted(tree, notes), _parts(tree, notes), {})
    div = Element("div", {"type": "page", "n": path, "corresp": xml.pointer(site.address(path))})
    blocks = Blocks(page)
    blocks.flow(tree, Sections(div))
    div.extend(blocks.footnotes)
    lost = {f"#{page.name(its)}": its for its in page.wanted if its not in page.given}
    for link in div.iter("ref"):  # what it leads to may have no element of its own here
        if link.get("target") in lost:
            link.set("target", xml.pointer(site.address(path, lost[link.attrib["target"]])))
    for note in notes:
        if place := _place(note, page.given):
            text.places[note.id] = place
        if note.id in beside:
            text.bodies[note.id] = _body(page, beside[note.id])
    return div


def _wanted(tree: Element, notes: list[Annotation]) -> set[str]:
    """Find the ids that links and notes point to."""
    ends = (end.name for note in notes if (end := note.target.until))
    return {*links(tree), *ends, *(note.target.name for note in notes)} - {""}


def _parts(tree: Element, notes: list[Annotation]) -> Counter[str]:
    """Count the parts of each note's words."""
    ids = {note.id for note in notes}
    parts = (element.get("data-annotation", "") for element in tree.iter())
    return Counter(name for name in parts if name in ids)


def _is_note(element: Element) -> bool:
    return element.get("role") == "note"


def _place(note: Annotation, given: dict[str, str]) -> str:
    """Point to a note's words, or to the block that it is about."""
    ends = [f"{note.id} from", f"{note.id} to"]
    if note.target.is_whole or not all(end in given for end in ends):
        ends = [note.target.name]
    return " ".join(f"#{given[end]}" for end in ends if end in given)


def _body(page: Page, element: Element) -> list[Element]:
    """Write what a note says."""
    said = Element("note")
    for part in element.iter():
        if "ap-note__body" in html.classes(part):
            # Only footnotes of its own are pointed to in a note.
            own = {its.get("id", "") for its in part.iter()} & {*links(part)}
            blocks = Blocks(page._replace(wanted=own, left=Counter()))
            blocks.flow(part, said)
            said.extend(blocks.footnotes)
    return list(said)
