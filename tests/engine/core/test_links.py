"""What a link to an entry says, where it leads, and where a name counts."""

from __future__ import annotations

import re

import pytest
from apparatus.text.addresses import address, relative
from bs4 import BeautifulSoup

ENTITIES = """\
- {id: baker, kind: person, name: James Baker, aliases: [Baker], gloss: G, entry: people/baker.md}
- {id: gaiatsu, kind: term, name: gaiatsu, gloss: G, entry: terms.md#gaiatsu}
- {id: tokyo, kind: place, name: Tokyo, gloss: G, entry: tokyo.md}
- {id: summit, kind: event, name: Tokyo summit, gloss: G, entry: summit.md}
"""
SCOPED = """\
- id: report
  kind: document
  name: Maekawa report
  aliases: [{text: the report, pages: [a.md, "deep/*.md"]}]
  gloss: G
  entry: report.md
"""
OTHERS = ("people/baker.md", "terms.md", "tokyo.md", "summit.md", "report.md")


def links(html):
    return [link.attrs for link in BeautifulSoup(html, "html.parser").select("a[data-entity]")]


def test_a_link_says_what_it_is_and_where_it_leads(render):
    text = "Baker and gaiatsu.\n\n## Again\n\nBaker and [this](entity:gaiatsu).\n"
    site = render({"page.md": text, "deep/er/page.md": "Baker."}, OTHERS, entities=ENTITIES)
    assert site.problems == []
    person = {
        "class": ["ap-xref", "ap-xref--person"],
        "data-entity": "baker",
        "href": "people/baker.md",
        "aria-describedby": "card-baker-gloss",
        "id": "xref-baker",
    }
    term = {
        "class": ["ap-xref", "ap-xref--term"],
        "data-entity": "gaiatsu",
        "href": "terms.md#gaiatsu",
        "aria-describedby": "card-gaiatsu-gloss",
        "role": "doc-glossref",
        "id": "xref-gaiatsu",
    }
    assert links(site.pages["page.md"]) == [
        person,
        term,
        {**person, "id": "xref-baker-2"},
        {**term, "id": "xref-gaiatsu-2"},
    ]
    assert links(site.pages["deep/er/page.md"]) == [{**person, "href": "../../people/baker.md"}]


def test_a_link_on_the_page_of_its_entry_leads_there(render):
    text = "# Terms\n\nOn gaiatsu.\n\n## It { #gaiatsu }\n\nThis is gaiatsu.\n"
    site = render({"terms.md": text}, OTHERS, entities=ENTITIES)
    assert [link["href"] for link in links(site.pages["terms.md"])] == ["#gaiatsu"]


def test_what_describes_a_link_is_on_its_page(render):
    site = render({"page.md": "Baker on gaiatsu."}, OTHERS, entities=ENTITIES)
    soup = BeautifulSoup(site.build.decorate("page.md", site.pages["page.md"]), "html.parser")
    for link in soup.select("a[data-entity]"):
        assert soup.find(id=link["aria-describedby"]).get_text() == "G"
    assert len(soup.select(".ap-card")) == 2
    assert soup.select_one("#card-gaiatsu .ap-card__open a")["href"] == "../terms/#gaiatsu"


@pytest.mark.parametrize("words", ["[it][gaiatsu]", "[it](entity:gaiatsu)"])
def test_a_link_where_none_is_made_leads_to_its_entry_all_the_same(render, words):
    text = f"# See {words}\n\nWords, {words}.\n{{ .no-xref }}\n"
    site = render({"page.md": text}, OTHERS, entities=ENTITIES)
    assert site.problems == []
    assert site.pages["page.md"].count('<a href="terms.md#gaiatsu">it</a>') == 2
    assert "entity:" not in site.pages["page.md"]
    assert site.links() == []


def test_a_link_to_nothing_is_its_words(render):
    site = render({"page.md": "# [a](entity:x)\n\n[*b* c](entity:y)"}, OTHERS, entities=ENTITIES)
    assert len(site.problems) == 2
    assert "<span>a</span>" in site.pages["page.md"]
    assert "<p><span><em>b</em> c</span></p>" in site.pages["page.md"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[Baker in Tokyo][gaiatsu], [he][baker].", ["Baker in Tokyo > gaiatsu", "he > baker"]),
        ("[he:][baker]Tokyo", ["he: > baker", "Tokyo > tokyo"]),
        ("Tokyo[: he][baker]", ["Tokyo > tokyo", ": he > baker"]),
        ("Tokyo [summit][baker]", ["Tokyo > tokyo", "summit > baker"]),
    ],
)
def test_names_beside_links_that_the_author_wrote(render, text, found):
    assert render({"page.md": text}, OTHERS, entities=ENTITIES).links() == found


