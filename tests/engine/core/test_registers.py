"""Registers: entities by the alphabet, and the entries of those that have no page."""

from __future__ import annotations

import re

import pytest
from apparatus.text import alphabet, languages
from apparatus.text.authorities import authority, authority_or_host
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

SOURCES = "- {id: s, type: book, title: S}\n"
ENTITIES = """\
- {id: baker, kind: person, name: James Baker, sort: "Baker, James", gloss: He met Öberg., born: "1930",
   sources: [s], see: [gaiatsu], same_as: ["https://www.wikidata.org/wiki/Q1", "https://a.example/b?c=1&d"]}
- {id: oberg, kind: person, name: Öberg}
- {id: adams, kind: person, name: Zoë Adams, sort: "Adams, Zoë", entry: "other.md#adams", gloss: Elsewhere.,
   names: {el: Ζωή}}
- {id: gaiatsu, kind: term, name: gaiatsu,
   names: {ja: 外圧, kana: がいあつ, romaji: gaiatsu, ar: ضغط, zh-Hans: 外压}}
"""  # noqa: E501 - one entity, one line
PAGES = {
    "page.md": "# Story\n\nJames Baker, [he][oberg] and gaiatsu.\n\nÖberg.\n{ #p1 }\n",
    "people.md": "# People\n\n## Persons\n\n<!-- apparatus: register person -->\n",
    "terms.md": "# Terms\n\n<!--apparatus: register\nterm place-->\n",
    "other.md": "# Other\n\n## Adams { #adams }\n\nZoë Adams.\n",
}


@pytest.fixture
def site(render):
    made = render(PAGES, entities=ENTITIES, sources=SOURCES)
    assert made.problems == []
    return made


def soup(site, page):
    return BeautifulSoup(site.build.decorate(page, site.pages[page]), "html.parser")


def names(page):
    return [name.get_text() for name in page.select(".ap-register__name")]


def test_everybody_of_a_kind_is_listed_and_sorted(site):
    page = soup(site, "people.md")
    assert names(page) == ["Zoë Adams", "James Baker", "Öberg"]
    assert not page.select(".ap-register__letter")
    assert page.select_one("li:not([id]) .ap-register__name a")["href"] == "other.md#adams"
    assert page.select_one("li:not([id]) .ap-names span")["lang"] == "el"
    assert [li.get("id") for li in page.select(".ap-register__entry")] == [None, "baker", "oberg"]


def test_an_entry_holds_what_is_known(site):
    page = soup(site, "people.md")
    entry = page.select_one("#baker")
    assert entry["data-name"] == "James Baker"
    assert [facts.get_text().split() for facts in entry.select(".ap-facts")] == [["Born", "1930"]]
    assert entry.select_one(".ap-register__gloss a")["data-entity"] == "oberg"
    assert [(a.get_text(), a["href"]) for a in entry.select(".ap-same-as a")] == [
        ("Wikidata", "https://www.wikidata.org/wiki/Q1"),
        ("a.example", "https://a.example/b?c=1&d"),
    ]
    assert entry.select_one(".ap-see-also a")["href"] == "../terms/#gaiatsu"
    assert entry.select_one(".ap-evidence")
    assert entry.select_one(".ap-backlinks a")["href"] == "../page/#xref-baker"
    bare = page.select_one("#oberg")
    assert not bare.select(".ap-register__gloss, .ap-facts, .ap-names")
    assert len(bare.select(".ap-backlinks li li")) == 2


def test_links_and_cards_know_where_an_entry_is(site):
    page = soup(site, "page.md")
    links = {a["data-entity"]: a for a in page.select("a[data-entity]")}
    assert {name: a["href"] for name, a in links.items()} == {
        "baker": "people.md#baker", "oberg": "people.md#oberg", "gaiatsu": "terms.md#gaiatsu",
    }  # fmt: skip
    assert page.select_one("#card-oberg a")["href"] == "../people/#oberg"


def test_nothing_is_described_by_a_gloss_that_is_not_there(site):
    page = soup(site, "page.md")
    described = {a["data-entity"]: a.get("aria-describedby") for a in page.select("a[data-entity]")}
    assert described == {"baker": "card-baker-gloss", "oberg": None, "gaiatsu": None}
    assert page.select_one("#card-baker-gloss")
    assert not page.select_one("#card-oberg").select(".ap-card__gloss, .ap-facts")


