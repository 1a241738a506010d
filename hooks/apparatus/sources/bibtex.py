"""One source in BibTeX.

Dates stand twice: as `date` for biblatex, as `year` and `month` for BibTeX. Titles and the names
of bodies are in braces of their own, so that no style changes their capitals or their parts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..text import dates
from ..text.addresses import iri
from ..words import ENGLISH

if TYPE_CHECKING:
    from ..data.model import Name, Source

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
SIGNS = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "#": r"\#", "$": r"\$", "%": r"\%", "&": r"\&", "_": r"\_",
}  # fmt: skip


def escape(text: str) -> str:
    """Write text so that LaTeX prints it as it is."""
    return "".join(SIGNS.get(sign, sign) for sign in text)


def entry(source: Source) -> str:
    """Write one source."""
    kind = _KINDS.get(source.type, "misc")
    year, month = _year_and_month(source.issued)
    rows = {
        "author": " and ".join(_name(name) for name in source.author),
        "title": f"{{{escape(source.original_title or source.title)}}}",
        "titleaddon": escape(source.translation),
        _CONTAINERS[kind]: escape(source.container_title),
        _PUBLISHERS.get(kind, "publisher"): escape(source.publisher),
        "volume": escape(source.text("volume")),
        "number": escape(source.text("issue")),
        "pages": escape(source.text("page")).replace("–", "--"),  # noqa: RUF001 - the dash of ranges
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


def _year_and_month(issued: str) -> tuple[str, str]:
    """Say the year for BibTeX, in words where it is none of four digits, and the month."""
    exact = dates.exact(issued)
    if exact != issued or exact.startswith("-"):
        return escape(ENGLISH.date(issued)), ""
    year, month, _ = (*issued.split("-"), "", "")[:3]
    return year, month


def _name(name: Name) -> str:
    if name.literal or not name.given:
        return f"{{{escape(str(name))}}}"
    return f"{_part(name.family)}, {_part(name.given)}"


def _part(text: str) -> str:
    """Put braces around a part of a name that BibTeX would divide further."""
    divided = re.search(r",|\band\b", text, re.IGNORECASE)
    plain = text and not divided and text == " ".join(text.split())
    return escape(text) if plain else f"{{{escape(text)}}}"