def test_a_longer_name_in_its_own_entry_keeps_a_shorter_one_from_linking_inside(render):
    site = render({"summit.md": "The Tokyo summit met in Tokyo."}, OTHERS, entities=ENTITIES)
    assert site.links("summit.md") == ["Tokyo > tokyo"]
    assert "The Tokyo summit met in <a " in site.pages["summit.md"]


def test_an_alias_counts_on_each_page_of_its_scope_and_on_no_other(render):
    pages = dict.fromkeys(("a.md", "deep/b.md", "b.md", "deep.md"), "Read the report.")
    site = render(pages, OTHERS, entities=ENTITIES + SCOPED)
    assert site.problems == []
    assert {path for path in pages if site.links(path)} == {"a.md", "deep/b.md"}


CONTEXTS = """\
# A title without an end

Some words. Baker came, and left
{ #p1 }

## A heading

- an item
- Baker came
- another item

| Head | Baker |
|------|-------|
| cell | Baker sat |

> Baker! Said one

### Last
"""


def test_a_sentence_ends_with_its_block(render):
    every = ENTITIES.replace(
        "gloss: G, entry: people/baker", "link: all, gloss: G, entry: people/baker"
    )
    site = render({"page.md": CONTEXTS}, OTHERS, entities=every)
    found = [mention.context.sentence for mention in site.build.index.on("page.md")]
    assert found == ["Baker came, and left", "Baker came", "Baker", "Baker sat", "Baker!"]


def test_the_number_of_a_note_is_the_same_everywhere(render):
    notes = "".join(
        f"- {{id: {name}, target: {{page: page.md, paragraph: 1, exact: {words}}}, layer: terms, "
        "body: Baker., sources: [s], confidence: high}\n"
        for name, words in (("tokyo-1", "Some"), ("n12", "words"), ("x7", "here"))
    )
    pages = {"page.md": "Some words here.\n{ #p1 }\n", "people/baker.md": "# B\n"}
    site = render(pages, OTHERS, entities=ENTITIES, annotations=notes,
                  sources="- {id: s, type: book, title: S}\n")  # fmt: skip
    assert site.problems == []
    html = site.build.decorate("people/baker.md", site.pages["people/baker.md"])
    assert re.findall(r">(note [^<]*)</a>:", html) == ["note tokyo-1", "note 12", "note 7"]
    page = BeautifulSoup(site.pages["page.md"], "html.parser")
    assert [one.text for one in page.select(".ap-note__number")] == ["tokyo-1", "12", "7"]
    assert [one.text for one in page.select(".ap-noteref")] == ["tokyo-1", "12", "7"]


def test_a_block_of_the_authors_is_no_note(render):
    every = ENTITIES.replace("aliases: [Baker]", "aliases: [Baker], link: all")
    text = '# Page\n\n<div role="note" id="n5" data-number="5" markdown>\nBaker.\n</div>\n'
    text += "\n[x](entity:nobody)\n{ role=note #n6 data-number=6 }\n"
    site = render({"page.md": text, "people/baker.md": "# B\n"}, OTHERS, entities=every)
    assert site.problems == ["docs/page.md:7:5: there is no entity 'nobody'."]


@pytest.mark.parametrize(
    ("path", "directories", "found"),
    [
        ("index.md", True, ""),
        ("index.md", False, "index.html"),
        ("README.md", True, ""),
        ("a.md", True, "a/"),
        ("a.md", False, "a.html"),
        ("b/index.md", True, "b/"),
        ("b/index.md", False, "b/index.html"),
        ("b/a b.md", True, "b/a%20b/"),
        ("b/a b.md", False, "b/a%20b.html"),
    ],
)
def test_the_address_of_a_page(path, directories, found):
    assert address(path, directories=directories) == found


@pytest.mark.parametrize(
    ("page", "target", "found"),
    [
        ("", "a/", "a/"),
        ("a/", "b/", "../b/"),
        ("a/", "a/", "./"),
        ("a/", "", "../"),
        ("a/b/", "", "../../"),
        ("a.html", "b.html", "b.html"),
        ("a.html", "c/b.html", "c/b.html"),
        ("c/a.html", "b.html", "../b.html"),
        ("c/a.html", "c/b.html", "b.html"),
        ("c/a.html", ".", ".."),
        ("a.html", "", "./"),
    ],
)
def test_one_page_names_another(page, target, found):
    assert relative(target, page) == found
