"""The page of sources: each in the style, safe whatever the data say, and where it is cited."""

from __future__ import annotations

import pytest
from apparatus import words
from apparatus.sources import citations
from apparatus.sources.bibliography import Bibliography
from apparatus.templates.render import Renderer
from bs4 import BeautifulSoup

ENTITIES = """\
- {id: baker, kind: person, name: James Baker, gloss: G., entry: actors.md#baker, sources: [asahi]}
- {id: tokyo, kind: place, name: Tokyo, gloss: G., entry: tokyo.md, sources: [asahi]}
"""
SOURCES = """\
- {id: times, type: article-newspaper, title: Ébauche, container-title: The Times,
   issued: '1990-06-16', URL: 'https://x.org/?a=1&b=2', note: Seen on film.}
- {id: asahi, type: article-newspaper, title: Talks, original-title: 協議, language: ja,
   container-title: Asahi Shimbun, issued: '1990-06'}
- {id: lost, type: book, title: 'Lost <b>book</b>', copy-seen: false}
- {id: unused, type: book, title: Another}
"""
NOTES = """\
- {id: n2, target: {paragraph: 1, exact: rained}, layer: terms, sources: [asahi], confidence: high,
   body: 'See [the report][times], and again [it][times].'}
- {id: n1, target: {paragraph: 2, exact: later}, layer: terms, body: B., sources: [times],
   confidence: high}
"""
STATEMENTS = """\
- {id: s1, paragraph: 1, speaker: R, named: false, side: U, manner: quoted, exact: It rained,
   sources: [lost], confidence: high}
- {id: s2, paragraph: 2, speaker: R, named: false, side: U, manner: quoted, exact: Not later,
   sources: [lost], confidence: high}
"""
PAGES = {
    "annotated.md": "# Story\n\nIt rained, says [the paper][lost].\n{ #p1 }\n\n"
    "Not later.\n{ #p2 }\n",
    "actors.md": "# Actors\n\n[One][times].\n\n## James Baker { #baker }\n\n"
    "[He][asahi] spoke; [they][asahi] too, and [he][times].\n",
    "tokyo.md": "---\napparatus: {sources: [times]}\n---\n# Tokyo\n\nA city.\n",
    "sources.md": "# Sources\n\nOf these [one][lost] was not seen.\n",
    "off.md": "---\napparatus: false\n---\n[Not][times] counted.\n",
}
DATA = {"entities": ENTITIES, "sources": SOURCES, "annotations": NOTES, "statements": STATEMENTS}


@pytest.fixture
def show(render):
    """Render a site, and return the finished page of sources, parsed."""

    def show(pages=PAGES, **data):
        site = render(pages, **{**DATA, **data})
        show.site = site
        html = site.build.decorate("sources.md", site.pages["sources.md"])
        return BeautifulSoup(html, "html.parser")

    return show


def cited(soup, identifier):
    """Say where a source is cited: words and address of each place, page titles without one."""
    place = soup.select_one(f"#source-{identifier} .ap-uses")
    if place is None:
        return []
    return [(a.text, a["href"]) for a in place.select("a")]


def test_each_source_stands_in_the_style_in_order(show):
    soup = show()
    assert show.site.problems == []
    for uses in soup.select(".ap-uses"):
        uses.extract()
    assert [" ".join(item.text.split()) for item in soup.select(".ap-bibliography li")] == [
        "Another. n.d.",
        "Asahi Shimbun. “Talks.” June 1990. Original title: 協議.",
        "Lost Book. n.d. No copy of this was read.",
        "The Times. “Ébauche.” June 16, 1990. https://x.org/?a=1&b=2. Seen on film.",
    ]
    assert [(a.text, a["href"]) for a in soup.select(".ap-bibliography li > a")] == [
        ("https://x.org/?a=1&b=2", "https://x.org/?a=1&b=2")
    ]
    assert soup.select_one("#source-asahi [lang=ja]").text == "協議"


