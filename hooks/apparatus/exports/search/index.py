"""`search/index.js`: every passage of the site, with its names and what kind of thing it is.

It is a script and not JSON, so that a search works from a disk too, where pages may not read files.
The words themselves stand in it, not an index of them: that is smaller, and made in a moment.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from ...data.model import BIBLIOGRAPHY
from ...links import search_names
from ...text import inline
from ...text.addresses import iri
from ...text.places import Place, paragraph_number
from ...words import first_upper
from .passages import NONE, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ...data.model import Entity
    from ...words import Words as Own
    from ..site import Site
    from .passages import Passage

FILE = "assets/search/index.js"
_MANY = 12
"""A number that is as good as any other that is not one."""
_TITLE = 60
"""How long a title may be that is made of a text's first words."""


class Row(NamedTuple):
    """A passage as the script reads it."""

    page: int
    anchor: str
    kind: str
    """In a word or two, as readers see it."""
    title: str
    text: str
    names: list[str]
    """By which it is found before anything that mentions them."""
    rank: int
    """1 for an entry; -1 for a work, which is to be found after what is told here."""
    titled: list[int | str]
    """Where the title is in another language: start, length, language, start …"""
    spoken: list[int | str]
    """The same for the text."""


def write(
    site: Site, titles: Mapping[str, str], passages: Mapping[str, list[Passage]], words: Own
) -> str:
    """Write what can be found: pages' titles by path, and the passages of those to be searched."""
    rows = _Rows(site, titles, list(passages), words.plain)
    found = [rows.of(path, passage) for path, its in passages.items() for passage in its]
    index = {
        "words": {**_said(words.plain), **words.lang},
        "pages": [[iri(site.urls[path]), titles.get(path, "")] for path in passages],
        "otherwise": [
            [iri(site.urls[path]), titles.get(path, "")]
            for path in site.edition.search or ()
            if path in site.urls
        ],
        "passages": [_short(row) for row in found],
    }
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    for sign in "\u2028\u2029":  # older browsers end a line there
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return f"apSearchIndex={text}\n"


def _said(words: Own) -> dict[str, str]:
    """List what the script says to readers."""
    count, shown = {"num": "{count}"}, {"shown": "{shown}", "count": "{count}"}
    return {
        "hits": words.gettext("Matches"),
        "none": words.gettext("Nothing found for “%(query)s”.") % {"query": "{query}"},
        "one": words.ngettext("%(num)s match", "%(num)s matches", 1) % {"num": 1},
        "all": words.ngettext("%(num)s match", "%(num)s matches", _MANY) % count,
        "some": words.gettext("The first %(shown)s of %(count)s matches") % shown,
        "look": words.gettext("Look in:"),
    }


class _Rows:
    """Names passages by the data."""

    def __init__(self, site: Site, titles: Mapping[str, str], paths: list[str], words: Own) -> None:
        self._site, self._titles, self._data = site, titles, site.data
        self._words = words
        self._places = {path: at for at, path in enumerate(paths)}
        self._entities = {(one.page, one.fragment): one for one in site.data.entities.values()}
        self._sources = {one.anchor: one for one in site.data.sources.values()}

    def of(self, path: str, passage: Passage) -> Row:
        """Say what a passage is."""
        anchor, page = passage.anchor, self._titles.get(path, "")
        if entity := self._entities.get((path, anchor)):
            names = [entity.name, *search_names.of(entity)]
            row = self._row(path, passage, self._kind(entity), entity.name, names)
            return row._replace(
                rank=1, text=row.text or " ".join(inline.plain(entity.gloss).split())
            )
        note = self._data.annotations.get(anchor)
        if note and note.target.page == path:
            kind = first_upper(self._words.place(Place("note", note.number)))
            title = note.title or note.target.called(self._words)
            return self._row(path, passage, kind, title, [kind, note.id])
        if path == BIBLIOGRAPHY and (source := self._sources.get(anchor)):
            its = self._data.short(source.id).said(self._words)
            row = self._row(path, passage, self._words.gettext("Source"), its)
            return row._replace(text=source.plain, rank=-1, spoken=[])
        if (number := paragraph_number(anchor)) is not None:
            title = first_upper(self._words.place(Place("paragraph", str(number))))
            return self._row(path, passage, page, title, [title, anchor])
        title = passage.title.text or _beginning(passage.text.text)
        return self._row(path, passage, page if anchor else self._words.gettext("Page"), title)

    def _kind(self, entity: Entity) -> str:
        vocabulary, language = self._data.vocabulary, self._site.edition.language
        return first_upper(vocabulary.word("kinds", entity.kind, language, self._words.label))

    def _row(
        self, path: str, passage: Passage, kind: str, title: str, names: Iterable[str] = ()
    ) -> Row:
        titled = passage.title if title == passage.title.text else NONE
        place, (text, spoken) = self._places[path], passage.text
        if not spoken:  # what stands in the title need not stand in the text again
            text = text.removeprefix(f"{title}\n").replace(f"\n{title}\n", "\n", 1)
        marks = _flat(titled), _flat(passage.text)
        return Row(place, passage.anchor, kind, title, text, list(names), 0, *marks)


def _beginning(text: str) -> str:
    """Make a title of a text's first words."""
    line = text.partition("\n")[0]
    return line if len(line) <= _TITLE else line[:_TITLE].rpartition(" ")[0] + " …"


def _flat(words: Words) -> list[int | str]:
    """Write the marks of languages in a row; places are counted as scripts do, in UTF-16."""
    return [
        part
        for start, length, language in words.spoken
        for part in (
            _units(words.text[:start]),
            _units(words.text[start : start + length]),
            language,
        )
    ]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _short(row: Row) -> list[Any]:
    """Leave empty parts at the end out."""
    parts: list[Any] = list(row)
    while not parts[-1]:
        parts.pop()
    return parts
