"""Exports as sites publish them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import node
import pytest
import reading
from apparatus.data import loading
from apparatus.data.vocabulary import DEFAULT
from apparatus.pieces import SHELVES
from apparatus.sources import csl
from bs4 import BeautifulSoup
from tei_schema import wrong
from web_annotation_rules import broken

if TYPE_CHECKING:
    from apparatus.data.dataset import Dataset

NAMES = {
    "annotations.csv", "annotations.jsonld", "annotations.tei.xml", "entities.json",
    "sources.bib", "sources.json",
}  # fmt: skip


def read(folder: Path, name: str) -> str:
    return (folder / name).read_bytes().decode()


def written(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.name in NAMES}


def linked(folder: Path, page: str) -> set[str]:
    soup = BeautifulSoup(read(folder, page), "html.parser")
    found = {link["href"] for link in soup.select(".ap-exports a[download]")}
    top = (folder / page).parent
    assert all((top / href).is_file() for href in found)
    return {Path(href).name for href in found}


@pytest.fixture(scope="module")
def data(edition) -> Dataset:
    """The edition's own, read by the engine."""
    found, problems = loading.load(edition / "data", "data", SHELVES)
    assert problems == []
    return found


@pytest.mark.parametrize(
    ("form", "name"),
    [
        (reading.web_annotation, "annotations.jsonld"),
        (reading.tei, "annotations.tei.xml"),
        (reading.spreadsheet, "annotations.csv"),
    ],
)
def test_every_note_comes_back_as_its_author_wrote_it(built, data, form, name):
    notes = form(read(built.folder, name))
    assert {note.id: note for note in notes} == data.annotations
    assert len(notes) == len(data.annotations) > 15
    assert {note.finding for note in notes} == {"", *DEFAULT.terms("findings")}


def test_every_source_comes_back(built, data):
    ours = [source for _, source in sorted(data.sources.items())]
    back = reading.csl(read(built.folder, "sources.json"))
    assert list(map(csl.item, back)) == list(map(csl.item, ours))
    said = [(s.id, s.original_title or s.title, list(map(str, s.author)), s.issued) for s in ours]
    theirs = reading.bibtex(read(built.folder, "sources.bib"))
    assert [(s.id, s.title, list(map(str, s.author)), s.issued) for s in theirs] == said


def test_every_entry_is_there_and_where_it_says(built, data):
    rows = json.loads(read(built.folder, "entities.json"))
    assert [row["id"] for row in rows] == sorted(data.entities)
    pages = built.pages()
    for row in rows:
        path, _, fragment = row["url"].removeprefix("https://example.org/edition/").partition("#")
        page = pages[f"{path}index.html"]
        assert not fragment or page.find(id=fragment)
        links = sum(len(page.select(f'a[data-entity="{row["id"]}"]')) for page in pages.values())
        assert row["mentions"] == links, row["id"]


def text_of(folder: Path, name: str, where: str) -> str:
    """What browsers have as the text of a part of a page."""
    script = """
    import { JSDOM } from "jsdom";
    export const answer = ({ html, where }) =>
      new JSDOM(html).window.document.querySelector(where).textContent;
    """
    return node.run(script, {"html": read(folder, name), "where": where})


def test_selectors_select_the_marked_words_in_the_page_as_published(built):
    page = built.pages()["annotated/index.html"]
    text = text_of(built.folder, "annotated/index.html", "article")
    notes = json.loads(read(built.folder, "annotations.jsonld"))["first"]["items"]
    for note in notes:
        assert note["target"]["source"] == "https://example.org/edition/annotated/"
        block, quote, position = note["target"]["selector"]
        start, end = position["start"], position["end"]
        assert text[start:end] == quote["exact"]
        assert text[max(0, start - 32) : start] == quote["prefix"]
        assert text[end : end + 32] == quote["suffix"]
        paragraph = page.find(id=block["value"])
        # Marks hold no numbers of notes that end inside, so they are the words as written.
        name = note["id"].rpartition("#")[2]
        marked = "".join(e.get_text() for e in paragraph.select(f'[data-annotation="{name}"]'))
        assert plain(marked) == plain(note["words"])
        assert page.find(id=name)["role"] == "note"


def plain(text: str) -> str:
    return " ".join(text.replace("’", "'").split())


