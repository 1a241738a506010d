"""A sonnet on Material as it comes: its lines, notes that end together, names in it, its paper."""

from __future__ import annotations

import io

import pypdf
import pytest
import yaml
from browsing import DESK, PHONE
from builds import PROJECT, hosted, mkdocs

TEXT = """\
# The lamp

Thirteen the stairs that lead to where it burns,<br>
and nobody but Ada goes up there;<br>
the *ladder* creaks, the heavy mirror turns,<br>
{: #v }

the fog comes in. She counts; she combs her hair.<br>
What is a night? A wick, a drop of oil,<br>
a ship that passes and that does not care.
{ #v2 }

At dawn she sleeps.
{ #v3 }

The day is made of toil,<br>
the night of light; and neither pays at all,<br>
nor asks what grows upon so poor a soil.<br>
A bird may fall.
{ #v4 }
"""
ENTITIES = "- {id: ada, kind: person, name: Ada, gloss: Who goes up., entry: names.md#ada}\n"
TARGETS = (
    "v", "v.2", "v2.2, exact: oil", "v2.2, exact: drop of oil", "v2.2, exact: a drop of oil",
    "v4.4, exact: fall",
)  # fmt: skip
NOTES = "".join(
    f"- {{id: n{n}, target: {{page: text.md, block: {target}}}, layer: people, body: B.,"
    " sources: [log], confidence: high}\n"
    for n, target in enumerate(TARGETS, 1)
)
SETTINGS = {
    "site_name": "Verse",
    "site_url": "https://example.org/",
    "theme": {"name": "material", "font": False},
    "hooks": [str(PROJECT / "hooks/crosslinks.py")],
    "markdown_extensions": ["attr_list"],
    "extra": {"apparatus": {"edition": "2026-01-31", "text": "text.md", "open": "all"}},
}
LINES = """() => [...document.querySelectorAll(".ap-line")].map(line => {
    const number = getComputedStyle(line, "::before")
    return number.content === "none" ? 0 : Number(line.dataset.line)})"""
OVER = """() => {
    const boxes = [...document.querySelectorAll(".ap-noteref")].map(e => e.getBoundingClientRect())
    return boxes.flatMap((one, n) => [
        ...(one.width < 24 ? [["narrow", n, one.width]] : []),
        ...boxes.slice(n + 1).flatMap((two, m) => two.top < one.bottom && one.top < two.bottom &&
            two.left < one.right - 0.5 && one.left < two.right - 0.5
            ? [["over", n, m, one.left, one.right, two.left, two.right, one.top, two.top]] : [])])
}"""


def _sonnet(top):
    files = {
        "docs/index.md": "# Verse\n",
        "docs/text.md": TEXT,
        "docs/names.md": "# Names\n\n## Ada { #ada }\n\nWho goes up.\n",
        "data/entities.yml": ENTITIES,
        "data/annotations.yml": NOTES,
        "data/sources.yml": "- {id: log, type: book, title: Log}\n",
        "mkdocs.yml": yaml.safe_dump(SETTINGS),
    }
    for name, text in files.items():
        (top / name).parent.mkdir(exist_ok=True)
        (top / name).write_text(text, encoding="utf-8")
    run = mkdocs("build", cwd=top)
    assert run.returncode == 0, run.stderr
    return top / "site"


@pytest.fixture(scope="module")
def address(once):
    with hosted(once("sonnet", _sonnet)) as address:
        yield address


def test_every_fifth_line_of_the_poem_says_its_number_in_one_column(visit):
    page = visit("text/", viewport=PHONE)
    assert [number for number in page.evaluate(LINES) if number] == [5, 10]
    left = "e => [e.offsetLeft, getComputedStyle(e).paddingLeft]"
    assert len({str(p.evaluate(left)) for p in page.locator("p:has(> .ap-line)").all()}) == 1


@pytest.mark.parametrize("scripts", [True, False])
def test_numbers_side_by_side_can_each_be_pointed_at(visit, scripts):
    for size in (DESK, PHONE):
        page = visit("text/", viewport=size, java_script_enabled=scripts)
        assert page.locator(".ap-noteref--after").count() == 2
        assert page.evaluate(OVER) == []


def test_a_name_in_a_stanza_with_a_note_leads_to_its_entry(visit):
    page = visit("text/")
    name = page.locator("a[data-entity=ada]")
    name.focus()
    assert name.get_attribute("data-noted") is None
    name.click()
    page.wait_for_url("**/names/#ada")


@pytest.mark.parametrize("path", ["", "names/", "text/", "text/?notes=none"])
def test_a_short_page_is_one_sheet_that_says_once_where_it_is_from(visit, path):
    sheets = pypdf.PdfReader(io.BytesIO(visit(path).pdf(format="Letter"))).pages
    text = " ".join(" ".join(sheet.extract_text() for sheet in sheets).split())
    assert len(sheets) == 1
    assert text.count("Edition of 31 January 2026") == 1
    assert "Filter" not in text
    assert "All 6" not in text
