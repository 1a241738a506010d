"""The Markdown of data files to elements: what pages render, and safe HTML and addresses only.

Pages are their author's own; data may come from anybody. So note bodies get a Markdown of their
own, with what the site's pages know of tables and the like, and without the processors that let
HTML through.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

import markdown
from markdown.extensions.footnotes import FN_BACKLINK_TEXT, NBSP_PLACEHOLDER, FootnoteExtension
from markdown.extensions.sane_lists import SaneOListProcessor
from markdown.treeprocessors import UnescapeTreeprocessor

from ..text import inline_html
from ..text.addresses import host, is_safe
from ..text.reader import EXPLICIT
from ..text.references import REFERENCES, ReferenceExtension
from .body_blocks import FENCES, FenceExtension, leave_out_unused, lower_headings

if TYPE_CHECKING:
    from collections.abc import Container, Iterable
    from xml.etree.ElementTree import Element

    from markdown import Markdown
    from markdown.extensions import Extension

    from ..text.references import Address

_BLOCKS = {"table": "tables", "deflist": "def_list"}
_INLINE = {"nl": "nl2br"}
"""What processors of pages are called, and the extensions that bring them."""
_KNOWN = ("pymdownx.betterem", "pymdownx.caret", "pymdownx.mark", "pymdownx.tilde")
"""Extensions that make nothing but elements without attributes."""
_ATTRIBUTES = {"alt", "class", "href", "id", "lang", "src", "start", "title"}
_ALIGNED = "text-align: "


class Body:
    """Turns note bodies into elements; one instance serves a whole build."""

    def __init__(self, address: Address, pictures: Container[str] | None, back: str = "") -> None:
        """Take what tells where `[words][id]` leads, in bodies as in pages.

        `pictures` are the hosts beside the site's own from which bodies may show some. `back` says
        where the link at the end of a footnote leads.
        """
        self._pictures = pictures or ()
        self._lost: list[str] = []
        self._references = ReferenceExtension(address, self._lost.append)
        self._back = back
        self._pages: Markdown | None = None
        self._read_as(())

    def read_as(self, pages: Markdown) -> None:
        """Read bodies as pages are read; all of them are read alike."""
        if self._pages is None:
            self._pages = pages
            self._read_as(_extensions(pages))

    def _read_as(self, extensions: Iterable[str | Extension]) -> None:
        self._footnotes = _Footnotes()
        self._markdown = markdown.Markdown(
            extensions=[*extensions, self._footnotes, self._references]
        )
        self._markdown.preprocessors.deregister("html_block")
        self._markdown.inlinePatterns.deregister("html")
        self._markdown.inlinePatterns.deregister("entity")
        self._escaped = UnescapeTreeprocessor(self._markdown)

    def elements(self, text: str, note: str = "") -> tuple[list[Element], list[str], list[str]]:
        """Turn Markdown into block elements; ids in it begin with that of its note.

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
        for name in ("footnote", FENCES, REFERENCES, "inline", "footnote-duplicate"):
            if name in self._markdown.treeprocessors:
                self._markdown.treeprocessors[name].run(root)
        inline_html.apply(root)
        lower_headings(root)
        leave_out_unused(root)
        self._finish_footnotes(root, note)
        refused = []
        for element in root.iter():
            _keep_safe(element)
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

    def _finish_footnotes(self, root: Element, note: str) -> None:
        """Let the ids of footnotes be those of no other note, and say where links back lead."""
        names: dict[str, str] = {}
        for element in root.iter():
            for attribute, sign in (("id", ""), ("href", "#")):
                value = element.get(attribute)
                its = element.get("class", "").startswith("footnote-")
                if value is not None and (its or not sign):
                    name = names.setdefault(value[len(sign) :], f"{note}-fn{len(names) + 1}")
                    element.set(attribute, sign + name)
            if element.text == FN_BACKLINK_TEXT:
                element.text = "↩\ufe0e"
                element.set("title", self._back)
            if NBSP_PLACEHOLDER in (text := element.text or ""):
                element.text = text.replace(NBSP_PLACEHOLDER, "\u00a0")
            for child in element:
                child.tail = (child.tail or "").replace(NBSP_PLACEHOLDER, "\u00a0") or None

    def _allows(self, attribute: str, url: str) -> bool:
        elsewhere = host(url) if attribute == "src" else ""
        return is_safe(url) and (not elsewhere or elsewhere in self._pictures)


def _keep_safe(element: Element) -> None:
    """Leave the attributes that bodies may have; the sides of cells become classes."""
    side = element.get("style", "")
    for name in set(element.keys()) - _ATTRIBUTES:
        del element.attrib[name]
    if side.startswith(_ALIGNED):
        element.set("class", f"ap-{side.removeprefix(_ALIGNED).strip('; ')}")


def _extensions(pages: Markdown) -> list[str | Extension]:
    """List what bodies shall be read with, as pages are."""
    blocks, inline = pages.parser.blockprocessors, pages.inlinePatterns
    named: list[str | Extension] = [its for key, its in _BLOCKS.items() if key in blocks]
    named += [its for key, its in _INLINE.items() if key in inline]
    named += [FenceExtension()] * (FENCES in pages.preprocessors)
    named += ["sane_lists"] * isinstance(blocks["olist"], SaneOListProcessor)
    others = (its for its in pages.registeredExtensions if type(its).__module__ in _KNOWN)
    return [*named, *(type(its)(**its.getConfigs()) for its in others)]


class _Definitions(OrderedDict[str, str]):
    """Footnotes by what they are called; one may be defined in another that is being read."""

    def __init__(self) -> None:
        super().__init__()
        self._names: list[str] = []

    def __setitem__(self, name: str, text: str) -> None:
        if name not in self:
            self._names.append(name)
        super().__setitem__(name, text)

    def keys(self) -> list[str]:  # type: ignore[override]
        """Return the names in order; the list grows while somebody goes over it."""
        return self._names


class _Footnotes(FootnoteExtension):
    def reset(self) -> None:
        super().reset()
        self.footnotes = _Definitions()