def test_a_card_without_a_gloss_has_the_facts(render):
    entities = "- {id: a, kind: person, name: Ann, entry: people.md, born: '1900', role: Smith}\n"
    site = render(PAGES | {"page.md": "See Ann.\n"}, entities=entities + ENTITIES, sources=SOURCES)
    card = soup(site, "page.md").select_one("#card-ann, #card-a")
    assert card.select_one(".ap-facts").get_text().split() == ["Role", "Smith", "Born", "1900"]


def test_names_in_several_languages_name_them(site):
    (listed,) = soup(site, "terms.md").select("#gaiatsu .ap-names")
    assert listed.get_text() == (
        "Japanese 外圧 (がいあつ) gaiatsu; Arabic ضغط; Simplified Chinese 外压"
    )
    spans = {span["lang"]: span.get("dir") for span in listed.select("[lang]")}
    assert spans == {"ja": None, "ar": "rtl", "zh-Hans": None}


def test_names_in_other_languages_are_no_aliases(render):
    site = render(PAGES | {"page.md": "外圧 and ضغط.\n"}, entities=ENTITIES, sources=SOURCES,
                  marked="off")  # fmt: skip
    assert site.links() == []


@pytest.mark.parametrize(
    ("front", "held"), [("", True), ("---\napparatus: false\n---\n", False)], ids=["on", "off"]
)
def test_a_page_that_asks_for_nothing_of_ours_is_no_register(render, front, held):
    pages = {"page.md": f"{front}# T\n\n<!-- apparatus: register -->\n", "other.md": "A.\n"}
    site = render(pages, entities="- {id: a, kind: term, name: A}\n")
    assert [p.partition(": ")[2][:13] for p in site.problems] == ["no page holds"] * (not held)
    assert site.links("other.md") == ["A > a"] * held


@pytest.mark.parametrize("code", ["```\n{}\n```\n", "`{}`\n", "Say `{}` so.\n"])
def test_a_comment_in_code_is_no_register(render, code):
    pages = {"page.md": code.format("<!-- apparatus: register -->")}
    site = render(pages, entities="- {id: a, kind: term, name: A}\n")
    assert ["no page holds" in problem for problem in site.problems] == [True]


def test_a_register_without_entries_of_its_own_holds_none_twice(render):
    entities = "- {id: a, kind: term, name: A, entry: 'page.md#a'}\n"
    page = "# T\n\n<!-- apparatus: register -->\n\n## A\n\nText.\n"
    site = render({"page.md": page, "two.md": page}, entities=entities)
    assert site.problems == []
    leading = [soup(site, page).select_one(".ap-register a")["href"] for page in site.pages]
    assert leading == ["#a", "page.md#a"]


def test_many_have_letters_below_the_heading_that_they_stand_under(render):
    several = [f"{first}nna{n}" for first in "ÄaBb1" for n in range(6)]
    form = "- {{id: e{}, kind: place, name: {}}}\n"
    entities = "".join(form.format(*numbered) for numbered in enumerate(several))
    page = "# T\n\n### Words\n\n<!-- apparatus: register place -->\n"
    site = render({"page.md": page}, entities=entities)
    assert site.problems == []
    heads = soup(site, "page.md").select(".ap-register__letter")
    assert [(head.name, head.get_text().rstrip("¶"), head["id"]) for head in heads] == [
        ("h4", "0–9", "register-place-0–9"),
        ("h4", "A", "register-place-a"),
        ("h4", "B", "register-place-b"),
    ]
    assert len(names(soup(site, "page.md"))) == len(several)


@pytest.mark.parametrize(
    ("words", "letter"),
    [
        ("Ärger", "A"), ("“quoted”", "Q"), ("1990", "0–9"), ("がいあつ", "か"),
        ("カイフ", "か"), ("ん", "わ"), ("ぁ", "あ"), ("外圧", "外"), ("Ωμέγα", "Ω"), ("…", ""),
        ("ß", "S"),
    ],
)  # fmt: skip
def test_letters(words, letter):
    assert alphabet.letter(words) == letter


def test_order():
    words = ["きた", "C", "がいあつ", "b", "Aalb", "Äal", "カイ", "2", "B", "かい", "10", "Aal"]
    assert sorted(words, key=alphabet.order) == [
        "10", "2", "Aal", "Äal", "Aalb", "b", "B", "C", "かい", "カイ", "がいあつ", "きた"
    ]  # fmt: skip


