"""A page's element tree while Python-Markdown renders it."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

from markdown.serializers import to_html_string

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown import Markdown

_MARKS_RE = re.compile("[\x02\x03]")  # around what Markdown has put aside


def parents(root: Element) -> dict[Element, Element]:
    """Tell the parent of each element in another."""
    return {child: parent for parent in root.iter() for child in parent}


class Tree:
    """A page's element tree, and what only its Markdown instance knows about it."""

    def __init__(self, root: Element, md: Markdown) -> None:
        """Take a page between Markdown's inline processing and its table of contents."""
        self.root, self.markdown = root, md
        self._lines: list[str] = getattr(md, "lines", [])
        self._stash = md.htmlStash
        self._blocks = md.htmlStash.rawHtmlBlocks  # the list itself: `md` has a new one per page
        self._toc: Any = md.treeprocessors["toc"] if "toc" in md.treeprocessors else None  # noqa: SIM401 - a Registry has no get

    def is_deeper(self, most: int) -> bool:
        """Whether elements stand in one another so often that a walk over them would not end."""
        level = [self.root]
        for _ in range(most):
            level = [child for element in level for child in element]
            if not level:
                return False
        return True

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

    def put_again(self, number: int, html: str) -> None:
        """Replace the raw HTML that is put aside under a number."""
        self._blocks[number] = html

    def slug(self, title: str) -> str:
        """Return the id that the table of contents will give to a heading."""
        return str(self._toc.slugify(title, self._toc.sep)) if self._toc else title

    @contextmanager
    def captions_held(self) -> Iterator[None]:
        """Let captions that start with text do so, whatever is put around their words.

        Where there is text, an extension puts a space between it and the number of the figure.
        """
        held = [p for caption in self.root.iter("figcaption") for p in caption[:1] if p.text]
        yield
        for paragraph in held:
            paragraph.text = paragraph.text or self.put("")

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
