"""An entry lists where it is mentioned: page, place on it, sentence, and the way there."""

from __future__ import annotations

import posixpath
import re

import pytest
from apparatus.text.addresses import relative
from bs4 import BeautifulSoup

ENTITIES = """\
- {id: baker, kind: person, name: James Baker, aliases: [Baker, ベーカー], gloss: G., link: all,
   entry: people/baker.md}
- {id: kaifu, kind: person, name: Kaifu, gloss: G., link: all, entry: people/index.md#kaifu}
"""
PAGES = {
    "index.md": "# Home\n\nBaker came. Then Kaifu left with Baker; it rained.\n",
    "b/late.md": "# Late\n\n## One & &lt;two>\n\nMr. James Baker <b>spoke</b> twice.\n\n"
    "He did.\n{ #p7 }\n\nThen *Baker* went to the U.S. and back.\n{ #p8 }\n",
    "a/early.md": "# Early\n\nベーカー国務長官は言った。次の文。\n{ lang=ja }\n",
    "people/index.md": "# People\n\n## Kaifu { #kaifu }\n\nHe met Baker.\n\n## Others\n\nNone.\n",
    "people/baker.md": "# James Baker\n\nBaker met Kaifu.\n",
}
TITLES = {"index.md": "Home", "b/late.md": "Late", "a/early.md": "Early", "people/index.md": "All"}


def backlinks(site, page, **options):
    """Every page in an entry's list: title, and its places as (address, label, sentence)."""
    site.build.resolve(TITLES | {"people/baker.md": "Baker"}, relative, **options)
    soup = BeautifulSoup(site.build.decorate(page, site.pages[page]), "html.parser")
    groups = soup.select(".ap-backlinks > details > ul > li")
    found = []
    for group in groups:
        rows = group.select("ul li")
        title = group.find(string=True).strip()
        found.append((title, [(r.a["href"], r.a.text, " ".join(r.text.split())) for r in rows]))
    return found


@pytest.fixture
def site(render):
    site = render(PAGES, entities=ENTITIES)
    assert site.problems == []
    return site


def test_pages_come_in_their_order_and_places_in_theirs(site):
    found = backlinks(site, "people/baker.md")
    assert [title for title, _ in found] == ["Home", "Late", "Early", "All"]
    assert [len(places) for _, places in found] == [2, 2, 1, 1]
    assert [place[0] for place in found[1][1]] == [
        "../../b/late/#xref-baker", "../../b/late/#xref-baker-2"
    ]  # fmt: skip


def test_each_place_is_named_by_its_paragraph_or_heading(site):
    labels = {title: [place[1] for place in places] for title, places in
              backlinks(site, "people/baker.md")}  # fmt: skip
    assert labels == {
        "Home": ["Home", "Home"], "Late": ["One & <two>", "paragraph 8"],
        "Early": ["Early"], "All": ["Kaifu"],
    }  # fmt: skip


def test_each_place_shows_its_sentence(site):
    shown = [place[2].removeprefix(place[1]).strip(" :") for _, places in
             backlinks(site, "people/baker.md") for place in places]  # fmt: skip
    assert shown == [
        "Baker came.",
        "Then Kaifu left with Baker; it rained.",
        "Mr. James Baker spoke twice.",
        "Then Baker went to the U.S. and back.",
        "ベーカー国務長官は言った。",
        "He met Baker.",
    ]


def test_an_address_leads_to_the_link(site):
    for page in ("people/baker.md", "people/index.md"):
        here = "/" + page.removesuffix("index.md").replace(".md", "/")
        for _, places in backlinks(site, page):
            for href, _, _ in places:
                path, _, anchor = href.partition("#")
                there = posixpath.normpath(posixpath.join(here, path)).strip("/")
                source = f"{there}.md" if f"{there}.md" in site.pages else f"{there}/index.md"
                assert f'id="{anchor}"' in site.pages[source.lstrip("/")]


