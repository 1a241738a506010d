"""What a build gathers page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..pieces.insert import in_comments

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..data.front_matter import PageSettings
    from ..links.mentions import MentionIndex
    from ..sources.where_cited import Use
    from ..text.page import Page
    from ..text.tree import Tree
    from .engine import Engine
    from .look import Look


class Gathering(NamedTuple):
    """All that, for who looks through it and for the next build."""

    engine: Engine
    mentions: MentionIndex
    urls: Mapping[str, str]
    pages: dict[str, Page]
    settings: dict[str, PageSettings]
    uses: dict[str, list[Use]]
    """Where each page's words cite sources."""
    minutes: dict[str, int]
    """How long each page takes to read."""
    asking: set[str]
    """Pages in which comments ask for what is computed."""

    def notice(self, tree: Tree, page: Page) -> None:
        """Take note of a page that asks, as it comes from its author and the host's plugins."""
        if any(in_comments(tree.put_aside())):
            self.asking.add(page.path)

    def look(self) -> Look:
        """Begin to look for what is missing."""
        from .look import Look  # noqa: PLC0415 - few builds are asked to

        return Look(self)

    def carry(self, last: Gathering, path: str) -> None:
        """Take over what an earlier build has gathered on a page, which is the same still."""
        self.pages[path], self.settings[path] = last.pages[path], last.settings[path]
        if path in last.uses:
            self.uses[path] = last.uses[path]
        if path in last.minutes:
            self.minutes[path] = last.minutes[path]
        if path in last.asking:
            self.asking.add(path)
        known = self.engine.data.entities
        met = last.mentions.on(path)
        fresh = [(m, known[m.entity.id]) for m in met]
        its = [m if one is m.entity else m._replace(entity=one) for m, one in fresh]
        self.mentions.record(path, its)
