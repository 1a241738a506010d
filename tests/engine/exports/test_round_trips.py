"""What was written is what is read back, whatever is in it."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace

import pytest
import reading
import sites
from apparatus.data import csv_file
from apparatus.data.cited import SourceId
from apparatus.data.edition import Edition
from apparatus.data.model import Name
from apparatus.exports import bibtex, csl, spreadsheet, tei, texts, web_annotation
from apparatus.sources import bibtex as in_bibtex
from hypothesis import given
from hypothesis import strategies as st
from works import work


def same(read, site):
    assert read == site.annotations()
    for one, other in zip(read, site.annotations(), strict=True):  # an id equals one with a place
        assert [s.locator for s in one.sources] == [s.locator for s in other.sources]


@given(site=sites.sites_with_notes(sites.ANY))
def test_web_annotations(site):
    same(reading.web_annotation(web_annotation.write(site)), site)


@given(site=sites.sites_with_notes(sites.ANY))
def test_tables(site):
    same(reading.spreadsheet(spreadsheet.write(site)), site)


@given(
    sources=st.lists(st.builds(SourceId, sites.ANY.filter(bool), sites.LOCATORS)),
    tags=st.lists(sites.ANY.filter(bool)),
)
def test_cells_that_hold_several(sources, tags):
    back = csv_file.read_sources(csv_file.sources(sources))
    assert [(one, one.locator) for one in back] == [(one, one.locator) for one in sources]
    assert csv_file.read_parts(csv_file.parts(tags)) == tags


def test_cells_look_as_authors_would_write_them():
    its = [SourceId("minutes", "p. 4; 5"), "a b", "c[d]", SourceId("e", "[f]")]
    assert csv_file.sources(its) == r"minutes [p. 4; 5] a\ b c\[d] e [[f\]]"
    assert csv_file.parts(["a", "b; c"]) == r"a; b\; c"
    assert csv_file.read_parts("a;b; c") == ["a", "b", "c"]


@given(site=sites.sites_with_notes())
def test_tei(site):
    same(reading.tei(tei.write(site)), site)


@given(site=sites.sites_with_sources())
def test_csl(site):
    written = csl.write(site)
    read = {source.id: source for source in reading.csl(written)}
    assert [*read] == sorted(site.data.sources)
    site.data.sources.update(read)
    assert csl.write(site) == written


@given(site=sites.sites_with_sources())
def test_bibtex(site):
    def said(sources):
        return [
            (s.id, s.original_title or s.title, list(map(str, s.author)), s.issued) for s in sources
        ]

    written = bibtex.write(site)
    assert said(reading.bibtex(written)) == said(s for _, s in sorted(site.data.sources.items()))
    for entry in re.split(r"(?m)^(?=@\w+\{[a-z0-9-]+,$)", written):
        assert entry.count("{") == entry.count("}")


@given(site=sites.sites_with_notes(sites.ANY))
def test_what_xml_cannot_hold_is_replaced_and_seen(site):
    read = reading.tei(tei.write(site))
    for one, other in zip(read, site.annotations(), strict=True):
        assert len(one.body) == len(other.body)
        assert all(a in (b, "\ufffd") for a, b in zip(one.body, other.body, strict=True))


@given(cell=sites.ANY)
def test_no_cell_is_a_formula(cell):
    guarded = csv_file.guarded(cell)
    assert guarded.strip()[:1] not in [*"=+-@|%", "\uff1d", "\uff0b", "\uff0d", "\uff20"]
    assert guarded[:1] not in ("\t", "\r", "\n")
    assert guarded in (cell, f"'{cell}")
    assert guarded.removeprefix("'") == cell


@given(text=sites.ANY)
def test_latex_prints_what_was_meant(text):
    escaped = in_bibtex.escape(text)
    assert reading.unescape(escaped) == text
    bare = re.sub(r"\\text[a-z]+\{\}|\\[#$%&_]", "", escaped)
    assert not set(bare) & set("\\{}#$%&_~^")


@given(parts=st.lists(st.sampled_from(["A", "and", "AND", ",", " ", "de", "\n"]), min_size=1))
def test_names_stay_whole(parts):
    whole = "".join(parts)
    names = (Name(literal=whole), Name(whole, "B"), Name("C", whole))
    assert (
        reading.bibtex(in_bibtex.entry(work("a", "report", "T", author=names)))[0].author == names
    )


def test_the_order_is_that_of_reading_and_of_ids(site):
    files = texts(site)
    ids = ["n9", "n10", "n1"]
    for form, name in (
        (reading.web_annotation, "annotations.jsonld"),
        (reading.tei, "annotations.tei.xml"),
        (reading.spreadsheet, "annotations.csv"),
    ):
        assert [note.id for note in form(files[name])] == ids
    assert [source.id for source in reading.csl(files["sources.json"])] == ["s", "t"]
    assert [source.id for source in reading.bibtex(files["sources.bib"])] == ["s", "t"]
    assert [row["id"] for row in json.loads(files["entities.json"])] == ["it", "them", "who"]
    assert texts(site) == files


def test_without_sources_there_is_no_bibliography(site):
    site.data.sources.clear()
    assert sorted(texts(site)) == [
        "annotations.csv", "annotations.jsonld", "annotations.tei.xml", "entities.json"
    ]  # fmt: skip


def test_a_table(site):
    text = spreadsheet.write(site)
    assert text.endswith("\r\n")
    assert text[0] == "\ufeff"
    rows = list(csv.reader(io.StringIO(text[1:], newline="")))
    assert rows[0] == list(spreadsheet.COLUMNS)
    assert rows[1] == ["n9", "annotated.md", "2", "C", "1", "", "", "terms", "'=C", "s t", "high",
                       "1990-06", *7 * [""],
                       "https://example.org/edition/annotated/#n9"]  # fmt: skip
    assert {len(row) for row in rows} == {len(spreadsheet.COLUMNS)}


def test_bibtex_as_it_looks(site):
    assert (
        bibtex.write(site)
        == """\
