"""The Python-Markdown side: one tree processor for pages, one pattern for `[words][id]`.

MkDocs, ProperDocs and Zensical all render with Python-Markdown; whatever is done here works in
each of them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Protocol
from xml.etree.ElementTree import Element

from markdown.extensions import Extension
from markdown.inlinepatterns import REFERENCE_RE, ReferenceInlineProcessor
from markdown.serializers import to_html_string
from markdown.treeprocessors import Treeprocessor

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown import Markdown

_MARKS_RE = re.compile("[\x02\x03]")  # around what Markdown has put aside


class Tree:
    """A page's element tree, and what only its Markdown instance knows about it."""

    def __init__(self, root: Element, md: Markdown) -> None:
        """Take a page between Markdown's inline processing and its table of contents."""
        self.root = root
        self._lines: list[str] = getattr(md, "lines", [])
        self._stash = md.htmlStash
        self._blocks = md.htmlStash.rawHtmlBlocks  # the list itself: `md` has a new one per page
        self._toc: Any = md.treeprocessors["toc"] if "toc" in md.treeprocessors else None  # noqa: SIM401 - a Registry has no get

    @property
    def source(self) -> str:
        """The Markdown of the page, without the raw HTML that is put aside."""
        return "\n".join(self._lines)

    def html(self) -> str:
        """Write the page as it is now, with marks for what is put aside."""
        return to_html_string(self.root)

    def stash(self, number: int) -> str:
        """Return the raw HTML that Markdown has put aside under a number."""
        raw = self._blocks[number] if number < len(self._blocks) else ""
        return raw if isinstance(raw, str) else ""

    def put_aside(self) -> list[str]:
        """Return all the raw HTML that Markdown has put aside, in order."""
        return [raw if isinstance(raw, str) else "" for raw in self._blocks]

    def slug(self, title: str) -> str:
        """Return the id that the table of contents will give to a heading."""
        return str(self._toc.slugify(title, self._toc.sep)) if self._toc else title

    def raw(self, html: str, tag: str = "p") -> Element:
        """Make an element that becomes the given HTML, or holds it, in the finished page."""
        paragraph = Element(tag)
        paragraph.text = self.put(html)
        paragraph.tail = "\n"
        return paragraph

    def put(self, html: str) -> str:
        """Put HTML aside, and return the text that becomes it in the finished page.

        A large piece costs less so than as elements, but MkDocs does not look into it.
        """
        return self._stash.store(_MARKS_RE.sub("", html))


class Pages(Protocol):
    """What the extension needs of a build."""

    def address(self, identifier: str) -> str | None:
        """Return where `[words][identifier]` leads, or None when the id is not known."""

    def page(self, tree: Tree) -> None:
        """Link and annotate the page that is being rendered, in place."""

    def fill(self, tree: Tree) -> None:
        """Put facts, and marks for what comes later, into the entries of that page."""


class ApparatusExtension(Extension):
    """Links and annotates pages for a build."""

    def __init__(self, pages: Pages) -> None:
        """Take the build that the pages belong to."""
        super().__init__()
        self._pages = pages

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register the processors."""
        ReferenceExtension(self._pages).extendMarkdown(md)
        # After attr_list (8), abbr (7) and smarty (6), so that ids and quotes are final; before
        # toc and MkDocs' collector of anchors (5), so that MkDocs checks what we write.
        md.treeprocessors.register(_PageProcessor(md, self._pages.page), "apparatus", 5.5)
        # After toc, which takes no comments.
        md.treeprocessors.register(_PageProcessor(md, self._pages.fill), "apparatus-entries", 4.5)


class ReferenceExtension(Extension):
    """Resolves `[words][id]` alone; note bodies use it without the rest."""

    def __init__(self, pages: Pages) -> None:
        """Take the build that knows the ids."""
        super().__init__()
        self._pages = pages

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register the pattern right before Python-Markdown's own for references (170)."""
        pattern = _EntryReference(md, self._pages)
        md.inlinePatterns.register(pattern, "apparatus-reference", 171)


class _EntryReference(ReferenceInlineProcessor):
    """`[words][id]`, when `id` is ours and the page defines no reference of that name.

    A pattern of our own, and not entries in `md.references`: those would also turn a mere `[id]`
    in brackets into a link.
    """

    def __init__(self, md: Markdown, pages: Pages) -> None:
        super().__init__(REFERENCE_RE, md)
        self._pages = pages

    def handleMatch(  # type: ignore[override]  # noqa: N802 - Python-Markdown's name
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        text, index, closed = self.getText(data, m.end(0))
        if not closed:
            return None, None, None
        identifier, end, named = self.evalId(data, index, text)
        if (
            not named
            or not identifier
            or data[index:end].rstrip().endswith("[]")
            or identifier in self.md.references
        ):
            return None, None, None
        address = self._pages.address(identifier)
        if address is None:
            return None, None, None
        link = Element("a", {"href": address})
        link.text = text
        return link, m.start(0), end


class _PageProcessor(Treeprocessor):
    def __init__(self, md: Markdown, work: Callable[[Tree], None]) -> None:
        super().__init__(md)
        self._work = work

    def run(self, root: Element) -> None:
        self._work(Tree(root, self.md))
