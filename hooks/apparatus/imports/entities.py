"""Entries of others to items of `entities.yml`."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from ..data.cited import SourceId
from ..data.model import CONFIDENCES, LINK_POLICIES, Entity, Source
from ..problems import Problem, one_of, phrases
from ..text import ids, languages
from ..text.addresses import is_web
from ..text.dates import is_date
from ..text.meant_dates import meant
from ..text.normal import normalize
from .notes import Item, Made
from .record import sources

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..data.dataset import Dataset
    from ..problems import Position
    from .placing import Pages
    from .record import Entry

_TEXTS = ("name", "gloss", "role", "office", "side", "level", "sort")
_DATES = ("born", "died")
_LISTS = ("see", "not_in")
_CHOICES = {
    "confidence": CONFIDENCES, "link": LINK_POLICIES, "case": ("exact", "first-letter", "any")
}  # fmt: skip
_ORDER = (
    "id", "kind", "name", "aliases", "names", "sort", "gloss", "entry", "link", "case", "not_in",
    "role", "office", "born", "died", "side", "level", "faces", "see", "same_as", "sources",
    "confidence",
)  # fmt: skip
_ALSO = {
    "person": "people persons human mensch personne persona 人物",
    "place": "location places ort lieu lugar 場所",
    "term": "concept word begriff terme término 用語",
    "organization": "organisation org organizations organisations body institution "
    "organización 組織",
    "event": "ereignis événement evento 出来事", "document": "dokument documento 文書",
}  # fmt: skip
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "þ": "th"})


class Maker:
    """Makes items of entries; the data and all that was made before take none twice."""

    def __init__(self, pages: Pages, data: Dataset, kind: str = "") -> None:
        """Take our pages and data, and the kind of entries that name none."""
        self._pages, self._data, self._kind = pages, data, kind
        self._names = {
            normalize(form.text): entity.id
            for entity in data.entities.values()
            for form in entity.forms
        }
        self._ids: dict[str, str] = {one.id: one.name for one in data.entities.values()}
        self._ids |= dict.fromkeys(data.lost.get(Entity, ()), "")

    def make(self, entries: Iterable[Entry]) -> Made:
        """Make items of the entries of a file."""
        made = Made()
        for entry in entries:
            made.add(self._item(entry, made.problems))
        return made

    def _item(self, entry: Entry, told: list[Problem]) -> Item | Problem | None:
        """Make an item. Out: nothing if it is there already, or why there is none."""
        name = _line(entry.fields.get("name"))
        kind = self._sort(_line(entry.fields.get("kind")) or self._kind)
        if kind not in (kinds := self._data.vocabulary.ids("kinds")):
            if kind:
                return phrases.not_one_of(entry.where, "kind", kind, kinds)
            hint = f"Say '--kind {kinds[0]}', or give the file a column 'kind'."
            return Problem(entry.where, f"nothing says of what kind '{name}' is.", hint)
        given = latin(_line(entry.fields.get("id")).removeprefix("entity."))
        identifier = given or latin(name)
        if not identifier:
            message = f"'{phrases.short(name)}' has no id, and its name has no Latin letters."
            return Problem(entry.where, message, "Give the file a column 'id'.")
        if identifier in self._ids:
            return self._taken(entry.where, identifier, name)
        if holder := self._names.get(normalize(name)):
            message = f"'{phrases.short(name)}' is a name of '{holder}' already; it was left out."
            return Problem(entry.where, message, "Say there what is missing.")
        self._ids[identifier] = name
        fields: dict[str, Any] = {"id": identifier, "kind": kind}
        fields |= self._plain(entry, told) | self._listed(entry, told)
        if fields.get("confidence") == Entity.confidence:  # as it is where nobody says it
            del fields["confidence"]
        gone = self._sources(entry, fields)
        own = (one if isinstance(one, str) else one["text"] for one in fields["aliases"])
        self._names |= {normalize(one): identifier for one in (name, *own)}
        fields = {key: fields[key] for key in _ORDER if fields.get(key)}
        return Item(fields, f"unknown sources {one_of(gone)}" if gone else "")

    def _sort(self, kind: str) -> str:
        """Return the kind that a word stands for."""
        if kind in self._data.vocabulary.ids("kinds"):
            return kind
        low = kind.casefold()
        for one in self._data.vocabulary.kinds:
            if low in [label.casefold() for label in one.label.values()]:
                return one.id
        return next((its for its, words in _ALSO.items() if low in (its, *words.split())), kind)

    def _taken(self, where: Position, identifier: str, name: str) -> Problem | None:
        if normalize(self._ids[identifier]) == normalize(name):
            return None
        message = f"the id '{identifier}' is that of '{phrases.short(self._ids[identifier])}' "
        message += f"already; '{phrases.short(name)}' was left out."
        return Problem(where, message, "Give this one another id.")

    def _plain(self, entry: Entry, told: list[Problem]) -> dict[str, Any]:
        """Gather what is a word or some."""
        its = entry.fields
        fields = {key: _line(its.get(key)) for key in (*_TEXTS, *_DATES, *_CHOICES)}
        wrong = [
            phrases.no_date(entry.where, k, fields[k], meant(fields[k]))
            for k in _DATES
            if not _fits(fields[k])
        ]
        for key, allowed in _CHOICES.items():
            if fields[key] and fields[key] not in allowed:
                wrong.append(phrases.not_one_of(entry.where, key, fields.pop(key), allowed))
        told += map(_left_out, wrong)
        return {key: its for key, its in fields.items() if key not in _DATES or _fits(its)}

    def _listed(self, entry: Entry, told: list[Problem]) -> dict[str, Any]:
        """Gather what is a list, or a group."""
        its = entry.fields
        fields: dict[str, Any] = {key: _lines(its.get(key)) for key in _LISTS}
        aliases = its.get("aliases")
        fields["aliases"] = [
            alias
            for one in (aliases if isinstance(aliases, list) else [])
            if (alias := _alias(one)) and alias != _line(its.get("name"))
        ]
        names = its.get("names")
        fields["names"] = {
            tag: words
            for tag, one in (names.items() if isinstance(names, dict) else ())
            if (words := _line(one)) and (tag in languages.READINGS or languages.is_tag(tag))
        }
        faces = its.get("faces")
        fields["faces"] = [one for one in faces if _is_face(one)] if isinstance(faces, list) else []
        fields["entry"] = self._pages.entry(_line(its.get("url")))
        fields["same_as"] = []
        for address in _lines(its.get("same_as")):
            if self._pages.is_ours(address):
                fields["entry"] = fields["entry"] or self._pages.entry(address)
            elif is_web(address):
                fields["same_as"].append(address)
            else:
                told.append(_left_out(phrases.no_address(entry.where, "same_as", address)))
        return fields

    def _sources(self, entry: Entry, fields: dict[str, Any]) -> list[str]:
        """Add the sources that are there. Out: the others."""
        safe = {ids.safe(one): one for one in self._data.sources}  # as TEI has them
        named = [
            SourceId(safe.get(one, one), one.locator) if self._data.lacks(Source, one) else one
            for one in sources(entry.fields.get("sources"))
        ]
        fields["sources"] = [one.written for one in named if not self._data.lacks(Source, one)]
        return [one for one in named if self._data.lacks(Source, one)]


def _fits(date: str) -> bool:
    return not date or is_date(date)


def _left_out(problem: Problem) -> Problem:
    """Say of a value that the rest was kept."""
    hint = problem.hint if problem.hint.startswith("Did you mean") else ""
    return problem._replace(message=f"{problem.message[:-1]}; it was left out.", hint=hint)


def _line(value: object) -> str:
    """Return the text of a value in one line, without signs that nobody sees."""
    if not isinstance(value, str):
        return ""
    plain = " ".join(value.split())
    return "".join(
        sign for sign in plain if sign.isprintable() or unicodedata.category(sign) == "Cf"
    )


def _lines(value: object) -> list[str]:
    listed = value if isinstance(value, list) else []
    return list(dict.fromkeys(filter(None, map(_line, listed))))


def _alias(value: object) -> str | dict[str, Any]:
    if isinstance(value, dict):
        pages = _lines(value.get("pages"))
        return (
            {"text": _line(value.get("text")), "pages": pages} if _line(value.get("text")) else ""
        )
    return _line(value)


def _is_face(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(one, str) for one in value.values())


def latin(text: str) -> str:
    """Make an id of a name: small Latin letters, digits and single hyphens."""
    low = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    bare = "".join(sign for sign in low if not unicodedata.combining(sign))
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")
