"""What is said when notes, or others that name words of a page, do not fit it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..data.model import Entity, Source
from ..problems import Problem, did_you_mean, phrases
from ..text.addresses import host, is_safe
from ..text.places import named, paragraph_number

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterator, Sequence
    from xml.etree.ElementTree import Element

    from ..data.dataset import Dataset, Noun
    from ..data.model import Annotation
    from ..data.target import Target
    from ..data.yaml_file import Path
    from ..problems import Position
    from ..text.page import Page
    from ..text.tree import Tree
    from .targets import Miss

_PRINTED_RE = re.compile(r"\{:?\s*#p\d+[^{}\n]*\}\s*\Z")
_FOOTNOTE_RE = re.compile(r"\[\^([^\]\s]+)\]")
_TIMES = {1: "once", 2: "twice"}


def missed(
    data: Dataset, noun: Noun, miss: Miss, blocks: Collection[str], path: Path = ()
) -> Problem:
    """Say what of a target is not there; the target stands at a path of an item."""
    page, path = _target(noun).page, (*path, *miss.path)
    if miss.block not in blocks:
        return _no_block(data, noun, miss, blocks, path)
    if miss.lost is None:
        where = data.position(noun, *path)
        return Problem(where, "'until' ends before the words with which the target starts.")
    words, lost, place = miss.named.exact, miss.lost, _called(miss.block)
    if lost.found:
        times = _TIMES.get(lost.found, f"{lost.found} times")
        message = f"'{words}' stands only {times} in {place}, "
        message += f"so there is no occurrence {miss.named.occurrence}."
        return Problem(data.position(noun, *path, "occurrence"), message)
    where = data.position(noun, *path, "exact")
    if lost.whole:
        message = f"'{words}' is only a part of the word '{lost.whole}' in {place} of '{page}'."
        return Problem(where, message, "Name whole words.")
    message = f"the words '{words}' do not stand in {place} of '{page}'."
    if lost.elsewhere:
        return Problem(where, message, f"They stand in {_called(lost.elsewhere)}.")
    return Problem(where, message, f"The nearest there are '{lost.nearest}'." * bool(lost.nearest))


def _target(noun: Noun) -> Target:
    return noun.target  # type: ignore[attr-defined,no-any-return]  # whatever has one


def _called(block: str) -> str:
    number = paragraph_number(block)
    return f"'{block}'" if number is None else f"paragraph {number}"


def _no_block(
    data: Dataset, noun: Noun, miss: Miss, blocks: Collection[str], path: Path
) -> Problem:
    page = _target(noun).page
    if (number := miss.named.paragraph) is not None:
        message = f"'{page}' has no paragraph {number}."
        hint = f"End the paragraph with a line '{{ #p{number} }}'."
        return Problem(data.position(noun, *path, "paragraph"), message, hint)
    return no_block(data.position(noun, *path, "block"), page, miss.block, blocks)


def no_block(where: Position, page: str, name: str, blocks: Collection[str]) -> Problem:
    """Say that a page has no element of an id."""
    message = f"'{page}' has no block '{name}'."
    hint = did_you_mean(name, blocks) or f"Give one this id: '{{ #{name} }}'."
    if named(name).kind == "line" and (stanza := name.partition(".")[0]) in blocks:
        if f"{stanza}.1" in blocks:
            lines = sum(one.startswith(f"{stanza}.") for one in blocks)
            hint = f"'{{ #{stanza} }}' has {lines} lines."
        else:
            hint = f"Break the lines of '{{ #{stanza} }}': end each with two spaces or '<br>'."
    return Problem(where, message, hint)


def unsafe(data: Dataset, annotation: Annotation, address: str) -> Problem:
    """Say that a note's link leads where no link may lead, or that a picture is elsewhere."""
    where = data.place(annotation, "body", words=address)
    if is_safe(address):  # then it is a picture's
        return _elsewhere(where, address, host(address))
    message = f"the address '{address}' is not one that a link may have."
    return Problem(where, message, "Use https://, http:// or mailto:, or the path of a page.")


