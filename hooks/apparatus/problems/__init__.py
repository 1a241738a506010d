"""What an author has to fix, as values.

The core never logs and never stops a build: it collects problems, and the edge (a hook, a test,
a command) decides what they mean.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from ..late import late

if TYPE_CHECKING:
    from collections.abc import Iterable

__getattr__ = late(__name__)
MOST = 20
"""How many problems of one file are named."""
_PRINTED = "“”„‟‘’‚‛«»‹›「」『』＂"  # noqa: RUF001 - the very signs


class Position(NamedTuple):
    """A place in a source file; prints in the form that editors can jump to."""

    file: str
    """Path relative to the project, with forward slashes."""
    line: int = 1
    """1-based."""
    column: int = 1
    """1-based, in characters."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"

    @classmethod
    def at(cls, file: str, text: str, index: int) -> Position:
        """Turn a 0-based character index of a file's text into a position."""
        starts = _starts(text)
        line = bisect_right(starts, index)
        return cls(file, line, index - starts[line - 1] + 1)

    def further(self, text: str, words: str, nth: int = 0, end: Position | None = None) -> Position:
        """Find the n-th place after this one where the file's text writes some words.

        YAML may have folded them over lines, or have doubled or escaped their quotation marks. In:
        also where to stop. Out: this place if they are not there.
        """
        stop = len(text) if end is None else end.offset(text)
        places = re.compile(written(words)).finditer(text, self.offset(text), stop)
        found = next(islice(places, nth, None), None)
        return self if found is None else Position.at(self.file, text, found.start())

    def offset(self, text: str) -> int:
        """Turn the position back into a 0-based index of the file's text."""
        starts = _starts(text)
        return starts[min(self.line, len(starts)) - 1] + self.column - 1


@lru_cache(maxsize=4)
def _starts(text: str) -> list[int]:
    """Find where the lines of a text begin: one of thousands of mistakes asks for it each time."""
    return [0, *(found.end() for found in re.finditer("\n", text))]


class Problem(NamedTuple):
    """Something an author has to fix: where, what is wrong, and what would be right."""

    where: Position
    message: str
    """One sentence, present tense, with the offending value in quotes."""
    hint: str = ""
    """What to do about it; empty when there is no good guess."""
    stops: bool = True
    """Whether nothing can be built with it; else it is a warning."""
    minor: bool = False
    """Whether it is no warning either, and a strict build goes on with it."""

    def __str__(self) -> str:
        where = f"{self.where}: " if self.where.file else ""
        return f"{where}{self.message}" + (f" {self.hint}" if self.hint else "")


def in_order(*stages: Iterable[Problem]) -> list[Problem]:
    """Put problems into the order of causes, each once.

    In: what was found, stage by stage, as later ones may come of earlier ones. Out: within a stage
    they are in order of place.
    """
    return list(dict.fromkeys(problem for stage in stages for problem in sorted(stage)))


def shortened(problems: Iterable[Problem], most: int = MOST) -> list[Problem]:
    """Name so many problems of each file, and count the rest of it in its last line."""
    files: dict[str, list[Problem]] = {}
    shown: list[Problem] = []
    for problem in problems:
        its = files.setdefault(problem.where.file, [])
        its.append(problem)
        if len(its) <= most:
            shown.append(problem)
    for its in files.values():
        if further := its[most:]:
            last = max(
                place for place, one in enumerate(shown) if one.where.file == its[0].where.file
            )
            message = f"and {len(further)} more like this."
            rest = Problem(
                further[0].where,
                message,
                "Mend the first ones, then look again.",
                stops=any(one.stops for one in further),
                minor=all(one.minor for one in further),
            )
            shown.insert(last + 1, rest)
    return shown


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Name the nearest known value as a hint, or nothing when none is near."""
    near = "" if (marked := printed_marks(word)) else nearest(word, known)
    return f"Did you mean '{near}'?" if near else marked


def printed_marks(value: object, *, bare: bool = False) -> str:
    """Say that the marks around a value are those of print, which word processors put there.

    In: whether it needs none at all. Out: nothing if it has no such marks.
    """
    ends = (value[:1], value[-1:]) if isinstance(value, str) else ()
    odd = dict.fromkeys(sign for sign in ends if sign and sign in _PRINTED)
    if not odd:
        return ""
    plain = str(value).strip(f"{_PRINTED}\"'")
    these, meant = " and ".join(odd), plain if bare else f'"{plain}"'
    if len(odd) == 1:
        return f"The sign {these} is part of the value here, and no quotation mark: write {meant}."
    return f"The signs {these} are part of the value here, and no quotation marks: write {meant}."


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known value that is nearest, or nothing when none is near."""
    from .likeness import speller  # noqa: PLC0415 - few builds make guesses

    return speller(tuple(known)).nearest(word)


def written(words: str) -> str:
    """Make a pattern for some words as YAML may have them."""
    signs = {" ": r"\s+", "\n": r"\s+", "'": "'{1,2}", '"': r'\\?"', "\\": r"\\{1,2}"}
    unseen = {s: rf"(?:{re.escape(s)}|\\x{ord(s):02x})" for s in words if not s.isprintable()}
    return "".join(signs.get(s) or unseen.get(s) or re.escape(s) for s in words)


def one_of(names: Iterable[str]) -> str:
    """List allowed values for a message."""
    return ", ".join(names)
