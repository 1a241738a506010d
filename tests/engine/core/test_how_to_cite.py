"""The page that says how to cite each note and each paragraph."""

from __future__ import annotations

import markdown
import pytest
import reading
from apparatus.build import Build
from apparatus.data.edition import UNKNOWN, Edition
from apparatus.data.model import Name
from apparatus.hosts.extension import ApparatusExtension
from apparatus.templates.render import Renderer
from apparatus.text.addresses import address
from apparatus.text.page import Page
from bs4 import BeautifulSoup

ENTITIES = "- {id: tokyo, kind: place, name: Tokyo, gloss: G., entry: other.md}\n"
SOURCES = "- {id: times, type: book, title: T}\n"
NOTES = """\
- {id: n2, target: {paragraph: 2, exact: 'Tokyo <was> “dry”'}, layer: terms, body: B.,
   sources: [times], confidence: high}
- {id: n1, target: {paragraph: 1, exact: rained}, layer: terms, body: B., sources: [times],
   confidence: high}
- {id: x, target: {page: b/other.md, paragraph: 1, exact: Words}, layer: terms, body: B.,
   sources: [times], confidence: high}
"""
STATEMENTS = """\
- {id: s1, paragraph: 3, speaker: R, named: false, side: U, manner: quoted, exact: More,
   sources: [times], confidence: high}
"""
ABOUT = Edition("https://x.org/e/", "My edition", "A. Writer", "en", "2026-11-25")
URLS = {"annotated.md": "annotated/", "b/other.md": "b/other/", "cite.md": "cite/", "other.md": ""}


@pytest.fixture
def show(load):
    def show(about=ABOUT, pages=(), **data):
        texts = {"entities": ENTITIES, "sources": SOURCES, "annotations": NOTES}
        loaded, problems = load(**{**texts, "statements": STATEMENTS, **data})
        assert problems == []
        build = Build(loaded, Renderer(), about)
        build.expect(URLS, pages)
        build.begin("cite.md", str, "docs/cite.md")
        html = markdown.Markdown(extensions=["toc", ApparatusExtension(build)]).convert("# Cite\n")
        return BeautifulSoup(html, "html.parser")

    return show


def forms(soup, anchor):
    return {row.dt.text: row.dd.text for row in soup.find(id=anchor).select("dl > div")}


def test_each_note_has_its_citations(show):
    soup = show()
    assert [its["id"] for its in soup.select("details > div")] == [
        "cite-n1", "cite-n2", "cite-x", "cite-p1", "cite-p2", "cite-p3", "cite-b-other-p1",
    ]  # fmt: skip
    found = forms(soup, "cite-n1")
    [source] = reading.bibtex(found.pop("BibTeX"))
    assert (source.id, source.title, source.author, source.issued) == (
        "my-edition-n1", "Note 1: rained", (Name(literal="A. Writer"),), "2026-11-25",
    )  # fmt: skip
    assert found == {
        "Chicago": "A. Writer. “Note 1: rained.” My edition, November 25, 2026. "
        "https://x.org/e/annotated/#n1.",
        "APA": "A. Writer. (2026, November 25). Note 1: rained. My edition. "
        "https://x.org/e/annotated/#n1",
        "MLA": "A. Writer. “Note 1: rained.” My edition, 25 Nov. 2026, "
        "https://x.org/e/annotated/#n1.",
    }
    assert [h["id"] for h in soup.select("h2")] == ["notes", "paragraphs"]


POEM = """\
> The moon<br>
> is out.
> { #v }

It rose<br>
late.
{ #v2 }

And that was all.
{ #end data-label="Close & <end>" }

<p id="a" data-label='Raw'>Words.</p>
"""
ON_POEM = """\
- {id: n1, target: {block: a}, layer: terms, body: B., sources: [times], confidence: high}
- {id: n2, target: {block: v2.1, exact: It rose}, title: Risen, layer: terms, body: B.,
   sources: [times], confidence: high}
- {id: n3, target: {block: v2.1, exact: rose, until: {block: end}}, layer: terms, body: B.,
   sources: [times], confidence: high}
- {id: n4, target: {block: v.2}, layer: terms, body: B., sources: [times], confidence: high}
- {id: n5, target: {block: v2}, layer: terms, body: B., sources: [times], confidence: high}
"""


