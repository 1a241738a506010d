"""The first words of a text, where there is no room for all of it."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_JOINER = "\u200d"
_TONES = range(0x1F3FB, 0x1F400)
"""Colours of skin, which belong to the sign before them."""


def shortened(text: str, words: int, width: int) -> str:
    """Cut a text after so many words, and where it would be wider; a broad sign counts as two.

    No sign is parted from its accents, and no word is cut where another comes before it.
    """
    whole = " ".join(text.split())
    first = " ".join(whole.split()[:words])
    kept, room = "", width
    for sign in _signs(first):
        room -= 1 + (unicodedata.east_asian_width(sign[0]) in "FW")
        if room < 0:
            kept = kept if sign == " " else kept.rpartition(" ")[0] or kept
            break
        kept += sign
    return kept if kept == whole else f"{kept} …"


def _signs(text: str) -> Iterator[str]:
    """Go through what readers take for one sign."""
    sign = ""
    for one in text:
        belongs = unicodedata.category(one).startswith("M") or one == _JOINER
        if sign and not (belongs or sign.endswith(_JOINER) or ord(one) in _TONES):
            yield sign
            sign = ""
        sign += one
    if sign:
        yield sign
