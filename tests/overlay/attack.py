"""How one would try to get a text back from what is published of it.

An attacker has the script, the salt, all that the site prints, and lists of words. What a value
that is published can do for such a one is to confirm a guess. So the attacks differ in what they
guess: all that can be read elsewhere, word after word, or all words of a gap, by how near the
sketch says they are. Each attack is tried on a design that leaks too: an attack that reads nothing
anywhere proves nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apparatus.overlay import sketch
from apparatus.overlay.sketch import PIECE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Confirms = Callable[[Sequence[str]], bool]
    """Whether something that is published says that these words stand there in a row."""


def by_tags(print_: dict, number: int) -> Confirms:
    """Confirm words as the published data do: by the hash of a passage."""
    tag, salt = print_["passages"][number]["tag"], f"{print_['salt']}:{number}"
    return lambda words: sketch.tag(words, salt, print_["rounds"]) == tag


def by_pieces(text: Sequence[str], length: int) -> Confirms:
    """Confirm words as hashes of overlapping pieces would, which are not published."""
    hashes = {hash(tuple(text[i : i + length])) for i in range(len(text) - length + 1)}
    return lambda words: len(words) >= length and hash(tuple(words[-length:])) in hashes


def read_on(known: Sequence[str], dictionary: Iterable[str], confirms: Confirms) -> list[str]:
    """Read on from some known words, trying each word of a dictionary as the next."""
    read, words = list(known), list(dictionary)
    while len(read) < 400:
        further = [word for word in words if confirms([*read, word])]
        if len(further) != 1:
            break
        read += further
    return read[len(known) :]


def whole(lines: Iterable[Sequence[str]], lengths: Iterable[int], confirms: Confirms) -> list[str]:
    """Try every run of words that can be read elsewhere, if it has a right length."""
    wanted = set(lengths)
    for line in lines:
        for length in wanted:
            for start in range(len(line) - length + 1):
                if confirms(line[start : start + length]):
                    return list(line[start : start + length])
    return []


class Climber:
    """Fills a gap in a passage by what makes its sketch agree best; `bits` as in some design."""

    def __init__(self, text: Sequence[str], gap: range, bits: int) -> None:
        self._places = [(k * 2**32 // bits) ^ (sketch.mixed(k) >> 12) for k in range(bits)]
        self._sketch = [self._bit(near, k) for k, near in enumerate(self._nearest("".join(text)))]
        before, after = "".join(text[: gap.start]), "".join(text[gap.stop :])
        self._edges = before[1 - PIECE :], after[: PIECE - 1]
        both = zip(self._nearest(before), self._nearest(after), strict=True)
        self._around = [min(pair) for pair in both]
        self._size = len(gap)

    def _nearest(self, letters: str) -> list[int]:
        signs = [ord(sign) for sign in letters]
        hashes = [sketch.hash_of(signs[i : i + PIECE], 7) for i in range(len(signs) - PIECE + 1)]
        return [min([its ^ place for its in hashes]) for place in self._places]

    def _bit(self, nearest: int, k: int) -> int:
        return (nearest ^ self._places[k]) & 1

    def agreement(self, words: Sequence[str]) -> int:
        """Count the bits of the sketch that the passage would have, with words in the gap."""
        inside = self._nearest("".join(words).join(self._edges))
        both = enumerate(map(min, self._around, inside))
        return sum(self._bit(near, k) == self._sketch[k] for k, near in both)

    def climb(self, dictionary: Sequence[str], rounds: int = 3) -> list[str]:
        """Put into each place of the gap the word that agrees best, again and again."""
        words = [dictionary[i % len(dictionary)] for i in range(self._size)]
        for at in [*range(self._size)] * rounds:
            tried = [[*words[:at], word, *words[at + 1 :]] for word in dictionary]
            words = max(tried, key=self.agreement)
        return words
