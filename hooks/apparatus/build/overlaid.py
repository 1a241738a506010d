"""The page where readers compare copies of their own: its form, its data, its notes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ..data.overlay import Overlay
from ..data.overlay_checks import COMMAND
from ..exports import assets, overlay, page_head
from ..pieces.insert import find, in_comments
from ..problems import Problem
from ..text import inline
from ..text.addresses import between
from .registers import comments

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from xml.etree.ElementTree import Element

    from ..data.dataset import Dataset
    from ..exports import Site
    from ..links.addresses import Addresses
    from ..problems import Position
    from ..templates.render import Renderer
    from ..text.page import Page
    from ..text.tree import Tree

NAME = "overlay"
PLACE = '<div class="ap-overlay__data"></div>'
"""Where a page is completed when all pages are known; a search does not find what comes there."""


def element(data: Dataset, renderer: Renderer, page: str, pages: Collection[str]) -> Element | None:
    """Make the form, on a page; nothing without data, or without the page that retells the text."""
    for its in data.of(Overlay).values():
        if its.page in pages:
            return renderer.element("overlay", retelling=between(page, its.page))
    return None


def place(data: Dataset, pages: Iterable[Page], asked: dict[str, list[str]]) -> Iterator[Problem]:
    """Find the page that asks for the form, before it is rendered; without one the data are lost.

    In: also what each page asks for, to which this is added. Out: the problems.
    """
    read = [*pages] if data.of(Overlay) else []
    for its in [*data.of(Overlay).values()] if read else []:
        places = {page.path: _asking(data, page) for page in read}
        found = {path: where for path, where in places.items() if where}
        for path in found:
            asked.setdefault(path, []).append(NAME)
        if where := found.get(its.page):
            message = f"here '{NAME}' would forbid connections to the page that retells the text."
            yield Problem(where, message, "Move this comment to a page of its own.")
        first, *others = found.values() or [None]
        for where in filter(None, others):
            message = f"'{NAME}' stands at {first} too, and one page for readers' copies is enough."
            yield Problem(where, message, "Delete one of the two.", stops=False)
        if first is None:
            message = "no page asks for readers' copies, so that nobody can compare one."
            hint = f"Write '<!-- apparatus: {NAME} -->' on a page of its own, or delete this file."
            yield Problem(data.position(its), message, hint, stops=False)
            data.lose(Overlay, its.id)


def _asking(data: Dataset, page: Page) -> Position | None:
    asked = (find(page, one) for one in comments(data, page) if one.words == NAME)
    return next(asked, None)


def left_out(tree: Tree, page: Page) -> Iterator[Problem]:
    """Say that a page asks for the form, and that its front matter leaves it out."""
    if any(one.words == NAME for one in in_comments(tree.put_aside())):
        message = f"this page asks for '{NAME}', and 'apparatus: false' leaves it out."
        where = page.find(r"(?m)^(apparatus)\s*:")
        yield Problem(where, message, "Delete this line, or the comment.", stops=False)


def remedies(data: Dataset) -> dict[str, str]:
    """Say how to have the data for the form, if there are none, and none that are broken."""
    has_none = not data.of(Overlay) and data.is_whole(Overlay)
    return {"overlay": f"Make them from a copy of the text, with '{COMMAND}'"} if has_none else {}


def fill(page: str, html: str, site: Site, renderer: Renderer, addresses: Addresses) -> str:
    """Put the data and the notes into such a page, and the script that reads them."""
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
        script=f"{addresses.root(page)}/assets/{assets.OVERLAY}",
    )
    return html.replace(PLACE, made, 1)
