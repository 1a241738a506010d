"""Registers in whole builds: in several languages, under other hosts, and in what is exported."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from builds import PROJECT, Built, searched, some

TEI = "{http://www.tei-c.org/ns/1.0}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ENTITIES = """\
- {id: ann, kind: person, name: Ann, names: {ar: آن, ja: 安, kana: あん, romaji: An},
   same_as: ["https://d-nb.info/gnd/1", "https://a.example/1"]}
- {id: bo, kind: person, name: Bo, gloss: Met Ann., entry: own.md}
"""
NOTE = "- {id: n1, target: {page: index.md, paragraph: 1, exact: came}, layer: terms, body: B,\n"
FILES = {
    "data/entities.yml": ENTITIES,
    "data/annotations.yml": f"{NOTE}   sources: [s], confidence: high}}\n",
    "data/sources.yml": "- {id: s, type: book, title: S}\n",
    "docs/index.md": "# Home\n\nThen Ann and Bo came.\n{ #p1 }\n",
    "docs/own.md": "# Bo\n\nBo met Ann.\n",
    "docs/people.md": "# People\n\n<!-- apparatus: register person -->\n",
    "mkdocs.yml": "site_url: https://s.example/\ntheme: {name: material, font: false}\n"
    "extra: {apparatus: {search: true}}\nplugins: []\n",
}


def soup(built: Built, page: str) -> BeautifulSoup:
    return BeautifulSoup((built.folder / page).read_text(encoding="utf-8"), "html.parser")


@pytest.fixture
def built(make_site) -> Built:
    built, run = make_site(FILES, "--strict")
    assert run.returncode == 0, run.stderr
    return built


def test_exports_and_search_know_where_an_entry_is_and_what_else_it_is_called(built):
    ann, bo = json.loads((built.folder / "entities.json").read_text(encoding="utf-8"))
    assert ann == {
        "id": "ann", "kind": "person", "name": "Ann",
        "names": {"ar": "آن", "ja": "安", "kana": "あん", "romaji": "An"},
        "url": "https://s.example/people/#ann",
        "same_as": ["https://d-nb.info/gnd/1", "https://a.example/1"],
        "confidence": "high", "mentions": 3,
    }  # fmt: skip
    assert (bo["url"], bo["gloss"]) == ("https://s.example/own/", "Met Ann.")
    person = next(ET.parse(built.folder / "annotations.tei.xml").iter(f"{TEI}person"))  # noqa: S314
    assert [(name.text, name.get(LANG)) for name in person.iter(f"{TEI}persName")] == [
        ("Ann", None), ("آن", "ar"), ("安", "ja"), ("あん", "ja-Hrkt"), ("An", "ja-Latn"),
    ]  # fmt: skip
    assert [(its.get("type"), its.text) for its in person.iter(f"{TEI}idno")] == [
        ("URI", "https://s.example/people/#ann"), ("GND", "https://d-nb.info/gnd/1"),
        ("URI", "https://a.example/1"),
    ]  # fmt: skip
    graph = json.loads(soup(built, "people/index.html").find(type="application/ld+json").string)
    node = next(one for one in graph["@graph"] if one["@type"] == "Person")
    assert node == {
        "@type": "Person", "@id": "https://s.example/people/#ann", "name": "Ann",
        "alternateName": ["安", "An", "آن"],
        "sameAs": ["https://d-nb.info/gnd/1", "https://a.example/1"],
    }  # fmt: skip
    pages, passages = searched(built)
    (row,) = (row for row in passages if row[1] == "ann")
    assert (pages[row[0]][0], row[3], row[6]) == ("people/", "Ann", 1)
    assert {"Ann", "آن", "安", "あん", "An"} <= set(row[5])
    listing = [text for page, anchor, _, _, *text in passages if (page, anchor) == (row[0], "")]
    assert "Met Ann" not in str(listing), "who has an entry elsewhere is found there"


def test_entities_that_no_page_holds_stop_the_build(make_site):
    _, run = make_site({**FILES, "docs/people.md": "# People\n"}, "--strict")
    assert run.returncode == 1
    assert "data/entities.yml:1:8: no page holds an entry of 'ann'." in run.stderr
    assert "Traceback" not in run.stderr


I18N = """\
theme: {name: material, font: false}
plugins:
  - i18n:
      docs_structure: suffix
      languages: [{locale: en, name: English, default: true, build: true},
                  {locale: fr, name: Français, build: true}]
"""


def test_each_language_has_its_own_register(make_site):
    files = {name: text for name, text in FILES.items() if "annotations" not in name} | {
        "docs/index.fr.md": "# Accueil\n\nPuis Ann est venue.\n",
        "docs/people.fr.md": "# Personnes\n\n<!-- apparatus: register person -->\n",
        "mkdocs.yml": I18N,
    }
    built, run = make_site(files, "--strict")
    assert run.returncode == 0, run.stderr
    for folder in ("", "fr/"):
        link = soup(built, f"{folder}index.html").select_one("a[data-entity=ann]")
        assert link["href"] == "people/#ann", folder
        entry = soup(built, f"{folder}people/index.html").select_one("#ann")
        assert entry.select_one(".ap-backlinks a"), folder
    assert soup(built, "fr/people/index.html").h1.get_text().startswith("Personnes")


def test_zensical(tmp_path, built):
    config = "site_name: Test\nsite_url: https://s.example/\n"
    config += "markdown_extensions: [attr_list, apparatus]\n"
    for name, text in {**FILES, "mkdocs.yml": config}.items():
        path = tmp_path / "zensical" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for command in (("zensical", "build", "--clean", "-f", "mkdocs.yml"), ("apparatus", "site")):
        done = subprocess.run(
            [sys.executable, "-m", *command],
            cwd=tmp_path / "zensical",
            env={**os.environ, "PYTHONPATH": f"{PROJECT}/hooks"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
    other = Built(tmp_path / "zensical/site", "")
    looked_at = "a[data-entity], .ap-card[popover] a, .ap-register li, .ap-backlinks a"
    for page in ("index.html", "people/index.html", "own/index.html"):
        ours, theirs = (soup(its, page).select(looked_at) for its in (built, other))
        assert some(one.get("href") or one.get("id") for one in ours) == [
            one.get("href") or one.get("id") for one in theirs
        ], page
    one, another = (
        its.folder.joinpath("entities.json").read_text("utf-8") for its in (built, other)
    )
    assert one == another
