"""On the built site the tracker says what the data file says."""

from __future__ import annotations

import pytest
from builds import published, some, target_page


@pytest.fixture(scope="module")
def pledges(listed):
    return listed("pledges")


@pytest.fixture(scope="module")
def page(holding):
    return holding("pledges", "article.ap-pledge")[0][1]


def test_every_pledge_has_its_row_and_outcome(page, pledges):
    rows = {row["id"]: row for row in page.select("article.ap-pledge")}
    assert list(rows) == [
        f"pledge-{p['id']}" for side in dict.fromkeys(p["side"] for p in pledges)
        for p in pledges if p["side"] == side
    ]  # fmt: skip
    for pledge in pledges:
        row = rows[f"pledge-{pledge['id']}"]
        assert row.select_one(".ap-pledge__outcome b").text.lower() == pledge["outcome"]
        texts = [p.text.strip() for p in row.select(".ap-pledge__what > p:first-child")]
        for step in pledge["steps"]:
            assert step["text"].strip() in texts


def test_rows_lead_to_notes_and_paragraphs_and_notes_back(page, pages, pledges):
    for pledge in pledges:
        row = page.select_one(f"#pledge-{pledge['id']}")
        there = {a["href"].partition("#")[2] for a in row.select(".ap-pledge__places a")}
        assert there == {
            *pledge.get("notes", ()),
            *(f"p{number}" for number in pledge.get("paragraphs", ())),
        }
        story = pages[published(target_page(pledge))]
        for note in pledge.get("notes", ()):
            back = [
                a["href"].partition("#")[2] for a in story.select(f"#{note} .ap-note__pledges a")
            ]
            assert f"pledge-{pledge['id']}" in back


def test_steps_cite_the_bibliography(page):
    for step in some(page.select(".ap-pledge__what:not(.ap-pledge__what--none)")):
        assert step.select(".ap-pledge__sources a[href*='#source-']"), step.text
