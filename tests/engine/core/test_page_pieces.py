"""Pieces of opening pages, and what is made of pages and not of data."""

from __future__ import annotations

import pytest
from apparatus.data.edition import UNKNOWN, Edition
from apparatus.pieces.sourcing.nouns import Statement
from apparatus.pieces.sourcing.short import count
from apparatus.sources.edition_line import EditionLine
from apparatus.templates.render import Renderer
from apparatus.text.reading_time import minutes
from bs4 import BeautifulSoup

ENTITIES = "- {id: a, kind: term, name: Zzz, gloss: G., entry: other.md}\n"
SOURCES = "- {id: s, type: book, title: T}\n"
NOTE = """\
- {{id: n{0}, target: {{page: text.md, paragraph: 1, exact: Words}}, layer: fact-check, body: B.,
   finding: {1}, sources: [s], confidence: high}}
"""


def soup(html):
    return BeautifulSoup(html, "html.parser")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", 1), ("word " * 200, 1), ("word " * 201, 2), ("字" * 500, 1), ("字" * 501, 2),
     ("word " * 150 + "字" * 125, 1), ("it’s twenty-one 1,000 " * 67, 2)],
)  # fmt: skip
def test_minutes_count_words_and_signs(text, expected):
    assert minutes(text) == expected


def test_minutes_are_those_of_the_numbered_paragraphs(render):
    pages = {
        "index.md": "# Home\n\n[Read <!-- apparatus: minutes text.md -->](text.md), or\n"
        "<!-- apparatus: minutes index.md --> here.\n",
        "text.md": "# Text\n\n"
        + "Intro words. " * 900
        + "\n\n"
        + "Words of it. " * 100
        + "\n{ #p1 }\n",
    }
    site = render(pages, ("other.md",), entities=ENTITIES)
    assert site.problems == []
    assert "minutes" in site.pages["index.md"], "as a comment"
    done = soup(site.build.decorate("index.md", site.pages["index.md"]))
    assert [one.text for one in done.select(".ap-minutes")] == ["2 minutes", "1 minute"]
    assert done.p.a.text == "Read 2 minutes"


def test_letters_lead_to_the_first_heading_of_each(render):
    page = "# Terms\n\n<!-- apparatus: letters -->\n\n## Élan\n\n## ebb { #tide }\n\n## 9 boats\n"
    page += "\n## “Zone”\n\n## Zone two\n\n### Anchor\n"
    site = render({"page.md": page}, ("other.md",), entities=ENTITIES)
    assert site.problems == []
    made = soup(site.pages["page.md"])
    ways = {one.text: one["href"] for one in made.select("nav.ap-letters a")}
    assert list(ways) == ["E", "0–9", "Z"]
    for name, href in zip(("Élan", "9 boats", "“Zone”"), ways.values(), strict=True):
        assert made.find(id=href[1:]).text.startswith(name)


def test_letters_of_sources_are_those_of_the_list(render):
    sources = "".join(
        f"- {{id: s{n}, type: book, title: {title}}}\n"
        for n, title in enumerate(("The boat", "An ebb", "Bay", "Ebb two"))
    )
    page = "# Sources\n\n<!-- apparatus: letters -->\n"
    site = render({"sources.md": page}, ("other.md",), entities=ENTITIES, sources=sources)
    made = soup(site.pages["sources.md"])
    ways = [(one.text, one["href"]) for one in made.select(".ap-letters a")]
    assert [letter for letter, _ in ways] == ["B", "E"]
    first = made.select(".ap-bibliography li")[0]["id"]
    assert ways[0][1] == f"#{first}"
    assert made.select_one(".ap-letters ~ section"), "before the list"


def test_a_page_without_headings_has_no_letters(render):
    site = render({"page.md": "<!-- apparatus: letters -->\n\nWords.\n"}, ("other.md",),
                  entities=ENTITIES)  # fmt: skip
    assert site.problems == []
    assert "letters" not in site.pages["page.md"]


def test_findings_are_counted_in_their_order(render):
    found = ["mixed", "confirmed", "mixed", "unproven"]
    notes = "".join(NOTE.format(n, its) for n, its in enumerate(found, 1))
    pages = {"page.md": "<!-- apparatus: findings -->\n", "text.md": "Words.\n{ #p1 }\n"}
    site = render(pages, ("other.md",), entities=ENTITIES, sources=SOURCES, annotations=notes)
    made = soup(site.pages["page.md"])
    assert made.p.text == "4 points were checked:"
    assert [" ".join(li.text.split()) for li in made.select("li")] == [
        "✓ 1 confirmed", "± 2 mixed", "◇ 1 unproven"]  # fmt: skip


