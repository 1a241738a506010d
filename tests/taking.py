"""What a text takes word for word of another, however it is written there.

In: the source, and texts or bytes of any kind. Out: the runs of words that both have, as places in
the source. Texts are compared letter by letter: what stands between letters, as spaces, digits,
hyphens, the marks of notes and tags of markup, hides no run.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from apparatus.overlay import normal
from readings import readings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LONGEST = 8
"""So many words in a row may be quoted, and none but quoted ones stand in a row of so many."""
FEW = 5
"""So many words in a row are no chance, if they are as long as so many more may be."""
SHARE = 0.10
"""What may be taken in all, in quotations and in runs of at least a few words."""
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())
_SIGN_RE = re.compile(r"[^\w\x00-\x7f]+")
_LETTER_RE = re.compile(r"[a-z]|[^\W\x00-\x7f]")
_APOSTROPHE = "\u02bc"  # it counts as a letter
_QUOTED_RE = re.compile("“([^“”]*)”")


class Run(NamedTuple):
    """Words in a row that a text shares with its source."""

    first: int
    last: int
    """Which words of the source."""
    quoted: bool = False
    """Whether they are all that stands in a pair of quotation marks."""

    @property
    def words(self) -> int:
        """How many words."""
        return self.last - self.first + 1


class Source:
    """A text, ready to be compared with others.

    It may be given in parts, between which no run goes on.
    """

    def __init__(self, *parts: str) -> None:
        self.words: list[str] = []
        self._starts: dict[int, int] = {}
        self._ends: dict[int, int] = {}
        """Between which letters words start and end, and which; a number has no letters."""
        letters, size = [], 0
        for part in parts:
            for word in normal.words(normal.tidy(part), furnished=True):
                form = _letters(_folded(word.form))
                if form:
                    self._starts[size] = self._ends[size + len(form)] = len(self.words)
                letters.append(form)
                size += len(form)
                self.words.append(word.form)
            letters.append("\n")
            size += 1
        self._letters = "".join(letters)

    @cached_property
    def _step(self) -> int:
        """So many letters that a run has a block of them at a multiple of that number."""
        sizes = [len(_letters(_folded(form))) for form in self.words]
        runs = (sum(sizes[at : at + LONGEST]) for at in range(max(1, len(sizes) - LONGEST + 1)))
        return (max(1, min(runs)) + 1) // 2

    @cached_property
    def _blocks(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for at in range(len(self._letters) - self._step + 1):
            found.setdefault(self._letters[at : at + self._step], []).append(at)
        return found

    def runs(self, text: str) -> set[Run]:
        """Find every run of at least a few words that is no shorter than some of eight."""
        folded = _folded(text)
        letters, step, blocks = _letters(folded), self._step, self._blocks
        hits = [at for at in range(0, len(letters), step) if letters[at : at + step] in blocks]
        shared = {
            grown
            for at in hits
            for its in blocks[letters[at : at + step]]
            if self._run(*(grown := self._grown(letters, at, its)))
        }
        if not shared:
            return set()
        read = _Read(folded, spaced=self._letters.isascii())
        return {run for grown in shared if (run := self._run(*grown, read))}

    def _grown(self, letters: str, at: int, its: int) -> tuple[int, int, int]:
        """Say how far texts are the same around a place: from, to, and how far apart they are."""
        start, end, by = at, at, its - at
        while start and start + by and letters[start - 1] == self._letters[start + by - 1]:
            start -= 1
        while end < len(letters) and letters[end] == self._letters[end + by]:
            end += 1
        return start, end, by

    def _run(self, start: int, end: int, by: int, read: _Read | None = None) -> Run | None:
        """Keep the whole words of what is shared: the source's, and the text's if it is read."""
        starts = (at for at in range(start, end) if at + by in self._starts)
        ends = (at for at in range(end, start, -1) if at + by in self._ends)
        first = next((at for at in starts if not read or at in read.edges), end)
        last = next((at for at in ends if not read or at in read.edges), start)
        if last - first < 2 * self._step - 1:
            return None
        run = Run(self._starts[first + by], self._ends[last + by])
        if read:
            quoted = (first, last) in read.quoted
            run = self._with_numbers(run, read.digits(first), read.digits(last), quoted=quoted)
        return run if run.words >= FEW else None

    def _with_numbers(self, run: Run, before: str, after: str, *, quoted: bool) -> Run:
        """Add the numbers that stand around words in both texts."""
        first, last, words = run.first, run.last, self.words
        while first and words[first - 1].isdecimal() and before.endswith(words[first - 1]):
            first -= 1
            before = before.removesuffix(words[first])
        while (
            words[last + 1 :] and words[last + 1].isdecimal() and after.startswith(words[last + 1])
        ):
            last += 1
            after = after.removeprefix(words[last])
        return Run(first, last, quoted)

    def quotations(self, text: str) -> set[Run]:
        """Find what is quoted of it: quotations that are its own, and runs in other ones."""
        found: set[Run] = set()
        for quoted in _QUOTED_RE.findall(text):
            whole = self._whole(_letters(_folded(quoted)))
            found |= {whole} if whole else self.runs(quoted)
        return found

    def _whole(self, letters: str) -> Run | None:
        """Find where some words stand in it, without a letter more."""
        at = self._letters.find(letters) if letters else -1
        while at >= 0:
            end = at + len(letters)
            if at in self._starts and end in self._ends:
                return Run(self._starts[at], self._ends[end], quoted=True)
            at = self._letters.find(letters, at + 1)
        return None


class _Read:
    """A text that shares something: between which letters of it words and quotations end."""

    def __init__(self, folded: str, *, spaced: bool) -> None:
        number = {found.start(): at for at, found in enumerate(_LETTER_RE.finditer(folded))}
        parts = {place for place in number if place - 1 not in number}
        if not spaced:  # there are scripts in which each letter is a word
            parts |= {word.start for word in normal.words(folded, furnished=True)} & {*number}
        self.edges = {len(number), *(number[place] for place in parts)}
        self._folded, self._places = folded, [-1, *number, len(folded)]
        self.quoted = set()
        for found in _QUOTED_RE.finditer(folded):
            held = [number[place] for place in range(*found.span()) if place in number]
            if held:
                self.quoted.add((held[0], held[-1] + 1))

    def digits(self, at: int) -> str:
        """Read the digits that stand before a letter."""
        return re.sub(r"\D", "", self._folded[self._places[at] + 1 : self._places[at + 1]])


def _folded(text: str) -> str:
    """Bring a text into small letters without accents, ligatures and other forms."""
    return unicodedata.normalize("NFKD", text).casefold().replace(_APOSTROPHE, "'")


def _letters(folded: str) -> str:
    if not folded.isascii():
        folded = _SIGN_RE.sub("", folded)
    return folded.encode(errors="ignore").translate(None, _NO_LETTERS).decode()


def taken(data: bytes, source: Source) -> set[Run]:
    """Find all that something takes, quoted or not."""
    texts = readings(data)
    return {run for text in texts for run in source.runs(text) | source.quotations(text)}


def share(runs: Iterable[Run], source: Source) -> float:
    """Say how much of its source can be read from some runs."""
    read = {at for run in runs for at in range(run.first, run.last + 1)}
    return len(read) / len(source.words)


def excess(taken: Iterable[tuple[str, set[Run]]], source: Source) -> Iterator[str]:
    """Say which things take more than they may, and how much; no word of it is said."""
    for name, runs in taken:
        for run in sorted(runs):
            if run.words > LONGEST or (run.words == LONGEST and not run.quoted):
                yield f"{name}: {run.words} words in a row, from word {run.first} of the source"
        if (part := share(runs, source)) > SHARE:
            yield f"{name}: {part:.0%} of the source, in quotations and runs of {FEW} words or more"


def without_headline(copy: str, headline: str) -> tuple[str, ...]:
    """Part a copy at its headline, which is a fact: a line that only short ones stand before."""
    lines = normal.tidy(copy).split("\n")
    asked = _letters(_folded(headline))
    for number, line in enumerate(lines):
        if asked and _letters(_folded(line)) == asked:
            return "\n".join(lines[:number]), "\n".join(lines[number + 1 :])
        if len(normal.words(line, furnished=True)) >= LONGEST:
            break
    return (copy,)
