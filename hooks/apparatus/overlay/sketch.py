"""What is published of a passage: one slow hash of all its words, and a sketch of some bits.

The hash tells whether a passage is the same to the last word, and nothing else. The sketch tells
whether another is much like it: 40 places on a circle each ask which piece of the passage lies
next to them, and keep one bit of it. It is of the whole, so that no word and no order of words can
be read from it; and it has no more bits than the passage has words, so that whoever guesses at the
passage learns less than a bit of each.
"""

from __future__ import annotations

import hashlib
from operator import lshift
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

BITS = 40
PIECE = 3
"""So many letters are a piece."""
_MASK = 0xFFFFFFFF
_APART = 2**32 // BITS
"""Places lie one in each part of the circle."""
_PRIME = 0x01000193


def tag(forms: Iterable[str], salt: str, rounds: int) -> str:
    """Hash all words of a passage, slowly."""
    text = " ".join(forms).encode()
    return hashlib.pbkdf2_hmac("sha256", text, salt.encode(), rounds, 16).hex()


def size(words: int) -> int:
    """Say how many bits of its sketch count for a passage of so many words."""
    return min(words, BITS)


class Sketcher:
    """Sketches any passages of one text."""

    def __init__(self, forms: Sequence[str], salt: str) -> None:
        """Take the text's words, and the salt of the edition."""
        self._starts = [0]
        for form in forms:
            self._starts.append(self._starts[-1] + len(form))
        signs = [ord(sign) for form in forms for sign in form]
        seed = hash_of(map(ord, salt))
        self._hashes = [hash_of(signs[i : i + PIECE], seed) for i in range(len(signs) - PIECE + 1)]
        self._places = [k * _APART + mixed(seed + k) % _APART for k in range(BITS)]

    def sketches(self, windows: Sequence[tuple[int, int]]) -> list[int]:
        """Sketch passages, each from one word to another; with too few letters it is 0."""
        made = [0] * len(windows)
        asked = []
        longest = 1
        for number, (start, end) in enumerate(windows):
            low, high = self._starts[start], self._starts[end] - PIECE + 1
            if high > low:
                level = (high - low).bit_length() - 1
                asked.append((number, low, high - (1 << level), level))
                longest = max(longest, level)
        for k, place in enumerate(self._places):
            rows = [[one ^ place for one in self._hashes]]
            for level in range(longest):
                row, step = rows[-1], 1 << level
                rows.append(list(map(min, row, row[step:])))
            for number, low, high, level in asked:
                nearest = min(rows[level][low], rows[level][high])
                made[number] |= lshift((nearest ^ place) & 1, k)
        return made


def hash_of(signs: Iterable[int], seed: int = 0) -> int:
    """Hash some code points."""
    value = seed ^ 0x811C9DC5
    for sign in signs:
        value = ((value ^ sign) * _PRIME) & _MASK
    return mixed(value)


def mixed(value: int) -> int:
    """Mix the bits of a number well."""
    value &= _MASK
    value ^= value >> 16
    value = (value * 0x85EBCA6B) & _MASK
    value ^= value >> 13
    value = (value * 0xC2B2AE35) & _MASK
    return value ^ (value >> 16)
