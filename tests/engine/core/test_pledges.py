"""`<!-- apparatus: pledges -->` becomes a tracker; its rows lead to notes, and notes to rows."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

ENTITIES = "- {id: diet, kind: organization, name: Diet, gloss: G., entry: other.md}\n"
SOURCES = "- {id: times, type: book, title: Times}\n- {id: asahi, type: book, title: Asahi}\n"
NOTES = """\
- {id: n1, target: {paragraph: 1, exact: rained}, layer: terms, body: B., sources: [times],
   confidence: high}
- {id: n2, target: {paragraph: 1, exact: It}, layer: terms, body: B., sources: [times],
   confidence: high}
"""
PLEDGES = """\
- id: law
  title: A law
  side: Japan
  paragraphs: [1]
  notes: [n1]
  steps:
    - {stage: Asked, text: Change it., sources: [times]}
    - {stage: April, date: "1990-04-05", text: The Diet will., sources: [times, asahi],
       confidence: low}
  outcome: partly kept
  verdict: In part.
  confidence: medium
- id: deficit
  title: The deficit
  side: the United States
  steps:
    - {stage: Asked, text: End it., sources: [asahi]}
  outcome: not kept
  verdict: It stayed.
  confidence: high
"""
STORY = "It rained.\n{ #p1 }\n"
ASKED = "<!-- apparatus: pledges -->\n"
DATA = {"entities": ENTITIES, "sources": SOURCES, "annotations": NOTES, "pledges": PLEDGES}


@pytest.fixture
def show(render):
    def show(page="pledges.md", **data):
        site = render({"annotated.md": STORY, page: ASKED}, ("other.md",), **{**DATA, **data})
        assert site.problems == []
        show.site = site
        show.story = BeautifulSoup(site.pages["annotated.md"], "html.parser")
        return BeautifulSoup(site.pages[page], "html.parser")

    return show


def words(element):
    return " ".join(element.text.split())


def test_each_pledge_is_a_row_with_its_steps(show):
    soup = show()
    assert [row["id"] for row in soup.select("article")] == ["pledge-law", "pledge-deficit"]
    assert [words(h).rstrip("¶") for h in soup.select("h2")] == [
        "Promised by Japan", "Promised by the United States"
    ]  # fmt: skip
    steps = [words(li) for li in soup.select("#pledge-law li")]
    assert steps == [
        "Asked Change it. Times, n.d.",
        "April 5 April 1990 The Diet will. Times, n.d.; Asahi, n.d. · confidence: low",
    ]
    assert soup.time["datetime"] == "1990-04-05"


def test_a_stage_that_others_have_is_named_where_nothing_is_known(show):
    steps = [words(li) for li in show().select("#pledge-deficit li")]
    assert steps == ["Asked End it. Asahi, n.d.", "April Nothing is recorded."]


def test_the_outcome_is_a_word_with_a_sign(show):
    soup = show()
    outcome = soup.select_one("#pledge-law .ap-pledge__outcome")
    assert words(outcome) == "◐ Partly kept. In part. confidence: medium"
    assert outcome.span["aria-hidden"] == "true"
    signs = [s.text for s in soup.select(".ap-pledges__outcomes .ap-pledge__glyph")]
    assert len(set(signs)) == len(signs) == 2
    assert [a["href"] for a in soup.select(".ap-pledges__outcomes a")] == [
        "#pledge-law", "#pledge-deficit"
    ]  # fmt: skip


def test_rows_lead_to_paragraphs_and_notes_and_notes_lead_back(show):
    soup = show("x/pledges.md")
    links = [(a["href"], a["aria-label"]) for a in soup.select(".ap-pledge__places a")]
    assert links == [("../annotated.md#p1", "paragraph 1"), ("../annotated.md#n1", "note 1")]
    assert not show.story.select(".ap-note__further")  # the tracker is not where it is looked for
    show()
    (back,) = show.story.select("#n1 .ap-note__further a")
    assert (back["href"], back.text) == ("pledges.md#pledge-law", "A law")
    assert not show.story.select("#n2 .ap-note__further")


def test_names_in_it_are_links(show):
    (link,) = show().select("a[data-entity]")
    assert link["data-entity"] == "diet"


@pytest.mark.parametrize(
    "value",
    ["<script>x</script>", "\"><img src=x onerror=x>'", "</li></ol><b>", "[y](javascript:z)"],
)
def test_what_is_in_the_data_is_text_and_nothing_else(value, show):
    quoted = '"' + "".join(f"\\U{ord(c):08x}" for c in value) + '"'
    data = PLEDGES
    for known in ("A law", "Japan", "Change it.", "In part.", "Asked"):
        data = data.replace(f": {known}", f": {quoted}")
    soup = show(pledges=data)
    assert not soup.select("script, img, a[href^=javascript], .ap-pledge__outcome b b")
    assert [a.text for a in show.story.select(".ap-note__further > *")] == [value]
    row = soup.select_one("#pledge-law")
    assert row.h3.text.rstrip("¶") == value
    assert row.select_one(".ap-pledge__name").text == value
    assert row.select_one(".ap-pledge__what p").text == value
    assert len(row.select("li")) == 2
