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
_WORD_RE = re.compile(r"\w+(?:[’'.,-]\w+)*")  # noqa: RUF001 - an apostrophe


def minutes(text: str) -> int:
    """Say how many minutes a text takes at most, from one up."""
    signs = 0
    if not text.isascii():
        text, signs = cjk_re().subn(" ", text)
    words = len(_WORD_RE.findall(text))
    return max(1, ceil(words / WORDS_A_MINUTE + signs / SIGNS_A_MINUTE))


def of_page(root: Element) -> int:
    """Say how many minutes a page takes: its numbered paragraphs, or all of it without any."""
    blocks = list(paragraphs(root).values()) or [root]
    return minutes(_ASIDE_RE.sub(" ", " ".join("".join(block.itertext()) for block in blocks)))
