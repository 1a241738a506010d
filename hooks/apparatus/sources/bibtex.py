"""One source in BibTeX.

Dates stand twice: as `date` for biblatex, as `year` and `month` for BibTeX. Titles and the names
of bodies are in braces of their own, so that no style changes their capitals or their parts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..text import dates
from ..text.addresses import iri
from ..text.patterns import late
from ..words import ENGLISH

if TYPE_CHECKING:
    from ..data.model import Name, Source

_KINDS = {
    "article": "article", "article-journal": "article", "article-magazine": "article",
    "article-newspaper": "article", "review": "article", "review-book": "article",
    "bill": "legislation", "book": "book", "chapter": "incollection", "classic": "book",
    "collection": "collection", "dataset": "dataset", "entry": "incollection",
    "entry-dictionary": "inreference", "entry-encyclopedia": "inreference",
    "graphic": "artwork", "legal_case": "jurisdiction", "legislation": "legislation",
    "manuscript": "unpublished", "motion_picture": "movie", "pamphlet": "booklet",
    "paper-conference": "inproceedings", "patent": "patent", "periodical": "periodical",
    "personal_communication": "letter", "post": "online", "post-weblog": "online",
    "report": "techreport", "software": "software", "song": "music", "standard": "standard",
    "thesis": "phdthesis", "webpage": "online",
}  # fmt: skip
"""CSL's types in the words of BibTeX and biblatex; any other is `misc`."""
_SUBTYPES = {"article-magazine": "magazine", "article-newspaper": "newspaper"}
_CONTAINERS = {
    "article": "journal", "incollection": "booktitle", "inproceedings": "booktitle",
    "inreference": "booktitle", "online": "journaltitle", "book": "series", "techreport": "series",
    "phdthesis": "series",
}  # fmt: skip
_PUBLISHERS = {"techreport": "institution", "phdthesis": "school"}
_LISTS = ("publisher", "institution", "school", "address", "origpublisher", "origlocation")
"""In these an `and` would part one from the next."""
_NAMES = {"author": "author", "editor": "editor", "translator": "translator",
          "bookauthor": "container-author"}  # fmt: skip
_DATES = {"origdate": "original-date", "eventdate": "event-date", "urldate": "accessed"}
_TEXTS = {
    "edition": "edition", "address": "publisher-place", "series": "collection-title",
    "volume": "volume", "volumes": "number-of-volumes", "part": "part-number",
    "chapter": "chapter-number", "pagetotal": "number-of-pages", "version": "version",
    "eventtitle": "event-title", "venue": "event-place", "shorttitle": "title-short",
    "shortjournal": "container-title-short", "origtitle": "original-title",
    "origpublisher": "original-publisher", "origlocation": "original-publisher-place",
    "type": "genre", "pubstate": "status", "isbn": "ISBN", "issn": "ISSN",
    "pmid": "PMID", "pmcid": "PMCID", "language": "language", "keywords": "keyword",
    "library": "call-number", "abstract": "abstract", "annotation": "annote", "note": "note",
}  # fmt: skip
_SHORT = {"shorttitle": "shortTitle", "shortjournal": "journalAbbreviation"}
"""What programs have called two of them."""
_NUMBERS = {"book": "collection-number", "collection": "collection-number",
            "incollection": "collection-number"}  # fmt: skip
_MARKUP = {"i": "textit", "b": "textbf", "sup": "textsuperscript", "sub": "textsubscript",
           "sc": "textsc"}  # fmt: skip
