"""The page where readers compare copies of their own: its form, its data, its notes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ..data.overlay import Overlay
from ..data.overlay_checks import COMMAND
from ..exports import assets, overlay, page_head
from ..text import inline
from ..text.addresses import between

if TYPE_CHECKING:
    from collections.abc import Collection
    from xml.etree.ElementTree import Element

    from ..data.dataset import Dataset
    from ..exports import Site
    from ..links.addresses import Addresses
    from ..templates.render import Renderer

PLACE = '<div class="ap-overlay__data"></div>'
"""Where a page is completed when all pages are known; a search does not find what comes there."""


def element(data: Dataset, renderer: Renderer, page: str, pages: Collection[str]) -> Element | None:
    """Make the form, on a page; nothing without data, or without the page that retells the text."""
    for its in data.of(Overlay).values():
        if its.page in pages:
            return renderer.element("overlay", retelling=between(page, its.page))
    return None


def remedies(data: Dataset) -> dict[str, str]:
    """Say how to have the data for the form, if there are none, and none that are broken."""
    has_none = not data.of(Overlay) and data.is_whole(Overlay)
    return {"overlay": f"Make them from a copy of the text, with '{COMMAND}'"} if has_none else {}


def fill(page: str, html: str, site: Site, renderer: Renderer, addresses: Addresses) -> str:
    """Put the data and the notes into such a page, and the scripts that read them."""
    [its] = site.data.of(Overlay).values()
    words = renderer.words.plain
    names = [overlay.called(one, words) for one in its.passages]
    places = [addresses.between(page, its.page, one.blocks[0]) for one in its.passages]
    notes = [
        (
            note,
            addresses.between(page, its.page, note.id),
            note.body.split("\n\n"),
            site.data.cited(note.sources, partial(addresses.source, page)),
        )
        for note in site.annotations()
        if note.target.page == its.page
    ]
    made = renderer.html(
        "overlay-data",
        data=page_head.script(overlay.content(site)),
        passages=list(zip(names, places, strict=True)),
        notes=notes,
        vocabulary=site.data.vocabulary,
        inline=inline.html,
        language=renderer.language,
        scripts=[f"{addresses.root(page)}/assets/{name}" for name in assets.OVERLAY],
    )
    return html.replace(PLACE, made, 1)
