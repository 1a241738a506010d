"""Japanese and Chinese words in data and settings, whose language has to be named."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING

from ..problems import Position, Problem
from ..text.scripts import run_re, runs, unspoken
from .csl_variables import DATES, NAMES
from .walk import spelt, texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .dataset import Dataset, Noun
    from .yaml_file import File, Path

_LATIN = "Use Latin letters here."
_UNCHECKED = frozenset((
    *NAMES, *DATES, "abstract", "annote", "custom", "keyword", "language",  # as others write them
    "names", "original_title", "exact", "aliases",  # templates name their language
    # Nobody reads these.
    "id", "archived", "entry", "page", "URL", "sources", "see", "not_in", "same_as", "sort",
))  # fmt: skip


def in_data(data: Dataset) -> Iterator[Problem]:
    """Find what would be printed without its language; of each field the first such words."""
    for noun, items in data.shelves.items():
        for item in data.unproven(items.values()):
            yield from _in_item(data, item) if is_dataclass(noun) else _in_file(data.file(item))


def _in_item(data: Dataset, item: Noun) -> Iterator[Problem]:
    for path, text in texts(item, _UNCHECKED):
        if text.isascii():
            continue
        bare = unspoken(text) if path == ("body",) else text
        for words in runs(bare)[:1]:
            yield _in_field(data, item, path, words)


def _in_file(file: File) -> Iterator[Problem]:
    """Find such words in a file of points, where no language can be named."""
    text = file.text
    for run in run_re().finditer(text):
        message = f"the point '{run[0]}' does not say which language it is in."
        yield Problem(Position.at(file.name, text, run.start()), message, _LATIN)


def _in_field(data: Dataset, noun: Noun, path: Path, words: str) -> Problem:
    where = data.place(noun, *path, words=words)
    key = next(str(step) for step in reversed(spelt(path)) if isinstance(step, str))
    message = f"{key} '{words}' does not say which language it is in."
    return Problem(where, message, _hint(key, noun, words))


def _hint(key: str, noun: Noun, words: str) -> str:
    known = {field.name for field in fields(noun)}  # type: ignore[arg-type]
    if key == "body":
        return f'Write <span lang="ja">{words}</span>, or lang="zh" for Chinese.'
    if key == "title" and "original_title" in known:
        return "Put it under 'original-title', and a translation under 'title'."
    if "names" in known:
        return f"Use Latin letters here, and put it under 'names: {{ja: {words}}}'."
    return _LATIN


def in_settings(text: str, file: str, titles: Iterable[str]) -> Iterator[Problem]:
    """Find titles in a site's settings that its pages would show without their language.

    In: the settings as their author wrote them, their file's name, and the titles.
    """
    for title in titles:
        for words in runs(unspoken(title))[:1]:
            message = f"'{words}' in '{title}' does not say which language it is in."
            hint = "Use Latin letters in titles: navigation can name no language."
            yield Problem(Position(file).further(text, words), message, hint)
