"""What a page is about, from its own first words."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from ..text.sentences import sentence_ends
from ..text.spoken import VOID

if TYPE_CHECKING:
    from collections.abc import Mapping

_ENOUGH, _MOST = 70, 200
"""Characters: with so many a description ends at a sentence; with more it is cut."""
_READ, _AT_ONCE = 3 * _MOST, 5 * _MOST
"""So many are read at least, and of HTML so many at once: the rest of a page decides nothing."""
_ASIDE = ("nav", "figure", "script", "style", "svg", "table")
_OTHERWISE = frozenset(
    ("iframe", "math", "noembed", "noframes", "noscript", "plaintext",
     "script", "style", "svg", "textarea", "title", "xmp")
)  # fmt: skip
"""Elements in which a sign `<` may be text."""
_ATTRIBUTE_RE = re.compile(r'\s([a-z-]+)(?:="([^"]*)")?')
_USUAL_RE = re.compile(
    r'([^<]*+)(?:<(/?)([a-z][a-z0-9]*)((?:\s[a-z-]+(?:="[^"]*")?)*)(\s?/)?>|<!--[^>]*-->|\Z)'
)
"""Text, and the tag or comment after it."""
_MAYBE_OUT_RE = re.compile("hidden|role|ap-names|data-search-exclude|&#")


def summary(html: str, language: str = "") -> str:
    """Take the first sentences of a page's paragraphs; nothing from a page without any."""
    text = _beginning(html)
    ends = [*sentence_ends(text, language), len(text)]
    end = next((end for end in ends if end >= _ENOUGH), len(text))
    if end <= _MOST:
        return text[:end].strip()
    shorter = [end for end in ends if end < _ENOUGH]
    if shorter and shorter[-1] >= _ENOUGH // 2:
        return text[: shorter[-1]].strip()
    cut = text[:_MOST].rpartition(" ")[0] or text[:_MOST]
    return cut.rstrip(" ,;:–") + "…"  # noqa: RUF001 - a dash


def _beginning(html: str) -> str:
    """Read the paragraphs of a page, till there are more words than can be wanted."""
    paragraphs = _of_usual(html)
    if paragraphs is None:
        page = _Parser()
        for start in range(0, len(html), _AT_ONCE):
            page.feed(html[start : start + _AT_ONCE])
            if page.its.have_enough():
                break
        else:
            page.close()
        paragraphs = page.its
    return " ".join(filter(None, (" ".join(one.split()) for one in paragraphs.texts)))


class _Paragraphs:
    """The paragraphs of a page, without those that no search should find, and notes."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._length = 0
        """Of all texts; pages may have thousands of empty ones."""
        self._open: list[tuple[str, bool, bool]] = []
        """Open elements, whether their text counts, and whether it is in a paragraph."""

    def have_enough(self) -> bool:
        """Whether no more need be read."""
        return self._length >= _READ

    def start(self, tag: str, *, out: bool) -> None:
        """Read a start tag, of an element that is `out` or not."""
        if tag in VOID:
            return
        out = out or tag in _ASIDE
        _, counts, inside = self._open[-1] if self._open else ("", True, False)
        counts = counts and not out
        self._open.append((tag, counts, inside or tag == "p"))
        if tag == "p" and counts:
            self.texts.append("")

    def end(self, tag: str) -> None:
        """Read an end tag."""
        if tag in (names := [name for name, *_ in self._open]):
            del self._open[len(names) - 1 - names[::-1].index(tag) :]

    def read(self, text: str) -> None:
        """Read text."""
        if self._open and all(self._open[-1][1:]):
            self.texts[-1] += text
            self._length += len(text)


def _of_usual(html: str) -> _Paragraphs | None:
    """Read a page as hosts write it, several times as fast; nothing if it is not like that."""
    page, done = _Paragraphs(), 0
    while done < len(html):
        if not (found := _USUAL_RE.match(html, done)):
            return None
        text, close, tag, attributes, empty = found.groups()
        if tag in _OTHERWISE or (empty and tag not in VOID):
            return None
        done = found.end()
        if text:
            page.read(unescape(text))
        if close:
            page.end(tag)
            if page.have_enough():
                return page
        elif tag:
            page.start(tag, out=bool(attributes) and _is_out(attributes))
    return page


def _is_out(attributes: str) -> bool:
    """Whether an element is out of the text, by its attributes as they are written."""
    if not _MAYBE_OUT_RE.search(attributes):
        return False
    its = {name: unescape(value) for name, value in _ATTRIBUTE_RE.findall(attributes)}
    return _says_out(its)


def _says_out(its: Mapping[str, str | None]) -> bool:
    out = "data-search-exclude" in its or its.get("role") in ("note", "doc-noteref")
    return out or "hidden" in its or "ap-names" in (its.get("class") or "")


class _Parser(HTMLParser):
    """Reads whatever its author has written."""

    def __init__(self) -> None:
        super().__init__()
        self.its = _Paragraphs()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.its.start(tag, out=_says_out(dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.its.end(tag)

    def handle_data(self, data: str) -> None:
        self.its.read(data)
