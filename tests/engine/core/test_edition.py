"""What a site says of itself, and what came after its text."""

from __future__ import annotations

import pytest
import yaml
from apparatus.data import edition, settings
from apparatus.data.dataset import Dataset
from apparatus.data.model import Annotation
from apparatus.data.target import Target
from apparatus.hosts.project import Project


def read(folder, **asked):
    (folder / "mkdocs.yml").write_text(
        "extra:\n  apparatus:\n" + "".join(f"    {key}: {asked[key]}\n" for key in asked)
    )
    settings = {"config_file_path": str(folder / "mkdocs.yml"), "theme": {"language": "en"}}
    return edition.read(
        {**settings, "site_url": "https://a.example/x", "extra": {"apparatus": asked}}
    )


def test_days_and_the_address(tmp_path):
    site, problems = read(tmp_path, edition="2026-11-25", written="1990-06-16")
    assert (site.day, site.written, site.url) == (
        "2026-11-25", "1990-06-16", "https://a.example/x/"
    )  # fmt: skip
    assert problems == []


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [
        ("16 June 1990", "Did you mean '1990-06-16'?"),
        ("1990-06", "Write it as 1990-06-16."),
        ("-0043-03-15", "Write it as 1990-06-16."),
        ("19900616", "Did you mean '1990-06-16'?"),
    ],
)
def test_what_is_no_day_is_said_and_left_out(tmp_path, wrong, hint):
    site, problems = read(tmp_path, edition=wrong, written="1990-06-16")
    assert site.day == ""
    assert [str(problem) for problem in problems] == [
        f"mkdocs.yml:3:14: edition '{wrong}' is not a day. {hint}"
    ]


@pytest.mark.parametrize("date", ["1990-06", "-0379~", "18XX"])
def test_a_text_may_have_any_date(tmp_path, date):
    site, problems = read(tmp_path, written=date)
    assert (site.written, problems) == (date, [])


@pytest.mark.parametrize(
    ("asked", "opens"),
    [
        ({}, ("start",)),
        ({"open": "all"}, ("all",)),
        ({"open": ["none"]}, ("none",)),
        ({"open": "fact-check"}, ("fact-check",)),
        ({"open": ["people", "fact-check"]}, ("people", "fact-check")),
    ],
)
def test_which_notes_pages_open_with(tmp_path, asked, opens):
    site, problems = read(tmp_path, **asked)
    assert site.open == opens
    assert problems == []


def test_what_no_page_can_open_with_is_said(tmp_path):
    site, problems = read(tmp_path, open=["fact-chek", "all"])
    assert problems == []
    asked = {"apparatus": {"open": list(site.open)}}
    config = {"extra": asked, "config_file_path": str(tmp_path / "mkdocs.yml")}
    one, other = edition.unfit(config, site, Dataset())
    assert str(one) == (
        "mkdocs.yml:3:13: open 'fact-chek' is not one of people, institutions, terms, events, "
        "rhetoric, sourcing, fact-check. Did you mean 'fact-check'?"
    )
    assert str(other).startswith("mkdocs.yml:3:26: open 'all' is not one of people")


def test_a_licence_is_an_address_that_a_link_may_have(tmp_path):
    site, problems = read(tmp_path, licence="javascript:alert(1)")
    assert site.licence == ""
    (problem,) = problems
    assert str(problem) == (
        "mkdocs.yml:3:14: licence 'javascript:alert(1)' is not an address of a page. "
        "Write it in full, from https:// on."
    )


def test_hosts_of_pictures_are_named_as_hosts(tmp_path):
    site, problems = read(tmp_path, pictures=["upload.example.org", "https://a.test/x"])
    assert "upload.example.org" in site.pictures
    (problem,) = problems
    assert str(problem) == (
        "mkdocs.yml:3:39: pictures 'https://a.test/x' is not the name of a host. "
        "Write it as www.example.org."
    )


def note(known):
    return Annotation("n1", Target(1, "x"), "people", "B.", ("s",), "high", known)


@pytest.mark.parametrize(
    ("known", "later"),
    [
        ("1990-06-16", False), ("1990-06-17", True), ("1990-06", True), ("1990-05", False),
        ("1990", True), ("1989", False), ("", False),
    ],
)  # fmt: skip
def test_a_month_or_year_counts_as_its_last_day(known, later):
    assert note(known).came_after("1990-06-16") is later
    assert note(known).came_after("") is False


def test_the_page_that_items_mean_without_a_word(tmp_path):
    site, problems = read(tmp_path, text="speech.md")
    assert (site.text, problems) == ("speech.md", [])
    config = {"config_file_path": str(tmp_path / "mkdocs.yml")}
    (problem,) = edition.unknown_pages(config, site, {"speach.md"})
    assert str(problem) == (
        "mkdocs.yml:3:11: there is no page 'speech.md'. Did you mean 'speach.md'?"
    )
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "entities.yml").write_text("[]")
    (folder / "sources.yml").write_text("- {id: s, type: book, title: S}\n")
    (folder / "annotations.yml").write_text(
        "- {id: n1, target: {paragraph: 1, exact: a}, layer: terms, body: B, sources: [s],"
        " confidence: high}\n"
        "- {id: n2, target: {page: b.md, paragraph: 1, exact: a}, layer: terms, body: B,"
        " sources: [s], confidence: high}\n"
    )
    for text in ("speech.md", "annotated.md", "speech.md"):
        data, problems = Project(tmp_path, text=text).load()
        assert problems == []
        assert [note.target.page for note in data.annotations.values()] == [text, "b.md"]


def test_what_extra_and_a_plugin_ask_is_joined_and_each_mistake_has_its_place(tmp_path):
    text = "extra: {apparatus: {data: a, licnce: x}}\nplugins:\n- apparatus: {data: b, desk: 3}\n"
    (tmp_path / "mkdocs.yml").write_text(text)
    config = yaml.safe_load(text)
    asked = settings.merged(config["extra"]["apparatus"], config["plugins"][0]["apparatus"])
    kept, problems = settings.read(
        {"extra": {"apparatus": asked}, "config_file_path": str(tmp_path / "mkdocs.yml")}
    )
    assert kept == {"data": "b"}
    assert [str(one.where) for one in problems] == ["mkdocs.yml:1:30", "mkdocs.yml:3:30"]
    assert settings.merged("off", {"data": "b"}) == "off"
    assert settings.merged(None, {"data": "b"}) == {"data": "b"}
