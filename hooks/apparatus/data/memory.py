"""What a reading of the data has found sound, so that the next one reads only what has changed.

While a site is served its data are read at each save, and of thousands of items one has changed.
An item is known by its lines, by the vocabulary that it was checked with, and by the page that it
means without a word. Whatever was said of an item, even a warning, lets it be read again.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from .vocabulary import Vocabulary
from .yaml_file import File

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from ..problems import Problem
    from .cutting import Cut
    from .dataset import Dataset
    from .shelf import Made, Make, Shelf

    Files = Sequence[tuple[str, File]]
    Found = tuple[Dataset, list[Problem]]

_MOST = 50
"""If so many items are new, it takes less time to read the whole file."""


class Known:
    """Sound items of each noun, by their lines."""

    def __init__(self, words: Vocabulary | None = None) -> None:
        """Begin without any; those to come were checked with a vocabulary."""
        self._words = words
        self._items: dict[type, dict[str, Any]] = defaultdict(dict)

    @classmethod
    def learned(cls, files: Files, found: Found, before: Known) -> Known:
        """Sort what was found in files; what was known before stays where a file is no help."""
        data, problems = found
        made = cls(words(data))
        said = defaultdict(set)
        for problem in (*problems, *data.unmarked):
            said[problem.where.file].add(problem.where.line - 1)
        rows: dict[int, dict[str | int | None, Any]] = defaultdict(dict)
        for noun, items in data.shelves.items():
            for item in items.values():
                file, index = data.origins[noun, item.id]
                rows[id(file)][index] = item
        for shelf in data.kinds:
            for file in (file for stem, file in files if stem == shelf.stem):
                its, listed = file.cut, rows[id(file)]
                if its is None or not _is_list_of(file, len(its.items), listed):
                    made._items[shelf.noun] |= before._of(shelf.noun, made._words)
                    continue
                told = {its.at(line) for line in said[file.name]}
                made._items[shelf.noun] |= {
                    lines: listed[index]
                    for index, lines in enumerate(its.items)
                    if index in listed and index not in told
                }
        return made

    def read(self, data: Dataset, file: File, noun: type, read: Make) -> Made:
        """Read a file as a function does, or only those of its items that are not known."""
        known = self._of(noun, words(data))
        its = file.cut if known else None
        new = [index for index, lines in enumerate(its.items) if lines not in known] if its else []
        if its is None or len(new) > _MOST:
            return read(file)
        values: list[Any] = [None] * len(its.items)
        made: dict[int, list[Any]] = {}
        problems: list[Problem] = []
        for index in new:
            one = _alone(file, its, index)
            good, wrong = read(one)
            if one.problems or not isinstance(one.document.value, list):
                return read(file)
            if len(one.document.value) != 1:
                return read(file)
            [values[index]], problems = one.document.value, [*problems, *wrong]
            made[index] = [item for _, item in good]
        file.take(its, values)
        sound = [known.get(lines) for lines in its.items]
        data.proven |= {id(item) for item in sound if item is not None}
        listed: list[tuple[int, Any]] = []
        for index, item in enumerate(sound):
            listed += [(index, one) for one in made.get(index, (item,))]
        return listed, problems

    def _of(self, noun: type, words: Vocabulary | None) -> Mapping[str, Any]:
        return self._items.get(noun, {}) if words == self._words else {}


def words(data: Dataset) -> Vocabulary | None:
    """Return the vocabulary that items are checked with; nothing if it has mistakes."""
    return data.vocabulary if data.is_whole(Vocabulary) else None


def _is_list_of(file: File, count: int, listed: Mapping[Any, Any]) -> bool:
    """Whether a file holds so many items, and nothing is wrong with how it is written."""
    if not file.is_parsed:  # all that was kept is sound
        return len(listed) == count
    value = file.document.value
    return not file.problems and isinstance(value, list) and len(value) == count


def _alone(file: File, its: Cut, index: int) -> File:
    """Make a file of one item, with as many lines above as it has: so its places are right."""
    return File(file.name, ("\n" * its.line(index) + its.items[index]).encode())


class Memory:
    """The last reading of a folder of data; it may be read while it comes to rest."""

    def __init__(self) -> None:
        """Begin without any."""
        self._lock = threading.RLock()
        self._files: Files = ()
        self._text = ""
        self._found: Found | None = None
        self._known = Known()
        self._is_learned = True
        self._later: Callable[[], object] | None = None

    def same(self, files: Files, text: str) -> Found | None:
        """Return what was found last, if the files, and the page that they mean, are the same."""
        same = text == self._text and _contents(files) == _contents(self._files)
        return self._found if same else None

    def known(self, text: str) -> Known | None:
        """Return what is known of items that mean a page; nothing before the first reading."""
        with self._lock:
            if text != self._text or self._found is None:
                return None
            if not self._is_learned:
                self._known = Known.learned(self._files, self._found, self._known)
                self._is_learned = True
            return self._known

    def take(
        self, files: Files, text: str, found: Found, later: Callable[[], object] | None = None
    ) -> None:
        """Take what was found in files, and what is to be done about it when there is time."""
        with self._lock:
            if text != self._text:
                self._known = Known()
            self._files, self._text, self._found, self._later = files, text, found, later
            self._is_learned = False

    def rest(self) -> list[Shelf]:
        """Do what was left for when there is time. Out: what shelves there are."""
        with self._lock:
            later, self._later = self._later, None
        if later:
            later()
        self.known(self._text)
        return self._found[0].kinds if self._found else []


def _contents(files: Files) -> Iterable[tuple[str, str, bytes]]:
    return [(stem, file.name, file.content) for stem, file in files]
