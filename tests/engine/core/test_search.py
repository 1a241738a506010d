"""What a search may find: passages of pages, their names, and nothing that is not read."""

from __future__ import annotations

import json
import re

import pytest
from apparatus.data.front_matter import read
from apparatus.exports.search import index, passages
from hypothesis import given
from hypothesis import strategies as st


def cut(html: str, language: str = "en") -> dict[str, tuple[str, str]]:
    """Cut a page: anchor → title and text."""
    return {one.anchor: (one.title.text, one.text.text) for one in passages.of(html, language)}


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Alone.</p>", {"": ("", "Alone.")}),
        ("<h1 id='a'>Page</h1><p>One</p>", {"": ("Page", "One")}),
        (
            "<h1>Page</h1><p>One</p><h2 id='s'>Section</h2><p>Two</p><h2>No id</h2><p>Three</p>",
            {"": ("Page", "One"), "s": ("Section", "Two\nNo id\nThree")},
        ),
        (
            "<h2 id='s'>S</h2><p id='p1'>One <b>bold</b>\n  word.</p><p>Two</p>",
            {"s": ("S", "Two"), "p1": ("", "One bold word.")},
        ),
        (
            "<ol><li id='e' data-name='Event'><p>May</p><ul><li>Sub</li></ul></li><li>x</li></ol>",
            {"e": ("Event", "May\nSub"), "": ("", "x")},
        ),
        ("<article id='o'><h3 id='i'>In</h3><p>Text</p></article><p>After</p>",
         {"i": ("In", "Text"), "": ("", "After")}),
        ("<article id='o' data-name='In'><h3 id='i'>In</h3><p>Text</p></article><h3 id='n'>N</h3>",
         {"o": ("In", "Text"), "n": ("N", "")}),
        ("<p>a<br>b<img alt='c'>d</p><hr><p>e", {"": ("", "a\nbd\ne")}),
        ("<dl><dt>Role</dt><dd>Skipper</dd><dt>Born</dt><dd>1871</dd></dl>",
         {"": ("", "Role Skipper\nBorn 1871")}),
        ("<table><tr><th>1990</th><td>41</td></tr><tr><th>1991</th><td>43</td></tr></table>",
         {"": ("", "1990 41\n1991 43")}),
        ("<p>&lt;b&gt; &amp; &#8217;</p>", {"": ("", "<b> & ’")}),
        ("</p></div><p>sound</i></p>", {"": ("", "sound")}),
    ],
)  # fmt: skip
def test_a_page_is_cut_at_headings_and_at_blocks_with_an_id(html, expected):
    assert cut(html) == expected


@pytest.mark.parametrize(
    "silent",
    [
        "<p data-search-exclude=''>no <b>no</b></p>",
        "<section data-search-exclude><section>no</section>no</section>",
        "<p hidden>no</p>",
        "<div popover><p>no</p></div>",
        "<a role='doc-noteref' href='#n1'>no</a>",
        "<span aria-hidden='true'>no</span>",
        "<script>no</script><style>no</style>",
        "<svg><title>no</title></svg>",
        "<form><label>no</label></form>",
        "<h2 id='no' data-search-exclude>no</h2>",
        "<a class='x headerlink' href='#a'>no</a>",
        "<sup><a class='footnote-ref' href='#fn:1'>no</a></sup>",
        "<!-- no -->",
    ],
)
def test_what_nobody_reads_is_not_there(silent):
    assert cut(f"<p>before</p>{silent}<p>after</p>") == {"": ("", "before\nafter")}


def test_of_a_whole_document_only_the_article_counts():
    html = "<html><head><title>T</title></head><body><nav>no</nav>no<article><p>yes</p></article>"
    assert cut(html) == {"": ("", "yes")}
    assert cut("<p>a</p><article><p>b</p></article>") == {"": ("", "a\nb")}


def test_other_languages_keep_saying_which_they_are():
    html = "<h2 id='s'>Foreign <i lang='ja'>外圧</i></h2>"
    html += "<p>On <i lang='fr'>la <b>vie</b></i> <i lang='en-GB'>x</i>"
    (one,) = passages.of(html, "en")
    assert one.title == passages.Words("Foreign 外圧", ((8, 2, "ja"),))
    assert one.text == passages.Words("On la vie x", ((3, 2, "fr"), (6, 3, "fr")))


@given(st.lists(st.text(st.characters(exclude_categories=["Cc", "Cs"])), min_size=1))
def test_white_space_is_that_of_a_browser(texts):
    def escaped(text: str) -> str:
        return text.replace("&", "&amp;").replace("<", "&lt;")

    (*found,) = passages.of("".join(f"<b>{escaped(text)}</b>" for text in texts), "en")
    expected = " ".join("".join(texts).split())
    assert [one.text.text for one in found] == ([expected] if expected else [])


