"""The text of a page that was saved as HTML, in lines, by the same rule as the browser's script."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from ..text.patterns import late

_BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "caption", "dd", "details", "dialog",
        "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3",
        "h4", "h5", "h6", "header", "hr", "html", "legend", "li", "main", "nav", "ol", "p", "pre",
        "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    )
)  # fmt: skip
_UNREAD = frozenset(
    (
        "head", "title", "script", "style", "template", "noscript", "svg", "button", "select",
        "textarea", "rp", "rt",
    )
)  # fmt: skip
_EMPTY = frozenset(
    (
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
        "source", "track", "wbr",
    )
)  # fmt: skip
_NOT_IN_HEAD = _BLOCKS - {"html"}
_FIRST = _BLOCKS | {
    "head", "title", "meta", "link", "base", "style", "script", "span", "img", "br", "a", "b", "i",
    "em", "strong",
}  # fmt: skip
"""What a page, or a piece of one, begins with."""
_SKIPPED_RE = late(r"\s*(?:<!--.*?-->|<\?.*?\?>)", re.DOTALL)
_MARKUP_RE = late(
    rf"\s*<(?:!doctype\s+html\b|(?:{'|'.join(sorted(_FIRST))})(?=[\s/>]))", re.IGNORECASE
)
_NAME_RE = late(r"\.x?html?$", re.IGNORECASE)


def is_page(text: str, name: str = "") -> bool:
    """Whether a text is HTML: by what it begins with, behind comments, or by its file's name."""
    if _NAME_RE.search(name):
        return True
    at = 1 if text.startswith("\ufeff") else 0
    while skipped := _SKIPPED_RE.match(text, at):
        at = skipped.end()
    return bool(_MARKUP_RE.match(text, at))


def plain(text: str, name: str = "") -> str:
    """Take a text as it is, or that of a page. In: also the name of its file."""
    return text_of(text) if is_page(text, name) else text


def text_of(html: str) -> str:
    """Take the text of a page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return "".join(reader.made)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.made: list[str] = []
        self._open: list[tuple[str, bool]] = []
        """The elements that are open, and whether each is left out."""
        self._set = 0
        """How many of them keep their lines."""

    @property
    def _unread(self) -> bool:
        return bool(self._open) and self._open[-1][1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _NOT_IN_HEAD and [name for name, _ in self._open][-1:] == ["head"]:
            self._close("head")  # its end may be left out
        if tag == "p" and self._open and self._open[-1][0] == "p":
            self._close("p")
        if tag == "br" and not self._unread:
            self.made.append("\n")
        self._part(tag)
        if tag in _EMPTY:
            return
        hidden = tag in _UNREAD or any(name == "hidden" for name, _ in attrs)
        self._open.append((tag, self._unread or hidden))
        self._set += tag == "pre"

    def handle_endtag(self, tag: str) -> None:
        if any(name == tag for name, _ in self._open):
            self._close(tag)
        self._part(tag)

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.made.append(data if self._set else re.sub(r"[ \t\r\n\f]+", " ", data))

    def _close(self, tag: str) -> None:
        while self._open:
            name, _ = self._open.pop()
            self._set -= name == "pre"
            if name == tag:
                return

    def _part(self, tag: str) -> None:
        if tag in _BLOCKS and not self._unread:
            self.made.append("\n\n")
