"""How else a reader may type a name: what search should find an entry by, and prose seldom says.

Search engines of static sites cut text at spaces. So Japanese names are given without spaces too,
in parts, and transcriptions without the macrons that few keyboards have.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from ..text.scripts import runs

if TYPE_CHECKING:
    from ..data.model import Entity

_PARTS_RE = re.compile(r"[\s\u30fb\uff65=\uff1d\u2010-\u2015/-]+")  # middle dots, signs of equality


def of(entity: Entity) -> list[str]:
    """List the forms of a name besides the name itself, each once."""
    names = sorted(entity.names.items(), key=lambda name: name[0] == "romaji")
    unspaced = [form for _, form in names if runs(form)]
    spaced = [form for _, form in names if form not in unspaced]
    written = [entity.name, *(alias.text for alias in entity.aliases), *spaced]
    found = [
        *written[1:],
        *unspaced,
        *(_PARTS_RE.sub("", form) for form in unspaced),
        *(part for form in unspaced for part in _PARTS_RE.split(form)),
        *(plain(form) for form in written),
    ]
    return [form for form in dict.fromkeys(found) if form and form != entity.name]


def plain(text: str) -> str:
    """Take the marks off Latin letters: `Tōkyō` as `Tokyo`."""
    if text.isascii() or runs(text):
        return text
    letters = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
