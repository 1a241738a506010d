"""The Python-Markdown side: one tree processor for pages, one pattern for `[words][id]`.

MkDocs, ProperDocs and Zensical all render with Python-Markdown; whatever is done here works in
each of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from ..text.references import ReferenceExtension
from ..text.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree.ElementTree import Element

    from markdown import Markdown


class Pages(Protocol):
    """What the extension needs of a build."""

    def address(self, identifier: str) -> str | None:
        """Return where `[words][identifier]` leads, or None when the id is not known."""

    def lose(self, identifier: str) -> None:
        """Take note of `[words][identifier]` that nothing defines."""

    def render(self, tree: Tree) -> None:
        """Link and annotate the page that is being rendered, in place."""

    def close_entries(self, tree: Tree) -> None:
        """Put facts, and marks for what comes later, into the entries of that page."""


class ApparatusExtension(Extension):
    """Links and annotates pages for a build."""

    def __init__(self, pages: Pages) -> None:
        """Take the build that the pages belong to."""
        super().__init__()
        self._pages = pages

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register the processors."""
        ReferenceExtension(self._pages.address, self._pages.lose).extendMarkdown(md)
        # After attr_list (8), abbr (7) and smarty (6), so that ids and quotes are final; before
        # toc and MkDocs' collector of anchors (5), so that MkDocs checks what we write.
        md.treeprocessors.register(_PageProcessor(md, self._pages.render), "apparatus", 5.5)
        # After toc, which takes no comments.
        md.treeprocessors.register(
            _PageProcessor(md, self._pages.close_entries), "apparatus-entries", 4.5
        )


class _PageProcessor(Treeprocessor):
    def __init__(self, md: Markdown, work: Callable[[Tree], None]) -> None:
        super().__init__(md)
        self._work = work

    def run(self, root: Element) -> None:
        self._work(Tree(root, self.md))
