"""What a form in the page has to know: what may be chosen, and what stands on the page already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..data.model import CONFIDENCES
from ..words import first_upper
from .desk import NOTES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..data.source import Source
    from .desk import Desk
    from .site import Site


def state(site: Site, desk: Desk, page: str) -> dict[str, Any]:
    """Tell what can be chosen, and what there is on a page."""
    data, language = desk.now.data, site.edition.language
    words, seen = data.vocabulary, site.seen(page)

    def label(name: str, identifier: str) -> str:
        return first_upper(words.word(name, identifier, language, site.say))

    return {
        "blocks": [*seen.blocks] if seen else [],
        "layers": [
            {
                "id": one.id,
                "label": label("layers", one.id),
                "sign": one.sign,
                "sources": one.sources == "required",
                "findings": one.motivation == "assessing",
            }
            for one in words.layers
        ],
        "confidences": [*CONFIDENCES],
        "kinds": [{"id": one, "label": label("kinds", one)} for one in words.ids("kinds")],
        "findings": [{"id": one, "label": label("findings", one)} for one in words.ids("findings")],
        "sources": [{"id": one.id, "label": _label(one)} for one in data.sources.values()],
        "notes": [
            note for file in desk.files(NOTES) for note in _notes(file.document.value, page, site)
        ],
    }


def _label(source: Source) -> str:
    """Name a source in a line of a list."""
    who = next((one.short for one in source.author), "")
    return ", ".join(filter(None, (who, source.plain, source.issued)))


def _notes(value: object, page: str, site: Site) -> Iterator[dict[str, Any]]:
    """Find the notes on a page among the items of a file, as they are written."""
    for item in value if isinstance(value, list) else ():
        target = item.get("target") if isinstance(item, dict) else None
        if isinstance(target, dict) and target.get("page", site.shelves.text) == page:
            yield item
