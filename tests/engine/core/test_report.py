"""The report names what an author may want to look at."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from apparatus.links import unlinked
from apparatus.text.normal import normalize

ENTITIES = """\
- {id: baker, kind: person, name: James Baker, aliases: [Baker, Jim], gloss: G, entry: actors.md#b}
- {id: bush, kind: person, name: George Bush, entry: actors.md#c, sources: [s]}
- {id: mute, kind: person, name: Ann Mute, gloss: G, entry: actors.md#d, sources: [s]}
"""
PAGES = {
    "page.md": "# Page\n\nThen Baker met Carla Hills. Later Carla Hills left.\n\nCarla Hills!\n",
    "empty.md": "# Nothing\n\nFour words are here.\n",
    "actors.md": "# A\n\n## Baker { #b }\n\nJames Baker.\n\n## Bush { #c }\n\nGeorge Bush.\n\n"
    "## Ann Mute { #d }\n\n<!-- nothing yet -->\n\n## Z\n\nMore.\n",
}


def reported(render, pages):
    site = render(pages, entities=ENTITIES, sources="- {id: s, type: book, title: S}\n")
    assert site.problems == []
    blocks = site.build.look.text().rstrip("\n").split("\n\n")
    return {title: [line.strip() for line in found]
            for title, *found in (block.split("\n") for block in blocks)}  # fmt: skip


def test_what_it_finds(render):
    assert reported(render, PAGES) == {
        "Recurring names without an entry": ["Carla Hills: 3 times, docs/page.md:3"],
        "Entries that no page mentions": [
            "bush, data/entities.yml:2", "mute, data/entities.yml:3",
        ],
        "Entries that lack something": ["baker: sources", "bush: gloss", "mute: text"],
        "Aliases that no page has": ["Jim (baker)"],
        "Numbered paragraphs without a note": ["none"],
        "Notes below high confidence": ["none"],
        "Sources that nothing cites": ["none"],
        "Pages without a link to an entry": ["empty.md", "actors.md"],
        "Links for each hundred words": [
            "9.1  page.md (1 in 11)", "0.0  empty.md (0 in 4)", "0.0  actors.md (0 in 5)",
        ],
    }  # fmt: skip


def test_a_name_counts_from_three_places_on_and_not_within_another(render):
    more = {**PAGES, "page.md": "See Carla Hills, Carla Hills and James Baker, James Baker.\n"}
    assert reported(render, more)["Recurring names without an entry"] == ["none"]


NOTED = """\
One. [Book][cited]
{ #p1 }

Two words.
{ #p2 }

Three.
{ #p3 }

Four goes here and it goes on and on.
{ #p4 }
"""
WHO = "# Who\n\n## Ann Mute {#m}\n\nShe is here.\n\nZoë Ng and Zoë Ng, Zoë Ng.\n{ #näher }\n"
NOTES = """\
- {id: n1, target: {page: a.md, block: p1, exact: One, until: {block: p2, exact: Two}},
   layer: terms, body: B, sources: [noted], confidence: high}
- {id: n2, target: {page: a.md, block: p3}, layer: terms, title: T, body: 'See [B][in-note].',
   sources: [noted], confidence: medium}
- {id: n3, target: {page: a.md, block: p3, exact: Three}, layer: terms, body: B, sources: [noted],
   confidence: low}
"""
SOURCES = "".join(
    f"- {{id: {name}, type: book, title: The {name.title()} Book}}\n"
    for name in ("cited", "noted", "in-note", "unused")
)


def missing(render, pages):
    entities = "- {id: mute, kind: person, name: Ann Mute, gloss: G, entry: sub/who.md#m}\n"
    pages = {"a.md": NOTED, "sub/who.md": WHO, **pages}
    site = render(pages, annotations=NOTES, sources=SOURCES, entities=entities)
    assert site.problems == []
    return site.build.look.rows()


def test_what_is_missing_leads_to_its_place(render):
    assert missing(render, {"sources.md": "# Sources\n"}) == {
        "names": [{"name": "Zoë Ng", "count": 3, "page": "sub/who.md", "block": "näher",
                   "href": "/sub/who/#n%C3%A4her:~:text=Zo%C3%AB%20Ng"}],
        "bare": [{"id": "mute", "name": "Ann Mute", "lacks": ["sources"],
                  "href": "/sub/who/#m"}],
        "unmentioned": [{"id": "mute", "name": "Ann Mute", "href": "/sub/who/#m"}],
        "bare_blocks": [{"page": "a.md", "block": "p4", "words": "Four goes here and it goes …",
                         "href": "/a/#p4"}],
        "doubtful": [
            {"id": "n3", "page": "a.md", "confidence": "low", "title": "Three", "href": "/a/#n3"},
            {"id": "n2", "page": "a.md", "confidence": "medium", "title": "T", "href": "/a/#n2"},
        ],
        "uncited": [{"id": "unused", "label": "The Unused Book, n.d.",
                     "href": "/sources/#source-unused"}],
    }  # fmt: skip


def test_a_name_that_needs_no_entry_is_set_aside(render):
    names = [
        render({"a.md": WHO}, no_entry=its).build.look.rows()["names"] for its in ((), ("Zoë Ng",))
    ]
    assert [len(its) for its in names] == [1, 0]


def test_prose_cites_sources_without_a_page_that_lists_them(render):
    assert [one["id"] for one in missing(render, {})["uncited"]] == ["unused"]


CASES = yaml.safe_load((Path(__file__).parent / "cases/names.yml").read_text(encoding="utf-8"))


def recurring(language, text):
    texts = [unlinked.Text("page.md", normalize(text), language)]
    return {one.name: one.times for one in unlinked.find(texts, {"known one"})}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_names_are_found_in_any_language(case):
    assert recurring(case["language"], case["text"]) == case["found"]


def test_a_name_beside_a_linked_one_is_part_of_it():
    gone = unlinked.LINKED * 4
    assert recurring("en", f"So President {gone} met President {gone} and President {gone}.") == {}
