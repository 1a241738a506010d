"""Words in Japanese that may be names: kana of foreign words, and kanji before an address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_KANA = "\u30a1-\u30fa\u30fc\u30fd\u30fe"
_KANJI = "\u3005\u3007\u4e00-\u9fff"
_TITLE = "さん|氏|様|首相|大統領|議員|教授|博士|先生|社長|会長|夫人|女史|殿下"
_NAME_RE = re.compile(
    rf"(?P<kana>[{_KANA}]{{2,}}(?:[・=][{_KANA}]+)*)"  # joined as foreign names are
    rf"|(?P<person>[{_KANJI}]{{2,5}}?)(?={_TITLE})"
    rf"|[{_KANJI}]{{2,6}}?(?:省|庁|党|県|府|市|町|村|大学|銀行|新聞)(?![{_KANJI}])"
)
_NOBODY_RE = re.compile(r"[前元副同両各新現旧次]\Z")
_SHORTEST = 3


def find(text: str) -> Iterator[tuple[int, str]]:
    """Find words that may be names: where each starts, and the word."""
    for found in _NAME_RE.finditer(text):
        if found["kana"] and len(found[0]) < _SHORTEST:
            continue
        if found["person"] and _NOBODY_RE.search(found[0]):
            continue
        yield found.start(), found[0]