def test_in_japanese_the_reading_sorts(render):
    entities = (
        "- {id: a, kind: term, name: 外圧, names: {kana: がいあつ}}\n"
        "- {id: b, kind: term, name: 海部, names: {kana: かいふ}}\n"
        "- {id: c, kind: term, name: 朝日, names: {kana: あさひ}}\n"
    )
    for language, expected in (("ja", ["朝日", "外圧", "海部"]), ("en", ["外圧", "朝日", "海部"])):
        made = render({"page.md": "<!-- apparatus: register -->\n"}, language=language,
                      entities=entities, marked="off")  # fmt: skip
        assert names(soup(made, "page.md")) == expected


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://www.wikidata.org/wiki/Q1", "Wikidata"), ("http://d-nb.info/gnd/1", "GND"),
        ("https://viaf.org/viaf/1", "VIAF"), ("http://id.loc.gov/authorities/names/n1", "LC"),
        ("https://wikidata.org.example/1", ""),
    ],
)  # fmt: skip
def test_who_keeps_a_file(address, name):
    assert authority(address) == name
    assert authority_or_host(address) == (name or "wikidata.org.example")


@pytest.mark.parametrize(
    ("tag", "language", "name"),
    [("ja", "en", "Japanese"), ("ja", "de", "Japanisch"), ("grc", "fr", "grec ancien"),
     ("sr-Latn-RS", "en", "Serbian (Latin, Serbia)"), ("qqq", "en", "qqq"), ("el", "xx", "Greek")],
)  # fmt: skip
def test_names_of_languages(tag, language, name):
    assert languages.language_name(tag, language) == name


KINDS = ["person", "organization", "place", "event", "document", "term"]


@st.composite
def registers(draw):
    """Draw entities, most of them without an entry, and pages whose registers hold them all."""
    kinds = draw(st.permutations(KINDS))
    cut = draw(st.integers(0, len(kinds)))
    groups = [" ".join(kinds[:cut]), " ".join(kinds[cut:])] if 0 < cut < len(kinds) else ["all"]
    names = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12, unique=True))
    entities, text = "", ""
    for n, name in enumerate(names):
        kind, has = draw(st.sampled_from(KINDS)), draw(st.integers(0, 3))
        entry = f", entry: 'own.md#e{n}'" if not has else ""
        entities += f'- {{id: e{n}, kind: {kind}, name: "{name}"{entry}}}\n'
        text += f"{name} and {draw(st.sampled_from(names))}.\n\n"
    own = "".join(f"## X{n} {{ #e{n} }}\n\nText.\n\n" for n in range(len(names)))
    pages = {"page.md": text, "own.md": own}
    for number, group in enumerate(groups):
        pages[f"register{number}.md"] = f"# R\n\n<!-- apparatus: register {group} -->\n\n{text}"
    return entities, pages


WORDS = ["Alpha", "Beta beta", "Gamma", "中山", "Émile", "U.S.", "1990 talks", "C++", "Ωμέγα",
         "外圧", "Zoë Öberg", "O’Brien", "AT&T", "Beta"]  # fmt: skip
HREF_RE = re.compile(r'data-entity="([^"]*)" href="([^"#]*)#([^"]*)"')


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(drawn=registers())
def test_each_link_leads_to_what_is_there(drawn, render):
    entities, pages = drawn
    site = render(pages, entities=entities, marked="off")
    assert [p for p in site.problems if "there is no data" not in p] == []
    found = 0
    for page in pages:
        for name, target, anchor in HREF_RE.findall(site.pages[page]):
            whole = site.pages[target or page]
            assert len(re.findall(rf'id="{re.escape(anchor)}"', whole)) == 1, (page, name)
            found += 1
    assert found


@pytest.mark.parametrize("entities", ["", "- {id: a, kind: term, name: A}\n"])
def test_a_register_of_nobody_says_so_and_stops_nobody(render, entities):
    pages = {
        "page.md": "# People\n\n<!-- apparatus: register place person -->\n",
        "terms.md": "# Terms\n\n<!-- apparatus: register term -->\n",
    }
    made = render(pages, entities=entities)
    assert made.problems == []
    empty = soup(made, "page.md").select(".ap-register > *")
    assert [(one.name, one.get_text()) for one in empty] == [("p", "Nothing is recorded.")]