ENTITIES = """\
- {id: baker, kind: person, name: James Baker, gloss: A lawyer., entry: page.md#baker,
   aliases: [Baker, Jim]}
- {id: gaiatsu, kind: term, name: Gaiatsu, gloss: Pressure., entry: page.md#gaiatsu,
   names: {ja: 外圧, kana: がい あつ, romaji: gaiatsu}}
"""
SOURCES = "- {id: times, type: book, title: On time, issued: '1990', author: [{family: Doe}]}"
NOTES = """\
- {id: n1, target: {page: page.md, paragraph: 1, exact: these words}, layer: terms,
   title: A title, body: Its body., sources: [times], confidence: high}
- {id: n2, target: {page: page.md, paragraph: 1, exact: Look at}, layer: terms,
   body: More., sources: [times], confidence: high}
"""
PAGE = """\
# Page

Before.

Look at these words of Baker. <script>evil</script>
<span lang="ja">外圧</span> 😀 <i lang="ja">圧</i>
{ #p1 }

## James Baker { #baker }

He came.

## Gaiatsu { #gaiatsu }

## Empty

## Other
</script>&lt;i&gt;
"""


@pytest.fixture
def found(render):
    """Build a site with a search: the index as the script reads it."""

    def found(pages=None, **named):
        pages = pages or {"page.md": PAGE, "sources.md": "# Sources\n"}
        data = {"entities": ENTITIES, "sources": SOURCES, "annotations": NOTES, "search": ()}
        site = render(pages, **{**data, **named})
        assert site.problems == []
        for path, html in site.pages.items():
            site.build.decorate(path, html)
        text = site.build.exports().get(index.FILE)
        return text and json.loads(text.removeprefix("apSearchIndex="))

    return found


def rows(made) -> dict[str, index.Row]:
    whole = [[*row, *[0, "", "", "", "", [], 0, [], []][len(row) :]] for row in made["passages"]]
    places = [made["pages"][row[0]][0] + row[1] for row in whole]
    return {place: index.Row(*row) for place, row in zip(places, whole, strict=True)}


def test_every_passage_has_its_kind_and_its_names(found):
    made = found()
    its = rows(made)
    assert made["pages"] == [["page/", "Page"], ["sources/", "Sources"]]
    described = {place: (row.kind, row.title, row.names, row.rank) for place, row in its.items()}
    assert described == {
        "page/": ("Page", "Page", [], 0),
        "page/p1": ("Page", "Paragraph 1", ["Paragraph 1", "p1"], 0),
        "page/n1": ("Note 1", "A title", ["Note 1", "n1"], 0),
        "page/n2": ("Note 2", "Look at", ["Note 2", "n2"], 0),
        "page/baker": ("Person", "James Baker", ["James Baker", "Baker", "Jim"], 1),
        "page/gaiatsu": ("Term", "Gaiatsu", its["page/gaiatsu"].names, 1),
        "page/empty": ("Page", "Empty", [], 0),
        "page/other": ("Page", "Other", [], 0),
        "sources/": ("Page", "Sources", [], 0),
        "sources/source-times": ("Source", "Doe, 1990", [], -1),
    }
    assert {"外圧", "がいあつ", "がい", "gaiatsu"} <= set(its["page/gaiatsu"].names)
    assert its["page/gaiatsu"].text == "Pressure.", "an entry without words has its gloss"
    assert its["page/baker"].text == "He came."
    assert its["sources/source-times"].text == "On time"
    assert its["page/n1"].text.startswith("Its body.")


def test_languages_are_told_in_the_script_s_own_counting(found):
    row = rows(found())["page/p1"]
    units = row.text.encode("utf-16-le")
    said = [row.spoken[at : at + 3] for at in range(0, len(row.spoken), 3)]
    assert [
        units[2 * start : 2 * (start + length)].decode("utf-16-le") for start, length, _ in said
    ] == ["外圧", "圧"]


def test_pages_may_keep_out_and_say_where_to_look(found):
    pages = {
        "page.md": PAGE,
        "key.md": "---\nsearch:\n  exclude: true\n---\n# Key\n",
        "off.md": "---\napparatus: false\n---\n# Off\n",
        "sources.md": "# Sources\n",
    }
    made = found(pages, search=("sources.md", "key.md"))
    assert [title for _, title in made["pages"]] == ["Page", "Off", "Sources"]
    assert made["otherwise"] == [["sources/", "Sources"], ["key/", "Key"]]


def test_without_being_asked_for_there_is_none(found):
    assert found(search=None) is None


def test_no_line_of_the_script_ends_early(render):
    site = render({"page.md": "# A\n\nb\u2028c\u2029d\n"}, search=())
    site.build.decorate("page.md", "<h1>A</h1><p>b\u2028c</p><h2 id='x\u2029'>t</h2><p>e</p>")
    text = site.build.exports()[index.FILE]
    assert not re.search("[\u2028\u2029]", text)
    assert text.count("\n") == 1


@pytest.mark.parametrize(
    ("front", "searched"),
    [
        ("title: A", True),
        ("search: {exclude: true}", False),
        ("search: {exclude: false}", True),
        ("search: {boost: 2}", True),
        ("search: {exclude: true}\napparatus: {link: all}", False),
        ("search: {exclude: true}\napparatus: false", False),
    ],
)
def test_front_matter_is_read_as_material_reads_it(front, searched):
    settings, problems = read("page.md", f"---\n{front}\n---\nText", set())
    assert problems == []
    assert settings.searched is searched
