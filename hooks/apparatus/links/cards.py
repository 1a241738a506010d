"""Cards: what a link to an entry shows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..data.model import Entity
    from ..templates.render import Renderer
    from .addresses import Addresses
    from .mentions import Mention


class Cards:
    """Renders each card once for each depth of page, and keeps it if others come to need it."""

    def __init__(
        self, renderer: Renderer, addresses: Addresses, mentions: Mapping[str, Sequence[Mention]]
    ) -> None:
        """Take the templates, the addresses of pages, and by entity the mentions in their order."""
        self._renderer, self._addresses = renderer, addresses
        self._again = {i for i, its in mentions.items() if its[0].page != its[-1].page}
        """Those that several pages name; most of thousands have one page, or none."""
        self._kept: dict[tuple[str, str], str] = {}

    def html(self, entities: Iterable[Entity], page: str) -> str:
        """Return the cards of the entities that a page links to."""
        root = self._addresses.root(page)
        return "".join(self._card(entity, root) for entity in entities)

    def later(self, entities: Iterable[Entity], page: str) -> tuple[str, str]:
        """Write the cards of links that only a page's notes have, which come when one is opened.

        Out: the script's path below the site's top, and its text.
        """
        html = json.dumps(self.html(entities, page), ensure_ascii=False)
        return f"assets/cards/{page.removesuffix('.md')}.js", f"apCards({html})\n"

    def _card(self, entity: Entity, root: str) -> str:
        key = (entity.id, root)
        if (html := self._kept.get(key)) is None:
            href = f"{root}/{self._addresses.urls.get(entity.page, '')}"
            href += f"#{entity.fragment}" if entity.fragment else ""
            html = self._renderer.html("card", entity=entity, href=href)
            if entity.id in self._again:
                self._kept[key] = html
        return html
