"""`[words][id]`: a reference to what the data define, for pages and for the Markdown of data."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.extensions import Extension
from markdown.inlinepatterns import REFERENCE_RE, ReferenceInlineProcessor

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    from markdown import Markdown

    Address = Callable[[str], str | None]


class ReferenceExtension(Extension):
    """Resolves `[words][id]` alone; note bodies use it without the rest."""

    def __init__(self, address: Address) -> None:
        """Take what tells where an id leads, or None when it is not known."""
        super().__init__()
        self._address = address

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register the pattern right before Python-Markdown's own for references (170)."""
        pattern = _EntryReference(md, self._address)
        md.inlinePatterns.register(pattern, "apparatus-reference", 171)


class _EntryReference(ReferenceInlineProcessor):
    """`[words][id]`, when `id` is ours and the page defines no reference of that name.

    A pattern of our own, and not entries in `md.references`: those would also turn a mere `[id]`
    in brackets into a link.
    """

    def __init__(self, md: Markdown, address: Address) -> None:
        super().__init__(REFERENCE_RE, md)
        self._address = address

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
        address = self._address(identifier)
        if address is None:
            return None, None, None
        link = Element("a", {"href": address})
        link.text = text
        return link, m.start(0), end
