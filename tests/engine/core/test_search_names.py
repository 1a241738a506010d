"""An entry holds every form of its name, for search alone."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
import yaml
from apparatus.data.model import Alias, Entity, Names
from apparatus.hosts.searching import Search
from apparatus.links import search_names
from bs4 import BeautifulSoup
from material.plugins.search.plugin import SearchIndex, SearchPlugin
from mkdocs.contrib.search import SearchPlugin as OtherPlugin
from mkdocs.contrib.search.search_index import SearchIndex as OtherIndex

if TYPE_CHECKING:
    from collections.abc import Callable


def entity(name, *aliases, **names):
    made = tuple(Alias(alias) for alias in aliases)
    return Entity("x", "person", name, "G.", "page.md", made, names=Names(**names))


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (entity("Baker"), []),
        (entity("Baker", "James Baker", "Baker"), ["James Baker"]),
        (
            entity("Taro Nakayama", ja="中山 太郎", kana="なかやま たろう", romaji="Nakayama Tarō"),
            ["Nakayama Tarō", "中山 太郎", "なかやま たろう", "中山太郎", "なかやまたろう",
             "中山", "太郎", "なかやま", "たろう", "Nakayama Taro"],
        ),
        (
            entity("Baker", ja="ジェームズ・A・ベーカー3世"),
            ["ジェームズ・A・ベーカー3世", "ジェームズAベーカー3世", "ジェームズ", "A",
             "ベーカー3世"],
        ),
        (entity("Müller & Söhne", "Ōkura"), ["Ōkura", "Muller & Sohne", "Okura"]),
        (entity("中山", "がいあつ"), ["がいあつ"]),
    ],
)  # fmt: skip
def test_forms(one, expected):
    assert search_names.of(one) == expected


ENTITIES = """\
- {id: a, kind: term, name: A<b>, aliases: [<i>Ax</i>], gloss: G., entry: page.md}
- {id: b, kind: term, name: B, names: {ja: 外圧, kana: がいあつ}, gloss: G., entry: "page.md#b"}
- {id: c, kind: term, name: C, aliases: [Cx], gloss: G., entry: "page.md#c"}
- {id: d, kind: term, name: D, gloss: G., entry: "page.md#d"}
"""
PAGE = "# A\n\n## B { #b }\n\nText.\n\n> Quoted.\n{ #c }\n\n## D { #d }\n\nText.\n"


def test_each_kind_of_entry_hides_them(render):
    site = render({"page.md": PAGE}, entities=ENTITIES)
    assert site.problems == []
    page = BeautifulSoup(site.pages["page.md"], "html.parser")
    hidden = page.select(".ap-forms")
    assert all(one.has_attr("hidden") for one in hidden)
    assert [one.get_text() for one in hidden] == ["<i>Ax</i>", "外圧, がいあつ", "Cx"]
    assert [word.get("lang") for word in hidden[1].select("span")] == ["ja", "ja"]
    assert hidden[0].find_previous_sibling("h1")
    assert hidden[1].find_previous_sibling("h2")["id"] == "b"
    assert hidden[2].find_parent(id="c")
    assert "wzxhzdk" not in site.pages["page.md"]


ANYWHERE = yaml.safe_load(Path(__file__).with_name("cases").joinpath("entries.yml").read_text())
TOLD = [
    *(case["page"] for case in ANYWHERE),
    "Words.\n\n# Page\n\n## Baker { #x }\n\nBaker.\n\n### More\n\nBaker.\n",
    "## Baker { #x data-search-exclude }\n\nBaker.\n\n## Next\n\nBaker.\n",
    "<div data-search-exclude markdown>\n\n## Baker { #x }\n\nBaker.\n\n</div>\n",
    "## Baker { #x }\n\n## Next\n",
]


def found(html: str, tell: Callable[[list[dict[str, str]]], None]) -> dict[str, list[str]]:
    """Read a page as the search of Material for MkDocs does: the words of each section."""
    index = SearchIndex()
    page = SimpleNamespace(meta={}, title="Page", content=html, toc=(), url="page/")
    index.add_entry_from_context(page)
    tell(index.entries)
    texts = {its["location"]: BeautifulSoup(its["text"], "html.parser") for its in index.entries}
    return {
        place: sorted(text.get_text(" ").replace(",", " ").split()) for place, text in texts.items()
    }


@pytest.mark.parametrize("entry", ["page.md#x", "page.md"])
@pytest.mark.parametrize("page", TOLD)
def test_a_search_that_is_told_of_them_finds_the_same_words_at_the_same_places(render, page, entry):
    names = "name: Baker, role: Chief, aliases: [A & <b>], names: {de: Bäk}"
    pages = {"page.md": f"# Page\n\n{page}"}
    its = {"entities": f"- {{id: e, kind: person, {names}, entry: '{entry}'}}"}
    read, told = render(pages, **its), render(pages, **its, told=True)
    assert read.problems == told.problems == []
    words = found(read.build.spare(read.pages["page.md"]), lambda _: None)
    assert words == found(
        told.build.spare(told.pages["page.md"]),
        lambda sections: told.build.apart.tell("page.md", "page/", sections),
    )
    if "exclude" not in page:
        assert {"&", "<b>", "Bäk", "Bak"} <= {word for its in words.values() for word in its}


def test_a_search_is_told_once_of_each_page_whatever_it_read_before():
    plugin, apart = SearchPlugin(), search_names.Apart()
    plugin.search_index = SearchIndex()
    search = Search({"material/search": plugin}, apart)
    for name, page in (("a", "a.md"), ("b", "b.md")):
        assert apart.take(Entity(name, "person", name, entry=page, aliases=(Alias(f"{name}x"),)))
    entries = plugin.search_index.entries
    for page in ("a", "b"):  # a plugin may give two pages one address
        search.begin()
        entries.append({"location": "page/", "title": "T", "text": page})
        search.tell(apart, f"{page}.md", "page/")
    assert [entry["text"] for entry in entries] == ["<p>ax</p> a", "<p>bx</p> b"]


@pytest.mark.parametrize("name", ["search", "material/search"])
@pytest.mark.parametrize("index", [None, OtherIndex()])
def test_another_search_or_none_finds_them_in_the_pages(name, index):
    plugin, apart = SearchPlugin() if index is None else OtherPlugin(), search_names.Apart()
    if index:
        plugin.search_index = index
    for plugins in ({name: plugin}, {}):
        search = Search(plugins, apart)
        assert not apart.take(Entity("a", "person", "A", entry="a.md", aliases=(Alias("Ax"),)))
        search.begin()
        search.tell(apart, "a.md", "a/")


def test_what_is_told_apart_stands_in_no_page(render):
    site = render({"page.md": PAGE}, entities=ENTITIES, told=True)
    hidden = BeautifulSoup(site.pages["page.md"], "html.parser").select(".ap-forms")
    assert [one.get_text() for one in hidden] == [
        "外圧, がいあつ",
        "Cx",
    ]  # no heading's, or Japanese


def test_labels_and_values_of_facts_are_words_of_their_own(render):
    entities = "- {id: a, kind: person, name: A, gloss: G., entry: page.md, role: Chief, side: X}\n"
    site = render({"page.md": "# A\n"}, entities=entities)
    facts = BeautifulSoup(site.pages["page.md"], "html.parser").select_one(".ap-facts")
    assert facts.get_text().split() == ["Role", "Chief", "Side", "X"]
