"""One normal form for text and aliases, with the way back to the original characters.

Authors type straight apostrophes, typesetters curly ones; a name may hold a no-break space, a soft
hyphen or a line break. Aliases and pages are compared in one form: NFC, letters without their
compatibility forms, plain quotation marks, hyphens and single spaces, invisible characters gone.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from typing import TYPE_CHECKING

from .patterns import late

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
    ("\u2019", "'"), ("\u02bc", "'"), ("\u2018", "'"), ("\u201c", '"'), ("\u201d", '"'),
    ("\u2011", "-"), ("\u2010", "-"),
)  # fmt: skip
# Full and half width, letters as signs or in styles, Arabic as it is set, and rare spaces.
_OTHER_FORMS = (
    "\u017f\u1680\u2000-\u200a\u205f\u2102-\u2149\u3000\ufb20-\ufb29\ufb50-\ufdef\ufe70-\ufefc"
    "\uff10-\uffdc\U0001d400-\U0001d7ff"
)
_OTHER_FORM_RE = late(f"[{_OTHER_FORMS}]")
# What changes length: Markdown's own placeholders, invisible characters, runs of spaces, and
# letters with combining marks. What begins with few signs is found much faster than the last.
_GONE, _MARKS = "\u00ad\u200b\u2060\ufeff", "\u0300-\u036f\u3099\u309a"
_LETTERS = "\u0132\u0133\u01c4-\u01cc\u01f1-\u01f3\ufb00-\ufb17"
_ODD = f"\x02(?P<mark>[^\x02\x03]*)\x03|(?P<gone>[{_GONE}]+)|(?P<gap> {{2,}})"
_LETTER = f"(?P<letters>[{_LETTERS}])"
_ODD_RE = re.compile(f"(?=[\x02 {_GONE}{_LETTERS}])(?:{_ODD}|{_LETTER})")
_MARKED_RE = late(f"{_ODD}|(?P<marked>[^\\W_][{_MARKS}]+)|{_LETTER}")
_ANY_RE, _MARK_RE = late(f"[\x02{_GONE}{_LETTERS}{_MARKS}]"), late(f"[{_MARKS}]")
_WORDS = frozenset(("Lu", "Ll", "Lt", "Lm", "Lo", "Nd", "Zs"))
"""Letters, digits and spaces: what else has other forms means something by them."""
_TAG_RE = late(r"<[^<>]*>")
_CODE_RE = late(r"<(code|span)\b.*</\1>|(?!&[^;]*;\Z)[^<]+", re.DOTALL)
_ESCAPED_RE = late("&(?:amp|lt|gt);")
_STASH_RE = re.compile(r"wzxhzdk:(\d+)")


class Normal:
    """A text in normal form; `original` leads back."""

    __slots__ = ("_normal", "_original", "_spans", "text")

    def __init__(
        self, raw: str, stash: Callable[[int], str] = lambda _: OBJECT, *, typographic: bool = False
    ) -> None:
        """Normalise `raw`; `stash` tells what Markdown has put aside under a number.

        `typographic` leaves quotation marks, hyphens and spaces as they were set: for readers.
        """
        plain = raw.isascii() or raw.replace(OBJECT, "").isascii()
        if plain:
            text = raw.replace("\n", " ").replace("\t", " ")
        else:
            text = raw
            for odd, usual in _LINES if typographic else _ALIKE:
                text = text.replace(odd, usual)
            if not typographic and _OTHER_FORM_RE.search(text):
                text = _OTHER_FORM_RE.sub(_plain, text)
        self._normal: list[int] = [0]
        self._original: list[int] = [0]
        self._spans: list[int] = [0]
        if "\x02" in text or "  " in text or (not plain and _ANY_RE.search(text)):
            text = self._mend(text, stash, typographic=typographic)
        self.text = text

    def _mend(self, text: str, stash: Callable[[int], str], *, typographic: bool) -> str:
        pieces: list[str] = []
        done = length = 0
        some = not text.isascii() and _MARK_RE.search(text)
        for odd in (_MARKED_RE if some else _ODD_RE).finditer(text):
            instead = _instead(odd, stash, typographic=typographic)
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


def _plain(odd: re.Match[str]) -> str:
    """Give the usual form of a letter, digit or space, if that is one character as well."""
    usual = unicodedata.normalize("NFKC", odd[0])
    fit = len(usual) == 1 and unicodedata.category(odd[0]) in _WORDS
    return usual if fit else odd[0]


def _instead(odd: re.Match[str], stash: Callable[[int], str], *, typographic: bool) -> str | None:
    kind = odd.lastgroup
    if kind == "mark":
        return _marked(odd["mark"], stash)
    if kind in ("gone", "gap"):
        return "" if kind == "gone" else " "
    if kind == "letters":
        return None if typographic else unicodedata.normalize("NFKC", odd[0])
    composed = unicodedata.normalize("NFC", odd[0])
    return None if composed == odd[0] else composed


def _marked(mark: str, stash: Callable[[int], str]) -> str:
    if mark.isdigit():  # a backslash escape: the number of its character
        return chr(int(mark))
    if mark == "amp":
        return "&"
    if put_aside := _STASH_RE.fullmatch(mark):
        return stash(int(put_aside[1]))
    return OBJECT


def entity_text(raw_html: str, *, typographic: bool = False) -> str:
    """Read what Markdown has stashed: a character reference as its character, else `OBJECT`.

    For readers (`typographic`) code that an extension has put aside is its words.
    """
    if typographic and _CODE_RE.fullmatch(raw_html):
        return html.unescape(_TAG_RE.sub("", raw_html))
    if raw_html.startswith("&") and raw_html.endswith(";"):
        character = html.unescape(raw_html)
        if not typographic:
            for odd, plain in _ALIKE:
                character = character.replace(odd, plain)
        return "" if character == "\u00ad" else character
    return OBJECT


def from_code(text: str) -> str:
    """Read what Markdown has escaped in code; it stays as long, filled up with what nobody sees."""
    return _ESCAPED_RE.sub(lambda one: html.unescape(one[0]).ljust(len(one[0]), "\u200b"), text)


def is_plain(text: str) -> bool:
    """Whether a text is surely in normal form, but for spaces around it, and as readers see it."""
    if not text.isascii() or "  " in text:
        return False
    return "\n" not in text and "\x02" not in text and "\t" not in text


def normalize(text: str) -> str:
    """Bring an alias or a quotation to the normal form."""
    if is_plain(text):
        return text.strip()
    return Normal(unicodedata.normalize("NFC", text)).text.strip()


def readable(text: str, stash: Callable[[int], str]) -> str:
    """Bring a tree's text to what a reader sees in one line; `stash` as in `Normal`, but raw."""
    return text if is_plain(text) else as_seen(text, stash).text.replace(OBJECT, "")


def as_seen(text: str, stash: Callable[[int], str]) -> Normal:
    """Bring a tree's text to one line, with a mark for each thing that is no text."""
    return Normal(text, lambda n: entity_text(stash(n), typographic=True), typographic=True)
