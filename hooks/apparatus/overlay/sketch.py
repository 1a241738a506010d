"""What is published of a passage: one slow hash of all its words, and a sketch of some bits.

The hash tells whether a passage is the same to the last word, and nothing else. The sketch tells
whether another is much like it: 40 places on a circle each ask which piece of the passage lies
next to them, and keep one bit of it. It is of the whole, so that no word and no order of words can
be read from it; and it has no more bits than the passage has words, so that whoever guesses at the
passage learns less than a bit of each.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

BITS = 40
PIECE = 3
"""So many letters are a piece."""
_MASK = 0xFFFFFFFF
_APART = 2**32 // BITS
"""Places lie one in each part of the circle."""
_PRIME = 0x01000193
_MANY = 1000
"""For so many windows it pays to know what is nearest in all of them."""


class Passage(NamedTuple):
    """What is published of a passage."""

    words: int
    tag: str
    sketch: int


class Print(NamedTuple):
    """What is published of a text."""

    salt: str
    rounds: int
    passages: Sequence[Passage]


class Wanted(NamedTuple):
    """What a window is compared with: a sketch, its bits that count, how many may differ."""

    sketch: int
    bits: int
    most: int


def tag(forms: Iterable[str], salt: str, rounds: int) -> str:
    """Hash all words of a passage, slowly."""
    text = " ".join(forms).encode()
    return hashlib.pbkdf2_hmac("sha256", text, salt.encode(), rounds, 16).hex()


def passage_tag(forms: Iterable[str], salt: str, number: int, rounds: int) -> str:
    """Hash all words of a passage of a text, each with a salt of its own, by its number."""
    return tag(forms, f"{salt}:{number}", rounds)


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
        known: dict[tuple[int, ...], int] = {}
        self._hashes = []
        for piece in zip(*(signs[i:] for i in range(PIECE)), strict=False):
            if piece not in known:
                known[piece] = hash_of(piece, seed)
            self._hashes.append(known[piece])
        self._places = [k * _APART + mixed(seed + k) % _APART for k in range(BITS)]

    def sketches(self, windows: Sequence[tuple[int, int]]) -> list[int]:
        """Sketch passages, each from one word to another; with too few letters it is 0."""
        made = [0] * len(windows)
        asked = [(n, *its) for n, one in enumerate(windows) if (its := self._letters(*one))]
        for k, place in enumerate(self._places):
            nearest = self._nearest(place, [its[1:] for its in asked])
            for (number, _, _), near in zip(asked, nearest, strict=True):
                made[number] |= ((near ^ place) & 1) << k
        return made

    def near(
        self, windows: Iterable[tuple[int, int, int]], wanted: Sequence[Wanted]
    ) -> list[tuple[int, int, int, int]]:
        """Choose the windows that are near enough. In: start, end, which of those wanted each.

        Out: the same with the number of bits that differ. Most windows are out of it by a few bits.
        """
        alive = [(its, one, 0) for one in windows if (its := self._letters(one[0], one[1]))]
        for k, place in enumerate(self._places):
            kept = []
            nearest = self._nearest(place, [its for its, _, _ in alive])
            for near, (its, one, differing) in zip(nearest, alive, strict=True):
                sketch, bits, most = wanted[one[2]]
                now = differing + (k < bits and ((near ^ place) ^ (sketch >> k)) & 1)
                if now <= most:
                    kept.append((its, one, now))
            alive = kept
        return [(*one, differing) for _, one, differing in alive]

    def halves(self, start: int, end: int, wanted: Wanted) -> list[tuple[int, int]]:
        """Say how many bits of a window each half of it decides, and how many of them differ."""
        low, high = self._letters(start, end) or (0, 0)
        middle = (low + high) // 2
        said = [(0, 0), (0, 0)]
        for k, place in enumerate(self._places[: wanted.bits]):
            first, second = self._nearest(place, [(low, middle), (middle, high)])
            half = int(second < first)
            differs = (min(first, second) ^ place ^ (wanted.sketch >> k)) & 1
            said[half] = said[half][0] + 1, said[half][1] + differs
        return said

    def _letters(self, start: int, end: int) -> tuple[int, int] | None:
        low, high = self._starts[start], self._starts[end] - PIECE + 1
        return (low, high) if high > low else None

    def _nearest(self, place: int, ranges: Sequence[tuple[int, int]]) -> Iterator[int]:
        """Find how near to a place the nearest piece of each range is."""
        if len(ranges) < _MANY:
            return (min([its ^ place for its in self._hashes[low:high]]) for low, high in ranges)
        rows = [[its ^ place for its in self._hashes]]
        for level in range(max(high - low for low, high in ranges).bit_length() - 1):
            row, step = rows[-1], 1 << level
            rows.append(list(map(min, row, row[step:])))
        levels = [(low, high, rows[(high - low).bit_length() - 1]) for low, high in ranges]
        return (
            min(row[low], row[high - (1 << (high - low).bit_length() - 1)])
            for low, high, row in levels
        )


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
