"""What `overlay.yml` has before it is made anew: its salt must stay, and so may its places."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

from ..data import yaml_file
from ..data.overlay import Overlay, Passage
from ..data.overlay_checks import SALT_RE
from ..problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ..data.dataset import Dataset
    from ..overlay import fingerprint
    from .project import Project

FILE = "overlay.yml"
Words = dict[int, dict[str, tuple[int, int]]]
"""By passage: the first and the last of the words that each note is about."""


class Before(NamedTuple):
    """The file as it is, as far as it can be read; all is empty without one."""

    salt: str = ""
    page: str = ""
    passages: Sequence[Passage] = ()
    without: Sequence[str] = ()
    """The numbered paragraphs of the page that retell nothing."""
    its: Overlay | None = None
    """All of it, if nothing in it is wrong."""

    @classmethod
    def read(cls, project: Project, data: Dataset) -> tuple[Before, list[Problem]]:
        """Read it. A salt that is lost is never made anew without a word."""
        path = project.data_folder / FILE
        if not path.is_file():
            return cls(), []
        document, _ = yaml_file.read(project.shown(path), path.read_bytes())
        value = document.value if isinstance(document.value, dict) else {}
        salt = str(value.get("salt") or "")
        if not SALT_RE.fullmatch(salt):
            message = "the salt cannot be read here, and with another one more can be found out."
            hint = "Put the file back as it was published; or delete it, if it never was."
            return cls(), [Problem(document.position(("salt",)), message, hint)]
        its = next(iter(data.of(Overlay).values()), None)
        without = value.get("without")
        left = [*map(str, without)] if isinstance(without, list) else []
        return cls(salt, str(value.get("page") or ""), [*_passages(value)], left, its), []


def _passages(value: Mapping[str, Any]) -> Iterator[Passage]:
    listed = value.get("passages")
    for one in listed if isinstance(listed, list) else []:
        match one:
            case {"blocks": list(blocks), "words": int(words)}:
                notes = one.get("notes")
                its = {str(n): str(w) for n, w in notes.items()} if isinstance(notes, dict) else {}
                yield Passage(tuple(map(str, blocks)), words, "", "", its)


def kept(
    before: Sequence[Passage],
    made: Sequence[fingerprint.Passage],
    blocks: Sequence[str],
    data: Dataset,
) -> tuple[Words, list[str]]:
    """Keep the words of notes where the text has not changed, whatever is one passage by now.

    Out: also the notes of which they are lost, as their paragraphs are others.
    """
    words: Words = {}
    lost = []
    ends = list(accumulate(one.words for one in made))
    news = [tuple(blocks[one.first : one.last + 1]) for one in made]
    lengths = [one.words for one in made]
    old_ends = list(accumulate(one.words for one in before))
    is_same = old_ends[-1:] == ends[-1:]
    for old, end in zip(before, old_ends, strict=True):
        offset: int | None = end - old.words if is_same else None
        if (
            not is_same
            and old.blocks in news
            and lengths[at := news.index(old.blocks)] == old.words
        ):
            offset = ends[at] - old.words
        for note, its in ((note, old.range(note)) for note in old.notes):
            if its is None or note not in data.annotations:
                continue
            block = data.annotations[note].target.name
            place = None if offset is None else (offset + its[0], offset + its[1])
            number = _holding(place, ends, lengths)
            if place is None or number is None or block not in news[number]:
                lost.append(note)
            else:
                start = ends[number] - lengths[number]
                words.setdefault(number, {})[note] = (place[0] - start, place[1] - start)
    return words, lost


def _holding(
    place: tuple[int, int] | None, ends: Sequence[int], lengths: Sequence[int]
) -> int | None:
    """Find the passage that has some words of the text, counted through it."""
    if place is None:
        return None
    found = (
        number
        for number, (end, length) in enumerate(zip(ends, lengths, strict=True))
        if end - length < place[0] and place[1] <= end
    )
    return next(found, None)
