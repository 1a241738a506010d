"""Every id that a page really has can be that of an entry, wherever Markdown or raw HTML makes it.

What belongs to the entry stands after it, and the name in it leads not to itself.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from apparatus.text.addresses import relative
from bs4 import BeautifulSoup

CASES = Path(__file__).parent / "cases/entries.yml"
ENTITY = (
    "- {id: e, kind: person, name: Baker, role: Chief, names: {ja: ベーカー}, link: all, "
    "gloss: G., entry: 'page.md#x'}\n"
)


@pytest.mark.parametrize(
    "case", yaml.safe_load(CASES.read_text(encoding="utf-8")), ids=lambda case: case["name"]
)
def test_any_id_is_that_of_an_entry(render, case):
    pages = {"page.md": "# Page\n\n" + case["page"], "b.md": "Baker.\n"}
    site = render(pages, entities=ENTITY)
    assert site.problems == []
    site.build.resolve({"page.md": "Page", "b.md": "B"}, relative)
    html = site.build.decorate("page.md", site.pages["page.md"])
    page = BeautifulSoup(html, "html.parser")
    assert page.select('[id="x"], [ID="x"], [name="x"]')
    assert len(site.links()) == case.get("others", 1), html
    (foot,) = page.select("section.ap-backlinks")
    (facts,) = page.select(".ap-facts")
    (names,) = page.select(".ap-forms") or [facts]
    assert html.index(case["after"]) < html.index('<section class="ap-backlinks')
    if case["before"]:
        rest = html[html.index('<section class="ap-backlinks') :]
        assert case["before"] in rest[rest.index("</section>") :]
    for one in (foot, facts):
        assert one.find_parent(["p", "h2", "h3", "dt", "span", "em"]) is None, html
    for one in (foot, facts, names):
        assert one.parent.name not in {"ul", "ol", "dl", "tr", "table"}, html


def test_an_id_that_is_nowhere_gets_the_nearest_that_is(render):
    text = '# Page\n\n<h2 id="bakers">Baker</h2>\n\nWords.\n'
    site = render({"page.md": text}, entities=ENTITY.replace("#x", "#baker"))
    (problem,) = site.problems
    assert problem.endswith("the page 'page.md' has no heading '#baker'. Did you mean 'bakers'?")
