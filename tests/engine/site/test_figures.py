"""Figures on throw-away sites."""

from __future__ import annotations

import pytest

SITE = {
    "docs/index.md": "# Home\n\n<!-- apparatus: figure gdp -->\n",
    "data/entities.yml": "[]\n",
    "data/sources.yml": "- {id: times, type: book, title: T}\n",
    "data/figures.yml": "- {id: gdp, title: T, unit: U, counts: C, text: X, sources: [times]}\n",
    "data/figures/gdp.csv": "period,value,source,confidence\n1990,1,times,high\n",
}


@pytest.mark.parametrize("urls", ["true", "false"])
def test_a_small_site_with_a_figure(urls, make_site):
    site = SITE | {"docs/sub/page.md": "# Sub\n\n<!-- apparatus: figure gdp -->\n"}
    site["mkdocs.yml"] = f"use_directory_urls: {urls}\nvalidation: {{links: {{not_found: warn}}}}\n"
    built, run = make_site(site, "--strict")
    assert run.returncode == 0, run.stderr
    found = 0
    for path, page in built.pages().items():
        for link in page.select("a[download]"):
            found += 1
            file = (built.folder / path).parent / link["href"]
            text = file.resolve().read_text(encoding="utf-8")
            assert text == "\ufeff" + SITE["data/figures/gdp.csv"]
    assert found == 2


def test_a_mistake_in_a_table_stops_the_build_and_says_where(make_site):
    table = SITE["data/figures/gdp.csv"].replace("times", "tims")
    built, run = make_site(SITE | {"data/figures/gdp.csv": table})
    assert run.returncode == 1
    said = "data/figures/gdp.csv:2:8: there is no source 'tims'. Did you mean 'times'?"
    assert said in run.stderr
    assert "Traceback" not in run.stderr
    assert not (built.folder / "index.html").exists()
