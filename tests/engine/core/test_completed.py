"""What a page gets once all pages are known: evidence, see also, exports; and its switches."""

from __future__ import annotations

import json

import pytest
from apparatus.text.addresses import relative
from bs4 import BeautifulSoup

ENTITIES = """\
- {id: baker, kind: person, name: Baker, gloss: G, entry: actors.md#baker, sources: [times, memo],
   confidence: medium, see: [kaifu, summit]}
- {id: kaifu, kind: person, name: Kaifu, gloss: G, entry: actors.md#kaifu, see: [baker]}
- {id: summit, kind: event, name: The summit, gloss: G, entry: summit.md}
- {id: bare, kind: term, name: Nothing, gloss: G, entry: actors.md#bare}
"""
SOURCES = """\
- {id: times, type: article-newspaper, title: T, author: [{family: Lee}], issued: 1990-06-16,
   URL: "https://example.org/t"}
- {id: memo, type: report, title: The memo}
"""
ACTORS = """\
# Actors

## The Secretary { #baker }

Words.

### More

More words.

## The minister { #kaifu }

Words on Baker.

## Nobody { #bare }

None.
"""
NOTES = """\
- {id: n2, target: {page: page.md, paragraph: 2, exact: Other}, layer: terms, body: "Of *Baker*.",
   sources: [times], confidence: high, known: 1990-06-15}
- {id: n1, target: {page: page.md, paragraph: 1, exact: Some}, layer: people, body: B.,
   sources: [memo], confidence: low, known: "1990"}
- {id: n3, target: {page: page.md, paragraph: 2, exact: words}, layer: terms, body: B.,
   sources: [times], confidence: high, known: 1991-01}
- {id: n4, target: {page: page.md, paragraph: 2, exact: here}, layer: fact-check, body: B.,
   sources: [times], confidence: high, finding: mixed}
"""
PAGE = "Some words.\n{ #p1 }\n\nOther words *here*.\n{ #p2 }\n\nA third.\n{ #p3 }\n"
TITLES = {"page.md": "Page", "actors.md": "Actors", "summit.md": "Summit", "sources.md": "Sources"}


@pytest.fixture
def completed(render):
    """Render a whole site and finish a page of it; `more` are further pages."""

    def completed(page, more=(), **options):
        pages = {"page.md": PAGE, "actors.md": ACTORS, "summit.md": "# Summit\n", **dict(more)}
        site = render(pages, entities=ENTITIES, sources=SOURCES, annotations=NOTES, **options)
        assert site.problems == []
        site.build.resolve({path: TITLES[path] for path in pages}, relative)
        finished = {path: site.build.decorate(path, site.pages[path]) for path in pages}
        return site, BeautifulSoup(finished[page], "html.parser")

    return completed


def test_an_entry_names_its_sources_and_its_likes_at_its_end(completed):
    _, page = completed("actors.md")
    (evidence,) = page.select(".ap-evidence")
    assert evidence.get_text() == "Sources: Lee, 16 June 1990; The memo, n.d. · confidence: medium"
    assert [link["href"] for link in evidence.select("a")] == ["https://example.org/t", "#"]
    assert {link["role"] for link in evidence.select("a")} == {"doc-biblioref"}
    assert evidence.find_previous("h3").get_text().startswith("More")
    assert evidence.find_next("h2")["id"] == "kaifu"
    first, second = page.select(".ap-see-also")
    assert first.get_text() == "See also: Kaifu; The summit"
    assert [link["href"] for link in first.select("a")] == ["#kaifu", "../summit/"]
    assert first.find_next(class_="ap-evidence") is evidence
    assert [link["href"] for link in second.select("a")] == ["#baker"]


def test_what_has_nothing_to_show_shows_nothing(completed):
    site, page = completed("actors.md")
    ours = ["ap-evidence", "ap-see-also", "ap-backlinks"]
    assert page.find(id="kaifu").find_next(class_=ours) is not None
    assert page.find(id="bare").find_next(class_=ours) is None
    assert "apparatus:foot" not in str(page)
    forged = site.build.decorate("summit.md", "Words.<!--apparatus:foot:nobody-->")
    assert forged == "Words."


