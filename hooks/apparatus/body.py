"""The Markdown of data files to elements: no raw HTML, and safe addresses only.

Pages are their author's own; data may come from anybody. So note bodies get a Markdown of their
own, without the processors that let HTML through.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import markdown

from .urls import is_safe

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from markdown.extensions import Extension


class Body:
    """Turns note bodies into elements; one instance serves a whole build."""

    def __init__(self, references: Extension) -> None:
        """Take the extension that resolves `[words][id]` in bodies as in pages."""
        self._markdown = markdown.Markdown(extensions=[references])
        self._markdown.preprocessors.deregister("html_block")
        self._markdown.inlinePatterns.deregister("html")
        self._markdown.inlinePatterns.deregister("entity")

    def elements(self, text: str) -> tuple[list[Element], list[str]]:
        """Turn Markdown into block elements; also return the addresses that were left out."""
        self._markdown.reset()
        lines = text.split("\n")
        for preprocessor in self._markdown.preprocessors:
            lines = preprocessor.run(lines)
        root = self._markdown.parser.parseDocument(lines).getroot()
        if root is None:  # for type checkers: a parsed document has a root
            return [], []
        self._markdown.treeprocessors["inline"].run(root)
        refused = []
        for element in root.iter():
            for attribute in ("href", "src"):
                url = element.get(attribute)
                if url is not None and not url.startswith("entity:") and not is_safe(url):
                    refused.append(url)
                    del element.attrib[attribute]
                    element.tag = "span"  # an `a` without an address stops MkDocs
        return list(root), refused
