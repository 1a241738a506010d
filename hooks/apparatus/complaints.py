"""What is said when data do not fit their pages: each function words one problem."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .anchoring import doubled
from .model import Annotation
from .policy import counts_on
from .problems import Position, Problem, did_you_mean, one_of
from .reader import EXPLICIT

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from xml.etree.ElementTree import Element

    from .anchoring import Lost
    from .dataset import Dataset
    from .history import Pledge
    from .model import Entity, Statement
    from .page import Page


def no_pages(data: Dataset, known: Collection[str]) -> Iterator[Problem]:
    """Say which pages the data name that are not there."""
    for entity in data.entities.values():
        if entity.page not in known:
            yield _no_page(data.position(entity, "entry"), entity.page, known)
        for index, alias in enumerate(entity.aliases):
            for number, pattern in enumerate(alias.pages):
                if not any(counts_on(page, (pattern,)) for page in known):
                    where = data.position(entity, "aliases", index, "pages", number)
                    yield _no_page(where, pattern, known)
    placed: list[Annotation | Statement] = [*data.annotations.values()]
    for noun in (*placed, *data.statements.values()):
        if noun.target.page not in known:
            yield _no_page(within(data, noun, "page"), noun.target.page, known)
    for pledge in data.pledges.values():
        if pledge.paragraphs and pledge.page not in known:
            yield _no_page(data.position(pledge, "page"), pledge.page, known)


def _no_page(where: Position, page: str, known: Iterable[str]) -> Problem:
    return Problem(where, f"there is no page '{page}'.", did_you_mean(page, known))


def no_heading(data: Dataset, entity: Entity, known: Iterable[str]) -> Problem:
    """Say that an entry has no heading."""
    message = f"the page '{entity.page}' has no heading '#{entity.fragment}'."
    hint = did_you_mean(entity.fragment, known)
    hint = hint or f"Write it as '## {entity.name} {{ #{entity.fragment} }}'."
    return Problem(data.position(entity, "entry"), message, hint)


def within(data: Dataset, noun: Annotation | Statement, key: str) -> Position:
    """Find where a note or a statement says what it is about."""
    path = ("target", key) if isinstance(noun, Annotation) else (key,)
    return data.position(noun, *path)


def no_paragraph(data: Dataset, noun: Annotation | Statement) -> Problem:
    """Say that a note or a statement has no paragraph."""
    target = noun.target
    message = f"'{target.page}' has no paragraph {target.paragraph}."
    hint = f"End the paragraph with a line '{{ #p{target.paragraph} }}'."
    return Problem(within(data, noun, "paragraph"), message, hint)


def numbered_twice(page: Page, root: Element) -> Iterator[Problem]:
    """Say that two blocks of a page have the id of one paragraph."""
    for name in doubled(root):
        written = rf"(?:\{{[^{{}}\n]*#|<[^<>]*\bid\s*=\s*[\"']?)({name})\b"
        first, second = (page.find(written, nth) for nth in range(2))
        message = f"the id '{name}' is taken: it stands at {first} too."
        yield Problem(second, message, "Give one of the two another number.")


def no_place(data: Dataset, pledge: Pledge, index: int, known: Iterable[str]) -> Problem:
    """Say that a pledge names a paragraph that its page does not have."""
    number = pledge.paragraphs[index]
    numbers = sorted((int(name[1:]) for name in known), key=lambda n: (abs(n - number), n))
    message = f"'{pledge.page}' has no paragraph {number}."
    hint = f"The nearest is {numbers[0]}." if numbers else "No paragraph there has a number."
    return Problem(data.position(pledge, "paragraphs", index), message, hint)


def no_words(data: Dataset, noun: Annotation | Statement, place: Lost) -> Problem:
    """Say that words are not in their paragraph, or not so often."""
    target = noun.target
    words, number = target.exact, target.paragraph
    if place.found:
        message = f"'{words}' stands only {place.found} times in paragraph {number}, "
        message += f"so there is no occurrence {target.occurrence}."
        return Problem(within(data, noun, "occurrence"), message)
    message = f"the words '{words}' do not stand in paragraph {number} of '{target.page}'."
    hint = f"The nearest there are '{place.nearest}'." if place.nearest else ""
    return Problem(within(data, noun, "exact"), message, hint)


def no_statement(where: Position, paragraph: str) -> Problem:
    """Say that a paragraph among others with statements has none."""
    message = f"nobody speaks in paragraph {paragraph}: it has no statement in the data."
    hint = "Add one to statements.yml; what the writer says is narrated."
    return Problem(where, message, hint)


def no_insertion(where: Position, name: str, known: Iterable[str]) -> Problem:
    """Say that a comment asks for something that cannot be inserted."""
    hint = did_you_mean(name, known) or f"Known names: {one_of(known)}."
    return Problem(where, f"there is nothing to insert by the name of '{name}'.", hint)


def no_such(where: Position, kind: str, which: str, known: Iterable[str]) -> Problem:
    """Say that something of a kind does not exist, or is not named at all."""
    ids = list(known)
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


def nothing_to_insert(where: Position, name: str, file: str) -> Problem:
    """Say that the data for an insertion are missing."""
    message = f"there is no data to make '{name}' from."
    return Problem(where, message, f"Fill in the file {file}.")


def unsafe(data: Dataset, annotation: Annotation, address: str) -> Problem:
    """Say that a note's link leads where no link may lead."""
    message = f"the address '{address}' is not one that a link may have."
    hint = "Use https://, http:// or mailto:, or the path of a page."
    return Problem(data.position(annotation, "body"), message, hint)


def no_such_entry(data: Dataset, page: Page, identifier: str, note: Element | None) -> Problem:
    """Say that `[words](entity:id)`, on a page or in one of its notes, names nothing."""
    where = page.find(re.escape(EXPLICIT + identifier) + r"(?![\w-])")
    if note is not None and (annotation := data.annotations.get(note.get("id", ""))):
        where = data.position(annotation, "body")
    message = f"there is no entity '{identifier}'."
    return Problem(where, message, did_you_mean(identifier, data.entities))


def no_entry(where: Position, identifier: str, hint: str) -> Problem:
    """Say that `[words][id]` names nothing."""
    return Problem(where, f"there is no entity and no source '{identifier}'.", hint)
