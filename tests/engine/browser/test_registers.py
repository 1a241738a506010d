"""A register in a browser, on Material as it comes and in the look of `overrides/`."""

from __future__ import annotations

import pytest
from browsing import violations
from builds import PROJECT

ENTITIES = """\
- {id: ann, kind: person, name: Ann, gloss: A smith., born: "1900", see: [bo],
   names: {ar: آن, zh-Hans: 安}, same_as: ["https://viaf.org/viaf/1"], sources: [s]}
- {id: bo, kind: person, name: Bo}
- {id: mark, kind: person, name: Mark, gloss: Has a page., entry: index.md}
"""
FILES = {
    "data/entities.yml": ENTITIES + "".join(
        f"- {{id: t{n}, kind: term, name: {'ABC'[n % 3]}word{n}}}\n" for n in range(30)
    ),
    "data/sources.yml": "- {id: s, type: book, title: S}\n",
    "docs/index.md": "# Home\n\nThen Ann and Bo came.\n",
    "docs/people.md": "# People\n\n<!-- apparatus: register person -->\n",
    "docs/terms.md": "# T\n\n<!-- apparatus: letters -->\n\n<!-- apparatus: register term -->\n",
}  # fmt: skip
STOCK = "theme: {name: material, language: en, font: false}\n"
OURS = f"""\
theme:
  name: material
  language: en
  font: false
  custom_dir: {PROJECT}/overrides
  palette: [{{scheme: default, toggle: {{name: Light}}}}, {{scheme: slate, toggle: {{name: Dark}}}}]
extra_css: [assets/site.css]
extra: {{apparatus: {{search: true}}, generator: false}}
plugins: []
"""


@pytest.mark.parametrize("look", [STOCK, OURS], ids=["stock", "ours"])
def test_a_register_can_be_read_and_led_to(make_site, host, visit, look):
    _, run = make_site({**FILES, "mkdocs.yml": look}, "--strict")
    assert run.returncode == 0, run.stderr
    for width in (375, 1440):
        page = visit(f"{host}people/#bo", viewport={"width": width, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate("document.querySelector(':target').id") == "bo"
        assert violations(page, ".ap-register") == []
        assert (
            page.locator("[lang=ar]").first.evaluate("e => getComputedStyle(e).direction") == "rtl"
        )
    page = visit(f"{host}terms/")
    assert violations(page, ".ap-register") == []
    page.click(".ap-letters a >> text=C")
    assert page.evaluate("document.querySelector(':target').textContent[0]") == "C"
    page = visit(host)
    described = page.evaluate("""() => [...document.querySelectorAll("[aria-describedby]")].map(
        one => Boolean(document.getElementById(one.getAttribute("aria-describedby"))))""")
    assert described == [True]
    page.hover("#xref-bo")
    page.locator("#card-bo").wait_for(state="visible")
    page.click("#card-bo .ap-card__open a")
    assert page.url == f"{host}people/#bo"