def pictures(page: Page, root: Element, allowed: Container[str] | None) -> Iterator[Problem]:
    """Warn of pictures that a page's Markdown shows from other hosts, where some are allowed.

    What it says in HTML, and what an extension makes of other signs, is its author's own affair.
    """
    if allowed is None:
        return
    for picture in root.iter("img"):
        address = picture.get("src", "")
        short = address.replace("\\", "/").startswith("//")
        if (its := host(f"https:{address}" if short else address)) and its not in allowed:
            for where in page.places(re.escape(address))[:1]:
                yield _elsewhere(where, address, its)._replace(stops=False)


def _elsewhere(where: Position, address: str, its: str) -> Problem:
    message = f"the picture '{address}' is on another host, which would know every reader."
    hint = f"Put it into docs/, or allow '{its}' in extra.apparatus.pictures."
    return Problem(where, message, hint)


def undefined(data: Dataset, annotation: Annotation, ids: Sequence[str]) -> Iterator[Problem]:
    """Say that `[words][id]` in a note names nothing."""
    for index, identifier in enumerate(ids):
        nth, words = ids[:index].count(identifier), f"[{identifier}]"
        where = data.place(annotation, "body", words=words, nth=nth)
        if identifier in data.entities or identifier in data.sources:
            yield phrases.wordless(where, identifier)
        elif data.lacks(Entity, identifier.lower()) and data.lacks(Source, identifier.lower()):
            yield phrases.undefined(where, identifier, (*data.entities, *data.sources))


def no_page(data: Dataset, annotation: Annotation, address: str, known: Collection[str]) -> Problem:
    """Say that a note's link leads to a page that the site does not have."""
    where = data.place(annotation, "body", words=address)
    return phrases.no_page(where, address.partition("#")[0], known)


def crowded(data: Dataset, annotation: Annotation, most: int) -> Problem:
    """Say that too many notes are about the same words."""
    message = f"these words have {most} notes already."
    where = data.position(annotation, "target", "exact")
    return Problem(where, message, "Make some of the notes one, or put them on other words.")


def left_out(page: Page, notes: int) -> Problem:
    """Say that a page has notes, and that its front matter leaves them out."""
    its = "a note" if notes == 1 else f"{notes} notes"
    message = f"this page has {its}, and 'apparatus: false' leaves them out."
    return Problem(page.find(r"(?m)^(apparatus)\s*:"), message, "Delete this line, or the notes.")


def printed(page: Page, root: Element) -> Iterator[Problem]:
    """Say that the ids of paragraphs are printed, as nothing reads them; once for a page."""
    for paragraph in root.iter("p"):
        text = paragraph[-1].tail if len(paragraph) else paragraph.text
        if text and (found := _PRINTED_RE.search(text)):
            message = f"'{found[0].strip()}' would be printed: nothing here reads it."
            hint = "Put it on a line of its own, and '- attr_list' under markdown_extensions."
            if found[0].strip() == text.strip() and not len(paragraph):
                hint = "Delete the empty line above it: it belongs to the paragraph there."
            yield Problem(page.find(f"({re.escape(found[0].strip())})"), message, hint)
            return


def footless(page: Page, tree: Tree) -> Iterator[Problem]:
    """Warn of marks of footnotes that are printed as they are, where a page may have footnotes."""
    if "footnote" not in tree.markdown.inlinePatterns or "[^" not in page.prose:
        return
    for name in _printed_marks(tree.root):
        for where in page.places(rf"(\[\^{re.escape(name)}\])(?!:)"):
            yield phrases.no_footnote(where, name)


def footless_note(data: Dataset, annotation: Annotation, element: Element) -> Iterator[Problem]:
    """Warn of such marks in a note."""
    for name in _printed_marks(element):
        where = data.place(annotation, "body", words=f"[^{name}]")
        yield phrases.no_footnote(where, name)


def _printed_marks(root: Element) -> list[str]:
    """Find what marks name that stand in an element's text, and not in code."""
    found: list[str] = []
    open_ = [root]
    while open_:
        element = open_.pop()
        if element.tag not in ("code", "pre", "script", "style"):
            found += _FOOTNOTE_RE.findall(element.text or "")
            open_ += element
        found += _FOOTNOTE_RE.findall(element.tail or "")
    return [*dict.fromkeys(found)]
