"""A page cut into the passages that a search may lead to: its sections, and blocks with an id.

A passage's text is what a reader sees: no buttons, no cards, nothing that is marked with
`data-search-exclude`. Where a block ends, a line ends. Words in another language than the page keep
saying so, because screen readers and fonts depend on it.
"""

from __future__ import annotations

from html.parser import HTMLParser
from typing import NamedTuple

from ...text.reader import HEADINGS
from ...text.spoken import VOID


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_UNREADABLE = _names(
    "audio button canvas form head iframe math nav noscript object script style svg template "
    "textarea video"
)
_BLOCKS = _names(
    "article aside blockquote dd details div dl dt figcaption figure footer header hr li main ol p "
    "pre section summary table td th tr ul"
)
_CELLS = frozenset({"td", "th"})
_REFERENCES = frozenset({"doc-noteref", "doc-backlink"})
_SIGNS = frozenset({"headerlink", "footnote-ref", "footnote-backref"})
"""What Markdown's extensions call links that are a sign and no words."""


class Words(NamedTuple):
    """A text, and where in it another language than the site's is spoken."""

    text: str
    spoken: tuple[tuple[int, int, str], ...] = ()
    """Where each stretch starts, how long it is, and its language."""


NONE = Words("")


class Passage(NamedTuple):
    """A part of a page that has an address of its own."""

    anchor: str
    """Empty for the page itself: what stands before the first section."""
    title: Words
    text: Words


def of(html: str, language: str = "") -> list[Passage]:
    """Cut the HTML of a page, or of its content alone; `language` is what needs no mark."""
    cutter = _Cutter(language)
    cutter.feed(html[html.find("<article") :] if "<body" in html else html)
    cutter.close()
    found = [one.passage() for one in cutter.found if not one.is_empty]
    for at in range(len(found) - 1, 0, -1):
        before, after = found[at - 1 : at + 1]
        if before.anchor and not before.text.text and before.title.text == after.title.text:
            # A block, and its heading that says what the block is called: one thing.
            found[at - 1 : at + 1] = [after._replace(anchor=before.anchor)]
    return found


class _Writer:
    """A text as it grows: white space as browsers show it."""

    def __init__(self) -> None:
        self.text = ""
        self.spoken: list[tuple[int, int, str]] = []

    def write(self, data: str, language: str) -> None:
        words = " ".join(data.split())
        before = data[:1].isspace() and self.text and not self.text[-1].isspace()
        start = len(self.text) + bool(before)
        self.text += " " * bool(before) + words
        if words and language:
            self.spoken.append((start, len(words), language))
        if words and data[-1:].isspace():
            self.text += " "

    def end_word(self) -> None:
        if self.text and not self.text[-1].isspace():
            self.text += " "

    def end_line(self) -> None:
        self.text = self.text.rstrip()
        if self.text:
            self.text += "\n"

    def words(self) -> Words:
        return Words(self.text.rstrip(), tuple(self.spoken))


class _Part:
    """A passage as it grows."""

    def __init__(self, anchor: str, title: str = "") -> None:
        self.anchor, self.title, self.text = anchor, _Writer(), _Writer()
        self.title.write(title, "")

    @property
    def is_empty(self) -> bool:
        return not (self.title.text.strip() or self.text.text.strip())

    def passage(self) -> Passage:
        return Passage(self.anchor, self.title.words(), self.text.words())


class _Open(NamedTuple):
    """An element that is not closed yet, and what its end brings back."""

    tag: str
    language: str
    silent: bool
    around: _Part | None = None
    """The passage that goes on after it, when it is one itself."""


class _Cutter(HTMLParser):
    """Walks through a page once."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._own = language
        self._part = _Part("")
        self.found = [self._part]
        self._open: list[_Open] = []
        self._titled: _Part | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        its = dict(attrs)
        self._part_at(tag, "dd")
        if tag in VOID:
            return
        above = self._open[-1] if self._open else _Open("", "", silent=False)
        silent = above.silent or is_silent(tag, its)
        around = None if silent else self._begin(tag, its)
        said = its.get("lang")
        language = above.language if said is None else self._foreign(said)
        self._open.append(_Open(tag, language, silent, around))

    def _begin(self, tag: str, its: dict[str, str | None]) -> _Part | None:
        """Begin a passage where an element does: a section at its heading, a block with an id.

        Out: what goes on when the element ends; a section ends where the next one begins.
        """
        around, name = self._part, its.get("id") or ""
        if tag == "h1" and around is self.found[0] and not around.title.text:
            self._titled = around
        elif tag in HEADINGS and name:
            self._titled = self._add(_Part(name))
        elif tag in _BLOCKS and name:
            self._add(_Part(name, its.get("data-name") or ""))
            return around
        return None

    def _add(self, part: _Part) -> _Part:
        self._part = part
        self.found.append(part)
        return part

    def _foreign(self, language: str) -> str:
        own = self._own.partition("-")[0].lower()
        return "" if language.partition("-")[0].lower() == own else language

    def handle_endtag(self, tag: str) -> None:
        if not any(one.tag == tag for one in self._open):
            return
        while self._open:
            closed = self._open.pop()
            self._part_at(closed.tag, "dt")
            if closed.tag in HEADINGS:
                self._titled = None
            self._part = closed.around or self._part
            if closed.tag == tag:
                break

    def _part_at(self, tag: str, joined: str) -> None:
        """Part words where a block starts or ends; cells, a term and what it is share a line."""
        if tag in _CELLS or tag == joined:
            self._part.text.end_word()
        elif tag in _BLOCKS or tag == "br":
            self._part.text.end_line()

    def handle_data(self, data: str) -> None:
        here = self._open[-1] if self._open else None
        if here and here.silent:
            return
        writer = self._titled.title if self._titled else self._part.text
        writer.write(data, here.language if here else "")


def is_silent(tag: str, its: dict[str, str | None]) -> bool:
    """Whether nothing within an element is for readers of the text."""
    return (
        tag in _UNREADABLE
        or "data-search-exclude" in its
        or "hidden" in its
        or "popover" in its
        or its.get("role") in _REFERENCES
        or its.get("aria-hidden") == "true"
        or not _SIGNS.isdisjoint((its.get("class") or "").split())
    )
