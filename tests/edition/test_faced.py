"""On the built site the picture of who faced whom shows what the entities say."""

from __future__ import annotations

import pytest
import yaml


@pytest.fixture(scope="module")
def persons(project):
    entities = yaml.safe_load((project / "data/entities.yml").read_text(encoding="utf-8"))
    return {e["id"]: e for e in entities if e["kind"] == "person" and "side" in e and "level" in e}


@pytest.fixture(scope="module")
def page(built):
    return built.pages()["actors/index.html"]


def test_every_person_is_in_the_picture_and_in_the_list(page, persons):
    drawn = {text["data-entity-name"] for text in page.select(".faced__name")}
    assert drawn == set(persons)
    told = page.select_one(".faced__list").text
    assert [p["name"] for p in persons.values() if p["name"] not in told] == []


def test_lines_are_those_of_the_data(page, persons):
    lines = {frozenset(line["data-pair"].split()) for line in page.select(".faced__line")}
    named = {
        frozenset((i, face if isinstance(face, str) else face["id"]))
        for i, person in persons.items()
        for face in person.get("faces", ())
    }
    assert lines == named
    assert lines


def test_every_contact_cites_a_source(page):
    contacts = [li for li in page.select(".faced__list li") if " faced " in li.text]
    assert contacts
    for contact in contacts:
        assert contact.select("a[href^='../sources/#source-']"), contact.text
        assert contact.select_one(".confidence")


def test_a_search_finds_the_list_and_not_the_picture(built):
    index = (built.folder / "search/search_index.json").read_text(encoding="utf-8")
    assert "Two columns of names" not in index
    assert "telephone on 27 June" in index


def test_names_in_the_picture_lead_to_their_entries(page, persons, built):
    links = page.select("svg.faced__picture a")
    assert [a["aria-label"] for a in links if "://" in a["href"] or ".md" in a["href"]] == []
    assert sorted(a["aria-label"] for a in links) == sorted(p["name"] for p in persons.values())
    for link in links:
        path, _, fragment = link["href"].partition("#")
        target = built.folder / "actors" / path / "index.html"
        assert target.is_file(), link["href"]
        assert not fragment or f'id="{fragment}"' in target.read_text(encoding="utf-8")