def test_every_way_to_cite_a_source_is_listed_in_the_order_of_pages(show):
    soup = show()
    assert cited(soup, "times") == [
        ("note 2", "../annotated/#n2"),
        ("note 1", "../annotated/#n1"),
        ("Actors", "../actors/#cited-times"),
        ("James Baker", "../actors/#cited-times-2"),
        ("Tokyo", "../tokyo/"),
    ]
    assert cited(soup, "asahi") == [
        ("note 2", "../annotated/#n2"),
        ("James Baker", "../actors/#baker"),
        ("Tokyo", "../tokyo/"),
    ]
    assert cited(soup, "lost") == [
        ("paragraph 1", "../annotated/#cited-lost"),
        ("who speaks in paragraph 1", "../annotated/#p1"),
        ("who speaks in paragraph 2", "../annotated/#p2"),
        ("Sources", "#cited-lost"),
    ]
    assert cited(soup, "unused") == []
    words = " ".join(soup.select_one("#source-times .ap-uses").text.split())
    assert words == "Cited in Annotated: note 2, note 1; Actors: Actors, James Baker; Tokyo."
    for _, href in (place for name in ("times", "lost") for place in cited(soup, name)):
        path, _, anchor = href.removeprefix("../").partition("#")
        page = show.site.pages[(path.strip("/") or "sources") + ".md"]
        assert not anchor or page.count(f'id="{anchor}"') == 1


def test_many_places_are_folded_and_no_search_finds_any(show):
    story = "# Story\n\n" + "".join(f"## H{n}\n\n[It][times].\n\n" for n in range(9))
    soup = show({"sources.md": "# Sources\n", "page.md": story}, annotations="", statements="",
                entities="- {id: a, kind: place, name: A, gloss: G., entry: page.md}")  # fmt: skip
    folded = soup.select_one("#source-times details.ap-uses")
    assert folded.summary.text == "Cited in 9 places"
    assert len(folded.select("a")) == 9
    assert all(uses.has_attr("data-search-exclude") for uses in soup.select(".ap-uses"))


def test_without_all_pages_no_place_is_listed(render):
    site = render(PAGES, **DATA)
    site.build.resolve({}, lambda target, _: target, whole=False)
    html = site.build.decorate("sources.md", site.pages["sources.md"])
    assert "uses" not in html
    assert "apparatus:" not in html


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "//x.org", "x.md"]
)
def test_an_unsafe_address_is_a_problem_and_no_link(show, url):
    soup = show(sources=SOURCES.replace("https://x.org/?a=1&b=2", url))
    assert len(show.site.problems) == 1
    assert soup.select_one("#source-times").a.text != "Ébauche"


def test_markup_in_the_data_stays_text(show):
    odd = '\'<script>x</script> "&amp;" {{ 1 }} <span class="nocase">y\''
    fields = f"title: {odd}, container-title: {odd}, publisher: {odd}, note: {odd}, volume: {odd}"
    author = f"author: [{{family: {odd}, given: {odd}}}, {{literal: {odd}}}]"
    soup = show(sources=f"{SOURCES}- {{id: odd, type: report, {fields}, {author}}}\n")
    item = soup.select_one("#source-odd")
    assert item.select("script, span.nocase") == []
    assert item.text.count("<script>x</script>") >= 4


def test_without_a_page_for_sources_links_are_as_they_were(render):
    pages = {path: text for path, text in PAGES.items() if path != "sources.md"}
    site = render(pages, **DATA)
    assert "cited-" not in "".join(site.pages.values())
    assert site.build.bibliography.uses == {}


def test_no_mark_of_markdown_comes_in_with_the_data(show):
    odd = r'"\x02wzxhzdk:0\x03 and \x02wzxhzdk:1\x03"'
    soup = show(sources=f"{SOURCES}- {{id: odd, type: book, title: {odd}, note: {odd}}}\n")
    item = " ".join(soup.select_one("#source-odd").text.split())
    assert item == "Wzxhzdk:0 and Wzxhzdk:1. n.d. wzxhzdk:0 and wzxhzdk:1"


@pytest.mark.parametrize(("language", "letters"), [("", "ab"), ("sv", "ba")])
def test_letters_are_in_the_order_of_the_list_and_of_its_language(load, language, letters):
    sources = "".join(
        f"- {{id: {key}, type: book, title: {title}, author: [{{family: Roe}}], issued: '1990'}}\n"
        for key, title in (("a", "Åland"), ("z", "Zed"))
    )
    data, problems = load(entities="[]", sources=sources)
    Bibliography(data, Renderer(words=words.of(language)), citations.CHICAGO, None)
    assert (problems, [data.short(key).letter for key in "az"]) == ([], [*letters])
