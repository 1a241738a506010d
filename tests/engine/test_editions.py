"""Any edition may stand where this one stands: `docs/` and `data/` change, one file of tests goes.

What needs a browser is left out here, for it takes minutes: `tests/README.md` says how to run all.
"""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from apparatus import words
from apparatus.words.speech import messages
from builds import INSTALLED, PROJECT, Built, cards, kinds, shelf, some
from exchange import exchanged

EDITIONS = sorted((PROJECT / "tests/editions").iterdir())
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
    # What runs in a copy counts for no file of ours, and takes longer when it is counted.
    uncounted = {
        name: its
        for name, its in os.environ.items()
        if not name.startswith(("COVERAGE_", "SOURCE_COPY"))
    }
    run = subprocess.run(
        [*command, *left_out, "tests/edition"],
        cwd=copy,
        env=uncounted,
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


SMALL = {
    "speech": ("en", "home"),
    "letter": ("fr", "annotated"),
    "poem": ("ja", "annotated"),
    "statute": ("de", "home"),
}
"""The small editions: their languages, and which of their pages has the notes."""
COUNTED = ("a[data-entity]", ".ap-card", ".ap-backlinks li li", "[role=note]", "[role=doc-noteref]",
           "article [data-annotation]", ".ap-register__entry", ".ap-event", ".ap-sourcing__mark",
           ".ap-bibliography li", ".ap-citing__work")  # fmt: skip


def counted(pages):
    """Count what the engine has made on all pages."""
    return {what: sum(len(page.select(what)) for page in pages.values()) for what in COUNTED}


@pytest.mark.parametrize("name", SMALL)
def test_an_edition_has_links_cards_and_notes(name, small):
    language, kind = SMALL[name]
    folder, built = PROJECT / "tests/editions" / name, small(name)
    assert "WARNING" not in built.log
    path = (kinds(folder)[kind] + "/index.html").lstrip("/").replace("//", "/")
    page = built.pages()[path]
    assert page.html["lang"] == language
    notes = shelf(folder, "annotations")
    assert {note["id"] for note in page.select("[role=note]")} == {note["id"] for note in notes}
    for note in notes:
        assert page.select(f'[data-annotation~="{note["id"]}"]'), note["id"]
        (number,) = page.select(f'[role=doc-noteref][href="#{note["id"]}"]')
        (back,) = page.select(f"#{note['id']} [role=doc-backlink]")
        assert back["href"] == f"#{number['id']}"
    linked = {link["data-entity"] for link in some(page.select("article a.ap-xref"))}
    assert set(cards(built, path, page)) == linked
    blocks = [page.find(id=note["target"]["block"]) for note in notes if "block" in note["target"]]
    assert len({block.name for block in some(blocks)}) >= 5, "kinds of block"
    assert {"until", "exact"} <= {key for note in notes for key in note["target"]}
    assert [note for note in notes if {"block", "page"} >= {*note["target"]}], "a whole block"
    assert all(counted(built.pages()).values())


@pytest.mark.parametrize("builder", ["properdocs", "zensical"])
@pytest.mark.parametrize("name", SMALL)
def test_on_each_builder_an_edition_is_the_same(name, builder, small, tmp_path):
    copy = exchanged(PROJECT / "tests/editions" / name, tmp_path / "project")
    commands = [(builder, "build", "--strict", "-f", "mkdocs.yml")]
    if builder == "zensical":
        config = (copy / "mkdocs.yml").read_text(encoding="utf-8")
        named = "\nmarkdown_extensions:\n"
        config = config.replace(named, f"{named}  - apparatus\n")
        (copy / "mkdocs.yml").write_text(config, encoding="utf-8")
        commands.append(("apparatus", "site"))
    for command in commands:
        run = subprocess.run(
            [sys.executable, "-m", *command],
            cwd=copy,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": INSTALLED},
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, run.stdout + run.stderr
        assert "warning" not in (run.stdout + run.stderr).lower()
    assert counted(Built(copy / "site", "").pages()) == counted(small(name).pages())


@pytest.mark.parametrize("name", ["letter", "poem", "statute"])
def test_an_edition_in_another_language_has_no_english_word_of_ours(name, small):
    catalogue = messages(words.LOCALES / f"{SMALL[name][0]}.po")
    ours = {one.id for one in catalogue if isinstance(one.id, str) and one.id != one.string}
    theirs = {one.string for one in catalogue if isinstance(one.string, str)}
    english = {word for word in ours - theirs if len(word) > 2 and "%" not in word}
    assert "Where this appears" in english
    for path, page in small(name).pages().items():
        assert not page.select("[lang=en]:not(.ap-names *, .ap-card *, .ap-forms *)"), path
        texts = (text for text in page.find_all(string=True) if text.parent.name != "code")
        said = {text.strip(" .,:;") for text in texts}
        said |= {its[key] for key in ("aria-label", "title") for its in page.select(f"[{key}]")}
        assert said & english == set(), path
