"""Files of other tools into editions, by the command; and our own exports back into empty ones."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import fields, replace
from typing import TYPE_CHECKING

import pytest
import yaml
from apparatus.hosts.project import Project
from bs4 import BeautifulSoup
from builds import ADDRESS, INSTALLED, PREFIX, PROJECT, build, some

if TYPE_CHECKING:
    from pathlib import Path

EDITIONS = ["letter", "poem", "sample", "speech", "statute"]
FILES = ("annotations.jsonld", "annotations.csv", "annotations.tei.xml", "entities.json",
         "sources.json", "sources.bib")  # fmt: skip
LOST = {
    "annotations.jsonld": set(),
    "annotations.csv": set(),
    "entities.json": set(),
    "annotations.tei.xml": {"aliases", "case", "faces", "link", "not_in"},
}  # fmt: skip
"""What each export does not bring back; the guide says so to authors."""
PAIRS = [("annotations.jsonld", "entities.json"), ("annotations.csv", "annotations.tei.xml")]
"""An export of notes and one of entries, which come back together."""


def copied(name: str, folder: Path) -> Path:
    """Copy an edition to where it can be changed."""
    edition = folder / name
    made = shutil.ignore_patterns(".cache", "site")
    shutil.copytree(PROJECT / "tests/editions" / name, edition, ignore=made)
    config = edition / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace("../../../", f"{PROJECT.as_posix()}/")
    config.write_text(text, encoding="utf-8")
    return edition


def emptied(name: str, folder: Path) -> Path:
    """Copy an edition without its notes, entries and sources."""
    edition = copied(name, folder)
    for stem in ("annotations", "entities", "sources"):
        (edition / f"data/{stem}.yml").unlink()
    return edition


def brought(edition: Path, *words: object) -> subprocess.CompletedProcess[str]:
    """Run the command as an author does."""
    return subprocess.run(
        [sys.executable, "-m", "apparatus", "import", *map(str, words)],
        cwd=edition,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "SITE_URL": ADDRESS,
             "PYTHONPATH": INSTALLED},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip


def selector(exact, prefix="", suffix=""):
    return [{"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}]


def row(name, text, exact, *around, **more):
    address = "http://127.0.0.1:8000/lettre/"
    target = [{"source": address, "selector": selector(exact, *around) if exact else []}]
    return {"id": name, "uri": address, "user": "acct:jeanne@example.org", "text": text,
            "tags": [], "target": target} | more  # fmt: skip


HOSTILE = (
    "Non <script>alert(1)</script> [ici](javascript:alert(1)) ![](https://a.test/b.png) [a][b]"
)
ROWS = [
    row("aAa11111", "Pourquoi *sept* ?", "sept minutes", "Saint-Aubin avance de ", ", et chacun"),
    row("bBb22222", "Citron.", "n’a jamais mûri un citron", "le train "),
    row("cCc33333", "Lesquelles ?", "sept minutes"),
    row("dDd44444", "Toute la page.", ""),
    row("eEe55555", HOSTILE, "le facteur Noël Œuvrard", tags=["people"]),
    row("fFf66666", "Deux blocs.", "se taise !\n Que l’on règle", "l’un des deux ", " le clocher"),
    row("gGg77777", "Le titre.", "Ce que je demande"),
    {"odd": True},
]


@pytest.fixture
def letter(tmp_path):
    edition = copied("letter", tmp_path)
    (edition / "rows.json").write_text(json.dumps({"total": 8, "rows": ROWS}), "utf-8")
    return edition


def notes(edition):
    return yaml.safe_load((edition / "data/annotations.yml").read_text(encoding="utf-8"))


def test_notes_of_hypothesis_wait_as_drafts(letter, tmp_path):
    before = (letter / "data/annotations.yml").read_text(encoding="utf-8")
    run = brought(letter, "rows.json", "--layer", "terms")
    assert run.stdout == (
        "data/annotations.yml: 4 notes added, 4 of them as drafts, which 'serve' alone shows.\n"
    )
    assert run.returncode == 1
    told = run.stderr.splitlines()
    assert [line.split(": ")[0] for line in told] == [
        "rows.json:1:1024", "rows.json:1:1409", "rows.json:1:1737", "rows.json:1:3209"
    ] or len(told) == 4  # fmt: skip
    assert "'n’a jamais mûri un citron' does not stand in 'lettre.md'. The nearest" in told[0]
    assert "stands in two places that are equally good: 'lettre.md', block 'p1' and" in told[1]
    after = (letter / "data/annotations.yml").read_text(encoding="utf-8")
    assert after.startswith(before)
    added = notes(letter)[10:]
    assert [one["target"] for one in added] == [
        {"page": "lettre.md", "paragraph": 1, "exact": "sept minutes"},
        {"page": "lettre.md", "paragraph": 2, "exact": "le facteur Noël Œuvrard"},
        {"page": "lettre.md", "paragraph": 3, "exact": "se taise !",
         "until": {"block": "lundi", "exact": "Que l'on règle"}},
        {"page": "lettre.md", "block": "ce-que-je-demande"},
    ]  # fmt: skip
    assert [(one["id"], one["layer"]) for one in added] == [
        ("n11", "terms"), ("n12", "people"), ("n13", "terms"), ("n14", "terms")
    ]  # fmt: skip
    assert "# from aAa11111 (rows.json:1); no sources and no confidence\n- id: n11\n" in after
    again = brought(letter, "rows.json", "--layer", "terms")
    assert again.stdout == "rows.json: 4 notes there already.\n"
    assert (letter / "data/annotations.yml").read_text(encoding="utf-8") == after
    # Neither when an author has finished one, and changed its words.
    finished = re.sub("# from aAa.*\n", "", after).replace("Pourquoi *sept* ?", "Sept.")
    (letter / "data/annotations.yml").write_text(finished, "utf-8")
    again = brought(letter, "rows.json", "--layer", "terms")
    assert again.stdout == "rows.json: 4 notes there already.\n"
    assert "\nn11 aAa11111\n" in (letter / "data/imported.txt").read_text("utf-8")
    (letter / "data/annotations.yml").write_text(after, "utf-8")
    # Drafts are nowhere on the site; gone through, they are.
    page = build(letter, tmp_path / "first").folder / "lettre/index.html"
    assert 'data-annotation="n11"' not in page.read_text(encoding="utf-8")
    rest = "  sources: [lettre]\n  confidence: low\n"
    (letter / "data/annotations.yml").write_text(after.replace("  draft: true\n", rest), "utf-8")
    page = build(letter, tmp_path / "second").folder / "lettre/index.html"
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
    marked = {
        n: [s.get_text() for s in soup.select(f"[data-annotation={n}]")] for n in ("n11", "n13")
    }
    assert marked["n11"] == ["sept minutes"]
    assert len(marked["n13"]) == 2
    note = soup.find(id="n12")
    assert "Non" in note.get_text()
    assert note.select("script, img, [href^=javascript]") == []


def test_a_dry_run_writes_nothing(letter):
    before = {path: path.read_bytes() for path in (letter / "data").iterdir()}
    run = brought(letter, "rows.json", "--layer", "terms", "--dry-run")
    assert [one["id"] for one in yaml.safe_load(run.stdout)] == ["n11", "n12", "n13", "n14"]
    assert {path: path.read_bytes() for path in (letter / "data").iterdir()} == before


def test_other_files_may_take_the_items(letter):
    (letter / "who.csv").write_text("name,kind\nJean Bobine,person\n", "utf-8")
    for name in ("data/new.yml", "../entities.yml", "data/entities/a/b.yml", "data/entities.txt"):
        odd = brought(letter, "who.csv", "--into", name)
        assert odd.returncode == 1
        assert "no notes or entries are read from such a file; nothing was written." in odd.stderr
        assert "Name 'data/annotations.yml', 'data/entities.yml', a file" in odd.stderr
        assert not (letter / name).exists()
    into = "data/annotations/more.yml"
    both = brought(letter, "rows.json", "who.csv", "--layer", "terms", "--into", into)
    assert f"{into}:1:1: '--into' names one file, and there are notes and entries." in both.stderr
    odd = brought(letter, "who.csv", "--into", into)
    assert f"{into}:1:1: these are entries, and no entries are read from this file" in odd.stderr
    run = brought(letter, "who.csv", "--into", "data/entities/more.yml")
    assert (run.returncode, run.stderr) == (0, "")
    assert "jean-bobine" in (letter / "data/entities/more.yml").read_text("utf-8")


def test_what_cannot_begin_is_told_in_a_sentence(letter, tmp_path):
    assert brought(tmp_path, "rows.json").stderr.startswith("mkdocs.yml:1:1: there is no file")
    gone = brought(letter, "xyz.q")
    assert (gone.returncode, gone.stderr) == (
        1, "xyz.q:1:1: there is no such file.\n"
    )  # fmt: skip
    near = brought(letter, "row.json", "data").stderr
    assert "row.json:1:1: there is no such file. Did you mean 'rows.json'?" in near
    assert "data:1:1: this is a folder. Name the files in it." in near
    (letter / "mkdocs.yml").write_text("site_name: [", "utf-8")
    broken = brought(letter, "rows.json").stderr
    assert broken.startswith("mkdocs.yml:1:12: the bracket '[' that opens here is not closed.")
    assert "Traceback" not in broken


@pytest.fixture(scope="module")
def back(small, once):
    """Bring exports of an edition into a copy without them, once: the copy, and what was said."""

    def back(name, exports):
        def bring(folder):
            edition = emptied(name, folder)
            shutil.copy(small(name).folder / "sources.json", edition / "data")
            return edition, brought(edition, *(small(name).folder / one for one in exports))

        return once(f"{name}-{exports[0]}", bring)

    return back


@pytest.mark.parametrize("name", EDITIONS)
def test_our_exports_come_back(name, small, back, tmp_path):
    first = small(name).folder
    edition, run = back(name, PAIRS[0])
    assert (run.returncode, run.stderr) == (0, "")
    second = build(edition, tmp_path / "host").folder
    assert second.name == PREFIX
    there = some(file for file in FILES if (first / file).is_file())
    for file in there:
        assert read(second / file) == read(first / file), file


def read(path):
    """Read an export; a table may call a numbered paragraph by its id as well."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".csv":
        return text
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    return [
        one | {"paragraph": "", "block": one["block"] or f"p{one['paragraph']}"} for one in rows
    ]


