"""Marks at the words of notes, their numbers, and those of paragraphs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from ..text import edits, raw_edits
from ..text.places import paragraph_number
from ..text.reader import HEADINGS
from ..text.tree import parents

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..text.blocks import Block
    from ..text.stream import Stream
    from ..text.tree import Tree
    from ..words import Words
    from .annotator import Found, Note


def apply(
    tree: Tree, text: Stream, links: Sequence[edits.Wrap], found: Sequence[Found], words: Words
) -> None:
    """Put links, and the marks and numbers of notes, into a page."""
    marks: list[edits.Mark] = []
    aside: list[raw_edits.RawMark] = []
    numbers = {note.annotation.id: _reference(note) for note, _ in found}
    for note, where in found:
        made, length, own = partial(_span, note), where.length, numbers[note.annotation.id]
        for count, run in enumerate(where.runs, 1):
            its = own if count == len(where.runs) else None
            if not run.is_in_tree:
                aside.append(raw_edits.RawMark(run.number, run.start, run.end, made, its, length))
                continue
            links_ = (end for start, end in text.raw_links if start < run.end < end)
            if its is not None and (end := next(links_, 0)):
                marks.append(edits.Mark(end - 1, end, None, its, 0))
                its = None
            marks.append(edits.Mark(run.start, run.end, made, its, length))
        raw = note.block.raw
        if not where.runs and raw:
            aside.append(raw_edits.RawMark(raw.until, raw.end, raw.end, None, own, 0))
    aside += (
        raw_edits.RawMark(raw.number, raw.start, raw.start, None, link, 0)
        for block in dict.fromkeys(note.block for note, _ in found)
        if (raw := block.raw) and (link := _number(block, words)) is not None
    )
    with tree.captions_held():
        edits.apply(text, links, marks)
    raw_edits.apply(tree, aside)
    wordless = [note for note, where in found if not where.runs and not note.block.raw]
    around = parents(tree.root) if wordless else {}
    for note in wordless:
        edits.put_after(around, note.block.element, numbers[note.annotation.id])
    if numbers:
        _part_from_titles(tree.root)
        _part_from_each_other(tree.root)


def _part_from_titles(root: Element) -> None:
    """Let numbers in headings be no part of titles: contents leave out marks of footnotes."""
    heads = [element for element in root.iter() if element.tag in HEADINGS]
    for parent in [element for head in heads for element in head.iter()]:
        for at, child in enumerate(parent):
            if child.get("role") == "doc-noteref":
                mark = Element("sup", {"class": "ap-sup", "id": f"fnref-{child.get('id')}"})
                mark.tail, child.tail = child.tail, None
                parent[at] = mark
                mark.append(child)


def _part_from_each_other(root: Element) -> None:
    """Tell numbers with nothing between them, so that none lies over the next one."""
    last: Element | None = None
    for element, text in _texts(root):
        if element is None:
            last = None if text else last
        elif last is None:
            last = element
        else:
            last.set("class", f"{last.get('class')} ap-noteref--before")
            element.set("class", f"{element.get('class')} ap-noteref--after")
            last = element


def _texts(element: Element) -> Iterator[tuple[Element | None, str]]:
    """Go through an element's numbers and texts, in order."""
    if element.get("role") == "doc-noteref" and element.get("data-layer"):
        yield element, ""
    else:
        yield None, element.text or ""
        for child in element:
            yield from _texts(child)
            yield None, child.tail or ""


def number_paragraphs(notes: Sequence[Note], words: Words) -> None:
    """Put the number of each annotated paragraph, a link to it, before its text."""
    for block in dict.fromkeys(note.block for note in notes if not note.block.raw):
        if (link := _number(block, words)) is not None:
            paragraph = block.element
            link.tail = f"{link.tail}{paragraph.text or ''}"
            paragraph.text = ""
            paragraph.insert(0, link)


def _number(block: Block, words: Words) -> Element | None:
    number = paragraph_number(block.id)
    if number is None or block.tag != "p":
        return None
    link = Element(
        "a",
        {
            "class": "ap-para",
            "href": f"#{block.id}",
            "aria-label": words.plain.gettext("Link to paragraph %(number)s") % {"number": number},
            "tabindex": "-1",
            "data-search-exclude": "",
        },
    )
    link.text, link.tail = str(number), " "
    return link


def _span(note: Note) -> Element:
    layer, target = note.annotation.layer, note.annotation.target
    whole = " ap-span--whole" if target.is_whole else ""
    named = {"class": f"ap-span ap-span--{layer}{whole}", "data-annotation": note.annotation.id}
    return Element("span", named | _shown(note))


def _shown(note: Note) -> dict[str, str]:
    """Say by attributes when a note is shown."""
    asked = {"data-start": note.annotation.start, "data-later": note.came_later}
    return {name: "" for name, value in asked.items() if value}


def _reference(note: Note) -> Element:
    layer = note.annotation.layer
    reference = Element(
        "a",
        {
            "class": "ap-noteref",
            "role": "doc-noteref",
            "href": f"#{note.annotation.id}",
            "id": f"{note.annotation.id}-ref",
            "data-layer": layer,
            "data-search-exclude": "",
            "aria-label": note.said,
        }
        | _shown(note),
    )
    if note.sign:
        reference.set("data-sign", note.sign)
    reference.text = note.annotation.number
    return reference
