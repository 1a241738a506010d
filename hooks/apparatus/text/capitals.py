"""Runs of capitalised words, which may be names: in any script that has capitals.

Small words may stand in a name (`Ministry of Finance`, `Guerre d'Algérie`), by language; what
stands before one (`Mr.`, `Herr`) is no part of it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from .normal import BLOCK
from .sentences import sentence_ends

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN_RE = re.compile(r"(?:[^\W\d_]\.){2,}|(?<!/)[^\W\d_]\.(?= )|[^\W_]+(?:['-][^\W_]+)*")
_ELISION_RE = re.compile(
    r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|[adns]?all|dell|nell|sull|un)'(?=\w)",
    re.IGNORECASE,
)
_ELIDING = ("ca", "fr", "it", "oc")
_OPENING = '"«„‹:([¿¡•—–\ufffc'  # noqa: RUF001 - as typesetters have them
_PARTICLES = "da de del della der di do dos du la las le los van von zu y"
_BETWEEN = {
    "en": "of the and for on",
    "fr": "de du des la le les d' l' et en sur pour à aux",
    "de": "von van zu zur zum der dem",
    "es": "de del la las el los y e para",
    "it": "di del della dei delle degli dell' d' e da per",
    "nl": "van de der den het ten ter en voor",
    "pt": "de do da dos das e para",
    "el": "του της των και για",  # noqa: RUF001 - Greek
    "ru": "и по на",
}
"""Small words that stand inside names, by language; in others those of persons' names."""
_AND = frozenset({"and", "et", "y", "e", "en", "και", "и"})
"""They join two names, unless a small word before says that this is one: `Office of A and B`."""
_AFTER_OTHERS = frozenset({"the", "la", "le", "les", "las", "el", "los", "l'", "der", "den", "dem"})
"""They stand in a name after another small word only: `Secretary of the Treasury`."""
_ARTICLES = frozenset((
    "A", "An", "Das", "Dem", "Den", "Der", "Die", "El", "La", "Le", "Les", "The", "Un", "Una",
    "Une", "Uno",
))  # fmt: skip
_TITLES = frozenset((
    "don", "doña", "dr", "frau", "gen", "gov", "herr", "herrn", "lt", "m", "madame", "miss", "mlle",
    "mme", "monsieur", "mr", "mrs", "ms", "prof", "rep", "sen", "señor", "señora", "sir", "sr",
    "sra", "\u0433", "\u0433-\u043d", "\u0433-\u0436\u0430", "\u03ba", "\u03ba\u03b1",
))  # fmt: skip
_MOST_SMALL = 2
"""So many small words may stand together: `of the`."""


class Word(NamedTuple):
    """A word of a text."""

    text: str
    start: int
    end: int
    opens: bool = False
    """Whether it starts a sentence, where every word is capitalised."""

    @property
    def is_capital(self) -> bool:
        """Whether it starts with a capital letter."""
        return unicodedata.category(self.text[0]) in ("Lu", "Lt")


class Run(NamedTuple):
    """Capitalised words in a row, with the small words between them."""

    words: tuple[Word, ...]
    before: str
    """The word right before it; nothing where a sentence starts, or another mark stands there."""

    @property
    def start(self) -> int:
        """Where it starts."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.words[-1].end

    @property
    def text(self) -> str:
        """Its words, as readers see them."""
        joined = " ".join(word.text for word in self.words)
        return joined.replace("' ", "'")

    @property
    def capitals(self) -> int:
        """How many of its words are capitalised."""
        return sum(word.is_capital for word in self.words)

    def without_first(self) -> Run | None:
        """Leave out the first word, and the small ones after it."""
        rest = self.words[1:]
        while rest and not rest[0].is_capital:
            rest = rest[1:]
        return Run(rest, self.words[0].text) if rest else None

    def without_titles(self) -> Run:
        """Leave out what stands before a name, as `Mr.` does."""
        run = self
        while len(run.words) > 1 and is_title(run.words[0].text):
            run = run.without_first() or run
        return run


def words(text: str, language: str) -> list[Word]:
    """Cut a text in normal form into words; what is elided before one is a word of its own."""
    starts = _sentence_starts(text, language)
    found: list[Word] = []
    for token in _TOKEN_RE.finditer(text):
        start, end = token.span()
        opens = start in starts
        elided = _ELISION_RE.match(token[0]) if language[:2] in _ELIDING else None
        if elided and len(elided[0]) < len(token[0]):
            found.append(Word(elided[0].lower(), start, start + elided.end()))
            start += elided.end()
            opens = False  # nothing but a name has a capital there
        its = text[start:end].removesuffix("'s")
        if its:
            found.append(Word(its, start, start + len(its), opens))
    return found


def _sentence_starts(text: str, language: str) -> set[int]:
    """Find where words are capitalised because of what stands before them."""
    starts = {match.end() for match in re.finditer(rf"[{re.escape(_OPENING)}] ?", text)}
    starts |= {match.end() for match in re.finditer(r"(?:\A|(?<=[\s(\[]))'", text)}
    at = 0
    for block in text.split(BLOCK):
        ends = [0, *sentence_ends(block, language)]
        for end in ends:
            first = next((i for i in range(end, len(block)) if block[i].isalnum()), end)
            starts.add(at + first)
        at += len(block) + 1
    return starts


def runs(text: str, its: list[Word], language: str) -> Iterator[Run]:
    """Find runs of capitalised words among the words of a text."""
    between = frozenset(_BETWEEN.get(language[:2], _PARTICLES).split())
    at = 0
    while at < len(its):
        if not its[at].is_capital:
            at += 1
            continue
        end = _end(text, its, at, between)
        before = its[at - 1] if at and not its[at].opens else None
        touching = before is not None and not text[before.end : its[at].start].strip()
        yield Run(tuple(its[at:end]), before.text if before and touching else "")
        at = end


def _end(text: str, its: list[Word], at: int, between: frozenset[str]) -> int:
    """Find where a run ends that starts at a word."""
    end = at + 1
    small: list[str] = []
    is_one = False
    for i in range(at + 1, len(its)):
        gap = text[its[i - 1].end : its[i].start]
        title = is_title(its[i - 1].text)
        if gap not in ("", " ") and not (gap == ". " and title):
            break
        if its[i].is_capital:
            is_one = is_one or any(word not in _AND for word in small)
            small = []
            end = i + 1
        elif (
            len(small) < _MOST_SMALL
            and its[i].text in between
            and _may_stand(its[i].text, small, is_one=is_one)
        ):
            small.append(its[i].text)
        else:
            break
    return end


def is_title(word: str) -> bool:
    """Whether a word stands before names, as `Mr.` does."""
    return word.lower().rstrip(".") in _TITLES


def is_small(word: str, language: str) -> bool:
    """Whether a word is one that is small inside names: it is no part of one at their start."""
    return word.lower() in _BETWEEN.get(language[:2], _PARTICLES).split() or word in _ARTICLES


def _may_stand(word: str, small: list[str], *, is_one: bool) -> bool:
    if word in _AND:
        return is_one and not small
    return word not in _AFTER_OTHERS or (bool(small) and small[-1] not in _AND)
