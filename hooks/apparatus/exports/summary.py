"""What a page is about, from its own first words."""

from __future__ import annotations

from html.parser import HTMLParser

from ..text.sentences import sentence_ends
from ..text.spoken import VOID

_ENOUGH, _MOST = 70, 200
"""Characters: with so many a description ends at a sentence; with more it is cut."""
_READ, _AT_ONCE = 3 * _MOST, 5 * _MOST
"""So many are read at least, and of HTML so many at once: the rest of a page decides nothing."""


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
    page = _Paragraphs()
    for start in range(0, len(html), _AT_ONCE):
        page.feed(html[start : start + _AT_ONCE])
        if sum(map(len, page.paragraphs)) >= _READ:
            break
    else:
        page.close()
    return " ".join(filter(None, (" ".join(one.split()) for one in page.paragraphs)))


class _Paragraphs(HTMLParser):
    """Reads the paragraphs of a page, without those that no search should find, and notes."""

    def __init__(self) -> None:
        super().__init__()
        self.paragraphs: list[str] = []
        self._open: list[tuple[str, bool]] = []
        """Open elements, and whether their text counts."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        its = dict(attrs)
        out = "data-search-exclude" in its or its.get("role") in ("note", "doc-noteref")
        out = (
            out
            or "hidden" in its
            or "ap-names" in (its.get("class") or "")
            or tag in ("nav", "figure", "script", "style", "svg", "table")
        )
        counts = not out and all(counted for _, counted in self._open)
        self._open.append((tag, counts))
        if tag == "p" and counts:
            self.paragraphs.append("")

    def handle_endtag(self, tag: str) -> None:
        while self._open and any(name == tag for name, _ in self._open):
            if self._open.pop()[0] == tag:
                break

    def handle_data(self, data: str) -> None:
        if any(tag == "p" for tag, _ in self._open) and self._open[-1][1]:
            self.paragraphs[-1] += data