def test_an_entry_under_a_heading_has_its_list_at_its_end(site):
    site.build.resolve(TITLES, relative)
    html = site.build.decorate("people/index.md", site.pages["people/index.md"])
    assert html.index("He met") < html.index("backlinks") < html.index("Others")


def test_no_search_finds_them(site):
    site.build.resolve(TITLES, relative)
    html = site.build.decorate("people/baker.md", site.pages["people/baker.md"])
    (section,) = BeautifulSoup(html, "html.parser").select(".ap-backlinks")
    assert "data-search-exclude" in section.attrs
    assert "backlinks" not in site.pages["people/baker.md"], "it comes after search has read"


def test_rendering_again_changes_nothing(render, site):
    before = backlinks(site, "people/baker.md")
    again = render(dict(reversed(PAGES.items())), entities=ENTITIES)
    assert backlinks(again, "people/baker.md") == before
    again.build.index.record("index.md", [])
    assert [title for title, _ in backlinks(again, "people/baker.md")] == ["Late", "Early", "All"]


def test_a_partial_build_shows_none(site):
    assert backlinks(site, "people/baker.md", whole=False) == []


def test_long_sentences_are_cut_at_words(render):
    words = "word " * 200
    site = render(
        {
            "index.md": f"# H\n\n{words}Baker {words}\n",
            **{p: "# P\n\n## Kaifu\n" for p in PAGES if p[0] == "p"},
        },
        entities=ENTITIES,
    )
    ((_, [(_, _, shown)]),) = backlinks(site, "people/baker.md")
    # 320 characters on either side, and then what is whole.
    assert shown == f"H: …{'word ' * 63}Baker{' word' * 63}…"


def test_a_heading_with_a_character_reference_is_an_entry_and_a_label(render):
    site = render(
        {"index.md": "# Home\n\n## Caf&eacute; &amp; bar\n\nBaker sat there.\n"},
        entities=ENTITIES.replace("people/baker.md", "index.md#cafe-bar").replace(
            "people/index.md#kaifu", "index.md"
        ),
    )
    assert site.problems == []
    assert site.links("index.md") == []


def completed(site, page):
    site.build.resolve({path: path for path in site.pages}, relative)
    return site.build.decorate(page, site.pages[page])


def test_code_is_shown_as_readers_of_its_page_see_it(render):
    pages = {"a.md": "# A\n", "b.md": "# B\n\n## `List<T>` & more\n\nThe A of `x < y && z` here.\n"}
    site = render(pages, entities="- {id: a, kind: term, name: A, gloss: G, entry: a.md}\n")
    html = completed(site, "a.md")
    assert "List&lt;T&gt; &amp; more</a>: The <b>A</b> of x &lt; y &amp;&amp; z here." in html


def test_the_second_of_two_headings_of_one_title_is_an_entry(render):
    pages = {"a.md": "# A\n\n## Term\n\nOne.\n\n## Term\n\nTwo: B.\n", "b.md": "# X\n\nB.\n"}
    site = render(pages, entities="- {id: b, kind: term, name: B, gloss: G, entry: a.md#term_1}\n")
    assert site.problems == []
    assert site.links("b.md") == ["B > b"]
    assert site.links("a.md") == []
    html = completed(site, "a.md")
    assert html.index("Two: B.") < html.index("ap-backlinks")


def test_every_id_that_headings_get_can_be_that_of_an_entry(render, plain):
    page = (
        "# A\n\n## Term\n\n## Term\n\n## Term 1 { #term_1 }\n\n## Term_2\n\n## Term\n\n## Term_1\n"
    )
    ids = re.findall(r'<h\d id="([^"]*)"', plain(page))
    assert len(set(ids)) == 7
    entities = "".join(f"- {{id: e{n}, kind: term, name: E{n}, gloss: G, entry: 'a.md#{one}'}}\n"
                       for n, one in enumerate(ids))  # fmt: skip
    assert render({"a.md": page}, entities=entities).problems == []
