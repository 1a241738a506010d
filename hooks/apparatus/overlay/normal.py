"""A copy of a text to words, however it was made: the rule is written in `normal-form.md`.

In: any text, as it was pasted. Out: its words in normal form, each with its place in that text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from ..text.patterns import late
from .furniture import blanked

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINES_RE = late("\r\n|[\r\v\f\x85\u2028\u2029]")
_UNSEEN = (
    0x00AD, 0x00AE, 0x034F, 0x0350, 0x061C, 0x061D, 0x180B, 0x180F, 0x200B, 0x2010, 0x202A, 0x202F,
    0x2060, 0x2070, 0xFE00, 0xFE10, 0xFEFF, 0xFF00, 0xE0000, 0xE1000,
)  # fmt: skip
"""Where runs of code points that nobody sees begin and end, in turns."""
_SPACELESS = (
    0x0E00, 0x0F00, 0x1000, 0x10A0, 0x1780, 0x1800, 0x19E0, 0x1A00, 0x3005, 0x3008, 0x3021, 0x302A,
    0x3031, 0x3036, 0x3041, 0x3100, 0x31F0, 0x3200, 0x3400, 0x4DC0, 0x4E00, 0xA000, 0xA9E0, 0xAA00,
    0xAA60, 0xAA80, 0xF900, 0xFB00, 0xFF66, 0xFF9E, 0x20000, 0x40000,
)  # fmt: skip
"""The same of scripts without spaces between words: in them each letter is a word."""
_APOSTROPHES = frozenset("'\u2018\u2019\u02bc`\u00b4\u2032\uff07")
_HYPHENS = frozenset("-\u2010\u2011\u2013\u2212\ufe63\uff0d")
_AT_LINE_ENDS = frozenset("-\u2010\u00ad\u00ac")
_ENDS_RE = late("[\n.!?\u2026\u3002\uff01\uff1f\uff0e\u061f\u06d4\u0964\u104b\u17d4]")
_STOPS_RE = late(_ENDS_RE.pattern.replace("\n", "", 1))
SPACE = " \t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000\ufeff"
"""White space in a line; what languages of programs call so is not the same in all."""
_BREAK_RE = late(f"[{SPACE}]*\n[\n{SPACE}]*")
_LONGEST = 500
_FOOTNOTE_RE = late(r"\[[0-9]{1,3}\]")


class Word(NamedTuple):
    """A word of a copy."""

    form: str
    start: int
    end: int
    """Where it stands in the copy."""
    starts: bool
    """Whether a sentence or a line may start with it."""
    ends: bool
    breaks: int
    """What begins with it: 1 is a line, 2 is a paragraph."""


def tidy(text: str) -> str:
    """Make all line ends one sign; places of words count in what comes of it."""
    return _LINES_RE.sub("\n", text)


def words(text: str, *, furnished: bool = False) -> list[Word]:
    """Read a tidy text into words; what pages put around it is left out, or read as well."""
    text = text if furnished else blanked(text)
    found = list(_found(text))
    nexts = [start for _, start, _ in found[1:]]
    between = [text[end:start] for (_, _, end), start in zip(found, nexts, strict=False)]
    parted = [True, *(bool(_ENDS_RE.search(its)) for its in between), True]
    breaks = [2, *map(_breaks, between)]
    each = zip(found, pairwise(parted), breaks, strict=False)
    return [Word(*its, *edges, lines) for its, edges, lines in each]


def _breaks(between: str) -> int:
    """Say what begins after this: nothing, a line, or a paragraph."""
    lines = between.count("\n")
    return 2 if lines > 1 or (lines and _STOPS_RE.search(between)) else lines


def _found(text: str) -> Iterator[tuple[str, int, int]]:
    at, size = 0, len(text)
    while at < size:
        sign = text[at]
        if not _is_letter(sign):
            mark = _FOOTNOTE_RE.match(text, at) if sign == "[" else None
            at = mark.end() if mark else at + 1
            continue
        end = _end(text, at)
        if end - at <= _LONGEST and (form := _form(text[at:end])):
            yield form, at, end
        at = end


def _end(text: str, start: int) -> int:
    """Find where a word ends that starts somewhere."""
    at, size = start + 1, len(text)
    if _is_alone(text[start]):
        while at < size and (_is_mark(text[at]) or _is_unseen(text[at])):
            at += 1
        return at
    piece, end = start, at
    while at < size:
        sign = text[at]
        if _is_unseen(sign) and not (sign == "\u00ad" and _BREAK_RE.match(text, at + 1)):
            at += 1
        elif _is_letter(sign) and not _is_alone(sign):
            at = end = at + 1
        elif after := _joined(text, piece, end, at):
            piece = at = after
        else:
            break
    return end


def _joined(text: str, piece: int, end: int, at: int) -> int:
    """Say where a word goes on after a sign in it; 0 if the sign ends it."""
    sign = text[at]
    if sign in _AT_LINE_ENDS and (gap := _BREAK_RE.match(text, at + 1)):
        return gap.end() if _goes_on(text, gap.end()) else 0
    if not _goes_on(text, at + 1):
        return 0
    numbers = text[end - 1].isdecimal() and text[at + 1].isdecimal()
    initial = end - piece == 1 and not text[piece].isdecimal()
    joins = (
        sign in _APOSTROPHES
        or sign in _HYPHENS
        or (sign == "." and (numbers or initial))
        or (sign == "," and numbers)
    )
    return at + 1 if joins else 0


def _goes_on(text: str, at: int) -> bool:
    return at < len(text) and _is_letter(text[at]) and not _is_alone(text[at])


def _form(raw: str) -> str:
    """Bring a word into normal form."""
    if raw.isascii():
        return re.sub("[^a-z0-9]", "", raw.lower())
    seen = "".join(sign for sign in raw if _is_letter(sign) and not _is_unseen(sign))
    plain = unicodedata.normalize("NFKC", seen).lower()
    return "".join(sign for sign in plain if _is_letter(sign)).replace("\u03c2", "\u03c3")


def _is_letter(sign: str) -> bool:
    if sign.isascii():
        return sign.isalnum()
    kind = unicodedata.category(sign)
    return (kind[0] in "LM" or kind in ("Nd", "Nl")) and sign not in _APOSTROPHES


def _is_mark(sign: str) -> bool:
    return sign in "\uff9e\uff9f" or unicodedata.category(sign)[0] == "M"


def _is_alone(sign: str) -> bool:
    """Whether a letter is a word by itself."""
    return not sign.isascii() and bisect_right(_SPACELESS, ord(sign)) % 2 == 1


def _is_unseen(sign: str) -> bool:
    return not sign.isascii() and bisect_right(_UNSEEN, ord(sign)) % 2 == 1


def weight(forms: list[str]) -> int:
    """Count words; of scripts in which each letter is one, two make one."""
    alone = sum(_is_alone(form[0]) for form in forms)
    return len(forms) - alone + alone // 2
