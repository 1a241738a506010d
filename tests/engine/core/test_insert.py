"""`<!-- apparatus: sourcing -->` becomes a picture and a table, wherever a paragraph may stand."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

ENTITIES = """\
- {id: baker, kind: person, name: James Baker, aliases: [Baker], gloss: G., entry: actors.md}
- {id: tokyo, kind: place, name: Tokyo, gloss: G., entry: other.md}
"""
SOURCES = "- {id: times, type: book, title: T}\n- {id: asahi, type: book, title: A}\n"
STATEMENTS = """\
- {id: s1, paragraph: 1, speaker: The reporter, named: false, side: newspaper, manner: narrated,
   exact: It rained, sources: [times], confidence: high}
- {id: s2, paragraph: 1, speaker: James Baker, entity: baker, named: true, side: U.S.,
   manner: quoted, exact: now, sources: [times, asahi], confidence: high}
- {id: s3, paragraph: 2, speaker: Officials in Tokyo, named: false, side: Japan,
   manner: paraphrased, exact: later, sources: [times], confidence: low}
"""
STORY = (
    "# Story\n\nIt rained. Act “now”, Baker said.\n{ #p1 }\n\nRather later, some said.\n{ #p2 }\n"
)
ASKED = "<!-- apparatus: sourcing -->"
DATA = {"entities": ENTITIES, "sources": SOURCES, "statements": STATEMENTS}


@pytest.fixture
def show(render):
    """Render a page and return it parsed; `data` goes in place of the data above."""

    def show(text, front="", **data):
        pages = {"annotated.md": STORY, "x/page.md": front + text}
        site = render(pages, ("actors.md", "other.md"), **{**DATA, **data})
        assert [one for one in site.problems if "which nobody sees" not in one] == []
        show.site = site
        return BeautifulSoup(site.pages["x/page.md"], "html.parser")

    return show


def rows(soup):
    """The table: each row's side, name, and cells."""
    found, side = [], ""
    for row in soup.select("table tbody tr"):
        if head := row.select_one("[scope=rowgroup]"):
            side = head.text
            continue
        cells = [" ".join(cell.text.split()) for cell in row.select("td")]
        found.append((side, row.select_one("[scope=row]").text, *cells))
    return found


TABLE = [
    ("newspaper", "The reporter", "no", "0", "0", "1 ¶ 1", "1 of 2, 50 %"),
    ("U.S.", "James Baker", "yes", "1 ¶ 1", "0", "0", "1 of 2, 50 %"),
    ("Japan", "Officials in Tokyo", "no", "0", "1 ¶ 2 confidence: low", "0", "1 of 2, 50 %"),
]


@pytest.mark.parametrize(
    "text",
    [
        ASKED,
        f"Words.\n\n{ASKED}\n\nWords.\n",
        "<!--apparatus:sourcing-->",
        "<!--\n  apparatus:   sourcing\n-->",
        f"> {ASKED}\n",
        f"- Words.\n\n    {ASKED}\n",
        f"<div markdown>\n\n{ASKED}\n\n</div>\n",
        f'<div class="wide" markdown="1">\n{ASKED}\n</div>\n',
        f"!!! note\n\n    {ASKED}\n",
        f"# Head\n{ASKED}\n",
    ],
)
def test_it_stands_where_it_is_asked_for(text, show):
    soup = show(text)
    assert rows(soup) == TABLE
    assert len(soup.select("svg.ap-sourcing__picture")) == 1
    assert "apparatus:" not in show.site.pages["x/page.md"]
    assert not soup.select("p section")


def test_what_is_around_it_stays(show, plain):
    before, after = "# Head\n\nSome *words*.\n", "More [words](other.md).\n"
    show(f"{before}\n{ASKED}\n\n{after}")
    html = show.site.pages["x/page.md"]
    start, end = html.index("<section"), html.index("</section>") + len("</section>\n")
    assert html[:start] == plain(before) + "\n"
    assert html[end:] == plain(after)


