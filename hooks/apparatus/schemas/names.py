"""The ids and words of an edition, of which editors offer those that fit.

Words of the vocabulary are all that there are, and another is wrong. Ids are not: an author names
an entry and makes it a minute later, or writes where nothing keeps these files up to date. An
editor says of an unknown one that it is unknown, and no program that checks by JSON Schema refuses
it; the checks of data do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from ..data import citation_style
from ..data.edition import OPENINGS
from ..data.model import Annotation, Entity, Source
from . import shapes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from ..data.dataset import Dataset
    from .shapes import Shape

FOLDER, FILE = ".vscode/apparatus", "names.json"
"""Where it lies: beside the settings of the editor that most authors have."""
WORDS = ("layers", "kinds", "outcomes", "later", "findings", "manners", "precisions", "relations")
_SHOWN = 120
T = TypeVar("T")


def file(data: Dataset, pages: Iterable[str]) -> Shape:
    """Describe what data and pages (paths below the docs folder) can be named by."""
    words = {name: _closed(_labels(data, name)) for name in WORDS}
    openings = dict.fromkeys(OPENINGS, "") | _labels(data, "layers")
    ids = {
        "entities": _suggested("entity", _ids(data, Entity, lambda its: its.name)),
        "notes": _suggested("note", _ids(data, Annotation, lambda its: its.title)),
        "sources": _suggested("source", _ids(data, Source, lambda its: its.plain)),
        "openings": _closed(openings),
        "pages": _offered(dict.fromkeys(sorted(pages), "")),
        "styles": _offered(dict.fromkeys(sorted(citation_style.known()), "")),
    }
    return {"$schema": shapes.DRAFT, "definitions": words | ids}


def _ids(data: Dataset, noun: type[T], label: Callable[[T], str]) -> dict[str, str]:
    """List the items of a noun; those with mistakes can be named too."""
    lost = dict.fromkeys(sorted(data.lost.get(noun, ())), "")
    return {name: label(its) for name, its in data.of(noun).items()} | lost


def _labels(data: Dataset, name: str) -> dict[str, str]:
    known = data.vocabulary
    return {one: known.word(name, one, "en") for one in known.ids(name)}


def _closed(labels: Mapping[str, str]) -> Shape:
    return _listed(labels) if labels else shapes.TEXT


def _suggested(what: str, labels: Mapping[str, str]) -> Shape:
    """Offer ids, and have an editor say of another that it is none of them."""
    message = f"No {what} of this id is known here. Is it misspelt? A new one is known from the "
    message += "next rebuild of 'mkdocs serve', or by 'apparatus schema'."
    unknown = {"type": "string", "not": {"enum": [*labels]}} if labels else {"type": "string"}
    return {**_offered(labels), "if": unknown, "then": {"deprecationMessage": message}}


def _offered(labels: Mapping[str, str]) -> Shape:
    """Offer words or ids; whatever else is text is right too."""
    listed = {**_listed(labels), "errorMessage": "Write a text here."}
    return {"anyOf": [listed, shapes.TEXT]} if labels else shapes.TEXT


def _listed(labels: Mapping[str, str]) -> Shape:
    said = [_short(label) if label != one else "" for one, label in labels.items()]
    return {"enum": [*labels]} | ({"enumDescriptions": said} if any(said) else {})


def _short(label: str) -> str:
    return label if len(label) <= _SHOWN else f"{label[: _SHOWN - 1]}…"
