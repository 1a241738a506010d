"""Reads back what exports have written, as their users would: for tests alone."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, fromstring

from apparatus.data import bibliography, csv_file
from apparatus.data.cited import SourceId
from apparatus.data.model import Annotation, Name, Source
from apparatus.data.target import End, Target
from apparatus.exports.tei import NAMESPACE
from apparatus.sources.bibtex import SIGNS
from works import work

if TYPE_CHECKING:
    from collections.abc import Iterator

_ID = "{http://www.w3.org/XML/1998/namespace}id"


def web_annotation(text: str) -> list[Annotation]:
    """Give back the notes of a collection."""
    collection = json.loads(text)
    owner = collection.get("creator", {}).get("name", "")
    return [_web_annotation(note, owner) for note in collection["first"]["items"]]


def _web_annotation(note: dict[str, Any], owner: str) -> Annotation:
    targets = note["target"] if isinstance(note["target"], list) else [note["target"]]
    block = targets[0]["selector"][0]
    bodies = note["body"] if isinstance(note["body"], list) else [note["body"]]
    return Annotation(
        note["id"].rpartition("#")[2],
        Target(
            exact=note["words"],
            page=note["page"],
            occurrence=note["occurrence"],
            until=End(**note["until"]) if "until" in note else None,
            **_named(block["value"]),
        ),
        note["layer"],
        bodies[0]["value"],
        tuple(SourceId(one["identifier"], one.get("locator", "")) for one in note["sources"]),
        note.get("confidence", ""),
        note.get("known", ""),
        note.get("finding", ""),
        note.get("outcome", ""),
        note.get("title", ""),
        note.get("start", False),
        tuple(note.get("replaces", ())),
        author if (author := note.get("creator", {}).get("name", "")) != owner else "",
        tuple(tag["value"] for tag in bodies[1:]),
    )


def _named(block: str) -> dict[str, Any]:
    """Name a block as data do: by its number, if it has one."""
    found = re.fullmatch(r"p(\d+)", block)
    return {"paragraph": int(found[1])} if found else {"block": block}


def tei(text: str) -> list[Annotation]:
    """Give back the notes of a document."""
    root = fromstring(text)  # noqa: S314 - an export is our own
    spaces = {"": NAMESPACE}
    pages = {
        bibl.find("ptr", spaces).get("target", ""): bibl.findtext("idno", "", spaces)
        for bibl in root.iterfind(".//sourceDesc/bibl[@type='page']", spaces)
    }
    authors = {
        one.get(_ID, ""): one.findtext("name", "", spaces)
        for one in root.iterfind(".//respStmt", spaces)
    }
    return [_tei(note, pages, authors) for note in root.iterfind(".//annotation", spaces)]


def _tei(note: Element, pages: dict[str, str], authors: dict[str, str]) -> Annotation:
    spaces = {"": NAMESPACE}
    quote, *ends = note.findall("note[@type='words']/quote", spaces)
    page, _, block = quote.get("source", "").rpartition("#")
    date = note.find("note[@type='known']/date", spaces)
    layer, _, finding = note.get("ana", "").partition(" ")
    return Annotation(
        note.get(_ID, "").removeprefix("_"),
        Target(
            exact=quote.text or "",
            page=pages[page],
            occurrence=int(quote.get("n", "1")),
            until=next(map(_until, ends), None),
            **_named(block),
        ),
        layer.removeprefix("#layer."),
        note.findtext("note[@type='body']", "", spaces),
        tuple(
            SourceId(pointer.get("target", "").removeprefix("#source."), pointer.text or "")
            for pointer in note.iterfind("*[@type='source']", spaces)
        ),
        note.get("cert", ""),
        "" if date is None else date.text or "",
        finding.removeprefix("#finding."),
        note.findtext("note[@type='outcome']", "", spaces),
        note.findtext("note[@type='title']", "", spaces),
        note.find("note[@type='start']", spaces) is not None,
        tuple(note.findtext("note[@type='replaces']", "", spaces).split()),
        authors.get(note.get("resp", "")[1:], ""),
        tuple(tag.text or "" for tag in note.iterfind("note[@type='tag']", spaces)),
    )


def _until(quote: Element) -> End:
    name = quote.get("source", "").rpartition("#")[2]
    where = _named(name) if name else {}
    return End(exact=quote.text or "", occurrence=int(quote.get("n", "1")), **where)


def spreadsheet(text: str) -> list[Annotation]:
    """Give back the notes of a table."""
    notes = []
    for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")):
        cell = {name: value.removeprefix("'") for name, value in row.items()}
        notes.append(
            Annotation(
                cell["id"],
                Target(
                    int(cell["paragraph"]) if cell["paragraph"] else None,
                    cell["exact"],
                    cell["page"],
                    int(cell["occurrence"]),
                    cell["block"],
                    End(**json.loads(cell["until"])) if cell["until"] else None,
                ),
                cell["layer"],
                cell["body"],
                tuple(csv_file.read_sources(cell["sources"])),
                cell["confidence"],
                cell["known"],
                cell["finding"],
                cell["outcome"],
                cell["title"],
                cell["start"] == "yes",
                tuple(cell["replaces"].split()),
                cell["author"],
                tuple(csv_file.read_parts(cell["tags"])),
            )
        )
    return notes


def csl(text: str) -> list[Source]:
    """Give back the sources of a bibliography."""
    return [bibliography.made(row, foreign=True) for row in json.loads(text)]


_BACK = {written: sign for sign, written in SIGNS.items()}


_WRITTEN_RE = re.compile("|".join(map(re.escape, _BACK)))


_ENTRY_RE = re.compile(r"@(\w+)\{([^,\s]+),")


_FIELD_RE = re.compile(r"\s*(\w+) = ")


_AND_RE = re.compile(r"\s+and\s+")


def unescape(text: str) -> str:
    """Undo `escape`."""
    return _WRITTEN_RE.sub(lambda written: _BACK[written[0]], text)


def bibtex(text: str) -> list[Source]:
    """Give back what a bibliography says of each source: id, title, names and date.

    Its type is BibTeX's own, because several of CSL's become one of them.
    """
    return [
        work(
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