def test_twice_on_a_page_is_twice_the_same_with_no_id_twice(show):
    soup = show(f"{ASKED}\n\n## Again\n\n{ASKED}\n")
    assert rows(soup) == TABLE * 2
    ids = [element["id"] for element in soup.select("[id]")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("text", [ASKED, f"Words.\n\n{ASKED}\n", "<!-- apparatus: zzz -->"])
def test_a_page_that_wants_nothing_keeps_the_comment(text, show, plain):
    show(text, front="---\napparatus: false\n---\n")
    assert show.site.pages["x/page.md"] == plain(text)


@pytest.mark.parametrize(
    "text", ["<!-- no apparatus -->", "`" + ASKED + "`", f"```\n{ASKED}\n```", f"    {ASKED}"]
)
def test_other_comments_and_code_are_left_alone(text, show, plain):
    show(text)
    assert show.site.pages["x/page.md"] == plain(text)


def test_names_in_it_are_links_and_mentions(show):
    soup = show(ASKED)
    linked = [(a["data-entity"], a.text) for a in soup.select(".ap-sourcing a[data-entity]")]
    assert linked == [("baker", "James Baker"), ("tokyo", "Tokyo"), ("baker", "James Baker")]
    mentions = show.site.build.index.on("x/page.md")
    assert {m.entity.id for m in mentions} == {"baker", "tokyo"}


def test_counts_lead_to_their_paragraphs(show):
    links = show(ASKED).select(".ap-sourcing__where a")
    assert [(a["href"], a.text, a["aria-label"]) for a in links] == [
        ("../annotated.md#p1", "1", "paragraph 1"),
        ("../annotated.md#p1", "1", "paragraph 1"),
        ("../annotated.md#p2", "2", "paragraph 2"),
    ]


def test_its_sources_become_the_pages(show):
    show(ASKED, front="---\napparatus: {sources: [asahi]}\n---\n")
    assert show.site.build.settings_of("x/page.md").sources == ("asahi", "times")
    assert show.site.build.settings_of("annotated.md").sources == ()


def test_each_page_with_statements_has_a_picture(render):
    more = STATEMENTS + (
        "- {id: s4, page: late.md, paragraph: 1, speaker: Z, named: true, side: other,\n"
        "   manner: quoted, exact: Words, sources: [times], confidence: high}\n"
    )
    pages = {"annotated.md": STORY, "late.md": f"Words.\n{{ #p1 }}\n\n{ASKED}\n"}
    site = render(pages, ("actors.md", "other.md"), **DATA | {"statements": more})
    assert site.problems == []
    soup = BeautifulSoup(site.pages["late.md"], "html.parser")
    assert rows(soup) == [*TABLE, ("other", "Z", "yes", "1 ¶ 1", "0", "0", "1 of 1, 100 %")]
    links = [(a["href"], a.text) for a in soup.select("caption a")]
    assert links == [("annotated.md", "annotated.md"), ("late.md", "late.md")]


@pytest.mark.parametrize(
    ("speakers", "sentence"),
    [
        (["The reporter"], "than the reporter: 1 of 1, 100 percent. A"),
        (["The U.N.", "B"], "than the U.N. and B: 1 of 1, 100 percent, each. A"),
        (["Aides", "B", "C"], "than Aides, B and C: 1 of 1, 100 percent, each. A"),
    ],
)
def test_the_summary_is_a_sentence(speakers, sentence, render):
    row = "- {{id: s{}, page: page.md, paragraph: 1, speaker: {}, named: false, side: S, "
    row += "manner: quoted, exact: Words, sources: [times], confidence: high}}\n"
    data = "".join(row.format(n, name) for n, name in enumerate(speakers))
    page = f"Words.\n{{ #p1 }}\n\n{ASKED}\n"
    site = render({"page.md": page}, ("actors.md", "other.md"), **DATA | {"statements": data})
    (summary,) = BeautifulSoup(site.pages["page.md"], "html.parser").select(".ap-sourcing__summary")
    number = f"0 of {len(speakers)} statement{'s' if len(speakers) > 1 else ''}. By side: S"
    assert sentence in " ".join(summary.text.split())
    assert number in summary.text


HOSTILE = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>'",
    "</text></svg><b>",
    "*x* [y](javascript:z) `c` &lt;i&gt; {{ 7*7 }}",
    "a\x02wzxhzdk:0\x03b\x00\ud7ff\ufffe",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_in_the_data_is_text_and_nothing_else(name, show):
    quoted = '"' + "".join(f"\\U{ord(c):08x}" for c in name) + '"'
    data = STATEMENTS.replace("Officials in Tokyo", quoted).replace(
        "side: Japan", f"side: {quoted}"
    )
    soup = show(f"<b>raw</b>\n\n{ASKED}\n", statements=data)
    assert not soup.select("script, img, i, code, svg b, table b, a[href^=javascript]")
    shown = "".join(c for c in name if c >= " " and c != "\ufffe").replace("&lt;i&gt;", "<i>")
    assert rows(soup)[-1][:2] == (shown, shown)
    assert len(soup.select("svg.ap-sourcing__picture .ap-sourcing__mark")) == 3


def test_the_picture_says_in_words_what_it_is_and_needs_nothing_from_outside(show):
    svg = show(ASKED).select_one("svg.ap-sourcing__picture")
    assert svg["role"] == "img"
    assert svg.find(recursive=False).name == "title"
    assert "table" in svg.find("desc").text
    assert not svg.select("a, script, image, use, style, [href], [style]")


def test_marks_tell_manner_and_name_by_shape(show):
    svg = show(ASKED).select_one("svg.ap-sourcing__picture")
    shapes = {}
    for mark in svg.select("[data-statement]"):
        box = mark.rect
        side = mark.parent["class"][1].rpartition("--")[2]
        shapes[mark["data-statement"]] = (side, box["class"], box["rx"] == "0", bool(mark.line),
                                          bool(mark.find("text")))  # fmt: skip
    assert shapes == {
        "s1": ("1", ["ap-sourcing__striped"], False, True, False),
        "s2": ("2", ["ap-sourcing__filled"], True, False, False),
        "s3": ("3", ["ap-sourcing__open"], False, False, True),
    }