def test_models(built):
    assert broken(json.loads(read(built.folder, "annotations.jsonld"))) == []
    assert wrong(read(built.folder, "annotations.tei.xml")) == []


def test_the_annotated_page_links_to_all_and_no_other_does(built):
    assert written(built.folder) == NAMES
    assert linked(built.folder, "annotated/index.html") == NAMES
    pages = built.pages()
    assert [path for path in pages if pages[path].select(".ap-exports")] == ["annotated/index.html"]
    search = read(built.folder, "assets/search/index.js")
    assert "take the notes with you" not in search


FILES = {
    "docs/index.md": "# Home\n\nA “B” and\nC’s *B* & B.\n{ #p1 }\n",
    "data/entities.yml": "- {id: c, kind: term, name: C, gloss: G., entry: index.md}\n",
    "data/sources.yml": '- {id: s, type: book, title: "A {B} & C_d", URL: "https://s.test/"}\n',
    "data/annotations.yml": """\
- id: n1
  target: {page: index.md, paragraph: 1, exact: "C's B", occurrence: 1}
  layer: terms
  body: 'Words with "quotes", <b>, & and <span lang="ja">日本</span>.'
  sources: [s]
  confidence: low
- id: n2
  target: {page: index.md, paragraph: 1, exact: B, occurrence: 3}
  layer: fact-check
  finding: unproven
  body: "=A formula\\n\\nand a paragraph"
  sources: [s]
  confidence: high
""",
}


def test_a_small_site_without_an_address_or_a_bibliography(make_site):
    built, run = make_site(FILES, "--strict")
    assert run.returncode == 0, run.stderr
    assert written(built.folder) == linked(built.folder, "index.html") == NAMES
    document = json.loads(read(built.folder, "annotations.jsonld"))
    assert broken(document) == []
    first, second = document["first"]["items"]
    assert first["id"] == "./#n1"
    assert first["sources"] == [
        {"id": "https://s.test/", "identifier": "s", "label": "A {B} & C_d, n.d."}
    ]
    text = BeautifulSoup(read(built.folder, "index.html"), "html.parser").find(id="p1").get_text()
    assert text == "1 A “B” and\nC’s B1 & B2."
    # A theme without an `article` has a main part.
    whole = text_of(built.folder, "index.html", "[role=main]")
    at = whole.index(text)
    assert first["target"]["selector"][1:] == [
        {"type": "TextQuoteSelector", "exact": "C’s B",
         "prefix": whole[max(0, at - 20) : at + 12], "suffix": whole[at + 17 : at + 49]},
        {"type": "TextPositionSelector", "start": at + 12, "end": at + 17},
    ]  # fmt: skip
    assert second["target"]["selector"][2] == {
        "type": "TextPositionSelector", "start": at + 21, "end": at + 22
    }  # fmt: skip
    notes = {note.id: note for note in reading.spreadsheet(read(built.folder, "annotations.csv"))}
    found, _ = loading.load(built.folder.parent / "data", "data", SHELVES)
    assert notes == found.annotations


def test_without_notes_nothing_is_written_or_linked(make_site):
    files = {name: text for name, text in FILES.items() if name != "data/annotations.yml"}
    built, run = make_site(files, "--strict")
    assert run.returncode == 0, run.stderr
    assert written(built.folder) == set()
    assert 'class="ap-exports"' not in read(built.folder, "index.html")


def test_without_sources_a_site_has_no_notes_and_so_no_exports(make_site):
    """Every note needs a source, and its source a place in `sources.yml`."""
    files = {name: text for name, text in FILES.items() if name != "data/sources.yml"}
    built, run = make_site(files, "--strict")
    assert run.returncode == 1
    assert "sources 's' is not" in run.stderr or "Add it to sources.yml." in run.stderr
    assert not built.folder.exists() or written(built.folder) == set()


def test_only_changed_pages_make_no_exports_and_show_no_link(make_site):
    built, run = make_site(FILES, "--dirty")
    assert run.returncode == 0, run.stderr
    assert "no backlinks and no exports" in run.stderr
    assert written(built.folder) == set()
    assert 'class="ap-exports"' not in read(built.folder, "index.html")
    built, run = make_site(FILES)
    before = {name: read(built.folder, name) for name in written(built.folder)}
    assert set(before) == NAMES
    built, run = make_site(FILES, "--dirty")
    assert {name: read(built.folder, name) for name in written(built.folder)} == before
