"""On the built site: the bibliography, where each source is cited, how to cite the site."""

from __future__ import annotations

import re
from urllib.parse import urldefrag, urljoin

import pytest
from builds import (
    ADDRESS,
    below,
    homes,
    published,
    searched,
    some,
    source_of,
    target_block,
    target_page,
)  # fmt: skip


@pytest.fixture(scope="module")
def bibliography(listed, pages):
    listed("sources")
    if "sources/index.html" not in pages:
        pytest.skip("this edition has no page docs/sources.md")
    return pages["sources/index.html"]


def letters(text):
    """Leave out what a style may turn: marks, and the case of letters."""
    return "".join(filter(str.isalnum, text.casefold()))


def test_every_source_is_there_and_cited_somewhere(bibliography, listed, said):
    sources, soup = listed("sources"), bibliography
    assert {li["id"] for li in soup.select(".ap-bibliography li")} == {
        f"source-{s['id']}" for s in sources
    }
    for source in sources:
        item = soup.find(id=f"source-{source['id']}")
        assert item.select_one(".ap-uses a"), f"{source['id']} is cited nowhere"
        if source.get("URL"):
            link = item.find("a", href=source["URL"])
            shown = {letters(source["title"]), letters(source["URL"])}  # by the style
            assert letters(link.text) in shown
        seen = source.get("copy-seen", True)
        assert seen != (said.gettext("No copy of this was read.") in item.text)


@pytest.mark.parametrize(
    ("shelf", "place"),
    [
        ("annotations", lambda note: note["id"]),
        ("statements", target_block),
    ],
    ids=["notes", "statements"],
)
def test_each_note_and_statement_is_among_the_places_that_cite(bibliography, listed, shelf, place):
    for row in listed(shelf):
        href = f"../{below(target_page(row))}#{place(row)}"
        for source in row.get("sources", ()):
            cited = bibliography.find(id=f"source-{source_of(source)}")
            assert cited.find("a", href=href), (source, href)


def test_each_entry_is_among_the_places_that_cite_its_sources(bibliography, listed, edition):
    entries = homes(edition)
    entities = listed("entities")
    for entity, source in some((one, its) for one in entities for its in one.get("sources", ())):
        places = bibliography.find(id=f"source-{source_of(source)}").select(".ap-uses a")
        # A section may be named by the link that stands in it; one of the two is enough.
        there = f"../{below(entries[entity['id']])}"
        assert any(a["href"] == there or a.text == entity["name"] for a in places), there


def test_each_place_cites_the_source_indeed(bibliography, pages):
    for item in some(bibliography.select(".ap-bibliography li")):
        for link in item.select(".ap-uses a"):
            url, fragment = urldefrag(urljoin(f"{ADDRESS}sources/", link["href"]))
            page = pages[f"{url.removeprefix(ADDRESS)}index.html"]
            place = page.find(id=fragment) if fragment else page
            if fragment.startswith("cited-"):
                assert place["href"].endswith(f"#{item['id']}")
            elif re.fullmatch(r"n\d+", fragment):
                assert place.select(f"a[href$='#{item['id']}']")
            else:
                assert place is not None


def test_each_note_leads_to_its_citations_and_back(pages, listed, said):
    notes = listed("annotations")
    if "cite/index.html" not in pages:
        pytest.skip("this edition has no page docs/cite.md")
    cite = pages["cite/index.html"]
    for note in notes:
        page = target_page(note)
        link = (
            pages[published(page)]
            .find(id=note["id"])
            .find("a", string=said.pgettext("verb", "Cite"))
        )
        assert urljoin(ADDRESS + below(page), link["href"]) == f"{ADDRESS}cite/#cite-{note['id']}"
        forms = cite.find(id=f"cite-{note['id']}")
        assert [dt.text for dt in forms.select("dt")] == ["Chicago", "APA", "MLA", "BibTeX"]
        for form in forms.select("dd"):
            assert f"{ADDRESS}{below(page)}#{note['id']}" in form.text
    story = pages[published(target_page(notes[0]))]
    numbered = {p["id"] for p in story.find_all("p", id=re.compile(r"^p\d+$"))}
    assert {f"cite-{name}" for name in numbered} == {
        d["id"] for d in cite.find_all("div", id=re.compile(r"^cite-p\d+$"))
    }


def test_a_search_finds_neither_citations_nor_places(built, bibliography):
    found = [str(passage) for passage in searched(built)[1]]
    odd = [some(bibliography.select(".ap-uses"))[0].get_text().strip()[:8], "/#n1"]
    assert not [text for text in found if any(words in text for words in odd)]
