"""`[words][id]`: a reference to what the data define, for pages and for the Markdown of data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

from markdown.extensions import Extension
from markdown.inlinepatterns import REFERENCE_RE, ReferenceInlineProcessor
from markdown.treeprocessors import Treeprocessor

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    from markdown import Markdown
    from markdown.inlinepatterns import InlineProcessor

    Address = Callable[[str], str | None]
    Lost = Callable[[str], None]

REFERENCES = "apparatus-references"
"""The name of what makes Markdown's processor of inline patterns ready for them."""


class ReferenceExtension(Extension):
    """Resolves `[words][id]` alone; note bodies use it without the rest."""

    def __init__(self, address: Address, lost: Lost) -> None:
        """Take what tells where an id leads, or None when it is not known.

        In: also what is called with an id, as it is written, that nobody has made a link of.
        """
        super().__init__()
        self._address, self._lost = address, lost

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register what puts the patterns in use, right before they are all tried (20)."""
        patterns = _Patterns(
            md, _EntryReference(md, self._address), _LostReference(md, self._address, self._lost)
        )
        md.treeprocessors.register(patterns, REFERENCES, 20.5)


class _Patterns(Treeprocessor):
    """Puts the patterns in use for texts that have a reference: each is tried on each block."""

    def __init__(self, md: Markdown, entry: InlineProcessor, lost: InlineProcessor) -> None:
        super().__init__(md)
        self._entry, self._lost = entry, lost

    def run(self, root: Element) -> None:
        known: Any = self.md.inlinePatterns
        if "apparatus-lost" in known or not _may_refer("".join(root.itertext())):
            return
        # Right before Python-Markdown's own for references (170).
        known.register(self._entry, "apparatus-reference", 171)
        # When all other patterns have had their turn, other people's references among them.
        known.register(self._lost, "apparatus-lost", -100)


def _may_refer(text: str) -> bool:
    return "][" in text or "] [" in text


class _Reference(ReferenceInlineProcessor):
    """`[words][id]`."""

    def __init__(self, md: Markdown, pattern: str = REFERENCE_RE) -> None:
        super().__init__(pattern, md)

    def read(self, m: re.Match[str], data: str) -> tuple[str, str, int] | None:
        """Read a reference that begins where a bracket opens. Out: words, id, and where it ends."""
        if not _may_refer(data):
            return None
        text, index, closed = self.getText(data, m.end(0))
        if not closed:
            return None
        identifier, end, named = self.evalId(data, index, text)
        if not named or not identifier or data[index:end].rstrip().endswith("[]"):
            return None
        # As it is written: Python-Markdown takes it in small letters.
        identifier = " ".join(data[index:end].partition("[")[2].removesuffix("]").split())
        return text, identifier, end


class _EntryReference(_Reference):
    """`[words][id]`, when `id` is ours and the page defines no reference of that name.

    A pattern of our own, and not entries in `md.references`: those would also turn a mere `[id]`
    in brackets into a link.
    """

    def __init__(self, md: Markdown, address: Address) -> None:
        super().__init__(md)
        self._address = address

    def handleMatch(  # type: ignore[override]  # noqa: N802 - Python-Markdown's name
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        found = self.read(m, data)
        if found is None or found[1].lower() in self.md.references:
            return None, None, None
        text, identifier, end = found
        address = self._address(identifier)
        if address is None or not text.strip():  # nobody could see that link
            return None, None, None
        link = Element("a", {"href": address})
        link.text = text
        return link, m.start(0), end


class _LostReference(_Reference):
    """`[words][id]` or `![words][id]` that would be printed as it stands.

    `a[i][j]` and `[1][2]` are what they are: no link is written so.
    """

    def __init__(self, md: Markdown, address: Address, lost: Lost) -> None:
        super().__init__(md, r"\[")
        self._address, self._lost = address, lost

    def handleMatch(  # type: ignore[override]  # noqa: N802 - Python-Markdown's name
        self, m: re.Match[str], data: str
    ) -> tuple[None, None, None]:
        before = data[: m.start(0)][-1:]
        glued = before.isascii() and (before.isalnum() or before in "_])")
        found = None if before and glued else self.read(m, data)
        if found is not None:
            text, _, end = found
            written = data[m.end(0) + len(text) : end].partition("[")[2].removesuffix("]")
            odd = "\x02" in written or written.startswith("^") or (text + written).isdigit()
            if not odd and (text.strip() or self._address(written) is not None):
                self._lost(written)
        return None, None, None
