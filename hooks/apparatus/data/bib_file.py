"""BibTeX and biblatex to works in CSL-JSON, entry by entry.

One library parts a file into entries and knows their lines, Pandoc reads what is in them, LaTeX and
all. It gets them written anew: with keys that it cannot change, and titles and publishers in braces
of their own. Whoever writes `{Simon and Schuster}` means one publisher, and capitals are wanted
where they stand.
"""

from __future__ import annotations

import json
import re
import subprocess
import unicodedata
from functools import lru_cache
from time import monotonic
from typing import Any, NamedTuple

from bibtexparser import model, splitter
from bibtexparser.entrypoint import parse_string

from ..problems import Position, Problem, phrases
from . import bib_habits, bib_values, pandoc
from .bib_values import bare
from .document import Document, decoded
from .unseen import without_unseen

_WHOLE = frozenset((
    "title", "subtitle", "titleaddon", "booktitle", "booksubtitle", "booktitleaddon", "maintitle",
    "mainsubtitle", "maintitleaddon", "journal", "journaltitle", "journalsubtitle", "issuetitle",
    "issuesubtitle", "series", "shorttitle", "shortjournal", "eventtitle", "origtitle",
    "publisher", "institution", "school", "organization", "howpublished", "location", "address",
    "venue", "origpublisher", "origlocation",
))  # fmt: skip
_NAMES = frozenset(("author", "bookauthor", "editor", "translator"))
_DATES = {"date": "issued", "year": "issued", "urldate": "accessed",
          "origdate": "original-date", "eventdate": "event-date"}  # fmt: skip
_POINTERS = frozenset(("crossref", "xdata", "xref"))
"""Fields that hold keys of other entries."""
_KNOWN = _WHOLE | _NAMES | _POINTERS | _DATES.keys() | {
    "month", "day", "number", "volume", "part", "volumes", "edition", "version", "chapter", "pages",
    "pagetotal", "eprint", "eprinttype", "eprintclass", "archiveprefix", "primaryclass", "isbn",
    "issn", "doi", "url", "note", "annote", "annotation", "addendum", "abstract", "keywords",
    "type", "pubstate", "langid", "hyphenation", "entrysubtype", "library", "pmid",
    "pmcid", "related", "relatedtype", "options", "editortype", "ids",
}  # fmt: skip
"""What Pandoc has a place for, or what says nothing of a work."""
_PRIVATE_RE = re.compile(r"file|pdf|owner|username|bdsk-.*|local-.*|date-(?:added|modified)")
"""What others have no use for: where somebody keeps a copy."""
_LETTER_RE = re.compile(r"\{\\([^A-Za-z\s]|[A-Za-z]+) ?\{?([A-Za-z]?)\}?\}")
_BRACES = {r"\textbraceleft{}": r"\{", r"\textbraceright{}": r"\}"}
"""Signs whose names Pandoc does not know."""
_ESCAPED_RE = re.compile(r"\\([&%_#$])")
_LETTER = r"\\\1{\2}"
_LINE_RE = re.compile(r"\s*[\w -]+: .*\n")
"""The first of several lines that say what Zotero has no field for."""
_LINES_RE = re.compile(r"\s*\n\s*")
_BREAK = r"\\\\ "
_DOTLESS_RE = re.compile("\u0131(?=[\u0300-\u0315])")
_KEY_RE = re.compile(r"\s*@\s*\w+\s*[{(]\s*([^\s,{}()=]+)\s*,")
_LARGEST = 10_000_000
_LONGEST = 60
"""So many seconds Pandoc may take for a file."""
_FORMS = ("-f", "biblatex", "-t", "csljson")


splitter.logger.disabled = True  # what is wrong is told below


class _Read(NamedTuple):
    works: list[dict[str, Any]]
    lines: list[int]
    told: list[tuple[int, str, str]]
    """Lines, and what is wrong there: entries that cannot be read, strings that are too long."""


def read(file: str, content: bytes) -> tuple[Document, list[Problem]]:
    """Read a bibliography. In and out: as for YAML."""
    document = Document(file)
    text, problems = decoded(file, content)
    if problems:
        return document, problems
    if len(text) > _LARGEST:
        message = f"this file has more than {_LARGEST} signs."
        return document, [Problem(Position(file), message, "Part it into several.")]
    cleaned, unseen = without_unseen(file, text)
    found = _entries(cleaned)
    document.value = found.works if found.works or found.told or not text.strip() else text
    for index, line in enumerate(found.lines):
        document.positions[index,] = Position(file, line)
    wrong = [
        Problem(Position(file, at), message, hint, stops=False) for at, message, hint in found.told
    ]
    return document, [*unseen, *wrong]


@lru_cache(maxsize=4)  # while a site is served, other data change
def _entries(text: str) -> _Read:
    library = parse_string(text, parse_stack=[])
    strings, long = bib_values.strings((its.key, str(its.value)) for its in library.strings)
    entries: list[model.Entry] = []
    broken: list[tuple[int, str]] = []
    left = _LARGEST
    for block in library.blocks:
        its = getattr(block, "ignore_error_block", None) or block
        if isinstance(its, model.Entry):
            for field in its.fields:
                field.value = bib_values.together(str(field.value), strings)
                left -= len(field.value)
            bib_habits.find_address(its)
            if left >= 0:
                entries.append(its)
            else:
                broken.append((_line(its), its.key))
        elif isinstance(its, model.ParsingFailedBlock):
            found = _KEY_RE.match(str(its.raw))
            broken.append((_line(its), found[1] if found else ""))
    keys = {str(entry.key): f"k{number}" for number, entry in reversed([*enumerate(entries)])}
    parents = [_parents(entry, keys, entries) for entry in entries]
    written = [  # who inherits from itself does not inherit: Pandoc would look without end
        _written(entry, f"k{at}", {} if at in parents[at] else keys)
        for at, entry in enumerate(entries)
    ]
    made = _Pandoc(written, parents).read([*range(len(entries))])
    works, lines = [], []
    for number, entry in enumerate(entries):
        if number in made:
            works.append(_completed(entry, made[number]))
            lines.append(_line(entry))
        else:
            broken.append((_line(entry), entry.key))
    told = [_broken(*one, len(works)) for one in broken]
    told += [_long(string) for string in library.strings if string.key in long]
    return _Read(works, lines, sorted(told))