def test_without_findings_there_is_nothing_to_count(render):
    pages = {"page.md": "<!-- apparatus: findings -->\n"}
    site = render(pages, ("other.md",), entities=ENTITIES)
    (problem,) = site.problems
    assert problem.endswith("Fill in the file annotations.yml, or delete this comment.")


def statement(number, *, named=False, manner="narrated", side="A", paragraph=1):
    return Statement(
        f"s{number}", "X", named, side, manner, (), "high", paragraph=paragraph, exact="words"
    )


def test_voices_are_counted_in_the_order_of_paragraphs():
    late = statement(1, named=True, manner="quoted", side="A", paragraph=9)
    others = statement(2, side="B"), statement(3, manner="quoted", side="A")
    voices = count([late, *others], ["quoted"])
    assert voices == ([False, False, True], 2, ["A"], ["B"])


@pytest.mark.parametrize(
    ("number", "rows"), [(1, [1]), (24, [24]), (25, [13, 12]), (50, [17, 17, 16])]
)
def test_marks_stand_in_rows_of_nearly_one_length(number, rows):
    voices = count([statement(n) for n in range(number)], ["quoted"])
    assert [len(row) for row in voices.rows] == rows


STATEMENTS = """\
- {id: s1, paragraph: 1, speaker: X, named: false, side: Town, manner: narrated, exact: It rained,
   sources: [s], confidence: high}
- {id: s2, paragraph: 1, speaker: Y, named: true, side: Quay, manner: quoted, exact: Words,
   sources: [s], confidence: high}
"""


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("", ""), "2 statements, 1 of them with the speaker’s name and 1 quoted."),
        (("manner: narrated", "manner: quoted"),
         "2 statements, 1 of them with the speaker’s name and 2 quoted."),
        (("manner: quoted", "manner: narrated"),
         "2 statements, 1 of them with the speaker’s name, and nobody quoted."),
    ],
)  # fmt: skip
def test_the_voices_are_said_in_words_and_shown_as_marks(change, said, render):
    pages = {"page.md": "<!-- apparatus: sourcing short -->\n",
             "annotated.md": "It rained. Words.\n{ #p1 }\n"}  # fmt: skip
    site = render(pages, ("other.md",), entities=ENTITIES, sources=SOURCES,
                  statements=STATEMENTS.replace(*change) if change[0] else STATEMENTS)  # fmt: skip
    assert site.problems == []
    made = soup(site.pages["page.md"])
    assert " ".join(made.p.text.split()) == said
    marks = [one["fill"] for one in made.select("circle")]
    assert marks == ["none", "currentColor"]
    assert "2 statements" in made.svg["aria-label"]


def test_who_alone_is_quoted_is_said(render):
    statements = STATEMENTS + STATEMENTS.split("\n- ")[1].replace("s2", "s3").join(("- ", ""))
    pages = {"page.md": "<!-- apparatus: sourcing short -->\n",
             "annotated.md": "It rained. Words.\n{ #p1 }\n"}  # fmt: skip
    site = render(pages, ("other.md",), entities=ENTITIES, sources=SOURCES, statements=statements)
    assert "2 quoted, both from one side: Quay." in soup(site.pages["page.md"]).p.text


EDITION = Edition("https://example.org/", "Site", "Ada <Quill>", "en", "2026-01-31")


def test_the_line_of_an_edition_says_of_which_day_whose_and_how_it_is_cited():
    line = EditionLine(Renderer(), EDITION, None).element("A <title>", "a/", "cite.md")
    text = " ".join("".join(line.itertext()).split())
    assert text.startswith("Edition of 31 January 2026 · Ada <Quill> Cite")
    assert all(part in text for part in ("A <title>", "Site", "2026", "https://example.org/a/"))
    assert line.find(".//a").get("href") == "cite.md"
    button = line.find("button")
    assert button.get("hidden") == "", "a script shows it"


def test_an_edition_of_which_nothing_is_known_has_no_line(render):
    assert EditionLine(Renderer(), UNKNOWN, None).element("T", "a/", "") is None
    site = render({"page.md": "# T\n\n<!-- apparatus: edition -->\n\nWords.\n"}, ("other.md",),
                  entities=ENTITIES)  # fmt: skip
    assert site.problems == []
    assert "ap-edition" not in site.pages["page.md"]
