"""On the built site the tracker says what the data file says."""

from __future__ import annotations

import pytest
import yaml


@pytest.fixture(scope="module")
def pledges(project):
    return yaml.safe_load((project / "data/pledges.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def page(built):
    return built.pages()["pledges/index.html"]


def test_every_pledge_has_its_row_and_outcome(page, pledges):
    rows = {row["id"]: row for row in page.select("article.pledge")}
    assert list(rows) == [
        f"pledge-{p['id']}" for side in dict.fromkeys(p["side"] for p in pledges)
        for p in pledges if p["side"] == side
    ]  # fmt: skip
    for pledge in pledges:
        row = rows[f"pledge-{pledge['id']}"]
        assert row.select_one(".pledge__outcome b").text.lower() == pledge["outcome"]
        texts = [p.text.strip() for p in row.select(".pledge__what > p:first-child")]
        for step in pledge["steps"]:
            assert step["text"].strip() in texts


def test_notes_and_rows_lead_to_each_other(page, built, pledges):
    story = built.pages()["annotated/index.html"]
    for pledge in pledges:
        row = page.select_one(f"#pledge-{pledge['id']}")
        there = {a["href"] for a in row.select(".pledge__places a")}
        assert there == {
            *(f"../annotated/#{n}" for n in pledge.get("notes", ())),
            *(f"../annotated/#p{n}" for n in pledge.get("paragraphs", ())),
        }
        for note in pledge.get("notes", ()):
            back = [a["href"] for a in story.select(f"#{note} .note__pledges a")]
            assert f"../pledges/#pledge-{pledge['id']}" in back


def test_steps_cite_the_bibliography(page):
    listed = page.select(".pledge__sources a[href^='../sources/#source-']")
    assert len(listed) > len(page.select(".pledge__what:not(.pledge__what--none)")) - 1