def _broken(line: int, key: str, sound: int) -> tuple[int, str, str]:
    name = f"the entry '{phrases.short(key)}'" if key else "this entry"
    message = f"{name} cannot be read: a brace, a quotation mark or a comma is missing or odd."
    return line, message, f"The other {sound} of this file are kept."


def _long(string: model.String) -> tuple[int, str, str]:
    message = f"'{phrases.short(string.key)}' stands for more than {bib_values.LONGEST} signs."
    return _line(string), message, "It is left out."


def _line(block: model.Block) -> int:
    return (block.start_line or 0) + 1


def _written(entry: model.Entry, key: str, keys: dict[str, str]) -> str:
    """Write an entry for Pandoc."""
    rows = []
    first: dict[str, str] = {}
    for field in entry.fields:
        name, value = field.key.lower(), str(field.value)
        inner = bare(value)
        if name in first or (name == "titleaddon" and inner.startswith("[")):
            continue
        first[name] = value
        if name in _POINTERS:
            value = f"{{{','.join(keys.get(one.strip(), '') for one in inner.split(','))}}}"
        elif name in _NAMES:
            # Braces around its first letter make a name's part one in small letters.
            value = f"{{{_LETTER_RE.sub(_LETTER, inner)}}}" if inner else value
        elif name in _WHOLE and not re.fullmatch(r"\w+", value) and inner:
            value = f"{{{{{inner}}}}}"
        elif name == "note" and _LINE_RE.match(inner):
            value = f"{{{_LINES_RE.sub(_BREAK, inner.strip())}}}"
        for command, sign in _BRACES.items():
            value = value.replace(command, sign)
        rows.append(f"{name}={value}")
    return f"@{entry.entry_type}{{{key},\n" + ",\n".join(rows) + "\n}"


def _parents(entry: model.Entry, keys: dict[str, str], entries: list[model.Entry]) -> set[int]:
    """Find the entries from which one inherits."""
    found: set[int] = set()
    left = [entry]
    while left:
        for field in left.pop().fields:
            if field.key.lower() in _POINTERS:
                named = {keys.get(one.strip()) for one in bare(str(field.value)).split(",")}
                fresh = {int(key[1:]) for key in named if key} - found
                found |= fresh
                left += [entries[number] for number in fresh]
    return found


class _Pandoc:
    """Turns entries into CSL-JSON; neither files nor the web can be read from there."""

    def __init__(self, written: list[str], parents: list[set[int]]) -> None:
        self._written, self._parents = written, parents
        self._end = monotonic() + _LONGEST

    def read(self, wanted: list[int]) -> dict[int, dict[str, Any]]:
        """Read some entries; where that fails, each half of them, until one is left."""
        left = self._end - monotonic()
        if not wanted or left < 0:
            return {}
        needed = {*wanted, *(parent for number in wanted for parent in self._parents[number])}
        text = "\n\n".join(self._written[one] for one in sorted(needed))
        try:
            rows = json.loads(self._run(text, left)[: 2 * _LARGEST])
        except (subprocess.SubprocessError, ValueError):
            middle = len(wanted) // 2
            halves = (wanted[:middle], wanted[middle:]) if middle else ()
            return {number: row for half in halves for number, row in self.read(half).items()}
        found = {int(row["id"][1:]): row for row in rows}
        return {number: found[number] for number in wanted if number in found}

    def _run(self, text: str, longest: float) -> str:
        command = [pandoc.program(), *pandoc.MEMORY, "--sandbox", *_FORMS]
        done = subprocess.run(  # noqa: S603 - no shell, and nothing of the file is in the command
            command, input=text, capture_output=True, check=True, timeout=longest, encoding="utf-8"
        )
        # A dotless i below an accent is LaTeX's way to write an i with one.
        return unicodedata.normalize("NFC", _DOTLESS_RE.sub("i", done.stdout))


def _completed(entry: model.Entry, work: dict[str, Any]) -> dict[str, Any]:
    """Add to a work what Pandoc has no place for, and its own key."""
    work.pop("id")
    its = {"id": entry.key, **work} if entry.key else work
    its["type"] = its.get("type") or bib_habits.kind(entry, its)
    if event := its.pop("event", ""):
        its["event-title"] = event  # as CSL has called it since
    for raw in its.keys() & {"genre", "call-number"}:  # which Pandoc takes as they are
        its[raw] = _ESCAPED_RE.sub(r"\1", its[raw])
    for field in entry.fields:
        name, value = field.key.lower(), bare(str(field.value))
        variable = _DATES.get(name, "")
        known = its.get(variable, {})  # words are there already where a date comes before a year
        if variable and value and isinstance(known, dict) and not known.get("date-parts"):
            its[variable] = {"literal": value} if name == "year" and "date" in entry else value
        elif name == "titleaddon" and value.startswith("["):
            its |= {"title": f"{its.get('title', '')} {value}".strip()}
            its["custom"] = {"translated-title": value}
        elif name not in _KNOWN and not _PRIVATE_RE.fullmatch(name) and value:
            its.setdefault(name, value)
    return its
