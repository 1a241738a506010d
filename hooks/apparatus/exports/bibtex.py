"""`sources.bib`: the bibliography for LaTeX, in UTF-8.

Dates stand twice: as `date` for biblatex, as `year` and `month` for BibTeX. Titles and the names
of bodies are in braces of their own, so that no style changes their capitals or their parts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apparatus.model import Name, Source

from .site import iri

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .site import Site

_KINDS = {
    "article": "article", "article-journal": "article", "article-magazine": "article",
    "article-newspaper": "article", "review": "article", "review-book": "article",
    "book": "book", "chapter": "incollection", "entry": "incollection",
    "entry-dictionary": "incollection", "entry-encyclopedia": "incollection",
    "paper-conference": "inproceedings", "report": "techreport", "thesis": "phdthesis",
}  # fmt: skip
"""CSL's types in BibTeX's words; any other is `misc`."""
_CONTAINERS = {
    "article": "journal", "incollection": "booktitle", "inproceedings": "booktitle",
    "book": "series", "techreport": "series", "phdthesis": "series", "misc": "howpublished",
}  # fmt: skip
_PUBLISHERS = {"techreport": "institution", "phdthesis": "school"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Commands that end in `{}`: BibTeX counts braces, even those with a backslash before them.
_SIGNS = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "#": r"\#", "$": r"\$", "%": r"\%", "&": r"\&", "_": r"\_",
}  # fmt: skip
_BACK = {written: sign for sign, written in _SIGNS.items()}
_WRITTEN_RE = re.compile("|".join(map(re.escape, _BACK)))
_ENTRY_RE = re.compile(r"@(\w+)\{([^,\s]+),")
_FIELD_RE = re.compile(r"\s*(\w+) = ")
_AND_RE = re.compile(r"\s+and\s+")


def escape(text: str) -> str:
    """Write text so that LaTeX prints it as it is."""
    return "".join(_SIGNS.get(sign, sign) for sign in text)


def unescape(text: str) -> str:
    """Undo `escape`."""
    return _WRITTEN_RE.sub(lambda written: _BACK[written[0]], text)


def write(site: Site) -> str:
    """Write all sources, by id."""
    return "\n".join(entry(site.data.sources[i]) for i in sorted(site.data.sources))


def entry(source: Source) -> str:
    """Write one source."""
    kind = _KINDS.get(source.type, "misc")
    year, month, _ = (*source.issued.split("-"), "", "")[:3]
    rows = {
        "author": " and ".join(_name(name) for name in source.author),
        "title": f"{{{escape(source.title)}}}",
        "origtitle": escape(source.original_title),
        _CONTAINERS[kind]: escape(source.container_title),
        _PUBLISHERS.get(kind, "publisher"): escape(source.publisher),
        "volume": escape(source.volume),
        "number": escape(source.issue),
        "pages": escape(source.page).replace("–", "--"),  # noqa: RUF001 - the dash of ranges
        "date": source.issued,
        "year": year,
        "month": _MONTHS[int(month) - 1] if month else "",
        "url": iri(source.URL),
        "language": escape(source.language),
        "note": escape(source.note),
        "addendum": "" if source.copy_seen else "No copy of this was read.",
    }
    # A month is BibTeX's own word; all else is in braces.
    lines = [
        f"  {name} = {value if name == 'month' else f'{{{value}}}'},\n"
        for name, value in rows.items()
        if value
    ]
    return f"@{kind}{{{source.id},\n{''.join(lines)}}}\n"


def _name(name: Name) -> str:
    if name.literal or not name.given:
        return f"{{{escape(str(name))}}}"
    return f"{_part(name.family)}, {_part(name.given)}"


def _part(text: str) -> str:
    """Put braces around a part of a name that BibTeX would divide further."""
    divided = re.search(r",|\band\b", text, re.IGNORECASE)
    plain = text and not divided and text == " ".join(text.split())
    return escape(text) if plain else f"{{{escape(text)}}}"


def read(text: str) -> list[Source]:
    """Give back what a bibliography says of each source: id, title, names and date.

    Its type is BibTeX's own, because several of CSL's become one of them.
    """
    return [
        Source(
            key,
            kind,
            unescape(_bare(rows["title"])),
            author=tuple(map(_read_name, _split(rows.get("author", ""), _AND_RE))),
            issued=rows.get("date", ""),
        )
        for kind, key, rows in _entries(text)
    ]


def _entries(text: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    at = 0
    while entry := _ENTRY_RE.search(text, at):
        rows: dict[str, str] = {}
        at = entry.end()
        while field := _FIELD_RE.match(text, at):
            end = _end(text, field.end())
            rows[field[1]] = _bare(text[field.end() : end])
            at = end + len(",")
        yield entry[1], entry[2], rows


def _end(text: str, at: int) -> int:
    """Find the comma after a field's value."""
    return next(place for place, sign in _outside(text, at) if sign == ",")


def _outside(text: str, at: int = 0) -> Iterator[tuple[int, str]]:
    """Go through the signs that stand in no braces."""
    depth = 0
    for place in range(at, len(text)):
        depth += {"{": 1, "}": -1}.get(text[place], 0)
        if not depth:
            yield place, text[place]


def _split(text: str, between: re.Pattern[str]) -> list[str]:
    """Split text at what stands in no braces."""
    outside = {place for place, _ in _outside(text)}
    parts, done = [], 0
    for found in between.finditer(text):
        if found.start() in outside:
            parts.append(text[done : found.start()])
            done = found.end()
    return [*parts, text[done:]] if text else []


def _read_name(text: str) -> Name:
    parts = _split(text, re.compile(", "))
    if len(parts) == 1:
        return Name(literal=unescape(_bare(text)))
    family, given = (unescape(_bare(part)) for part in parts)
    return Name(family, given)


def _bare(text: str) -> str:
    """Take one pair of braces off, if there is one around everything."""
    return text[1:-1] if text.startswith("{") else text