def test_blocks_come_as_on_their_page_and_are_called_as_there(show):
    page = Page("annotated.md", lambda: POEM, "docs/annotated.md")
    soup = show(annotations=ON_POEM, statements="[]", pages=[page])
    assert [" ".join(its.text.split()) for its in soup.select("summary")] == [
        "Note 4 line 2", "Note 5 stanza 2", "Note 2 Risen", "Note 3 rose … Close & <end>",
        "Note 1 Raw", "Line 2", "Stanza 2", "Stanza 2, line 1", "Raw",
    ]  # fmt: skip
    assert [h.text for h in soup.select("h2")] == ["Notes", "Places in the text"]


def test_words_are_headings_and_stay_text(show):
    work = show().find(id="cite-n2").find_parent("details")
    assert " ".join(work.summary.text.split()) == "Note 2 Tokyo <was> “dry”"
    assert "“Note 2: Tokyo <was> ‘dry.’” My" in forms(work, "cite-n2")["MLA"]
    assert work.select("was, a[data-entity]") == []
    assert work.select_one("p a")["href"] == "../annotated/#n2"


def test_paragraphs_are_those_of_notes_and_statements(show):
    soup = show()
    assert "“Paragraph 3.” My edition" in forms(soup, "cite-p3")["Chicago"]
    assert "https://x.org/e/b/other/#p1" in forms(soup, "cite-b-other-p1")["APA"]


def test_no_search_finds_the_citations(show):
    soup = show()
    for details in soup.select("details"):
        outer = details.find_parent(attrs={"data-search-exclude": True})
        assert outer.find(outer.name) is None, "search is confused by the same tag inside"
    assert not soup.h2.find_parent(attrs={"data-search-exclude": True})


@pytest.mark.parametrize(
    ("about", "chicago"),
    [
        (UNKNOWN, "“Note 1: rained.” annotated/#n1."),
        (ABOUT._replace(author="", day=""), "My edition. “Note 1: rained.” https:"),
        (ABOUT._replace(day=""), "A. Writer. “Note 1: rained.” My edition. https:"),
    ],
)
def test_a_site_that_says_little_of_itself(show, about, chicago):
    assert forms(show(about), "cite-n1")["Chicago"].startswith(chicago)


def test_a_site_without_the_page_offers_no_way_to_it(render):
    data = {
        "entities": ENTITIES,
        "sources": SOURCES,
        "annotations": NOTES.rpartition("- {id: x")[0],
    }
    pages = {"annotated.md": "# S\n\nIt rained.\n{ #p1 }\n\nTokyo &lt;was> “dry”.\n{ #p2 }\n"}
    assert ">Cite<" not in render(pages, ("other.md",), **data).pages["annotated.md"]
    with_it = render(pages, ("other.md", "cite.md"), **data).pages["annotated.md"]
    assert with_it.count('href="cite.md#cite-n') == 2


@pytest.mark.parametrize(
    ("path", "folders", "files"),
    [
        ("index.md", "", "index.html"),
        ("a/README.md", "a/", "a/index.html"),
        ("a/b c.md", "a/b%20c/", "a/b%20c.html"),
        ("人.md", "%E4%BA%BA/", "%E4%BA%BA.html"),
    ],
)
def test_addresses_are_those_that_hosts_give(path, folders, files):
    assert address(path, directories=True) == folders
    assert address(path, directories=False) == files


@pytest.mark.parametrize(
    ("title", "key"),
    [("¡Amor constante más allá!", "amor-constante-mas-alla-n1"), ("初恋", "n1")],
)  # fmt: skip
def test_a_key_keeps_letters_without_their_accents(show, title, key):
    [source] = reading.bibtex(forms(show(ABOUT._replace(title=title)), "cite-n1")["BibTeX"])
    assert source.id == key
