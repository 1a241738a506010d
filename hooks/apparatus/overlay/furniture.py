"""What pages put around a text and a copy takes along: lines that are none of its words.

A line is furniture if it is one of a few words in some languages, a number of a page, an address,
the time of a printout, a byline that stands alone, or short and there three times.
"""

from __future__ import annotations

from collections import Counter

from ..text.patterns import late

_LISTED = (
    "advertisement", "advertisements", "ad", "article continues below", "share",
    "share this", "share this article", "share full article", "copy link", "print", "save",
    "email", "e-mail", "listen", "listen to this article", "read more", "show more",
    "skip to content", "subscribe", "sign in", "log in", "menu", "close", "open",
    "staff writer", "times staff writer", "anzeige", "werbung", "teilen", "artikel teilen",
    "drucken", "merken", "vorlesen", "weiterlesen", "publicité", "partager", "imprimer",
    "enregistrer", "écouter", "lire la suite", "publicidad", "anuncio", "compartir",
    "imprimir", "guardar", "escuchar", "leer más", "広告", "共有", "シェア", "印刷", "保存",
    "続きを読む",
)  # fmt: skip
_WORDS = frozenset(_LISTED)
_SHAPES_RE = late(
    r"(?:page|p\.|seite|página|s\.)?\s*[0-9]{1,4}(?:\s*(?:/|of|von|de|sur)\s*[0-9]{1,4})?"
    r"|(?:https?://|www\.)\S+(?:\s+[0-9]{1,4}/[0-9]{1,4})?"
    r"|[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{1,4},?\s+[0-9]{1,2}:[0-9]{2}(?:\s*[ap]\.?m\.?)?(?:\s.{0,99})?"
)
_BYLINE_RE = late(r"(?:by|von|par|por)\s[^.!?\n]{2,70}")
_EDGES = " \t-\u2013\u2014*|•·:\xa0"
_SHORT, _OFTEN = 60, 3


def blanked(text: str) -> str:
    """Put spaces in the place of furniture, so that all else stays where it was."""
    lines = text.split("\n")
    bare = [line.strip(_EDGES).lower() for line in lines]
    counts = Counter(bare)
    left = ["" if _is_furniture(line, counts[line]) else line for line in bare]
    return "\n".join(
        line if its and not _is_byline(left, number) else " " * len(line)
        for number, (line, its) in enumerate(zip(lines, left, strict=True))
    )


def _is_furniture(line: str, times: int) -> bool:
    often = len(line) <= _SHORT and times >= _OFTEN
    return line in _WORDS or often or bool(_SHAPES_RE.fullmatch(line))


def _is_byline(lines: list[str], number: int) -> bool:
    around = lines[max(0, number - 1) : number] + lines[number + 1 : number + 2]
    return not any(around) and bool(_BYLINE_RE.fullmatch(lines[number]))
