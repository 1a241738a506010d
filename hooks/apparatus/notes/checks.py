"""What is said when notes, or others that name words of a page, do not fit it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..problems import Problem
from ..text.addresses import host, is_safe

if TYPE_CHECKING:
    from ..data.dataset import Dataset, Noun
    from ..data.model import Annotation, Target
    from ..data.yaml_file import Path
    from .anchoring import Lost


def no_paragraph(data: Dataset, noun: Noun, target: Target, path: Path = ()) -> Problem:
    """Say that the paragraph of a target is not there; the target stands at a path of an item."""
    message = f"'{target.page}' has no paragraph {target.paragraph}."
    hint = f"End the paragraph with a line '{{ #p{target.paragraph} }}'."
    return Problem(data.position(noun, *path, "paragraph"), message, hint)


def no_words(data: Dataset, noun: Noun, target: Target, place: Lost, path: Path = ()) -> Problem:
    """Say that words are not in their paragraph, or not so often."""
    words, number = target.exact, target.paragraph
    if place.found:
        message = f"'{words}' stands only {place.found} times in paragraph {number}, "
        message += f"so there is no occurrence {target.occurrence}."
        return Problem(data.position(noun, *path, "occurrence"), message)
    message = f"the words '{words}' do not stand in paragraph {number} of '{target.page}'."
    hint = f"The nearest there are '{place.nearest}'." if place.nearest else ""
    return Problem(data.position(noun, *path, "exact"), message, hint)


def unsafe(data: Dataset, annotation: Annotation, address: str) -> Problem:
    """Say that a note's link leads where no link may lead, or that a picture is elsewhere."""
    message = f"the address '{address}' is not one that a link may have."
    hint = "Use https://, http:// or mailto:, or the path of a page."
    if is_safe(address):  # then it is a picture's
        message = f"the picture '{address}' is on another host, which would know every reader."
        hint = f"Put it into docs/, or allow '{host(address)}' in extra.apparatus.pictures."
    return Problem(data.position(annotation, "body"), message, hint)
