"""Scripts: which letters make words, and which words are Japanese or Chinese.

Screen readers, fonts and line breaks depend on the language of such words. Kanji alone do not say
which it is, so nothing is guessed where an author can say it: `<span lang="ja">…</span>`.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

# Where the blocks of scripts without spaces between words begin and end, in turns.
_CJK = (
    0x1100, 0x1200, 0x2E80, 0x2FE0, 0x3005, 0x3100, 0x3130, 0x3190, 0x31F0, 0x3200, 0x3400, 0xA000,
    0xAC00, 0xD7B0, 0xF900, 0xFB00, 0xFF66, 0xFFA0, 0x20000, 0x40000,
)  # fmt: skip


_OTHERS = (
    0x0E00, 0x0F00, 0x1000, 0x10A0, 0x1780, 0x1800, 0x19E0, 0x1A00, 0xA9E0, 0xAA00, 0xAA60, 0xAA80,
)  # fmt: skip
"""The same of Thai, Lao, Burmese and Khmer."""


def is_cjk(character: str) -> bool:
    """Whether a character belongs to a script whose signs are written side by side."""
    return bisect_right(_CJK, ord(character)) % 2 == 1


@cache
def cjk_re() -> re.Pattern[str]:
    """Match such a character; compiled when the first text asks for it."""
    blocks = zip(_CJK[::2], _CJK[1::2], strict=True)
    return re.compile(f"[{''.join(f'{chr(first)}-{chr(end - 1)}' for first, end in blocks)}]")


def _is_spaceless(character: str) -> bool:
    """Whether a character belongs to a script that writes no spaces between words."""
    return is_cjk(character) or bisect_right(_OTHERS, ord(character)) % 2 == 1


def _is_mark(character: str) -> bool:
    """Whether a character belongs to the letter before it."""
    return not character.isascii() and unicodedata.category(character)[0] == "M"


def _is_hangul(character: str) -> bool:
    """Whether a character is a Korean syllable: nothing is glued to the left of a word of those."""
    return "\uac00" <= character <= "\ud7a3"


@cache
def is_spaced(character: str) -> bool:
    """Whether a space or the end of a line beside a character may part words.

    Between two others nobody sees one, as style sheets have it.
    """
    if character.isascii() or _is_hangul(character):
        return True
    return not _is_spaceless(character) and unicodedata.east_asian_width(character) not in "WF"


@cache
def joins(character: str) -> bool:
    """Whether a character is part of a word: a name asks for a boundary beside such a one only."""
    if character.isascii():
        return character.isalnum() or character == "_"
    return _is_mark(character) or (character.isalnum() and not _is_spaceless(character))


@cache
def glued_before(first: str) -> Callable[[str], bool] | None:
    """Say which signs right before a word that starts with one make it a part of a longer word."""
    return _is_hangul if _is_hangul(first) else joins if joins(first) else None


@cache
def glued_after(last: str) -> Callable[[str], bool]:
    """Say which signs right after a word that ends in one make it a part of a longer word."""
    return joins if joins(last) else _is_mark


_SIGNS = (
    "\u2e80-\u2fdf\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)  # kanji and kana; the Korean alphabet says by itself which language it is
_BETWEEN = "\u3001-\u301f\u30fb\uff01-\uff5e"
_NAMED_RE = re.compile(r"(?:ja|zh)\b", re.IGNORECASE)
LANGUAGE_SPAN = (
    r"""<span\s+lang\s*=\s*["']?([A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*)["']?\s*>(.*?)</span>"""
)
"""How an author says of words in which language they are: its tag, and the words."""
_LANGUAGE_SPAN_RE = re.compile(LANGUAGE_SPAN, re.DOTALL)


def is_ja_or_zh(language: str) -> bool:
    """Whether a language tag stands for Japanese or Chinese."""
    return _NAMED_RE.match(language) is not None


def unspoken(text: str) -> str:
    """Leave out of a text the words of which it says that they are Japanese or Chinese."""
    return _LANGUAGE_SPAN_RE.sub(lambda span: "" if is_ja_or_zh(span[1]) else span[0], text)


@cache
def run_re() -> re.Pattern[str]:
    """Match words with the signs, initials and figures between them.

    Compiled when the first text asks for it: that takes longer than to import this module.
    """
    return re.compile(
        f"(?:[A-Z0-9]{{1,4}}\u30fb)?[{_SIGNS}]"
        f"(?:[{_SIGNS}{_BETWEEN}]| (?=[{_SIGNS}])|[A-Z0-9]{{1,4}}(?=[{_SIGNS}\u30fb]))*"
    )


def runs(text: str) -> list[str]:
    """Find the Japanese and Chinese words of a text, in order."""
    return [] if text.isascii() else run_re().findall(text)


def with_language(text: str, spoken: Iterable[str] = (), *, unnamed: str = "ja") -> str:
    """Mark such words, in a text that is to be printed as HTML.

    `spoken` holds what their author says of each run of them, in order. What nothing is said of
    counts as `unnamed`, or is left as it is.
    """
    if text.isascii() or not run_re().search(text):
        return text
    said = iter(spoken)

    def mark(run: re.Match[str]) -> str:
        its = next(said, "")
        its = its if is_ja_or_zh(its) else unnamed
        return f'<span lang="{escape(its)}">{run[0]}</span>' if its else run[0]

    marked = run_re().sub(mark, escape(text))
    return Markup(marked)  # noqa: S704 - escaped above


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether characters `[start, end)` of a normal text are no part of a longer word."""
    glued = glued_before(text[start])
    if glued and start and glued(text[start - 1]):
        return False
    return end == len(text) or not glued_after(text[end - 1])(text[end])
