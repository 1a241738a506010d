"""Where sentences end, as the language of a text has it.

The stops and abbreviations of three hundred languages are sentencex's: Wikimedia keeps it, it is
one small wheel for every system, and takes microseconds for a paragraph. Of the libraries tried
side by side it was right most often by far: ICU and uniseg end a sentence after each abbreviation,
and pysbd knows fewer languages. What follows joins what no list of abbreviations can know: a
sentence too long does less harm than one that is torn.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

import sentencex

from .patterns import late
from .scripts import is_cjk

if TYPE_CHECKING:
    from collections.abc import Iterator

_ORDINAL = frozenset((
    "bs", "cs", "da", "de", "dsb", "et", "fi", "fo", "hr", "hsb", "hu", "is", "lb", "lv", "nb",
    "nn", "no", "pl", "se", "sk", "sl", "sr", "tr",
))  # fmt: skip
"""Languages that write a full stop after an ordinal: im 19. Jahrhundert."""
_WIDELY = ("en", "fr")
"""Languages whose titles stand in texts of any other: Dr., St., Mgr."""
_STOP_RE = re.compile(r"[.?!]['\"\u2019\u201d)\]\ufffc\u200b]*\Z")
_WORD_RE = re.compile(r"(?:\A|[\s([\-'\"\u2019\u201c«„])([^\W\d_]+)\.\s*\Z")
_SHORT_RE = late(r"(?<![^\W_])[^\W\d_]{1,4}\.\s*\Z")
_ORDINAL_RE = late(r"[^.]\s\d{1,2}\.\s*\Z")
_QUOTED_RE = re.compile(r"[」』）]\Z")  # noqa: RUF001
_NEAR, _LONGEST_TITLE = 40, 4


def sentence_ends(text: str, language: str = "") -> list[int]:
    """Find where sentences end: the places after a stop and its spaces, in order."""
    ends, language = [], language or "en"
    for stop in _stops(language, text):
        end = stop
        while text[end : end + 1].isspace():
            end += 1
        if not _goes_on(text[max(0, end - _NEAR) : end], text[end : end + _NEAR], language):
            ends.append(end)
    return ends


def _stops(language: str, text: str) -> Iterator[int]:
    sentences = sentencex.segment(language, text)
    lengths = [len(sentence) for sentence in sentences]
    if sum(lengths) == len(text):
        return accumulate(lengths[:-1])
    # Between the parts that a very long text is cut into, signs are lost.
    places = sentencex.get_sentence_boundaries(language, text)
    return (place["end_index"] for place in places[:-1])


def _goes_on(before: str, after: str, language: str) -> bool:
    """Whether a sentence goes on at a place: the text before it and after it."""
    if not after:
        return True
    first = next(filter(str.isalnum, after), "")
    if first.title() != first:  # a small letter; Georgian has no other
        return True
    if not before[-1].isspace() and _is_joined(before, after[0]):
        return True
    if first.isdigit() and (short := _SHORT_RE.search(before)) and short[0] == short[0].lower():
        return True  # S. 45
    if language[:2] in _ORDINAL and _ORDINAL_RE.search(before):
        return True
    word = _WORD_RE.search(before)
    return word is not None and (_is_initial(word) or _is_title(word[1], language))


def _is_joined(before: str, following: str) -> bool:
    """Whether a sentence cannot end between two signs, with no space between them."""
    if _QUOTED_RE.search(before):  # 「…。」と
        return "\u3041" <= following <= "\u3096"
    return _STOP_RE.search(before) is not None and not (before[-1] in "?!" and is_cjk(following))


def _is_initial(found: re.Match[str]) -> bool:
    word, left = found[1], found.string[: found.start(1)]
    if len(word) > 1 or unicodedata.east_asian_width(word) in "WF":
        return False
    return word.isupper() or not left.endswith(("'", "\u2019"))  # the country's.


def _is_title(word: str, language: str) -> bool:
    short = word.istitle() and len(word) <= _LONGEST_TITLE
    return short and language[:2] != "en" and _is_abbreviation(word)


@cache
def _is_abbreviation(word: str) -> bool:
    return any(
        len(sentencex.get_sentence_boundaries(language, f"A {word}. Xx.")) == 1
        for language in _WIDELY
    )
