"""Our own terms in `annotations.jsonld`: what no model has a word for, explained on the site."""

from __future__ import annotations

from ..words import message

TERMS = {
    "layer": message("the kind of note, as the switches of the page have it"),
    "confidence": message("how sure the note is: high, medium or low"),
    "known": message("the day from which the fact of the note was known to the public"),
    "finding": message("what a check of the words has found"),
    "outcome": message("what came of it"),
    "start": message("whether the note is one for a first reading"),
    "page": message("the page, by the path of its file"),
    "words": message("the words noted, as the author of the note wrote them"),
    "occurrence": message("which of them it is, when the block has the words more than once"),
    "locator": message("the place in the source, such as a page"),
    "until": message("where the note ends, when that is another block"),
}
"""Each with what it means."""


def anchor(name: str) -> str:
    """Return the id of a term's explanation on its page."""
    return f"term-{name}"
