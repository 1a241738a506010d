"""One normal form for text and aliases, with the way back to the original characters.

Authors type straight apostrophes, typesetters curly ones; a name may hold a no-break space, a soft
hyphen or a line break. Aliases and pages are compared in one form: NFC, plain apostrophes, hyphens
and single spaces, invisible characters gone.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

BLOCK = "\x1e"
"""Stands between blocks in a page's text: no name reaches across it."""
OBJECT = "\ufffc"
"""Stands for something that is no text (code, an image, a tag): no name reaches across it."""

# Same length on both sides, so that offsets stay as they are.
_LINES = (("\n", " "), ("\t", " "))
_ALIKE = (
    *_LINES, ("\xa0", " "), ("\u202f", " "), ("\u2009", " "),
    ("\u2019", "'"), ("\u02bc", "'"), ("\u2011", "-"), ("\u2010", "-"),
)  # fmt: skip
# What changes length: Markdown's own placeholders, invisible characters, runs of spaces, and
# letters with combining marks.
_ODD_RE = re.compile(
    "\x02(?P<mark>[^\x02\x03]*)\x03|(?P<gone>[\u00ad\u200b\u2060\ufeff]+)|(?P<gap> {2,})"
    "|(?P<marked>[^\\W_][\u0300-\u036f\u3099\u309a]+)"
)
_STASH_RE = re.compile(r"wzxhzdk:(\d+)")
# Where the blocks of scripts without spaces between words begin and end, in turns.
_CJK = (
    0x1100, 0x1200, 0x2E80, 0x2FE0, 0x3005, 0x3100, 0x3130, 0x3190, 0x31F0, 0x3200, 0x3400, 0xA000,
    0xAC00, 0xD7B0, 0xF900, 0xFB00, 0xFF66, 0xFFA0, 0x20000, 0x40000,
)  # fmt: skip
# A full stop after one of these, or after a single capital, ends no sentence.
_STOP_RE = re.compile(
    r"[.!?。！？](?:(?<=[。！？])|(?<!\b[A-Z]\.)(?<!\b(?:Mr|Ms|Dr|St|Jr|Sr|No|vs|cf)\.)"  # noqa: RUF001
    r"(?<!\b(?:Mrs|Gen|Sen|Gov)\.)(?<!\bProf\.)"
    "['\"\u201d)\\]]*\\s+(?=['\"\u201c(\\[]?[A-Z0-9]))"
)


class Normal:
    """A text in normal form; `original` leads back."""

    __slots__ = ("_normal", "_original", "_spans", "text")

    def __init__(
        self, raw: str, stash: Callable[[int], str] = lambda _: OBJECT, *, typographic: bool = False
    ) -> None:
        """Normalise `raw`; `stash` tells what Markdown has put aside under a number.

        `typographic` leaves quotation marks, hyphens and spaces as they were set: for readers.
        """
        if raw.isascii():
            text = raw.replace("\n", " ").replace("\t", " ")
        else:
            text = raw
            for odd, plain in _LINES if typographic else _ALIKE:
                text = text.replace(odd, plain)
        self._normal: list[int] = [0]
        self._original: list[int] = [0]
        self._spans: list[int] = [0]
        if "\x02" in text or "  " in text or not text.isascii():
            text = self._mend(text, stash)
        self.text = text

    def _mend(self, text: str, stash: Callable[[int], str]) -> str:
        pieces: list[str] = []
        done = length = 0
        for odd in _ODD_RE.finditer(text):
            instead = _instead(odd, stash)
            if instead is None:
                continue
            kept = text[done : odd.start()]
            pieces += kept, instead
            length += len(kept)
            # One entry where the replacement starts, one where ordinary text goes on.
            self._normal += length, length + len(instead)
            self._original += odd.start(), odd.end()
            self._spans += odd.end() - odd.start(), 0
            length += len(instead)
            done = odd.end()
        pieces.append(text[done:])
        return "".join(pieces)

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Map a non-empty span of the normal text to the original text."""
        if len(self._normal) == 1:
            return start, end
        first = bisect_right(self._normal, start) - 1
        last = bisect_right(self._normal, end - 1) - 1
        replaced = self._spans[first]
        begin = self._original[first] + (0 if replaced else start - self._normal[first])
        if replaced := self._spans[last]:
            return begin, self._original[last] + replaced
        return begin, self._original[last] + end - self._normal[last]


def _instead(odd: re.Match[str], stash: Callable[[int], str]) -> str | None:
    if odd["gone"]:
        return ""
    if odd["gap"]:
        return " "
    if odd["marked"]:
        composed = unicodedata.normalize("NFC", odd["marked"])
        return None if composed == odd["marked"] else composed
    return _marked(odd["mark"], stash)


def _marked(mark: str, stash: Callable[[int], str]) -> str:
    if mark.isdigit():  # a backslash escape: the number of its character
        return chr(int(mark))
    if mark == "amp":
        return "&"
    if put_aside := _STASH_RE.fullmatch(mark):
        return stash(int(put_aside[1]))
    return OBJECT


def entity_text(raw_html: str, *, typographic: bool = False) -> str:
    """Read what Markdown has stashed: a character reference as its character, else `OBJECT`."""
    if raw_html.startswith("&") and raw_html.endswith(";"):
        character = html.unescape(raw_html)
        if not typographic:
            for odd, plain in _ALIKE:
                character = character.replace(odd, plain)
        return "" if character == "\u00ad" else character
    return OBJECT


def sentence_ends(text: str) -> list[int]:
    """Find where sentences end: the places after a stop and its spaces, in order."""
    return [stop.end() for stop in _STOP_RE.finditer(text)]


def normalize(text: str) -> str:
    """Bring an alias or a quotation to the normal form."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    return Normal(unicodedata.normalize("NFC", text)).text.strip()


def is_cjk(character: str) -> bool:
    """Whether a character belongs to a script that writes no spaces between words."""
    return bisect_right(_CJK, ord(character)) % 2 == 1


@cache
def joins(character: str) -> bool:
    """Whether a character is part of a word: a name asks for a boundary beside such a one only."""
    if character.isascii():
        return character.isalnum() or character == "_"
    word = character.isalnum() or unicodedata.category(character)[0] == "M"
    return word and not is_cjk(character)


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether characters `[start, end)` of a normal text are no part of a longer word."""
    before = start > 0 and joins(text[start]) and joins(text[start - 1])
    return not before and not (end < len(text) and joins(text[end - 1]) and joins(text[end]))
