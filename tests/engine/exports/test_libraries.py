"""Libraries that other programs keep, brought in, published and brought in again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from apparatus.data import bib_file, bibliography, loading, yaml_file
from apparatus.data.csl_types import TYPES
from apparatus.data.csl_variables import DATES, NAMES, TEXTS
from apparatus.data.dataset import Dataset
from apparatus.data.model import Source
from apparatus.exports import Site, csl
from apparatus.pieces import SHELVES
from apparatus.sources import bibtex
from apparatus.sources.csl import item
from sites import ABOUT

LIBRARY = json.loads((Path(__file__).parent / "library.json").read_text(encoding="utf-8"))


def exported(sources):
    return json.loads(csl.write(Site(ABOUT, Dataset({Source: sources}), {}, {}, {})))


def read(name, text):
    found, problems = bibliography.items(yaml_file.File(f"data/{name}", text.encode()))
    return {source.id: source for _, source in found}, problems


def test_the_library_has_something_of_everything():
    assert len(LIBRARY) > 100
    assert {work["type"] for work in LIBRARY} == set(TYPES)
    assert {key for work in LIBRARY for key in work} >= {*TEXTS, *NAMES, *DATES, "custom"}


def test_nothing_given_is_lost_on_the_way_through(tmp_path):
    (tmp_path / "entities.yml").write_text("[]", encoding="utf-8")
    text = json.dumps(LIBRARY, ensure_ascii=False)
    (tmp_path / "sources.json").write_text(text, encoding="utf-8")
    data, problems = loading.load(tmp_path, "data", SHELVES)
    assert [(problem.where.line, problem.minor) for problem in problems] == [(1, True)]
    once = exported(data.sources)
    assert once == sorted(LIBRARY, key=lambda work: work["id"])
    again, problems = read("sources.json", json.dumps(once))
    assert exported(again) == once
    assert all(problem.minor for problem in problems)


def test_what_is_ours_comes_back_too():
    ours = "- {id: a, type: book, title: A, original-title: 本, copy-seen: false, sort: Zz,"
    ours += " archived: 'https://web.example/a', issued: '185X', accessed: 1990-06-16/..}\n"
    given, problems = read("sources.yml", ours)
    assert problems == []
    once = exported(given)
    assert once[0]["title"] == "本 [A]"
    assert once[0]["custom"]["translated-title"] == "A"
    back, problems = read("sources.json", json.dumps(once))
    assert problems == []
    for field in ("id", "type", "title", "original_title", "copy_seen", "archived", "sort"):
        assert getattr(back["a"], field) == getattr(given["a"], field)
    assert (back["a"].issued, back["a"].date("accessed")) == ("185X", "1990-06-16/..")
    assert exported(back) == once


TITLE = r"The <i>Tide</i> of {Y}~^\_&%$#"
SAID = {
    "DOI": "10.1/x_(y)", "URL": "https://x.org/a_b", "ISBN": "978-0-00-000000-2",
    "ISSN": "1234-567X", "PMID": "99", "PMCID": "PMC1", "language": "de-DE", "page": "3-4",
    "abstract": "Much & <i>more</i> of 10 % for $5", "keyword": "a, b", "status": "forthcoming",
    "original-title": "Ein _Buch_", "publisher": "Simon and Schuster",
    "publisher-place": "Rome and Milan", "original-publisher": "One and Two",
    "issued": "1990-06", "accessed": "2020-01-02", "original-date": "1850",
    "event-date": "1999-01-02/1999-01-05",
    "author": [{"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"},
               {"family": "Émile", "given": "Łu"}, {"literal": "GRIPS and the University"}],
    "editor": [{"family": "Smith", "given": "J.", "suffix": "Jr."}],
    "translator": [{"family": "山", "given": "川"}],
    "container-author": [{"family": "Other", "given": "A."}],
}  # fmt: skip
IN_BOOKS = (
    "edition", "publisher", "publisher-place", "collection-title", "collection-number", "volume",
    "number-of-volumes", "chapter-number", "number-of-pages", "version", "event-title", "genre",
    "event-place", "title-short", "container-title-short", "original-title", "original-publisher",
    "original-publisher-place", "status", "DOI", "ISBN", "ISSN", "PMID", "PMCID", "language",
    "keyword", "call-number", "abstract", "annote", "note", "page", "URL", *SAID,
)  # fmt: skip
IN_BIBTEX = [
    *(("book", variable) for variable in dict.fromkeys(IN_BOOKS)),
    *(("article-journal", variable) for variable in ("container-title", "issue", "volume")),
    *(("chapter", "container-title"), ("paper-conference", "container-title")),
    *(("report", "number"), ("webpage", "container-title"), ("thesis", "publisher")),
]


def test_what_bibtex_can_hold_comes_back():
    works = []
    for number, (kind, variable) in enumerate(IN_BIBTEX):
        value = SAID.get(variable, f"{number} & {number + 1}")
        works.append(Source(f"w:{number}", kind, TITLE, {variable: value}))
    document, problems = bib_file.read("x.bib", "\n".join(map(bibtex.entry, works)).encode())
    assert problems == []
    lost = {
        (kind, variable): (item(work).get(variable), row.get(variable))
        for (kind, variable), work, row in zip(IN_BIBTEX, works, document.value, strict=True)
        if row.get(variable) != item(work)[variable]
    }
    assert lost == {}
    assert {(row["title"], row["id"][:2]) for row in document.value} == {(TITLE, "w:")}


@pytest.mark.parametrize(
    ("variables", "lines"),
    [
        ({"issued": {"literal": "ca. 1860"}}, ["year = {ca. 1860}"]),
        ({"issued": {"raw": "ca. 1860"}}, ["year = {ca. 1860}"]),
        (
            {"issued": {"date-parts": [[1860]], "season": 3}},
            ["date = {1860-23}", "year = {autumn 1860}"],
        ),
        (
            {"issued": {"date-parts": [[1860]], "literal": "Michaelmas 1860"}},
            ["year = {Michaelmas 1860}"],
        ),
        ({"page": "101-134"}, ["pages = {101--134}"]),
        ({"page": "S12-S20, 5"}, ["pages = {S12--S20, 5}"]),
        ({"page": "1-2-1-4"}, ["pages = {1-2-1-4}"]),
        ({"shortTitle": "R"}, ["shorttitle = {R}"]),
        (
            {"container-title-short": 'A <span class="nocase">of <i>Rome</i></span>'},
            [r"shortjournal = {A {of \textit{Rome}}}"],
        ),
        (
            {"note": '<span style="font-variant:small-caps;">Rome</span> <span class="x">B</span>'},
            [r'note = {\textsc{Rome} <span class="x">B</span>}'],
        ),
    ],
)
def test_what_bibtex_says_in_its_own_way(variables, lines):
    written = bibtex.entry(Source("a", "book", "T", variables))
    assert [one.strip(" ,") for one in written.splitlines()[2:-1]] == lines


@pytest.mark.parametrize(
    "kind", ["book", "article-journal", "article-magazine", "article-newspaper", "chapter",
             "paper-conference", "report", "thesis", "webpage", "patent", "software", "dataset",
             "legislation", "legal_case", "manuscript", "personal_communication",
             "motion_picture", "song", "entry-encyclopedia"]
)  # fmt: skip
def test_types_that_bibtex_has(kind):
    written = bibtex.entry(Source("a", kind, "T"))
    assert bib_file.read("x.bib", written.encode())[0].value[0]["type"] == kind
