"""How long it takes to read a text."""

from __future__ import annotations

import re
from math import ceil
from typing import TYPE_CHECKING

from .places import paragraphs
from .scripts import cjk_re

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

WORDS_A_MINUTE = 200
"""What a reader of 16 takes in of a text like a newspaper's, if words are parted by spaces."""
SIGNS_A_MINUTE = 500
"""The same in scripts without spaces."""
_ASIDE_RE = re.compile("\x02[^\x03]*\x03")  # what Markdown has put aside
_NO_WORD_RE = re.compile(r"[^\w\x00-\x7f’]")  # noqa: RUF001 - an apostrophe
_SORTS = bytes(
    b"w"[0] if not chr(at).isascii() or chr(at).isalnum() or at == b"_"[0]
    else b"j"[0] if at in b"'.,-"
    else b" "[0]
    for at in range(256)
)  # fmt: skip
"""What each byte of a text is: of a word, a sign that joins two, or between words."""


def minutes(text: str) -> int:
    """Say how many minutes a text takes at most, from one up."""
    signs = 0
    if not text.isascii():
        text, signs = cjk_re().subn(" ", text)
    words = _words(text)
    return max(1, ceil(words / WORDS_A_MINUTE + signs / SIGNS_A_MINUTE))


def _words(text: str) -> int:
    """Count words, which one sign may join: `it's`, `2.5`; bytes are counted fastest."""
    if not text.isascii():
        text = _NO_WORD_RE.sub(" ", text).replace("’", "'")  # noqa: RUF001 - an apostrophe
    its = b" " + text.encode().translate(_SORTS)
    return its.count(b" w") + its.count(b" jw") + its.count(b"jjw")


def of_page(root: Element) -> int:
    """Say how many minutes a page takes: its numbered paragraphs, or all of it without any."""
    blocks = list(paragraphs(root).values()) or [root]
    text = " ".join("".join(block.itertext()) for block in blocks)
    return minutes(_ASIDE_RE.sub(" ", text) if "\x02" in text else text)
