"""Citations of works in a style, as runs of text: no HTML, and no trust in the data.

A program of others knows the styles (see `citeproc`). What it has made is kept between builds: a
build without a new work never starts it.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from functools import lru_cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import words
from ..data import kept as keeping
from ..data.citation_style import STYLES
from ..data.csl_variables import DATES
from ..data.source import TAG_RE, untagged
from ..text import dates
from . import citeproc, csl

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..data.model import Source
    from ..words import Words
    from .citeproc import Entry, Run

CHICAGO = STYLES / "chicago-notes-bibliography.csl"
APA = STYLES / "apa.csl"
MLA = STYLES / "modern-language-association.csl"
_SOURCE_LANGUAGE = "en-US"
_MOST = 2000
"""So many citations of single works are kept, those of works of before among them."""
_RANGES = ("volume", "issue", "number")
_RANGE_RE = re.compile(r"(?<=\d)-(?=\d)")
_TITLES = ("title", "container-title")
# After an abbreviation the library takes a small word for the first of a sentence.
_SMALL_WORD_RE = re.compile(r"(?<=[A-Z]\.[A-Z]\. )(a|an|and|as|at|but|by|for|in|of|on|or|the|to)\b")
_AS_IT_IS = r'<span class="nocase">\1</span>'
_SORT_RE = re.compile(r"<bibliography\b.*?<sort>", re.DOTALL)
_NOT_PRINTED = ("note", "custom")
"""What the bibliography says in its own way."""


class Citing:
    """Cites works, and keeps what has been made in a file for later builds."""

    def __init__(self, kept: Path | None, language: str) -> None:
        """Take the file, if any, and the language of words and dates; English without one."""
        self._kept, self._language = kept, language or _SOURCE_LANGUAGE
        self._words = words.of(language)
        self._known = _read(kept)
        self.wrong = ""
        """Why works have been cited without a style, if they have been."""

    def listed(self, style: Path, works: Sequence[Source]) -> list[tuple[Source, list[Run]]]:
        """Cite all works of a list, in the order of the style."""
        items = [item(work, self._words) for work in works]
        xml = _read_style(style)
        key = self._key(xml, items)
        if key not in self._known:
            self._keep({key: self._made(xml, items, alone=False)})
        return [(works[number], _runs(its)) for number, its in self._known[key]]

    def alone(self, style: Path, works: Sequence[Source]) -> list[list[Run]]:
        """Cite works as if there were no others, in the order given, their titles as they are."""
        each = [_as_is(work, self._words) for work in works]
        xml = _read_style(style)
        keys = [self._key(xml, item) for item in each]
        items = dict(zip(keys, each, strict=True))
        if missing := [key for key in items if key not in self._known]:
            made = self._made(xml, [items[key] for key in missing], alone=True)
            fresh = {missing[number]: its for number, its in made}
            known = [*self._known.items()][-max(_MOST - len(items), 0) :]
            self._keep(dict(known) | {key: self._known.get(key) for key in items} | fresh)
        return [_runs(self._known[key]) for key in keys]

    def _made(self, xml: str, items: Sequence[dict[str, Any]], *, alone: bool) -> list[Entry]:
        try:
            made = citeproc.cite(xml, items, self._language, alone=alone) if items else []
            # Some works a style does not list: the Chicago Manual's no entries of encyclopedias.
            if unprinted := {number for number, runs in made if not runs}:
                items = [_otherwise(it) if at in unprinted else it for at, it in enumerate(items)]
                made = citeproc.cite(xml, items, self._language, alone=alone)
        except citeproc.StyleError as error:
            self.wrong, made = str(error), [(number, []) for number in range(len(items))]
        return [(number, runs or [citeproc.Run(_title(items[number]))]) for number, runs in made]

    def _key(self, xml: str, items: object) -> str:
        return _hash(_made_with(), xml, self._language, json.dumps(items))

    def _keep(self, known: dict[str, Any]) -> None:
        self._known = known
        if self._kept and not self.wrong:
            keeping.write(self._kept, json.dumps(known).encode())


def sorts(style: Path) -> bool:
    """Whether a style has an order of its own, and not that in which works are cited."""
    return bool(_SORT_RE.search(_read_style(style)))


def _read_style(style: Path) -> str:
    return style.read_text(encoding="utf-8", errors="replace")


def text(runs: Iterable[Run]) -> str:
    """Return a citation without its type."""
    return "".join(run.text for run in runs)


def item(source: Source, its_words: Words = words.ENGLISH) -> dict[str, Any]:
    """Describe a work in CSL-JSON, as it is to be printed."""
    made = csl.item(source) | {"title": source.title or source.id}
    for name in _TITLES:
        if name in made:
            made[name] = _SMALL_WORD_RE.sub(_AS_IT_IS, str(made[name]))
    for name in _RANGES:
        if name in made:
            made[name] = _RANGE_RE.sub("–", str(made[name]))  # noqa: RUF001 - the dash of ranges
    made |= {key: its for key in DATES if (its := _said(source.date(key), its_words))}
    return {key: its for key, its in made.items() if key not in _NOT_PRINTED}


def _said(value: str, its_words: Words) -> dict[str, str]:
    """Say a date in our words where styles know none, as for the end of an open time.

    In other languages than English, styles say seasons and years before Christ badly.
    """
    date = dates.read(value)
    if not date:
        return {}
    known = [point for point in (date.start, date.end) if point]
    old = {point.year < 1 for point in known}
    ours = len(old) > 1 or (True in old and its_words.language)
    if not its_words.foreign:
        unsaid = len(known) == 1 or any(point.unknown for point in known)
        season = any(point.exact == "season" for point in known)
        ours = ours or unsaid or (season and its_words.language)
    return {"literal": its_words.plain.date(value)} if ours else {}


def _as_is(source: Source, its_words: Words) -> dict[str, Any]:
    """Describe one of the edition's own pages, whose titles are mere text."""
    made, given = item(source, its_words), csl.item(source) | {"title": source.title or source.id}
    titles = {name: TAG_RE.sub(_untagged, str(given[name])) for name in _TITLES if name in made}
    return made | {name: f'<span class="nocase">{its}</span>' for name, its in titles.items()}


def _untagged(tag: re.Match[str]) -> str:
    return tag[0].replace("<", f"<{citeproc.NOTHING}")


def _title(item: dict[str, Any]) -> str:
    return untagged(str(item["title"]))


def _otherwise(item: dict[str, Any]) -> dict[str, Any]:
    """Call a work something that any style lists."""
    return item | {"type": "chapter" if item.get("container-title") else "webpage"}


def _runs(rows: Iterable[Iterable[Any]]) -> list[Run]:
    return [citeproc.Run(text, tuple(types), href) for text, types, href in rows]


def _hash(*parts: str) -> str:
    return blake2b("\0".join(parts).encode(errors="replace"), digest_size=20).hexdigest()


@lru_cache(maxsize=1)
def _made_with() -> str:
    """Hash the code that makes citations."""
    files = (Path(__file__), Path(citeproc.__file__), Path(csl.__file__))
    return _hash(*(path.read_text(encoding="utf-8") for path in files), version("pypandoc-binary"))


def _read(kept: Path | None) -> dict[str, Any]:
    """Read what was kept, or nothing when it is missing or damaged."""
    with suppress(ValueError):
        body = keeping.read(kept) if kept else None
        known: dict[str, Any] = json.loads(body) if body else {}
        return known
    return {}