def test_a_search_need_not_read_the_places_to_which_nothing_comes(completed):
    site, page = completed("actors.md")
    html = site.pages["actors.md"]
    spared = site.build.spare(html + "<!--apparatus:foot:nobody-->")
    assert [its.strip() for its in html.split("\n") if its not in spared.split("\n")] == [
        "<!--apparatus:foot:bare-->"
    ]
    assert "nobody" not in spared
    assert BeautifulSoup(site.build.decorate("actors.md", spared), "html.parser") == page


def test_sources_lead_to_the_bibliography_when_there_is_one(completed):
    _, page = completed("actors.md", more={"sources.md": "# Sources\n"})
    assert [link["href"] for link in page.select(".ap-evidence a")] == [
        "../sources/#source-times", "../sources/#source-memo"
    ]  # fmt: skip


def test_a_page_names_its_own_sources(completed):
    text = "---\napparatus: {sources: [memo, times]}\n---\nWords.\n"
    site, page = completed("summit.md", more={"summit.md": text})
    (evidence,) = page.select(".ap-evidence--page")
    assert evidence.get_text() == "Sources for this page: The memo, n.d.; Lee, 16 June 1990"
    _, other = (
        site,
        BeautifulSoup(site.build.decorate("page.md", site.pages["page.md"]), "html.parser"),
    )
    assert other.select(".ap-evidence--page") == []


def test_a_build_exports_the_words_of_the_finished_pages(completed):
    site, page = completed("page.md", written="1990-06-15")
    files = site.build.exports()
    assert sorted(files) == [
        "annotations.csv", "annotations.jsonld", "annotations.tei.xml", "assets/cards/page.js",
        "entities.json", "sources.bib", "sources.json",
    ]  # fmt: skip
    items = json.loads(files["annotations.jsonld"])["first"]["items"]
    assert [item["id"].partition("#")[2] for item in items] == ["n1", "n2", "n3", "n4"]
    for item in items:
        _, quote, position = item["target"]["selector"]
        text = page.get_text()
        assert text[position["start"] : position["end"]] == quote["exact"]
    rows = {row["id"]: row for row in json.loads(files["entities.json"])}
    assert (rows["baker"]["mentions"], rows["bare"]["mentions"]) == (2, 0)
    assert [link["href"] for link in page.select(".ap-exports a:not([download])")] == [
        "?notes=none&print", "?notes=all&layers=fact-check&print"
    ]  # fmt: skip
    assert [link["href"] for link in page.select(".ap-exports a[download]")] == [
        "../annotations.csv", "../annotations.jsonld", "../annotations.tei.xml",
        "../sources.bib", "../sources.json", "../entities.json",
    ]  # fmt: skip


def test_each_key_of_our_own_is_explained_where_its_address_leads(completed):
    site, page = completed("page.md")
    said = json.loads(site.build.exports()["annotations.jsonld"])
    named = {key: its for key, its in said["@context"].items() if key != "@version"}
    own = {key: its["@id"] if isinstance(its, dict) else its for key, its in named.items()}
    ours = {key: its for key, its in own.items() if its.partition("#")[0] == "page/"}
    assert set(ours) >= {"layer", "confidence", "known", "finding", "words", "page", "occurrence"}
    for key, its in ours.items():
        term = page.find(id=its.partition("#")[2])
        assert (term.name, term.get_text()) == ("dt", key)
        assert term.find_next("dd").get_text()
    used = {key for item in said["first"]["items"] for key in item}
    assert used <= set(own)
    assert own["title"] == "http://purl.org/dc/terms/title"


def test_a_part_of_a_site_exports_nothing(completed, render):
    site, _ = completed("page.md")
    assert site.build.exports()
    site.build.resolve(TITLES, relative, whole=False)
    assert site.build.exports() == {}
    bare = render({"actors.md": ACTORS, "summit.md": "# S\n"}, entities=ENTITIES, sources=SOURCES,
                  annotations="[]")  # fmt: skip
    assert bare.problems == []
    bare.build.resolve({"actors.md": "A", "summit.md": "S"}, relative)
    assert bare.build.exports() == {}


