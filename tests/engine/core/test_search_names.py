"""An entry holds every form of its name, for search alone."""

from __future__ import annotations

import pytest
from apparatus.data.model import Alias, Entity, Names
from apparatus.links import search_names
from bs4 import BeautifulSoup


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


def test_labels_and_values_of_facts_are_words_of_their_own(render):
    entities = "- {id: a, kind: person, name: A, gloss: G., entry: page.md, role: Chief, side: X}\n"
    site = render({"page.md": "# A\n"}, entities=entities)
    facts = BeautifulSoup(site.pages["page.md"], "html.parser").select_one(".ap-facts")
    assert facts.get_text().split() == ["Role", "Chief", "Side", "X"]