_MARKUP_RE = late(r"<(i|b|sup|sub|sc)>((?:(?!<\1>).)*?)</\1>", re.DOTALL)
_SPAN_RE = late(
    r"""<span\ (?:class=["']nocase["']|style=["']font-variant:\ ?(?P<sc>small-caps);?["'])>
    (?P<text>(?:(?!<span\b|</span>).)*)</span>""",
    re.DOTALL | re.VERBOSE,
)
"""Words whose capitals stay as they are, and small capitals."""
_RANGE_RE = late(r" ?[–—] ?|(?<![\w–-])(\w+)-(?=\w+(?![\w–-]))")  # noqa: RUF001 - dashes of ranges
_SMALL = r"\textsc"
_KEY_RE = late(r"[^\s,{}()\"#%~\\=']+")
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
    words = _words(source)
    year, month = (escape(words), "") if words else _year_and_month(source.issued)
    rows = {field: " and ".join(map(_name, source.names(its))) for field, its in _NAMES.items()}
    rows |= {
        "title": f"{{{_marked(source.original_title or source.title)}}}",
        "titleaddon": escape(source.translation),
        "date": "" if words else source.issued,
        "year": year,
        "month": _MONTHS[int(month) - 1] if month else "",
        "url": iri(source.URL),
        "doi": iri(source.text("DOI")),
        "options": "useprefix=true" if _has_prefix(source) else "",
        "entrysubtype": _SUBTYPES.get(source.type, ""),
        "pages": _RANGE_RE.sub(r"\1--", escape(source.text("page"))),
        "number": escape(source.text("issue") or source.text(_NUMBERS.get(kind, "number"))),
        "addendum": "" if source.copy_seen else "No copy of this was read.",
    }
    rows |= {field: _marked(source.text(its)) for field, its in _TEXTS.items()}
    rows |= {field: rows[field] or _marked(source.text(its)) for field, its in _SHORT.items()}
    rows |= {field: source.date(its) for field, its in _DATES.items()}
    for field, its in (
        (_CONTAINERS.get(kind, "howpublished"), source.container_title),
        (_PUBLISHERS.get(kind, "publisher"), source.publisher),
    ):
        rows[field] = _marked(its) or rows.get(field, "")
    rows |= {field: f"{{{rows[field]}}}" for field in _LISTS if rows.get(field)}
    # A month is BibTeX's own word; all else is in braces.
    lines = [
        f"  {name} = {value if name == 'month' else f'{{{value}}}'},\n"
        for name, value in rows.items()
        if value
    ]
    key = source.id if _KEY_RE.fullmatch(source.id) else source.key
    return f"@{kind}{{{key},\n{''.join(lines)}}}\n"


def _marked(text: str) -> str:
    """Write text in which there may be what CSL knows of HTML."""
    text, before = escape(text), ""
    while text != before:
        before, text = text, _MARKUP_RE.sub(lambda one: f"\\{_MARKUP[one[1]]}{{{one[2]}}}", text)
        text = _SPAN_RE.sub(lambda one: f"{_SMALL if one['sc'] else ''}{{{one['text']}}}", text)
    return text


def _words(source: Source) -> str:
    """Return the words for when it came out, where no numbers say as much."""
    its = source.csl.get("issued")
    if not isinstance(its, dict) or "edtf" in its:
        return ""
    return str(its.get("literal", "") or ("" if source.issued else its.get("raw", "")))


def _year_and_month(issued: str) -> tuple[str, str]:
    """Say the year for BibTeX, in words where it is none of four digits, and the month."""
    exact = dates.exact(issued)
    if exact != issued or exact.startswith("-"):
        return escape(ENGLISH.date(issued)), ""
    year, month, _ = (*issued.split("-"), "", "")[:3]
    return year, month


def _name(name: Name) -> str:
    if name.literal or not (name.given and name.family):
        return f"{{{escape(str(name))}}}"
    around = f"{name.dropping_particle} {name.non_dropping_particle}".strip()
    parts = [f"{escape(around)} {_part(name.family)}".strip(), name.suffix and _part(name.suffix)]
    return ", ".join([*filter(None, parts), _part(name.given)])


def _has_prefix(source: Source) -> bool:
    """Whether what stands before a family's name belongs to it, as biblatex asks for all names."""
    return any(name.non_dropping_particle for its in _NAMES.values() for name in source.names(its))


def _part(text: str) -> str:
    """Put braces around a part of a name that BibTeX would divide further."""
    divided = re.search(r",|\band\b", text, re.IGNORECASE)
    plain = text and not divided and text == " ".join(text.split())
    return escape(text) if plain else f"{{{escape(text)}}}"
