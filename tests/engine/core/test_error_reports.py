"""Each note leads to where an error in it is reported, if the settings say where that is."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest
from apparatus.data import edition, error_reports
from bs4 import BeautifulSoup

GITHUB = "https://github.com/someone/some-text"
FORM = f"{GITHUB}/issues/new?template=note.yml&title={{title}}&note={{note}}&page={{page}}"
LAB = "https://gitlab.com/group/sub/text"
ISSUE = f"{LAB}/-/issues/new?issue[title]={{title}}&issue[description]={{page}}%23{{note}}"
MAIL = "mailto:{}?subject={{title}}&body={{page}}%23{{note}}"
OWN = "https://example.org/errors?id={note}#{page}"
NOTE = """\
- {id: n1, target: {page: a.md, block: p1, exact: '<b> & "c"'}, layer: terms, body: B, sources: [s],
   confidence: high}
"""


@pytest.mark.parametrize(
    ("asked", "repository", "made"),
    [
        ("", "", ""),
        ("", GITHUB, FORM),
        ("", f"{GITHUB}.git/", FORM),
        ("", LAB, ISSUE),
        ("", LAB.replace("gitlab.com", "gitlab.example.org:8443"),
         ISSUE.replace("gitlab.com", "gitlab.example.org:8443")),
        ("", "https://codeberg.org/someone/text", ""),
        ("", "https://github.com/someone", ""),
        ("", "https://github.com@evil.org/a/b", ""),
        ("", "https://evil.org/github.com/b", ""),
        ("", "javascript://github.com/a/b", ""),
        ("", "https://github.com/{note}/b", ""),
        ("off", GITHUB, ""),
        (OWN, GITHUB, OWN),
        ("ed+x@example.org", "", MAIL.format("ed+x@example.org")),
    ],
)  # fmt: skip
def test_where_errors_are_reported(asked, repository, made):
    assert error_reports.template(asked, repository) == made


@pytest.mark.parametrize(
    "asked",
    [
        "javascript:alert('{note}')", "JaVaScript:{note}", "https://{note}.example.org/",
        "https://{note}", "https://example.org{note}", "//example.org/{note}",
        "data:text/html,{note}", "https://example.org/{note", "https://user@example.org/",
        "errors.md#{note}", "mailto:a b@c.d", "https://example.org/{id}", "ed@example",
    ],
)  # fmt: skip
def test_what_can_become_no_safe_link_is_refused(asked):
    assert error_reports.wrong(asked)


@pytest.mark.parametrize(
    "asked", [OWN, "off", "e@example.org", "mailto:e@example.org?subject={note}"]
)
def test_what_can_become_a_safe_link_is_taken(asked):
    assert error_reports.wrong(asked) == ""


def test_settings_say_it(tmp_path):
    def read(lines, **more):
        file = tmp_path / "mkdocs.yml"
        file.write_text(f"extra:\n  apparatus:\n    {lines}\n", encoding="utf-8")
        key, value = lines.split(": ", 1)
        asked = {key: False if value == "no" else value}
        config = {"config_file_path": str(file), "theme": {}, "extra": {"apparatus": asked}, **more}
        site, problems = edition.read(config)
        return site.errors, list(map(str, problems))

    assert read("edition: '2026-01-31'", repo_url=GITHUB)[0] == FORM
    assert read("errors: no", repo_url=GITHUB) == ("", [])
    said = "'{id}' is none of {note}, {page}, {title}."
    wrong = "errors 'https://example.org/{id}' is not an address that errors can be reported to."
    found = read("errors: https://example.org/{id}", repo_url=GITHUB)
    assert found == ("", [f"mkdocs.yml:3:13: {wrong} {said}"])


def show(render, title="", **more):
    note = NOTE.replace("layer:", f"title: {title}, layer:") if title else NOTE
    page = 'One <b\\> & "c" here.\n{ #p1 }\n'.replace("<", "\\<")
    site = render(
        {"a.md": page}, entities="[]", annotations=note,
        sources="- {id: s, type: book, title: S}\n", **more,
    )  # fmt: skip
    assert site.problems == []
    return BeautifulSoup(site.pages["a.md"], "html.parser").select(".ap-note__ways a")


def test_each_note_leads_there_with_its_id_its_page_and_its_words(render):
    _, link, _ = show(render, errors=FORM)
    assert link.text == "Report an error"
    assert dict(parse_qsl(urlsplit(link["href"]).query)) == {
        "template": "note.yml", "note": "n1", "page": "a/", "title": 'Note 1: <b> & "c"',
    }  # fmt: skip


def test_a_title_stands_for_the_words(render):
    _, link, _ = show(render, "Été", errors="https://example.org/{note}?t={title}")
    assert link["href"] == "https://example.org/n1?t=Note%201%3A%20%C3%89t%C3%A9"


def test_without_a_place_for_it_no_note_says_so(render):
    assert [its.text for its in show(render)] == ["Link", "Back"]
