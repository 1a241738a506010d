"""The page where readers compare copies of their own: its form, its data, its notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..data.overlay import Overlay
from ..exports import assets, overlay, page_head
from ..text import inline
from ..text.addresses import between

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from ..data.dataset import Dataset
    from ..exports import Site
    from ..links.addresses import Addresses
    from ..templates.render import Renderer

PLACE = '<div class="ap-overlay__data"></div>'
"""Where a page is completed when all pages are known; a search does not find what comes there."""


def element(data: Dataset, renderer: Renderer, page: str) -> Element | None:
    """Make the form, on a page; nothing without data."""
    its = next(iter(data.of(Overlay).values()), None)
    return renderer.element("overlay", retelling=between(page, its.page)) if its else None


def fill(page: str, html: str, site: Site, renderer: Renderer, addresses: Addresses) -> str:
    """Put the data and the notes into such a page, and the scripts that read them."""
    [its] = site.data.of(Overlay).values()
    words = renderer.words.plain
    names = [overlay.called(one, words) for one in its.passages]
    places = [addresses.between(page, its.page, one.blocks[0]) for one in its.passages]
    notes = [
        (note, addresses.between(page, its.page, note.id), note.body.split("\n\n"))
        for note in site.annotations()
        if note.target.page == its.page
    ]
    made = renderer.html(
        "overlay-data",
        data=page_head.script(overlay.content(site)),
        passages=list(zip(names, places, strict=True)),
        notes=notes,
        inline=inline.html,
        language=renderer.language,
        scripts=[f"{addresses.root(page)}/assets/{name}" for name in assets.OVERLAY],
    )
    return html.replace(PLACE, made, 1)
