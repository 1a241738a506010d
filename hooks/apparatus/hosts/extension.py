"""The Python-Markdown side: one tree processor for pages, one pattern for `[words][id]`.

MkDocs, ProperDocs and Zensical all render with Python-Markdown; whatever is done here works in
each of them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Protocol

from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from ..text.references import ReferenceExtension
from ..text.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree.ElementTree import Element

    from markdown import Markdown


_ID_RE = re.compile(r'<[a-z][^<>]*?\sid="([^"<>]+)"')


class Pages(Protocol):
    """What the extension needs of a build."""

    def enter(self, path: str | None, language: str = "") -> None:
        """Say that a text is rendered next: its page's path and language, if the host tells."""

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
        md.preprocessors.register(_Enter(md, self._pages), "apparatus-enter", 900)
        ReferenceExtension(self._pages.address, self._pages.lose).extendMarkdown(md)
        # After attr_list (8), abbr (7) and smarty (6), so that ids and quotes are final; before
        # toc and MkDocs' collector of anchors (5), so that MkDocs checks what we write.
        md.treeprocessors.register(_PageProcessor(md, self._pages.render), "apparatus", 5.5)
        md.treeprocessors.register(_Stashed(md), "apparatus-stashed", 4.9)
        # After toc, which takes no comments.
        md.treeprocessors.register(
            _PageProcessor(md, self._pages.close_entries), "apparatus-entries", 4.5
        )


def path_of(file: Any) -> str:  # noqa: ANN401 - a file of MkDocs, or of a plugin
    """Return the path by which data name a page, below the docs folder.

    Of a page in several languages (mkdocs-static-i18n) it is the one without the language.
    """
    return str(getattr(file, "norm_src_uri", file.src_uri))


class _Enter(Preprocessor):
    """Tells which page a text is of, as the processor of links knows it that MkDocs adds."""

    def __init__(self, md: Markdown, pages: Pages) -> None:
        super().__init__(md)
        self._pages = pages

    def run(self, lines: list[str]) -> list[str]:
        known = self.md.treeprocessors
        links: Any = known["relpath"] if "relpath" in known else None  # noqa: SIM401 - a Registry has no get
        file = links and links.file
        # mkdocs-static-i18n knows the language of each page.
        self._pages.enter(file and path_of(file), str(getattr(file, "locale", None) or ""))
        return lines


class _PageProcessor(Treeprocessor):
    def __init__(self, md: Markdown, work: Callable[[Tree], None]) -> None:
        super().__init__(md)
        self._work = work

    def run(self, root: Element) -> None:
        self._work(Tree(root, self.md))


class _Stashed(Treeprocessor):
    """Tells MkDocs of ids in HTML that is kept apart, such as that of code with colours."""

    def run(self, root: Element) -> None:  # noqa: ARG002 - it is not in the tree
        known = self.md.treeprocessors
        if "mkdocs_extract_anchors" in known:
            anchors: Any = known["mkdocs_extract_anchors"]
            for html in self.md.htmlStash.rawHtmlBlocks:
                if isinstance(html, str):
                    anchors.present_anchor_ids.update(_ID_RE.findall(html))
