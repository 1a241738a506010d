"""Any edition may stand where this one stands: `docs/` and `data/` change, one file of tests goes.

What needs a browser is left out here, for it takes minutes: `tests/README.md` says how to run all.
"""

from __future__ import annotations

import subprocess
import sys

import pytest
from bs4 import BeautifulSoup
from builds import PROJECT, build, cards, kinds, shelf, some
from exchange import exchanged

EDITIONS = sorted(path.parent for path in (PROJECT / "tests/editions").glob("*/mkdocs.yml"))
BROWSER = ("test_pages.py", "test_search.py")


@pytest.fixture(params=EDITIONS, ids=lambda path: path.name)
def one(request):
    config = (request.param / "mkdocs.yml").read_text(encoding="utf-8")
    if "/overrides" in config and not (PROJECT / "overrides").is_dir():
        pytest.skip("overrides/ is gone, and with it the look of this edition")
    return request.param


def test_a_project_with_another_edition_passes_its_tests(one, tmp_path):
    copy = exchanged(one, tmp_path / "project")
    assert not list(copy.rglob("test_this_text.py"))
    left_out = [f"--ignore=tests/edition/{name}" for name in BROWSER]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
    run = subprocess.run(
        [*command, *left_out, "tests/edition"],
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-4000:]
    assert int(run.stdout.split(" passed")[0].split()[-1]) > 15
    skipped = [line for line in run.stdout.splitlines() if line.startswith("SKIPPED")]
    assert [line for line in skipped if not line.partition(": ")[2]] == [], "each says why"


def test_the_sample_has_something_of_everything(edition):
    files = {path.stem for path in (edition / "data").glob("*.yml")}
    assert files == {
        "annotations", "entities", "events", "figures", "pledges", "sources", "statements"
    }  # fmt: skip
    assert set(kinds(edition)) == {
        "home", "annotated", "sourcing", "pledges", "timeline", "faced", "figure", "sources",
        "cite", "glossary", "entry", "text", "missing",
    }  # fmt: skip
    assert len({note["layer"] for note in shelf(edition, "annotations")}) == 7
    assert len({row["kind"] for row in shelf(edition, "entities")}) == 6


@pytest.mark.parametrize(("name", "language"), [("french", "fr"), ("verse", "ja"), ("stock", "en")])
def test_in_any_language_or_theme_there_are_links_cards_and_notes(name, language, tmp_path):
    folder = PROJECT / "tests/editions" / name
    if name != "stock" and not (PROJECT / "overrides").is_dir():
        pytest.skip("overrides/ is gone, and with it the look of this edition")
    built = build(folder, tmp_path)
    assert "WARNING" not in built.log
    path = built.folder / kinds(folder)["annotated" if name != "stock" else "home"] / "index.html"
    page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    assert page.html["lang"] == language
    notes = shelf(folder, "annotations")
    assert [note["id"] for note in page.select("[role=note]")] == [note["id"] for note in notes]
    assert all(page.select(f'[data-annotation~="{note["id"]}"]') for note in notes)
    linked = {link["data-entity"] for link in some(page.select("article a.ap-xref"))}
    assert set(cards(built, path.relative_to(built.folder).as_posix(), page)) == linked
