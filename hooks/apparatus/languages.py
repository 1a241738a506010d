"""Japanese and Chinese words, whose language has to be named: `<span lang="ja">…</span>`.

Screen readers, fonts and line breaks depend on it. Kanji alone do not say which language they are,
so nothing is guessed: the author says it. A site that is in Japanese or Chinese as a whole says so
for every page, and is not asked.
"""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from functools import cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from .problems import Position, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .dataset import Dataset, Noun

_SIGNS = (
    "\u2e80-\u2fdf\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)  # kanji and kana; the Korean alphabet says by itself which language it is
_BETWEEN = "\u3001-\u301f\u30fb\uff01-\uff5e"
_NAMED_RE = re.compile(r"(?:ja|zh)\b", re.IGNORECASE)
_SPAN_RE = re.compile(r'<span lang="(?:ja|zh)[\w-]*">.*?</span>', re.DOTALL)
VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
))  # fmt: skip
"""Elements of HTML that hold nothing."""
_LATIN = "Use Latin letters here."
_UNCHECKED = frozenset(
    (
        *("ja", "kana", "original_title", "exact", "aliases"),  # templates name their language
        *("id", "entry", "page", "URL", "sources", "see"),  # nobody reads them
    )
)


def named(language: str) -> bool:
    """Whether a language tag stands for Japanese or Chinese."""
    return _NAMED_RE.match(language) is not None


@cache
def run_re() -> re.Pattern[str]:
    """Match words with the signs, initials and figures between them.

    Compiled when the first text asks for it: that takes longer than to import this module.
    """
    return re.compile(
        f"(?:[A-Z0-9]{{1,4}}\u30fb)?[{_SIGNS}]"
        f"(?:[{_SIGNS}{_BETWEEN}]| (?=[{_SIGNS}])|[A-Z0-9]{{1,4}}(?=[{_SIGNS}\u30fb]))*"
    )


def runs(text: str) -> list[str]:
    """Find the Japanese and Chinese words of a text, in order."""
    return [] if text.isascii() else run_re().findall(text)


def with_language(text: str, spoken: Iterable[str] = ()) -> str:
    """Mark such words, in a text that is to be printed as HTML.

    `spoken` holds what their author says of each run of them, in order; without it they count as
    Japanese.
    """
    if text.isascii() or not run_re().search(text):
        return text
    said = iter(spoken)

    def mark(run: re.Match[str]) -> str:
        language = next(said, "")
        return f'<span lang="{escape(language) if named(language) else "ja"}">{run[0]}</span>'

    marked = run_re().sub(mark, escape(text))
    return Markup(marked)  # noqa: S704 - escaped above


class Spoken(HTMLParser):
    """Reads HTML, and keeps an eye on what is open and in which language."""

    def __init__(self, language: str) -> None:
        """Take the language that is spoken around."""
        super().__init__()
        self.open = [("", language)]

    @property
    def language(self) -> str:
        """The language of what is read now; empty if none is named."""
        return self.open[-1][1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter an element."""
        if tag not in VOID:
            self.open.append((tag, dict(attrs).get("lang") or self.language))

    def handle_endtag(self, tag: str) -> None:
        """Leave an element, and what was left open in it."""
        for at in range(len(self.open) - 1, 0, -1):
            if self.open[at][0] == tag:
                del self.open[at:]
                break


def left_open(html: str, language: str) -> str:
    """Return the language at the end of a piece of HTML, whose own language is given."""
    spoken = Spoken(language)
    spoken.feed(html)
    return spoken.language


# -- data and settings: what their author wrote --------------------------------------------------


def in_data(nouns: Iterable[Noun], dataset: Dataset) -> Iterator[Problem]:
    """Find fields that would be printed without their language; the first words of each."""
    for noun in nouns:
        for path, text in _fields(noun):
            bare = _SPAN_RE.sub("", text) if path == ("body",) else text
            for words in runs(bare)[:1]:
                yield _in_field(dataset, noun, path, words)


def _fields(noun: Any) -> Iterator[tuple[tuple[str | int, ...], str]]:  # noqa: ANN401 - any noun
    """List the fields that hold more than ASCII, with the way to each."""
    for field in fields(noun):
        if field.name not in _UNCHECKED:
            value = getattr(noun, field.name)
            yield from (((field.name, *path), text) for path, text in _texts(value))


def _texts(value: object) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, str):
        if not value.isascii():
            yield (), value
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from (((number, *path), text) for path, text in _texts(item))
    elif is_dataclass(value):
        yield from _fields(value)


def _in_field(dataset: Dataset, noun: Noun, path: tuple[str | int, ...], words: str) -> Problem:
    spelt = tuple(step.replace("_", "-") if isinstance(step, str) else step for step in path)
    file, _ = dataset.origins[type(noun).__name__, noun.id]
    where = dataset.position(noun, *spelt)
    where = where.further(file.content.decode("utf-8-sig"), words)
    key = next(str(step) for step in reversed(spelt) if isinstance(step, str))
    message = f"{key} '{words}' does not say which language it is in."
    return Problem(where, message, _hint(key, noun, words))


def _hint(key: str, noun: Noun, words: str) -> str:
    known = {field.name for field in fields(noun)}
    if key == "body":
        return f'Write <span lang="ja">{words}</span>, or lang="zh" for Chinese.'
    if key == "title" and "original_title" in known:
        return "Put it under 'original-title', and a translation under 'title'."
    if "names" in known:
        return f"Use Latin letters here, and put it under 'names: {{ja: {words}}}'."
    return _LATIN


def in_tables(dataset: Dataset) -> Iterator[Problem]:
    """Find such words in the points of figures, where no language can be named."""
    for name in dataset.tables:
        file, _ = dataset.origins["Table", name]
        text = file.content.decode("utf-8-sig")
        for run in run_re().finditer(text):
            message = f"the point '{run[0]}' does not say which language it is in."
            yield Problem(Position.at(file.name, text, run.start()), message, _LATIN)


def in_settings(text: str, file: str, titles: Iterable[str]) -> Iterator[Problem]:
    """Find titles in a site's settings that its pages would show without their language.

    In: the settings as their author wrote them, their file's name, and the titles.
    """
    for title in titles:
        for words in runs(_SPAN_RE.sub("", title))[:1]:
            message = f"'{words}' in '{title}' does not say which language it is in."
            hint = "Use Latin letters in titles: navigation can name no language."
            yield Problem(Position(file).further(text, words), message, hint)
