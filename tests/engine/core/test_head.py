"""What a page's head tells machines, whatever is in the data."""

from __future__ import annotations

import json
import re

import pytest
from apparatus.data.dataset import Dataset
from apparatus.data.edition import UNKNOWN, Edition
from apparatus.exports import Site, assets
from apparatus.exports.claims import sentences
from apparatus.exports.linked_data import Page
from apparatus.exports.page_head import complete, script
from apparatus.exports.summary import summary
from apparatus.pieces import timeline
from apparatus.sources.coins import write
from apparatus.sources.how_to_cite import webpage
from apparatus.templates.render import Renderer
from bs4 import BeautifulSoup

EDITION = Edition(
    "https://example.org/x/",
    'Ferries & "boats"',
    "Ada </title> Quill",
    "en",
    "2026-01-31",
    licence="https://l.test/by",
    description="About ferries.",
    about="story",
    card="assets/card.png",
)
SOURCES = """\
- {id: story, type: article-newspaper, title: '<i>Late</i> </script><b>boats',
   container-title: <i>Gazette</i>,
   issued: "1921-05-10", URL: "https://gazette.test/late", DOI: "doi:10.1/a<b>",
   editor: [{family: Berg, given: Jo, non-dropping-particle: van}]}
"""
ENTITIES = """\
- {id: quill, kind: person, name: Ada Quill, aliases: [Quill], gloss: She waited., role: Clerk,
   entry: quill.md, born: "1890-01-02", names: {ja: 羽}}
- {id: slack, kind: term, name: Slack water, gloss: No tide., entry: "words.md#slack"}
- {id: ebb, kind: term, name: Ebb, gloss: "</script>", entry: "words.md#ebb"}
- {id: marsh, kind: place, name: Marsh, gloss: Wet., entry: "words.md#marsh"}
"""
NOTES = """\
- {id: n1, target: {page: story.md, paragraph: 1, exact: no boat}, layer: fact-check,
   title: One ran, finding: contradicted, body: It ran., sources: [story], confidence: high}
- {id: n2, target: {page: story.md, paragraph: 1, exact: tide}, layer: terms, body: B.,
   sources: [story], confidence: high}
"""
EVENTS = """\
- {id: ran, date: 1921-05, end: 1921-06, title: It ran, text: Again., precision: exact,
   place: Marsh, sources: [story], confidence: high}
"""
STORY = "# Story\n\nMr. Reed was there. He saw no boat all day. The tide turned.\n{ #p1 }\n"
PAGE = "<html><head><title>T</title>{}\n</head><body></body></html>"


@pytest.fixture
def site(load):
    data, problems = load(entities=ENTITIES, sources=SOURCES, annotations=NOTES, events=EVENTS)
    assert problems == []
    pages = ("quill", "words", "story", "when")
    return Site(EDITION, data, {"index.md": "", **{f"{p}.md": f"{p}/" for p in pages}}, {}, {})


@pytest.fixture
def head(site):
    """Complete a page; read its head."""

    def head(path, content="", given="", title="A title", of=site):
        entries = [one for one in of.data.entities.values() if one.page == path]
        notes = [one for one in of.data.annotations.values() if one.target.page == path]
        page = Page(path, title, content, entries, notes)
        whole = complete(PAGE.format(given), page, of, Renderer())
        return BeautifulSoup(whole, "html.parser").head

    return head


def said(soup, name):
    (one,) = soup.select(f"meta[name='{name}'], meta[property='{name}']")
    return one["content"]


def graph(soup):
    (data,) = soup.select("script")
    assert data["type"] == "application/ld+json"
    return json.loads(data.string)["@graph"]


def of_type(soup, kind):
    return [node for node in graph(soup) if node["@type"] == kind]


def test_a_page_says_what_it_is_whose_and_of_which_day(head):
    soup = head("story.md", "<p>Some words of the story, which are long enough to say enough.</p>")
    address = "https://example.org/x/story/"
    assert soup.select_one("link[rel=canonical]")["href"] == address
    assert said(soup, "og:url") == said(soup, "citation_public_url") == address
    assert said(soup, "og:title") == said(soup, "citation_title") == "A title"
    assert said(soup, "og:image") == "https://example.org/x/assets/card.png"
    assert said(soup, "citation_author") == said(soup, "DC.creator") == "Ada </title> Quill"
    assert said(soup, "citation_publication_date") == "2026/01/31"
    assert said(soup, "DC.rights") == "https://l.test/by"
    (page,) = of_type(soup, "Article")
    assert page["about"] == {"@id": "https://gazette.test/late"}
    assert (page["dateModified"], page["license"]) == ("2026-01-31", "https://l.test/by")
    assert of_type(soup, "Organization")[0]["@id"] == page["author"]["@id"]


