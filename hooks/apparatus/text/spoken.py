"""The language that HTML says it is in, element by element."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
))  # fmt: skip
"""Elements of HTML that hold nothing."""


class Spoken(HTMLParser):
    """Reads HTML, and keeps an eye on what is open and in which language."""

    def __init__(self, language: str) -> None:
        """Take the language that is spoken around."""
        super().__init__()
        self.open = [("", language)]

    @property
    def language(self) -> str:
        """The language of what is read now; empty if none is named."""
        return self.open[-1][1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter an element."""
        if tag not in VOID:
            self.open.append((tag, dict(attrs).get("lang") or self.language))

    def handle_endtag(self, tag: str) -> None:
        """Leave an element, and what was left open in it."""
        for at in range(len(self.open) - 1, 0, -1):
            if self.open[at][0] == tag:
                del self.open[at:]
                break


def left_open(html: str, language: str) -> str:
    """Return the language at the end of a piece of HTML, whose own language is given."""
    spoken = Spoken(language)
    spoken.feed(html)
    return spoken.language