@misc{s,
  title = {{A speech}},
  addendum = {No copy of this was read.},
}

@article{t,
  author = {Doe, Jo},
  title = {{題}},
  titleaddon = {[A title]},
  date = {1990},
  year = {1990},
  url = {https://example.org/a%7Bb%7D_c},
  entrysubtype = {newspaper},
  pages = {3--4},
  number = {2},
  volume = {1},
  language = {ja},
  note = {Seen.},
  journal = {Paper},
  publisher = {{House}},
}
"""
    )


@pytest.mark.parametrize(
    ("issued", "month"), [("1990-06-16", "jun"), ("1990-12", "dec"), ("1990", ""), ("", "")]
)
def test_months_are_bibtexs_own_words(site, issued, month):
    site.data.sources["t"] = work("t", "book", "T", issued=issued)
    assert ([*re.findall(r"  month = (\w+),\n", bibtex.write(site)), ""])[0] == month


# From the CSL-JSON schema: what an item may have, of what we could ever write.
CSL_FIELDS = {
    "id", "type", "title", "author", "container-title", "publisher", "issued",
    "URL", "language", "volume", "issue", "page", "note", "custom",
}  # fmt: skip


def test_csl_items_have_the_schemas_fields(site):
    items = json.loads(csl.write(site))
    assert items[0] == {
        "id": "s", "type": "speech", "title": "A speech", "custom": {"copy-seen": False}
    }  # fmt: skip
    assert set(items[1]) == CSL_FIELDS
    assert items[1]["title"] == "題 [A title]"
    assert items[1]["issued"] == {"date-parts": [[1990]]}
    assert items[1]["author"] == [{"family": "Doe", "given": "Jo"}]


def test_entities(site):
    it, them, who = json.loads(texts(site)["entities.json"])
    base = "https://example.org/edition/"
    assert it == {
        "id": "it", "kind": "term", "name": "It", "gloss": "G.", "url": f"{base}#it",
        "confidence": "high", "mentions": 0,
    }  # fmt: skip
    them_too = replace(site.data.entities["them"], gloss="A *b*.", sources=(SourceId("s", "p. 4"),))
    site.data.entities["them"] = them_too
    row = json.loads(texts(site)["entities.json"])[1]
    assert (row["gloss"], row["markdown"]) == ("A b.", "A *b*.")
    assert row["sources"] == [{"id": "s", "locator": "p. 4"}]
    assert them["aliases"] == ["They", {"text": "those", "pages": ["index.md"]}]
    assert (them["sources"], them["confidence"]) == (["s"], "low")
    assert (who["names"], who["mentions"]) == ({"ja": "誰"}, 3)
    assert who["url"] == f"{base}people/#who"


def test_without_an_address_everything_is_relative_to_the_top(site):
    bare = site._replace(edition=Edition())
    files = texts(bare)
    assert reading.web_annotation(files["annotations.jsonld"]) == site.annotations()
    assert reading.tei(files["annotations.tei.xml"]) == site.annotations()
    document = json.loads(files["annotations.jsonld"])
    assert document["id"] == "annotations.jsonld"
    assert document["first"]["items"][0]["id"] == "annotated/#n9"
    assert json.loads(files["entities.json"])[0]["url"] == "./#it"