def test_the_work_that_notes_are_about_is_named_and_not_ours(head):
    (work,) = of_type(head("story.md"), "NewsArticle")
    assert (
        work["headline"] == "Late </script>boats"
    )  # styles read what CSL has of HTML, and nobody else
    assert work["publisher"]["name"] == "Gazette"
    assert "author" not in work
    assert work["editor"] == [{"@type": "Person", "name": "Jo van Berg"}]
    assert work["sameAs"] == "https://doi.org/10.1/a%3Cb%3E"
    assert "articleBody" not in work


@pytest.mark.parametrize("value", ["</script>", "<!--", "&lt;", "\u2028", "]]>"])
def test_no_data_end_the_script(value):
    text = script({"a": value})
    assert json.loads(text) == {"a": value}
    assert not set("<>&\u2028") & set(text)


def test_the_opening_page_is_the_site(head):
    soup = head("index.md", title="Home")
    assert said(soup, "og:type") == "website"
    assert said(soup, "og:title") == 'Ferries & "boats"'
    assert len(of_type(soup, "WebPage")) == 1


def test_entries_are_people_places_and_a_set_of_terms(head):
    (person,) = of_type(head("quill.md"), "Person")
    assert person["alternateName"] == ["羽", "Quill"]
    assert (person["birthDate"], person["jobTitle"]) == ("1890-01-02", "Clerk")
    assert "deathDate" not in person
    soup = head("words.md")
    (terms,) = of_type(soup, "DefinedTermSet")
    assert terms["hasDefinedTerm"] == [{"@id": n["@id"]} for n in of_type(soup, "DefinedTerm")]
    assert [n["description"] for n in of_type(soup, "DefinedTerm")] == ["No tide.", "</script>"]
    assert len(of_type(soup, "Place")) == 1


@pytest.mark.parametrize(
    ("date", "end", "said"),
    [
        ("-0043-03-15", "", ["-0043-03-15", None]),
        ("1850~", "1860?", ["1850", "1860"]),
        ("1850~/1860-05", "", ["1850", "1860-05"]),
        ("1850-21/..", "", ["1850-03", None]),
        ("../1850", "", [None, "1850"]),
        ("185X", "", [None, None]),  # one of these years, not all of them
    ],
)
def test_machines_read_when_an_event_was_as_far_as_it_is_known(load, date, end, said):
    event = f'- {{id: e, date: "{date}", end: "{end}", title: T, text: T, precision: exact,'
    data, problems = load(
        entities=ENTITIES, sources=SOURCES, events=f"{event} sources: [story], confidence: high}}\n"
    )
    assert problems == []
    (thing,) = timeline.PIECE.things(data)
    assert [thing.node.get("startDate"), thing.node.get("endDate")] == said


def test_events_are_where_they_are_shown(head):
    (event,) = of_type(head("when.md", '<li id="event-ran">It ran</li>'), "Event")
    assert event["@id"].endswith("when/#event-ran")
    assert (event["startDate"], event["endDate"]) == ("1921-05", "1921-06")
    assert event["location"]["name"] == "Marsh"
    assert of_type(head("story.md"), "Event") == []


def test_a_check_of_a_fact_reviews_the_sentence_around_its_words(head, render):
    shown = render({"story.md": STORY}, entities="[]", sources=SOURCES, annotations=NOTES)
    assert shown.problems == []
    (review,) = of_type(head("story.md", shown.pages["story.md"]), "ClaimReview")
    assert review["claimReviewed"] == "He saw no boat all day."
    assert review["reviewRating"]["alternateName"] == "contradicted"
    assert review["itemReviewed"]["appearance"] == {"@id": "https://gazette.test/late"}
    assert review["itemReviewed"]["author"]["name"] == "Gazette"
    assert review["url"] == "https://example.org/x/story/#n1"


def test_sentences_are_those_that_readers_see():
    html = (
        '<p id="p1"><a class="ap-para" href="#p1">1</a>One. Two <span data-annotation="n1">three'
        '</span><a role="doc-noteref" href="#n1">7</a> four. <b><span data-annotation="n2">Five'
        "</span></b>.</p><p>Six.</p>"
        '<p>See <a href="#p2">the <span data-annotation="n3">pledges</span></a> too.</p>'
    )
    assert sentences(html) == {"n1": "Two three four.", "n2": "Five.", "n3": "See the pledges too."}


