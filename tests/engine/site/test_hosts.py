"""The same site under MkDocs, ProperDocs and Zensical: as many links, cards, backlinks, notes."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from builds import ADDRESS, PROJECT
from exchange import exchanged

COUNTED = {
    "links": "a[data-entity]",
    "cards": ".ap-card[popover]",
    "backlinks": ".ap-backlinks li li a",
    "evidence": ".ap-evidence",
    "notes": "[role=note]",
    "note marks": "[role=doc-noteref]",
    "sources": ".ap-bibliography li",
    "places that cite": ".ap-uses a",
    "citations": ".ap-citing__work dd",
    "marks of figures": ".ap-figure__picture .ap-figure__mark",
}


EXPORTS = (
    "annotations.csv", "annotations.jsonld", "annotations.tei.xml", "entities.json",
    "sources.bib", "sources.json",
)  # fmt: skip


def exports(site: Path, address: str) -> dict[str, str]:
    """Read a site's exports, with its address left out."""
    return {
        name: (site / name).read_text(encoding="utf-8").replace(address, "") for name in EXPORTS
    }


def placeless(files: dict[str, str]) -> dict[str, str]:
    """Leave out positions in a page's article: its template's blank lines count, by host."""
    positions = re.compile(r'"(?:start|end)": \d+')
    return files | {"annotations.jsonld": positions.sub("", files["annotations.jsonld"])}


LOCAL = "http://127.0.0.1:8000/"


def run(*command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=cwd,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(cwd / "hooks")},
        capture_output=True,
        text=True,
        check=False,
    )


def counts(site: Path) -> dict[str, dict[str, int]]:
    """Count on each page."""
    found = {}
    for path in sorted(site.rglob("*.html")):
        soup = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        number = {what: len(soup.select(selector)) for what, selector in COUNTED.items()}
        if any(number.values()):
            found[path.relative_to(site).as_posix()] = number
    return found


def citations(site: Path) -> list[str]:
    """Every ready citation, without the host's address."""
    html = (site / "cite/index.html").read_text(encoding="utf-8")
    forms = BeautifulSoup(html, "html.parser").select(".ap-citing__work dd")
    return [re.sub(r"https?:\S+?(?=annotated/)", "", form.get_text()) for form in forms]


@pytest.fixture
def copy(edition, tmp_path) -> Path:
    """Copy the edition, with the extension listed by name, as the README says for Zensical."""
    folder = exchanged(edition, tmp_path / "project")
    config = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    assert "\nmarkdown_extensions:\n" in config
    config = config.replace("\nmarkdown_extensions:\n", "\nmarkdown_extensions:\n  - apparatus\n")
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def expected(built) -> dict[str, dict[str, int]]:
    found = counts(built.folder)
    for what in COUNTED:
        assert sum(page[what] for page in found.values()) > 0, what
    return found


def test_listed_by_name_too_nothing_is_done_twice(copy, expected):
    done = run("mkdocs", "build", "--strict", cwd=copy)
    assert done.returncode == 0, done.stderr
    assert counts(copy / "site") == expected


def test_properdocs(copy, expected, built):
    done = run("properdocs", "build", "--strict", "-f", "mkdocs.yml", cwd=copy)
    assert done.returncode == 0, done.stderr
    assert counts(copy / "site") == expected
    assert exports(copy / "site", LOCAL) == exports(built.folder, ADDRESS)


def zensical(folder: Path) -> None:
    done = run("zensical", "build", "--clean", "-f", "mkdocs.yml", cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr


def test_zensical(copy, expected, built):
    zensical(copy)
    done = run("apparatus", "site", cwd=copy)
    assert (done.returncode, done.stderr) == (0, "")
    assert counts(copy / "site") == expected
    assert placeless(exports(copy / "site", LOCAL)) == placeless(exports(built.folder, ADDRESS))
    assert citations(copy / "site") == citations(built.folder)
    for page in (copy / "site").rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert "<!--apparatus:page" not in text
        if "<!--apparatus:done-->" in text:
            assert text.count("assets/cards.js") == text.count("assets/apparatus.css") == 1
    assert (copy / "site/assets/cards.js").is_file()
    figures = BeautifulSoup((copy / "site/figures/index.html").read_text("utf-8"), "html.parser")
    for link in figures.select("a[download]"):
        name = Path(link["href"]).name
        file = (copy / "site/figures" / link["href"]).resolve()
        with (
            file.open(encoding="utf-8-sig") as ours,
            (copy / "data/figures" / name).open() as theirs,
        ):
            assert list(csv.DictReader(ours)) == list(csv.DictReader(theirs))
    again = run("apparatus", "site", cwd=copy)
    assert (again.returncode, again.stdout) == (0, "Nothing was left to do.\n")


def test_zensical_with_a_mistake_in_the_data_is_told_afterwards(copy):
    entities = copy / "data/entities.yml"
    text = entities.read_text(encoding="utf-8")
    entities.write_text(text.replace("kind: person", "kind: persn", 1), encoding="utf-8")
    zensical(copy)
    done = run("apparatus", "site", cwd=copy)
    assert done.returncode == 1
    assert "data/entities.yml:4:9: kind 'persn' is not one of" in done.stderr
    page = (copy / "site/annotated/index.html").read_text(encoding="utf-8")
    assert "<!--apparatus:page" in page, "with a problem nothing is written"


def test_a_site_that_is_older_than_the_data_is_refused(copy):
    zensical(copy)
    entities = copy / "data/entities.yml"
    text = entities.read_text(encoding="utf-8")
    entities.write_text(text + "# one more line\n", encoding="utf-8")
    done = run("apparatus", "site", cwd=copy)
    assert done.returncode == 1
    assert "was rendered with other data than 'data' holds now." in done.stderr


def test_a_site_without_the_extension_is_told_apart(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data/entities.yml").write_text("[]\n", encoding="utf-8")
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("<p>Plain.</p>", encoding="utf-8")
    hooks = PROJECT / "hooks"
    (tmp_path / "hooks").symlink_to(hooks)
    done = run("apparatus", "site", cwd=tmp_path)
    assert done.returncode == 1
    assert "no page here was rendered with the extension 'apparatus'." in done.stderr
