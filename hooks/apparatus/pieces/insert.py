"""Computed pieces in a page: `<!-- apparatus: sourcing -->` becomes what the piece makes of it.

A kind of which there are many is followed by an id: `<!-- apparatus: figure deficit -->`.
The comment must be a paragraph of its own. What takes its place is part of the page like any other
text: names in it are linked, a search finds it, MkDocs checks its addresses. A piece is made from
the data alone, never from another page, so that the order of pages and a host's cache do not count.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from markdown.util import HTML_PLACEHOLDER_RE

from ..data.model import Entity
from ..problems import Position, Problem, did_you_mean, likeness, nearest, one_of
from ..text.reader import HEADINGS
from . import PIECES, declared, lacking, make

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from xml.etree.ElementTree import Element

    from ..data.dataset import Dataset
    from ..text.page import Page
    from ..text.tree import Tree
    from .piece import Context

_COMMENT_RE = re.compile(r"<!--\s*apparatus:\s*([^<>]*?)\s*-->")
OF_PAGES = ("minutes", "letters", "edition", "overlay")
"""What a comment may ask for too, and is made of pages and not of data (`build/page_pieces`)."""

_WORD = "apparatus"
_NEARLY_RE = re.compile(r"<!(?:--|—)\s*([A-Za-z]{7,12})\s*([:;=]?)\s*([^<>\n]*?)\s*(?:--|—)>")


def insert(tree: Tree, page: Page, context: Context) -> tuple[list[str], list[Problem]]:
    """Put pieces in the place of the comments that ask for them.

    Out: the sources that the page now rests on too, and the problems.
    """
    asked = [one for one in in_comments(tree.put_aside()) if one.name not in OF_PAGES]
    places = {place.number: place for place in _places(tree)} if asked else {}
    sources: list[str] = []
    problems: list[Problem] = []
    for one in asked:
        where = find(page, one)
        place = places.get(one.number)
        refused = _refused(one, where, context, alone=place is not None)
        whole = one.name not in PIECES or _is_whole(one.name, context.data)
        if place is not None and not whole and not declared(one.name).holds:
            continue  # what is missing is told of where it is broken
        if refused is not None:
            problems.append(refused)
            continue
        level = place.level + 1 if place else 2
        elements, cited = make(one.name, context._replace(which=one.which, level=level))
        if elements and place is not None:
            place.put(elements)
            sources += cited
        elif whole:
            remedy = f"Fill in the file {declared(one.name).needs.format(one.which)}"
            problem = lacking(one.name, context, where)
            problems.append(problem or nothing_to_insert(where, one.words, remedy))
    return sources, [*problems, *_nearly(tree, page)]


def _is_whole(name: str, data: Dataset) -> bool:
    """Whether nothing that a piece is made from has been lost."""
    nouns = [shelf.noun for shelf in declared(name).shelves]
    return all(map(data.is_whole, nouns or [Entity]))


def _nearly(tree: Tree, page: Page) -> Iterator[Problem]:
    """Find comments that would ask for a piece, were it not for a slip."""
    comments = "".join(raw for raw in tree.put_aside() if raw.startswith("<!--"))
    lines = [*comments.splitlines(), *(tree.source.splitlines() if "<!—" in tree.source else ())]
    for found in _NEARLY_RE.finditer("\n".join(lines)):
        word, sign, asked = found.groups()
        near = nearest(asked.partition(" ")[0], PIECES)
        right = found[0].startswith("<!--") and word == _WORD and sign == ":"
        alike = likeness.are_alike(word.lower(), _WORD)
        if not right and alike and (sign or near):
            message = "this comment nearly asks for a piece."
            rest = asked.split()[1:]
            hint = f"Write '<!-- {_WORD}: {' '.join((near or '…', *rest))} -->'."
            yield Problem(page.find(f"({re.escape(found[0])})"), message, hint)


def find(page: Page, one: Asked) -> Position:
    """Find where a page asks for something."""
    return page.find(rf"<!--\s*apparatus:\s*({re.escape(one.words)})\s*-->", one.nth)


class Asked(NamedTuple):
    """A comment that asks for a piece."""

    number: int
    """Of the raw HTML that it stands in."""
    words: str
    nth: int
    """How many comments of the page have asked for the same before."""

    @property
    def name(self) -> str:
        """The piece."""
        return self.words.split(maxsplit=1)[0] if self.words else ""

    @property
    def which(self) -> str:
        """The id after the name, or nothing."""
        return " ".join(self.words.split()).partition(" ")[2]


def in_comments(raws: Iterable[str]) -> Iterator[Asked]:
    """Find what comments ask for in some pieces of raw HTML, or in the source of a page."""
    counts: dict[str, int] = {}
    for number, raw in enumerate(raws):
        for words in _COMMENT_RE.findall(raw) if "apparatus:" in raw else ():
            counts[words] = nth = counts.get(words, -1) + 1
            yield Asked(number, words, nth)


def of_pages(tree: Tree) -> Iterator[tuple[Asked, Place | None]]:
    """Find what is asked for that is made of pages; a paragraph where a comment is alone in it."""
    asked = [one for one in in_comments(tree.put_aside()) if one.name in OF_PAGES]
    places = {place.number: place for place in _places(tree)} if asked else {}
    for one in asked:
        yield one, places.get(one.number)


def _refused(one: Asked, where: Position, context: Context, *, alone: bool) -> Problem | None:
    """Say why a piece cannot be put in, if it cannot."""
    if one.name not in PIECES:
        return no_insertion(where, one.words, (*PIECES, *OF_PAGES))
    asked = declared(one.name)
    ids = None if asked.ids is None else [*asked.ids(context.data)]
    if one.which and ids is None:
        return no_insertion(where, one.words, (*PIECES, *OF_PAGES))
    if not alone:
        return not_alone(where, one.words)
    named = one.which.split() if asked.several and one.which else [one.which]
    if ids is not None and (lost := [name for name in named if name not in ids]):
        return no_such(where, one.name, lost[0], ids)
    if one.nth and asked.once:
        return inserted_twice(where, one.words)
    return None


class Place(NamedTuple):
    """A paragraph that holds nothing but something put aside."""

    number: int
    paragraph: Element
    parent: Element

    @property
    def level(self) -> int:
        """That of the heading which stands above it in the same element; 1 without one."""
        before = takewhile(lambda one: one is not self.paragraph, self.parent)
        return next((HEADINGS[one.tag] for one in reversed([*before]) if one.tag in HEADINGS), 1)

    def put(self, elements: list[Element]) -> None:
        """Let elements take its place."""
        for element in elements:
            element.tail = "\n"
        at = list(self.parent).index(self.paragraph)
        self.parent[at : at + 1] = elements


def _places(tree: Tree) -> Iterator[Place]:
    """Find the paragraphs that are a comment and nothing else."""
    for parent in tree.root.iter():
        for child in parent:
            if child.tag == "p" and not len(child):
                found = HTML_PLACEHOLDER_RE.fullmatch((child.text or "").strip())
                if found and _COMMENT_RE.fullmatch(tree.stash(int(found[1])).strip()):
                    yield Place(int(found[1]), child, parent)


def no_insertion(where: Position, name: str, known: Iterable[str]) -> Problem:
    """Say that a comment asks for something that cannot be inserted."""
    hint = did_you_mean(name, known) or f"Known names: {one_of(known)}."
    return Problem(where, f"there is nothing to insert by the name of '{name}'.", hint)


def no_such(where: Position, kind: str, which: str, known: Iterable[str]) -> Problem:
    """Say that something of a kind does not exist, or is not named at all."""
    ids = list(filter(None, known))
    message = f"there is no {kind} '{which}'." if which else f"this does not say which {kind}."
    known_ones = f"Known ids: {one_of(ids)}." if ids else "The data have none."
    return Problem(where, message, (which and did_you_mean(which, ids)) or known_ones)


def not_alone(where: Position, name: str) -> Problem:
    """Say that a comment stands where nothing can take its place."""
    message = f"'{name}' can only be inserted where its comment is a paragraph of its own."
    return Problem(where, message, "Put empty lines around it, outside raw HTML.")


def inserted_twice(where: Position, name: str) -> Problem:
    """Say that a page asks again for what it can hold only once."""
    message = f"'{name}' stands on this page already."
    return Problem(where, message, "Delete this comment, or move it to another page.")


def nothing_to_insert(where: Position, name: str, remedy: str) -> Problem:
    """Say that the data for an insertion are missing, and how to have some."""
    message = f"there is no data to make '{name}' from."
    return Problem(where, message, f"{remedy}, or delete this comment.")
