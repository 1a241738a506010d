"""What is written like words and is none: addresses, paths, handles, numbers, abbreviations."""

from __future__ import annotations

import re

from .normal import BLOCK

_ONE_RE = re.compile(
    r"[A-Za-z][\w+.-]*://.+"  # an address
    r"|[\w.+-]+@[\w-]+\.[\w.-]+|(?<!\w)[@#]\w[\w/.-]*"  # of letters; a handle, a hashtag
    r"|(?<![\w.-])(?:[\w-]+\.)+[a-z]{2,}/.*"  # a host and a path
    r"|[A-Za-z]:\\.*|\A(?:~|\.{1,2})?[/\\]\w.*"  # a path from a top
    r"|(?:[\w.-]+[/\\])*\w[\w-]+\.[a-z][a-z0-9]{0,4}(?![\w/])"  # a file, or a host
    r"|\d+(?:[.,]\d+)+"
    r"|(?<!\w)[^\W\d_](?:\.[^\W\d_])+(?!\w)"  # U.S.S.R without its last stop
)
_AROUND = 200
"""How many characters to either side are looked at."""
_OPENING, _CLOSING = "([{<\"'“‘«„¿¡*", ")]}>\"'”’»“.,:;!?…*"  # noqa: RUF001 - signs of text


def cuts(text: str, start: int, end: int) -> bool:
    """Whether characters `[start, end)` of a normal text are a part of something that is no word.

    The whole of such a thing may be a name: `@ada`, `example.org`, `U.S.`.
    """
    left, right = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    left = left.rpartition(" ")[2].rpartition(BLOCK)[2].lstrip(_OPENING)
    right = right.partition(" ")[0].partition(BLOCK)[0].rstrip(_CLOSING)
    if not left and not right:
        return False
    low, high = len(left), len(left) + end - start
    whole = left + text[start:end] + right
    return any(
        one.start() < high and low < one.end() and not (low <= one.start() and one.end() <= high)
        for one in _ONE_RE.finditer(whole)
    )
