"""The authors' guide: no example is wrong, and what is made is as new as what it is made of."""

from __future__ import annotations

import re

import guide
import pytest
import yaml
from apparatus import words
from apparatus.text.dates import is_date
from builds import PROJECT, build, recommended, some

pytestmark = pytest.mark.skipif(not guide.GUIDE.is_dir(), reason="this edition has no guide")
SHOWN = {"sh", "http", "text"}
"""Languages of blocks that may be no part of a file."""


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    """The edition that all examples make together, built."""
    folder = tmp_path_factory.mktemp("example")
    for path, text in guide.examples().items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder, build(folder, tmp_path_factory.mktemp("host"))


def test_every_example_is_part_of_a_file():
    lost = [block for block in some(guide.blocks()) if not block.file]
    assert [block for block in lost if block.language not in SHOWN] == []


def test_all_examples_together_are_a_sound_edition(example):
    folder, built = example
    assert "WARNING" not in built.log
    pages = built.pages()
    shown = "".join(str(page.select_one("article")) for page in pages.values())
    for name in ("annotations", "statements", "pledges", "events", "figures"):
        rows = some(yaml.safe_load((folder / f"data/{name}.yml").read_text("utf-8")))
        for row in rows:
            if not row.get("draft"):
                assert row.get("body", row.get("title", row.get("speaker")))[:9] in shown, row
    entries = yaml.safe_load((folder / "data/entities.yml").read_text("utf-8"))
    assert all(page_of(entry, pages) for entry in entries)


def page_of(entry, pages):
    return [path for path, page in pages.items() if page.find(id=entry["id"])]


def test_names_are_linked_as_the_guide_says(example):
    _, built = example
    article = built.pages()["index.html"].select_one("article")
    assert len(article.select("a[data-entity=edward-everett]")) == 1


def test_dates_are_read_and_said_as_the_table_has_it():
    page = (guide.GUIDE / "sources.md").read_text(encoding="utf-8")
    table = page.partition("## Dates")[2]
    rows = some(re.findall(r"^\| `(.+)` \| (.+) \|$", table, re.MULTILINE))
    assert all(is_date(written) for written, _ in rows)
    assert {written: words.of("en").date(written) for written, _ in rows} == dict(rows)


def test_what_is_said_twice_is_said_alike():
    """The page of headers, and the lines without make, stand where newcomers and authors look."""
    blocks = {block.language: block for block in guide.blocks() if block.text.startswith("C")}
    assert dict(line.split(": ", 1) for line in blocks["http"].text.splitlines()) == recommended()
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    lines = [re.findall(r"(?m)^uv .*$", text) for text in (readme, guide.read("index.md"))]
    assert lines[0] == lines[1] != []


@pytest.mark.parametrize("page", guide.PAGES)
def test_a_made_page_is_up_to_date(page):
    assert guide.read(page) == guide.PAGES[page](), "run `make guide`"


def test_every_page_is_listed_on_the_first():
    listed = set(re.findall(r"^\[.*\]\((\w+\.md)\)$", guide.read("index.md"), re.MULTILINE))
    assert listed | {"index.md"} == {path.name for path in guide.GUIDE.glob("*.md")}


def test_what_the_readme_leads_to_is_there_and_its_pictures_are_light():
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    links = some(re.findall(r"\]\((?!https?:)([^)#]+)", readme))
    assert [link for link in links if not (PROJECT / link).is_file()] == []
    pictures = [PROJECT / link for link in links if link.endswith(".webp")]
    assert sum(picture.stat().st_size for picture in some(pictures)) < 150_000