def data(edition):
    loaded, problems = Project(edition, "data", text=page(edition)).load(drafts=True)
    return loaded, problems


def page(edition):
    text = (edition / "mkdocs.yml").read_text(encoding="utf-8")
    found = [line.split(": ")[1] for line in text.splitlines() if line.strip().startswith("text: ")]
    return found[0] if found else "annotated.md"


def plain(note):
    """Return a note whose target names its block by its id."""
    return replace(note, target=replace(note.target, paragraph=None, block=note.target.name))


def differing(one, other):
    """Say in what something differs from what came back of it."""
    if other is None:
        return [f"each {one.kind}"]
    names = (its.name for its in fields(one))
    return [name for name in names if getattr(one, name) != getattr(other, name)]


def test_what_each_export_loses_is_known(back):
    lost = {export: set() for pair in PAIRS for export in pair}
    for name in EDITIONS:
        whole, _ = data(PROJECT / "tests/editions" / name)
        for pair in PAIRS:
            its, _ = data(back(name, pair)[0])
            of_notes = [
                (plain(note), plain(its.annotations[note.id]))
                for note in whole.annotations.values()
            ]
            of_entries = [(e, its.entities.get(e.id)) for e in whole.entities.values()]
            for export, pairs in zip(pair, (of_notes, of_entries), strict=True):
                lost[export] |= {its for one in some(pairs) for its in differing(*one)}
    assert lost == LOST


def test_the_guide_tells_authors_what_is_lost():
    guide = PROJECT / "docs/guide/exchange.md"
    if not guide.is_file():
        pytest.skip("this edition has no guide")
    rows = [line.split("|") for line in guide.read_text(encoding="utf-8").splitlines()]
    told = {row[1].strip(" `"): row[3] for row in rows if len(row) == 5}
    for export, names in LOST.items():
        for name in names:
            assert {"aliases": "single names"}.get(name, f"`{name}`") in told[export], (
                export,
                name,
            )
