"""What is published of a text that may not be printed: `overlay.yml`, as its command writes it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..overlay import sketch
from .target import ANNOTATED

_RANGE_RE = re.compile(r"([1-9]\d*)-([1-9]\d*)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Passage:
    """Some paragraphs of the text, and where their notes' words stand."""

    blocks: tuple[str, ...]
    """Those of the page which retell it."""
    words: int
    """How many it has."""
    tag: str
    """A slow hash of all of them."""
    sketch: str
    """What tells that a passage is much like it."""
    notes: dict[str, str] = field(default_factory=dict)
    """By the ids of notes: the first and the last of the words that each is about, as `3-5`."""

    def range(self, note: str) -> tuple[int, int] | None:
        """Return the words that a note is about, counted from 1; nothing if they are no range."""
        found = _RANGE_RE.fullmatch(self.notes.get(note, ""))
        its = (int(found[1]), int(found[2])) if found else None
        return its if its and its[0] <= its[1] <= self.words else None


@dataclass(frozen=True, slots=True)
class Overlay:
    """All passages of the text, in order."""

    rule: int
    """The version of the rule by which copies are read."""
    salt: str
    """What makes hashes of one edition none of another."""
    rounds: int
    """How slow a hash is."""
    passages: tuple[Passage, ...]
    """The text, in order."""
    page: str = ANNOTATED
    """The page that retells it."""
    without: tuple[str, ...] = ()
    """Blocks of that page which retell nothing of the text."""

    @property
    def print(self) -> sketch.Print:
        """What copies are compared with."""
        its = [sketch.Passage(p.words, p.tag, int(p.sketch, 16)) for p in self.passages]
        return sketch.Print(self.salt, self.rounds, its)

    @property
    def id(self) -> str:
        """Its file's name: there is one."""
        return "overlay"