def test_switches_stand_for_what_is_there(completed):
    site, page = completed("page.md", written="1990-06-15")
    (form,) = page.select("form.ap-switches")
    boxes = form.select("input[type=checkbox]")
    assert [box["value"] for box in boxes] == ["people", "terms", "fact-check"]
    assert all(box["name"] == "layers" and box.has_attr("checked") for box in boxes)
    counts = [
        label.get_text(" ", strip=True) for label in form.select(".ap-switches__layers label")
    ]
    assert counts == ["People 1 note", "Terms 2 notes", "Fact-check 1 note"]
    views = form.select(".ap-switches__time label")
    assert [label.get_text(" ", strip=True) for label in views] == [
        "today 4 notes", "on 15 June 1990 2 notes"
    ]  # fmt: skip
    asked = [(box["name"], box["value"], box.has_attr("checked")) for box in
             form.select("input[type=radio]")]  # fmt: skip
    assert asked == [
        ("notes", "none", False), ("notes", "all", True), ("view", "now", True),
        ("view", "then", False),
    ]  # fmt: skip
    assert form.parent.find_next_sibling("div")["class"] == ["ap-passage"]
    assert form.find_next_sibling("script")["src"] == "../assets/switches.js"
    assert site.pages["page.md"].count("<form") == 1


def test_without_a_day_of_the_text_nothing_came_later(completed):
    _, page = completed("page.md")
    assert page.select(".ap-switches__time, [data-later], .ap-note__later") == []


def test_what_came_later_says_so_everywhere(completed):
    _, page = completed("page.md", written="1990-06-15")
    for marked in (".ap-noteref", ".ap-span"):
        later = {
            one.get("id", one.get("data-annotation"))
            for one in page.select(f"{marked}[data-later]")
        }
        assert {name.removesuffix("-ref") for name in later} == {"n1", "n3"}
    items = page.select(".ap-item[data-later]")
    assert {one.select_one("[role=note]")["id"] for one in items} == {"n1", "n3"}
    assert {one.find_parent(attrs={"role": "note"})["id"] for one in
            page.select(".ap-note__later")} == {"n1", "n3"}  # fmt: skip


def test_a_note_leads_to_its_words(completed):
    _, page = completed("page.md")
    notes = page.select("[role=note]")
    assert len(notes) == 4
    for note in notes:
        (back,) = note.select("[role=doc-backlink]")
        reference = page.find(id=back["href"].removeprefix("#"))
        assert reference["href"] == f"#{note['id']}"
        assert reference["data-layer"] == note["data-layer"]
        assert reference["aria-label"].startswith(f"note {reference.get_text()}, ")
        assert reference.find_parent("p")["id"] == note.find_parent(class_="ap-passage").p["id"]
    assert len(page.select(".ap-stepper")) == 1


def test_notes_stand_in_the_order_of_their_words(completed):
    _, page = completed("page.md")
    numbers = [link["href"].removeprefix("#") for link in page.select(".ap-noteref")]
    assert [note["id"] for note in page.select(".ap-item [role=note]")] == numbers


def test_a_page_opens_with_the_notes_that_the_settings_name(completed):
    for asked, mode, off in (
        (("none",), "none", set()),
        (("all",), "all", set()),
        (("start",), "all", set()),  # no note is marked
        (("people",), "all", {"terms", "fact-check"}),
    ):
        _, page = completed("page.md", opening=asked)
        form = page.select_one(".ap-switches")
        assert [box["value"] for box in form.select("[name=notes][checked]")] == [mode]
        assert {box["value"] for box in form.select("[name=layers]:not([checked])")} == off


def test_passages_are_headings_below_that_of_their_section(completed):
    for text, level in (("# Page\n\n", "2"), ("# Page\n\n## Part\n\n### Act\n\n", "4"), ("", "2")):
        _, page = completed("page.md", more={"page.md": text + PAGE})
        headings = page.select("[role=heading]")
        assert [its.text for its in headings] == ["Paragraph 1", "Paragraph 2", "Paragraph 3"]
        assert {its["aria-level"] for its in headings} == {level}


def test_each_numbered_paragraph_is_a_passage_and_those_with_notes_have_a_list(completed):
    _, page = completed("page.md")
    passages = page.select(".ap-passage")
    assert [passage.p["id"] for passage in passages] == ["p1", "p2", "p3"]
    assert [len(passage.select(".ap-notes > .ap-item")) for passage in passages] == [1, 3, 0]
    assert [len(passage.select(".ap-notes")) for passage in passages] == [1, 1, 0]
    assert [link["href"] for link in page.select("a.ap-para")] == ["#p1", "#p2"]
