"""On the built site the picture of who faced whom shows what the entities say."""

from __future__ import annotations

import pytest
from builds import some


@pytest.fixture(scope="module")
def persons(listed):
    found = {
        e["id"]: e
        for e in listed("entities")
        if e["kind"] == "person" and "side" in e and "level" in e
    }
    if not any("faces" in person for person in found.values()):
        pytest.skip("nobody in this edition has a side, a level and somebody to face")
    return found


@pytest.fixture(scope="module")
def where(persons, holding):
    """The page with the picture: its path, and what is on it."""
    assert some(persons)
    return holding("entities", ".ap-faced__picture")[0]


@pytest.fixture(scope="module")
def page(where):
    return where[1]


def test_every_person_is_in_the_picture_and_in_the_list(page, persons):
    drawn = {text["data-entity-name"] for text in page.select(".ap-faced__name")}
    assert drawn == set(persons)
    told = page.select_one(".ap-faced__list").text
    assert [p["name"] for p in persons.values() if p["name"] not in told] == []


def test_lines_are_those_of_the_data(page, persons):
    lines = {frozenset(line["data-pair"].split()) for line in page.select(".ap-faced__line")}
    named = {
        frozenset((i, face if isinstance(face, str) else face["id"]))
        for i, person in persons.items()
        for face in person.get("faces", ())
    }
    assert lines == named
    assert lines


def test_every_contact_cites_a_source(page):
    for contact in some(page.select(".ap-faced__list li:has(.ap-faced__sources)")):
        assert contact.select("a[href*='#source-']"), contact.text
        assert contact.select_one(".ap-confidence")


def test_names_in_the_picture_lead_to_their_entries(where, page, persons, built):
    links = page.select("svg.ap-faced__picture a")
    assert [a["aria-label"] for a in links if "://" in a["href"] or ".md" in a["href"]] == []
    assert sorted(a["aria-label"] for a in links) == sorted(p["name"] for p in persons.values())
    for link in links:
        path, _, fragment = link["href"].partition("#")
        target = (built.folder / where[0]).parent / path / "index.html"
        assert target.is_file(), link["href"]
        assert not fragment or f'id="{fragment}"' in target.read_text(encoding="utf-8")
