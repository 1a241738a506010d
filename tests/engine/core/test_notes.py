"""Each case: where a note's marks, number and links stand in its paragraph, and its own text.

In the cases `[n1]…[/]` stands for the mark of note n1, `[1]` for its number after the words, and
`[baker]…[/a]` for a link to the entry of that id.
"""

from __future__ import annotations

import re
from pathlib import Path

import markdown
import pytest
import yaml
from apparatus.notes.body import Body
from bs4 import BeautifulSoup

CASES = Path(__file__).parent / "cases/notes"
ENTITIES = """\
- {id: baker, kind: person, name: James Baker, aliases: [Baker], gloss: G, entry: baker.md, link: all}
- {id: tokyo, kind: place, name: Tokyo, gloss: G, entry: places.md#tokyo, link: all}
- {id: summit, kind: event, name: Tokyo summit, gloss: G, entry: summit.md, link: all}
"""  # noqa: E501 - one entity, one line
KINDS = {"baker": "person", "tokyo": "place", "summit": "event"}
OTHERS = ("baker.md", "places.md", "summit.md")
SOURCES = "- {id: s, type: book, title: S}\n"
CORPUS = [
    pytest.param(case, id=f"{path.stem}-{case['name']}".replace(" ", "-"))
    for path in sorted(CASES.glob("*.yml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]
# What stands before each paragraph with notes.
NUMBER = (
    '<a aria-label="Link to paragraph 1" class="ap-para" data-search-exclude="" href="#p1" '
    'tabindex="-1">1</a> '
)
PARAGRAPH_RE = re.compile(r'<p id="p1">(.*?)</p>', re.DOTALL)
BODY_RE = re.compile(r'<div class="ap-note__body">(.*?)</div>', re.DOTALL)
MARK_RE = re.compile(r'<span class="ap-span ap-span--terms" data-annotation="([\w-]+)">')
REFERENCE_RE = re.compile(
    r'<a [^>]*class="ap-noteref[^>]* href="#(?:n(?=\d))?([\w-]+)"[^>]*>\1</a>'
)
LINK_RE = re.compile(r'<a [^>]*data-entity="(\w+)"[^>]*>(.*?)</a>', re.DOTALL)


def notes(asked):
    """Write annotations as YAML: by id their words, or whatever differs from these defaults."""
    rows = []
    for name, its in asked.items():
        words = its if isinstance(its, dict) else {"exact": its}
        target = {"page": "page.md", "paragraph": words.pop("paragraph", 1)}
        target |= {key: words.pop(key) for key in ("exact", "occurrence") if key in words}
        row = {"id": name, "target": target, "layer": "terms", "body": "B.", "sources": ["s"]}
        rows.append({**row, "confidence": "high", **words})
    return yaml.safe_dump(rows, allow_unicode=True)


def short(html):
    """Bring marks, numbers and links to the short form of the cases.

    Marks are the only spans with `data-annotation`, so what closes them is found by counting.
    """
    html = LINK_RE.sub(r"[\1]\2[/a]", REFERENCE_RE.sub(r"[\1]", html))
    pieces, open_ = [], []
    for piece in re.split(r"(</?span\b[^>]*>)", html):
        if piece == "</span>":
            pieces.append(open_.pop())
        elif mark := MARK_RE.fullmatch(piece):
            pieces.append(f"[{mark[1]}]")
            open_.append("[/]")
        else:
            pieces.append(piece)
            open_ += ["</span>"] if piece.startswith("<span") else []
    assert open_ == []
    return "".join(pieces)


@pytest.mark.parametrize("case", CORPUS)
def test_case(case, render, plain):
    page = case["text"] + "\n{ #p1 }\n" + case.get("after", "")
    site = render({"page.md": page}, OTHERS, entities=ENTITIES, sources=SOURCES,
                  annotations=notes(case["notes"]))  # fmt: skip
    assert site.problems == case.get("problems", [])
    html = site.pages["page.md"]
    (paragraph,) = PARAGRAPH_RE.findall(html)
    assert paragraph.startswith(NUMBER)
    paragraph = short(paragraph.removeprefix(NUMBER))
    if "html" in case:
        assert paragraph == case["html"]
    (bare,) = PARAGRAPH_RE.findall(plain(page))
    assert re.sub(r"\[[\w/-]+\]", "", paragraph) == bare
    if "bodies" in case:
        assert [short(body) for body in BODY_RE.findall(html)] == case["bodies"]


FOOT = "A[^1] b[^x y] c[^1].\n\n[^1]: Box <sup>3</sup>, [Baker][baker].\n[^x y]: Other.\n"


def test_footnotes_of_a_body_stand_in_its_note(render):
    page = "Some words[^1].\n{ #p1 }\n\n[^1]: The page's own.\n"
    written = notes({"n1": {"exact": "Some", "body": FOOT}, "n2": {"exact": "words", "body": FOOT}})
    site = render({"page.md": page}, OTHERS, entities=ENTITIES, sources=SOURCES,
                  annotations=written)  # fmt: skip
    assert site.problems == []
    soup = BeautifulSoup(site.pages["page.md"], "html.parser")
    ids = [one["id"] for one in soup.select("[id]")]
    assert len(ids) == len(set(ids))
    for name in ("n1", "n2"):
        body = soup.find(id=name).select_one(".ap-note__body")
        marks = body.select("a.footnote-ref")
        assert [mark.get_text() for mark in marks] == ["1", "2", "1"]
        one, other = body.select(".footnote li")
        assert [mark["href"][1:] for mark in marks] == [one["id"], other["id"], one["id"]]
        assert one.get_text(" ", strip=True) == "Box 3 , Baker . ↩︎ ↩︎"
        assert one.select("a[data-entity=baker]")
        for back in body.select("a.footnote-backref"):
            assert body.find("sup", id=back["href"][1:])
            assert back["title"] == "back to the text"
    assert soup.find(id="fn:1").get_text(strip=True).startswith("The page's own.")


def test_a_footnote_within_a_footnote_is_one():
    body = Body(lambda _: None, ())
    elements, *_ = body.elements("A[^a][^b]\n\n[^a]: q\n    > [^b]: r\n", "n1")
    assert [one.get("id") for one in elements[-1].iter("li")] == ["n1-fn2", "n1-fn4"]


def test_bodies_know_what_pages_know():
    body = Body(lambda _: None, ())
    text = "| a |\n|---|\n| ~~b~~ |"
    assert [its.tag for its in body.elements(text)[0]] == ["p"]
    body.read_as(markdown.Markdown(extensions=["tables", "pymdownx.tilde"]))
    (table,), *_ = body.elements(text)
    assert table.find(".//td/del").text == "b"


def test_headings_of_bodies_are_no_headings_of_the_page(render):
    body = "# Box *one*\n\nB.\n\nTwo\n---\n\n> ### Three\n"
    site = render({"page.md": "# P\n\nSome words.\n{ #p1 }\n"}, sources=SOURCES,
                  annotations=notes({"n1": {"exact": "Some", "body": body}}))  # fmt: skip
    soup = BeautifulSoup(site.pages["page.md"], "html.parser")
    assert [one["id"] for one in soup.select("h1, h2, h3, h4, h5, h6")] == ["p"]
    assert [str(one) for one in soup.select(".ap-note__heading")] == [
        f'<p class="ap-note__heading"><strong>{words}</strong></p>'
        for words in ("Box <em>one</em>", "Two", "Three")
    ]


def test_footnotes_that_nothing_refers_to_are_left_out():
    body = Body(lambda _: None, ())
    text = "A[^b] c[^d].\n\n[^a]: one[^b]\n\n[^b]: two[^e]\n\n[^d]: three\n\n[^e]: four\n"
    elements, *_ = body.elements(text, "n1")
    words = "".join("".join(its.itertext()) for its in elements)
    assert re.sub(r"\s+", " ", words) == "A1 c2.two3 ↩︎three ↩︎four ↩︎"
    assert [its.tag for its in body.elements("A.\n\n[^a]: B\n", "n1")[0]] == ["p"]


@pytest.mark.parametrize("known", ["fenced_code", "pymdownx.superfences"])
def test_code_between_fences_is_a_block(known):
    body = Body(lambda _: None, ())
    text = (
        "A\n```py\n<b> & *c*\n\n[^1]: d\n```\nE[^1]\n\n- f\n\n    ~~~\n      g\n    ~~~\n\nH\n\n"
        "    ```\n    i\n    ```\n\n[^1]: J\n\n    ```\n    k\n    ```\n\n```\nl\n"
    )
    assert not [its for its in body.elements(text)[0] if its.tag == "pre" and its[0].text[0] == "<"]
    body.read_as(markdown.Markdown(extensions=[known]))
    elements, refused, lost = body.elements(text)
    assert refused == lost == []
    assert [(its.tag, its.find(".//pre/code") is not None) for its in elements] == [
        ("p", False), ("pre", False), ("p", False), ("ul", True), ("p", False), ("pre", False),
        ("p", False), ("div", True),
    ]  # fmt: skip
    code = [its.text for one in elements for its in one.iter("code")]
    assert code == ["&lt;b&gt; &amp; *c*\n\n[^1]: d\n", "  g\n", "```\ni\n```\n", "k\n"]


def test_tags_without_end_take_no_time():
    (words,), *_ = Body(lambda _: None, ()).elements("<b><i>" * 20_000)
    assert "".join(words.itertext()).count("<b>") == 20_000


def test_corpus_is_large_enough():
    """A corpus that shrinks by accident would still pass."""
    assert len(CORPUS) >= 60


def test_a_note_on_words_with_an_entry_names_it(render):
    page = "Then Baker spoke.\n{ #p1 }\n"
    named = ENTITIES.replace("name: James Baker", "name: James Baker, names: {el: Μπέικερ}")
    assert named != ENTITIES
    site = render({"page.md": page}, OTHERS, entities=named, sources=SOURCES,
                  annotations=notes({"n1": {"exact": "Baker spoke", "body": "B."}}))  # fmt: skip
    html = site.pages["page.md"]
    assert 'Entry: <a href="baker.md">James Baker</a>' in html
    assert html.count("ap-note__entries") == 1


def test_a_note_that_has_lost_its_words_leads_back_to_its_block(render):
    site = render({"page.md": "Some words.\n{ #p1 }\n"}, OTHERS, entities=ENTITIES,
                  sources=SOURCES, annotations=notes({"n1": {"exact": "No"}}))  # fmt: skip
    assert len(site.problems) == 1
    note = BeautifulSoup(site.pages["page.md"], "html.parser").find(id="n1")
    assert note.select_one("[role=doc-backlink]")["href"] == "#p1"
