"""The sentences in which the words of notes stand, as readers see them."""

from __future__ import annotations

from bisect import bisect_right
from html.parser import HTMLParser

from ..text.sentences import sentence_ends

_BLOCKS = {"p", "li", "dd", "dt", "td", "th", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"}


def sentences(html: str, language: str = "") -> dict[str, str]:
    """Find the sentence around the words of each note on a page, by the note's id."""
    page = _Page(language)
    page.feed(html)
    page.close()
    page.end_block()
    return page.found


class _Page(HTMLParser):
    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self.found: dict[str, str] = {}
        self._text = ""
        self._marks: dict[str, int] = {}
        """Where the words of each note begin in the block."""
        self._number = False
        """Whether this is in a number, of a note or of the paragraph."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        its = dict(attrs)
        if tag in _BLOCKS:
            self.end_block()
        elif tag == "a":
            classes = (its.get("class") or "").split()
            self._number = its.get("role") == "doc-noteref" or "ap-para" in classes
        if name := its.get("data-annotation"):
            self._marks.setdefault(name, len(self._text))

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.end_block()
        elif tag == "a":
            self._number = False

    def handle_data(self, data: str) -> None:
        if not self._number:
            self._text += data

    def end_block(self) -> None:
        """Cut the block that was read into sentences."""
        ends = [0, *sentence_ends(self._text, self._language), len(self._text)]
        for name, start in self._marks.items():
            at = bisect_right(ends, start)
            its = " ".join(self._text[ends[at - 1] : ends[min(at, len(ends) - 1)]].split())
            self.found.setdefault(name, its.replace("\u2060", ""))
        self._text, self._marks = "", {}