DESCRIBED = '<meta name="description" content="{}">'


@pytest.mark.parametrize(
    ("given", "page", "expected"),
    [
        ("", "story.md", "Own words."),
        (DESCRIBED.format("About ferries."), "story.md", "Own words."),
        (DESCRIBED.format("The author&#x27;s."), "story.md", "The author's."),
        ("<meta name=description content='Un'>", "story.md", "Un"),
        (DESCRIBED.format("About ferries."), "index.md", "About ferries."),
        ("", "quill.md", "She waited."),
    ],
)
def test_a_description_is_the_author_s_else_the_page_s_own(head, given, page, expected):
    soup = head(page, "<p>Own words.</p>", given)
    assert said(soup, "description") == expected


def test_what_a_theme_has_said_is_not_said_again(head):
    link = '<link rel="canonical" href="https://else.test/">'
    (canonical,) = head("story.md", given=link).select("[rel=canonical]")
    assert canonical["href"] == "https://else.test/"


def test_what_a_site_says_itself_or_no_machine_is_to_know_is_left_out(head, site):
    given = "<meta property='og:title' content='T'><meta content=x name=DC.title>"
    soup = head("story.md", given=given)
    assert said(soup, "og:title") == "T"
    assert said(soup, "DC.title") == "x"
    assert said(soup, "citation_title") == "A title"
    silent = site._replace(edition=EDITION._replace(machines=False))
    assert [one.name for one in head("story.md", of=silent).find_all()] == ["title"]
    assert "robots.txt" in assets.files(site.data, EDITION)
    assert "robots.txt" not in assets.files(site.data, silent.edition)


def test_scripts_are_those_that_the_data_ask_for(site):
    assert {"cards.js", "notes.js"} <= {*assets.scripts(site.data, UNKNOWN)}
    assert {"cards.js", "notes.js"}.isdisjoint(assets.scripts(Dataset(), UNKNOWN))


def test_a_site_that_says_nothing_of_itself_gets_what_is_known(head):
    soup = head("story.md", of=Site(UNKNOWN, Dataset(), {"story.md": "story/"}, {}, {}))
    assert soup.select("[rel=canonical], [property='og:url'], [name^=citation_author]") == []
    assert said(soup, "citation_title") == "A title"
    assert graph(soup)[0]["@id"] == "story/"


def test_what_is_no_page_stays_as_it_is(site):
    assert complete("<p>Text</p>", Page("story.md", "T", ""), site, Renderer()) == "<p>Text</p>"


LONG = "A word and " * 40


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", ""),
        ("<h1>Title</h1><p>Short.</p><ul><li>Item</li></ul>", "Short."),
        ("<p>One <b>two</b>\n three. Mr. Reed came. " + "And more words followed him. " * 9,
         "One two three. Mr. Reed came. And more words followed him. And more words followed him."),
        ('<nav><p>No.</p></nav><p hidden>No.</p><p role="note">No.</p><p>So.</p>', "So."),
        ('<p>A<a role="doc-noteref">7</a> b<br>c.</p>', "A bc."),
        (f"<p>{LONG}</p>", "A word and " * 18 + "A…"),
        (f"<p>This sentence is not so very long but long enough. {LONG}</p>",
         "This sentence is not so very long but long enough."),
        ("<p>Open <p>again.</p>", "Open again."),
    ],
)  # fmt: skip
def test_a_summary_is_the_first_sentences(html, expected):
    assert summary(html) == expected


def test_a_summary_is_the_same_wherever_it_stands_and_whatever_comes_later():
    words = "Six words & one more. " + "Then " * 50
    expected = words[:200].rpartition(" ")[0] + "…"
    found = set()
    for before in range(800, 1100):
        html = (
            f'<i a="{"x" * before}"></i><p class="a">Six words &amp; <em>one</em> {words[16:]}</p>'
        )
        found |= {summary(html), summary(html + "<p>Later.</p>" * 500)}
    assert found == {expected}


def test_reference_managers_read_a_place_by_what_is_in_its_span():
    source = webpage(EDITION, "n1", "Note 1: A & B=C", "story/", "n1")
    fields = dict(part.split("=") for part in write(source, EDITION).split("&"))
    assert fields["rft.title"] == "Note%201%3A%20A%20%26%20B%3DC"
    assert fields["rft.identifier"].endswith("story%2F%23n1")
    assert fields["rft.date"] == "2026-01-31"
    assert fields["rft.rights"].startswith("https%3A")
    assert fields["rft.type"] == "webpage"
    assert re.fullmatch(r"[\w.%-]+", fields["rft.aucorp"])
