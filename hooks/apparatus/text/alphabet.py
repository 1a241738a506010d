"""The order in which readers look things up, and the letters that they look under.

No library with wheels for our systems knows the orders of single languages. So accents, case and
signs do not count, kana come by their sounds, and all else as Unicode has it.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right

_KANA = "ぁかさたなはまやらわ"
"""Where the rows of the kana begin."""
_ROWS = "あ" + _KANA[1:]
_HIRAGANA = {sign: sign - 0x60 for sign in range(0x30A1, 0x30F7)}


def order(text: str) -> tuple[str, str]:
    """Make what texts are sorted by; alike ones by all their signs."""
    return "".join(filter(str.isalnum, _plain(text))), text


def letter(text: str) -> str:
    """Return the letter that readers look under; one sign for all digits, nothing without any."""
    first = next(filter(str.isalnum, _plain(text)), "")
    if first.isdigit():
        return "0–9"  # noqa: RUF001 - from 0 to 9
    if "ぁ" <= first <= "ゖ":
        return _ROWS[bisect_right(_KANA, first) - 1]
    return first.upper()[:1]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKD", text).casefold().translate(_HIRAGANA)
