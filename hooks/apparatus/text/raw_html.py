"""HTML that Markdown has put aside, read with the places of its parts.

A page may say `<p id="p4">…</p>` by itself. It reaches readers letter by letter as it was written;
what goes into it is inserted between its characters.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from html.parser import HTMLParser
from operator import attrgetter
from typing import TYPE_CHECKING, Literal, NamedTuple

from .spoken import VOID

if TYPE_CHECKING:
    from collections.abc import Mapping

BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2",
    "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav",
    "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
    "ul",
))  # fmt: skip
"""Elements that readers see apart from what is around them."""
UNSEEN = frozenset((
    "head", "iframe", "math", "noscript", "object", "rp", "rt", "script", "style", "svg",
    "template", "textarea", "title",
))  # fmt: skip
"""Elements whose content is no word of the text."""
_ENDED_BY = {
    "p": BLOCKS
    - {"body", "caption", "html", "summary", "tbody", "td", "tfoot", "th", "thead", "tr"},
    "li": {"li"},
    "dt": {"dt", "dd"},
    "dd": {"dt", "dd"},
    "td": {"td", "th", "tr", "tbody"},
    "th": {"td", "th", "tr", "tbody"},
    "tr": {"tr", "tbody"},
}
"""What needs no end of its own, and before what it ends."""


class Part(NamedTuple):
    """A tag, or text, of some HTML."""

    kind: Literal["text", "open", "close", "void"]
    start: int
    end: int
    name: str
    """The tag's name, or the text as readers see it."""
    attributes: Mapping[str, str]

    @property
    def is_unseen(self) -> bool:
        """Whether nothing in the element that opens here is a word of the text."""
        classes = self.attributes.get("class", "").split()
        return (
            self.name in UNSEEN
            or "hidden" in self.attributes
            or "footnote-ref" in classes
            or "headerlink" in classes
            or (self.name == "sup" and self.attributes.get("id", "").startswith("fnref"))
        )


START = attrgetter("start")


@lru_cache(maxsize=512)
def parts(raw: str) -> tuple[Part, ...]:
    """Cut HTML into its tags and texts, in order; comments are left out."""
    reader = _Reader(raw)
    reader.feed(raw)
    reader.close()
    return tuple(reader.found)


def seen(raw: str) -> str:
    """Return the words of some HTML that readers see."""
    texts, unseen = [], 0
    for part in parts(raw):
        if part.kind == "open":
            unseen += bool(unseen or part.is_unseen)
        elif part.kind == "close":
            unseen -= bool(unseen)
        elif not unseen:
            texts.append(part.name if part.kind == "text" else " ")
    return "".join(texts)


def left_open(raw: str) -> int:
    """Count the elements that HTML leaves open; less than 0: how many more it closes."""
    kinds = [part.kind for part in parts(raw)]
    return kinds.count("open") - kinds.count("close")


def ends(open_: str, tag: str) -> bool:
    """Whether an element that is open ends where another begins."""
    return tag in _ENDED_BY.get(open_, ())


class _Reader(HTMLParser):
    def __init__(self, raw: str) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[Part] = []
        self._raw = raw
        self._lines = [0, *(line.end() for line in re.finditer("\n", raw))]

    def _put(self, kind: Literal["text", "open", "close", "void"], length: int, name: str,
             attributes: Mapping[str, str] | None = None) -> None:  # fmt: skip
        line, column = self.getpos()
        start = self._lines[line - 1] + column
        self.found.append(Part(kind, start, start + length, name, attributes or {}))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        its = {name: value or "" for name, value in reversed(attrs)}
        kind: Literal["void", "open"] = "void" if tag in VOID else "open"
        self._put(kind, len(self.get_starttag_text() or ""), tag, its)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)  # browsers make nothing of the slash

    def handle_endtag(self, tag: str) -> None:
        line, column = self.getpos()
        start = self._lines[line - 1] + column
        end = self._raw.find(">", start) + 1 or len(self._raw)
        if tag not in VOID:
            self._put("close", end - start, tag)

    def handle_data(self, data: str) -> None:
        self._put("text", len(data), data)

    def handle_entityref(self, name: str) -> None:
        self._reference(f"&{name}")

    def handle_charref(self, name: str) -> None:
        self._reference(f"&#{name}")

    def _reference(self, written: str) -> None:
        line, column = self.getpos()
        end = self._lines[line - 1] + column + len(written)
        written += ";" * (self._raw[end : end + 1] == ";")
        self._put("text", len(written), html.unescape(written))
