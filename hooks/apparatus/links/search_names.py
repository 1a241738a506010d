"""How else a reader may type a name: what search should find an entry by, and prose seldom says.

Search engines of static sites cut text at spaces. So Japanese names are given without spaces too,
in parts, and transcriptions without the macrons that few keyboards have.

They stand in pages, where nobody sees them. Some hosts let a search be told of them apart: that is
much faster than to write and to read thousands of elements.
"""

from __future__ import annotations

import re
import unicodedata
from html import escape
from typing import TYPE_CHECKING

from ..text.scripts import runs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..data.model import Entity

_PARTS_RE = re.compile(r"[\s\u30fb\uff65=\uff1d\u2010-\u2015/-]+")  # middle dots, signs of equality


def of(entity: Entity) -> list[str]:
    """List the forms of a name besides the name itself, each once."""
    found = [alias.text for alias in entity.aliases]
    written = [entity.name, *found]
    if entity.names or not "".join(written).isascii():  # else they are typed as they are written
        found += _otherwise(written, entity.names)
    return [form for form in dict.fromkeys(found) if form and form != entity.name]


def _otherwise(written: list[str], languages: Mapping[str, str]) -> list[str]:
    """List a name's forms in other languages, and how else it and they may be typed."""
    names = sorted(languages.items(), key=lambda name: name[0] == "romaji")
    unspaced = [form for _, form in names if runs(form)]
    spaced = [form for _, form in names if form not in unspaced]
    return [
        *spaced,
        *unspaced,
        *(_PARTS_RE.sub("", form) for form in unspaced),
        *(part for form in unspaced for part in _PARTS_RE.split(form)),
        *(plain(form) for form in (*written, *spaced)),
    ]


def plain(text: str) -> str:
    """Take the marks off Latin letters: `Tōkyō` as `Tokyo`."""
    if text.isascii() or runs(text):
        return text
    letters = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


class Apart:
    """Other names that a search is told by itself, and that so stand in no page."""

    def __init__(self) -> None:
        self.is_possible = False
        """Whether the host has a search which can be told."""
        self._by_page: dict[str, list[Entity]] = {}

    def take(self, entity: Entity) -> bool:
        """Take an entity's names, if that is possible.

        Japanese and Chinese ones stay in pages: a search may cut them into words as it reads.
        """
        if not self.is_possible or runs(", ".join(names := of(entity))):
            return False
        if names:
            self._by_page.setdefault(entity.page, []).append(entity)
        return True

    def carry(self, last: Apart, page: str) -> None:
        """Take over what an earlier build has taken from a page, which is the same still."""
        if page in last._by_page:
            self._by_page[page] = last._by_page[page]

    def tell(self, page: str, url: str, entries: Sequence[dict[str, str]]) -> None:
        """Put the names on a page (its path, its address) before what its search has read there.

        In: the sections of that page, as the search keeps them.
        """
        if its := self._by_page.get(page):
            sections = {section["location"]: section for section in reversed(entries)}
            for entity in its:
                fragment = entity.fragment
                # There is none where the author keeps a section out of the search.
                if section := sections.get(f"{url}#{fragment}" if fragment else url):
                    words = escape(", ".join(of(entity)), quote=False)
                    section["text"] = f"<p>{words}</p> {section['text']}".rstrip()
