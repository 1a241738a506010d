"""The class: pupils do not come upon the key, and its counts are those of the data."""

from __future__ import annotations

import json
from collections import Counter
from urllib.parse import urldefrag, urljoin

import pytest
import yaml

KEY = "class-key/"
LEAD = {"class/index.html", "sources/index.html"}
"""Pages that lead to the key, as the page for teachers says."""


@pytest.fixture(scope="module")
def pages(built):
    return built.pages()


@pytest.fixture(scope="module")
def statements(project):
    return yaml.safe_load((project / "data/statements.yml").read_text(encoding="utf-8"))


def test_only_the_page_for_teachers_and_the_list_of_sources_lead_to_the_key(pages):
    leading = {
        path
        for path, soup in pages.items()
        for link in soup.select("a[href]")
        if urldefrag(urljoin(f"/{path}", link["href"]))[0] == f"/{KEY}"
    }
    assert leading - {f"{KEY}index.html"} == LEAD


def test_a_search_does_not_find_the_key(built):
    index = json.loads((built.folder / "search/search_index.json").read_text(encoding="utf-8"))
    found = {entry["location"].partition("#")[0] for entry in index["docs"]}
    assert "class/" in found
    assert KEY not in found


def test_the_counts_in_the_key_are_those_of_the_statements(pages, statements):
    sides = Counter(statement["side"] for statement in statements)
    named = sum(statement["named"] for statement in statements)
    america, japan, nobody, own = (
        sides[side] for side in ("United States", "Japan", "not given", "newspaper")
    )
    answers = " ".join(pages[f"{KEY}index.html"].select_one("article").text.split())
    assert f"American side {america}, Japanese side {japan}, not given {nobody}" in answers
    assert f"the newspaper’s own voice {own}." in answers
    assert f"the American side {america} times, the Japanese {japan} times" in answers
    assert f"the newspaper speaks {own} times for itself" in answers
    assert named == 3, "the key says that three carry a name"
    assert answers.count("hree carry a name") + answers.count("hree of these statements carry") == 2
