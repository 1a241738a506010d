"""The order in which readers look things up, and the letters that they look under.

Both are those of a language, as Unicode's collation (CLDR) knows them. Its library is imported when
something is to be sorted; most pages have nothing of the kind.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_ENGLISH = "en"
_ALPHABETS = ("en", "el", "ru", "ja")
"""Languages whose letters stand beside those of the page's own."""
_NORMAL = 0
"""What the library calls a letter, and no place for whatever has none."""


def order(text: str, language: str = "") -> tuple[bytes, str]:
    """Make what texts are sorted by; alike ones by all their signs."""
    return _collator(language)(text), text


def letter(text: str, language: str = "") -> str:
    """Return the letter that readers look under; one sign for all digits, nothing without any."""
    first = next((at for at, sign in enumerate(text) if sign.isalnum()), None)
    if first is None:
        return ""
    if text[first].isdigit():
        return "0–9"  # noqa: RUF001 - from 0 to 9
    label, kind = _index(language)(text[first:])
    return label if kind == _NORMAL else text[first].upper()[:1]


@cache
def _collator(language: str) -> Callable[[str], bytes]:
    import icu  # noqa: PLC0415 - see above

    made = icu.Collator.createInstance(icu.Locale(language or _ENGLISH))

    def key(text: str) -> bytes:
        first = next((at for at, sign in enumerate(text) if sign.isalnum()), 0)
        return bytes(made.getSortKey(text[first:]))

    return key


@cache
def _index(language: str) -> Callable[[str], tuple[str, int]]:
    import icu  # noqa: PLC0415 - see above

    made = icu.AlphabeticIndex(icu.Locale(language or _ENGLISH))
    for other in _ALPHABETS:
        made.addLabels(icu.Locale(other))
    index = made.buildImmutableIndex()

    def find(text: str) -> tuple[str, int]:
        label, kind = index.getBucket(index.getBucketIndex(text))
        return label, kind

    return find
