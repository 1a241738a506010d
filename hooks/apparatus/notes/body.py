"""The Markdown of data files to elements: no raw HTML, and safe addresses only.

Pages are their author's own; data may come from anybody. So note bodies get a Markdown of their
own, without the processors that let HTML through.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

import markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import UnescapeTreeprocessor

from ..text.addresses import host, is_safe
from ..text.reader import EXPLICIT
from ..text.references import ReferenceExtension
from ..text.scripts import LANGUAGE_SPAN

if TYPE_CHECKING:
    import re
    from collections.abc import Container

    from ..text.references import Address


class _Language(InlineProcessor):
    """Words in another language: `<span lang="ja">…</span>`."""

    def handleMatch(  # type: ignore[override]  # noqa: N802 - Python-Markdown's name
        self, m: re.Match[str], _: str
    ) -> tuple[Element, int, int]:
        span = Element("span", {"lang": m[1]})
        span.text = m[2]
        return span, m.start(0), m.end(0)


class Body:
    """Turns note bodies into elements; one instance serves a whole build."""

    def __init__(self, address: Address, pictures: Container[str] | None) -> None:
        """Take what tells where `[words][id]` leads, in bodies as in pages.

        `pictures` are the hosts beside the site's own from which bodies may show some.
        """
        self._pictures = pictures or ()
        self._lost: list[str] = []
        references = ReferenceExtension(address, self._lost.append)
        self._markdown = markdown.Markdown(extensions=[references])
        self._markdown.preprocessors.deregister("html_block")
        self._markdown.inlinePatterns.deregister("html")
        self._markdown.inlinePatterns.deregister("entity")
        self._escaped = UnescapeTreeprocessor(self._markdown)
        # The one piece of HTML that is let through, as an element and not as text.
        self._markdown.inlinePatterns.register(_Language(LANGUAGE_SPAN), "apparatus-language", 90)

    def elements(self, text: str) -> tuple[list[Element], list[str], list[str]]:
        """Turn Markdown into block elements.

        Out: also the addresses that were left out, and the ids of references that nothing defines.
        """
        self._markdown.reset()
        self._lost.clear()
        lines = text.split("\n")
        for preprocessor in self._markdown.preprocessors:
            lines = preprocessor.run(lines)
        root = self._markdown.parser.parseDocument(lines).getroot()
        if root is None:  # for type checkers: a parsed document has a root
            return [], [], []
        self._markdown.treeprocessors["inline"].run(root)
        refused = []
        for element in root.iter():
            for attribute in ("href", "src"):
                url = element.get(attribute)
                if url is not None:  # what it will be when Markdown has put its signs back
                    element.set(attribute, url := self._escaped.unescape(url))
                ours = attribute == "href" and url is not None and url.startswith(EXPLICIT)
                if url is None or ours or self._allows(attribute, url):
                    continue
                refused.append(url)
                del element.attrib[attribute]
                element.tag = "span"  # an `a` without an address stops MkDocs
        return list(root), refused, self._lost.copy()

    def _allows(self, attribute: str, url: str) -> bool:
        elsewhere = host(url) if attribute == "src" else ""
        return is_safe(url) and (not elsewhere or elsewhere in self._pictures)
