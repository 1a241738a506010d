"""A site's own words in place of the engine's: `Layers: Calques` in `data/words.yml`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from .. import words
from ..problems import Problem, phrases

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from ..problems import Position
    from .dataset import Dataset
    from .yaml_file import File

_FILLED_RE = re.compile(r"%(?:\((\w+)\)s|.?)")


class OwnWord(NamedTuple):
    """A message, and what a site says in its place."""

    id: str
    """In English."""
    own: str


def read(data: Dataset, files: Sequence[File]) -> Iterator[Problem]:
    """Read the words of all files, and find those that the engine does not have."""
    known = words.known()
    for file in files:
        document = file.document
        yield from file.problems
        if not isinstance(document.value, dict | None):
            expected = "one English word of the engine and one of your own on each line"
            where = document.position(())
            yield Problem(where, f"this file must be {expected}.", "Write 'Layers: Calques'.")
            continue
        for english, own in (document.value or {}).items():
            where = document.position((english,))
            if english not in known:
                key = document.position((english,), key=True)
                yield phrases.unknown(key, "word", english, known, "Write it as English pages do.")
            elif own is None or own == "":
                yield phrases.empty(where, english)
            elif not isinstance(own, str):
                spelt = document.spelt.get((english,), "")
                yield phrases.not_text(where, english, "text", own, spelt)
            elif wrong := list(_unfilled(where, own, known[english])):
                yield from wrong
            else:
                data.put(OwnWord(english, own), file, english)


def _unfilled(where: Position, own: str, names: Collection[str]) -> Iterator[Problem]:
    """Find what nothing is put in for."""
    for found in _FILLED_RE.finditer(own):
        if found[1] not in names:
            shown = " ".join(f"%({name})s" for name in names)
            hint = f"What can be filled in here: {shown}." if names else "Write it in another way."
            yield Problem(where, f"nothing is put in the place of '{found[0]}'.", hint)
