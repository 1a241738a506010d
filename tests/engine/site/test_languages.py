"""Japanese words that do not say so stop the build, wherever they stand."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from bs4 import BeautifulSoup

ENTITIES = "- {id: b, kind: term, name: B, gloss: 外務大臣, entry: index.md}\n"
PAGES = {
    "data/entities.yml": ENTITIES,
    "docs/index.md": "# Home\n\nWords,\nand 外圧.\n",
    "docs/other.md": '# <span lang="ja">国会</span>\n\n## <span lang="ja">国会</span>\n',
}
NAV = "nav:\n  - 日本: index.md\n  - other.md\n"
ASKED = "extra: {apparatus: {marked_languages: error}}\n"
PLACES = [
    "data/entities.yml:1:39",
    "docs/index.md:4:5",
    "docs/other.md:1:19",
    "docs/other.md:3:20",
]


def test_every_place_is_told(make_site):
    _, run = make_site({**PAGES, "mkdocs.yml": f"theme: {{name: material}}\n{ASKED}"})
    assert run.returncode == 1
    said = [line for line in run.stderr.splitlines() if "language" in line]
    assert [line.split("-  ")[1].split(": ")[0] for line in said] == PLACES


def test_titles_in_the_navigation_are_told(make_site):
    _, run = make_site({**PAGES, "mkdocs.yml": f"theme: {{name: material}}\n{NAV}{ASKED}"})
    assert run.returncode == 1
    assert "mkdocs.yml:6:5: '日本' in '日本' does not say which language it is in." in run.stderr


@pytest.mark.parametrize("theme", ["{name: material, language: ja}", "{name: mkdocs, locale: ja}"])
def test_a_site_in_japanese_is_built(make_site, theme):
    built, run = make_site({**PAGES, "mkdocs.yml": f"theme: {theme}\n{NAV}{ASKED}"}, "--strict")
    assert run.returncode == 0, run.stderr
    page = BeautifulSoup((built.folder / "index.html").read_text(encoding="utf-8"), "html.parser")
    assert page.html["lang"] == "ja"


@pytest.mark.parametrize(("language", "places"), [("en", PLACES), ("ja", [])])
def test_zensical(project, tmp_path, language, places):
    config = f"site_name: Test\ntheme: {{language: {language}}}\nmarkdown_extensions: [apparatus]\n"
    config += ASKED
    for name, text in {**PAGES, "mkdocs.yml": config}.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    runs = []
    for command in (("zensical", "build", "--clean", "-f", "mkdocs.yml"), ("apparatus", "site")):
        done = subprocess.run(
            [sys.executable, "-m", *command],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(project / "hooks")},
            capture_output=True,
            text=True,
            check=False,
        )
        runs.append(done)
    said = [line.split(": ")[0] for line in runs[1].stderr.splitlines()]
    # Such a host does not say where a page's title comes from.
    told = [place if place != PLACES[2] else "other.md:1:1" for place in places]
    assert said == sorted(told)
    assert runs[1].returncode == bool(places)
