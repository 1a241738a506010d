"""What is said when data do not fit their pages: each function words one problem."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .problems import Position, Problem, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .anchoring import Lost
    from .dataset import Dataset
    from .model import Annotation, Entity


def no_page(where: Position, page: str, known: Iterable[str]) -> Problem:
    """Say that the data name a page that is not there."""
    return Problem(where, f"there is no page '{page}'.", did_you_mean(page, known))


def no_heading(data: Dataset, entity: Entity, known: Iterable[str]) -> Problem:
    """Say that an entry has no heading."""
    message = f"the page '{entity.page}' has no heading '#{entity.fragment}'."
    hint = did_you_mean(entity.fragment, known)
    hint = hint or f"Write it as '## {entity.name} {{ #{entity.fragment} }}'."
    return Problem(data.position(entity, "entry"), message, hint)


def no_paragraph(data: Dataset, annotation: Annotation) -> Problem:
    """Say that a note has no paragraph."""
    target = annotation.target
    message = f"'{target.page}' has no paragraph {target.paragraph}."
    hint = f"End the paragraph with a line '{{ #p{target.paragraph} }}'."
    return Problem(data.position(annotation, "target", "paragraph"), message, hint)


def no_words(data: Dataset, annotation: Annotation, place: Lost) -> Problem:
    """Say that a note's words are not in its paragraph, or not so often."""
    target = annotation.target
    words, number = target.exact, target.paragraph
    if place.found:
        message = f"'{words}' stands only {place.found} times in paragraph {number}, "
        message += f"so there is no occurrence {target.occurrence}."
        return Problem(data.position(annotation, "target", "occurrence"), message)
    message = f"the words '{words}' do not stand in paragraph {number} of '{target.page}'."
    hint = f"The nearest there are '{place.nearest}'." if place.nearest else ""
    return Problem(data.position(annotation, "target", "exact"), message, hint)


def unsafe(data: Dataset, annotation: Annotation, address: str) -> Problem:
    """Say that a note's link leads where no link may lead."""
    message = f"the address '{address}' is not one that a link may have."
    hint = "Use https://, http:// or mailto:, or the path of a page."
    return Problem(data.position(annotation, "body"), message, hint)


def no_entry(where: Position, identifier: str, hint: str) -> Problem:
    """Say that `[words][id]` names nothing."""
    return Problem(where, f"there is no entity and no source '{identifier}'.", hint)
