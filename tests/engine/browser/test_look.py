"""What the look of `overrides/` promises, and what the engine's own promises on any theme."""

from __future__ import annotations

import shutil
from urllib.parse import urljoin

import pytest
import yaml
from browsing import DESK, PHONE, resize, violations
from builds import PROJECT, hosted, mkdocs
from fonts import both_sets
from playwright.sync_api import expect

THEMES = {
    "material": {"name": "material", "font": False},
    "material-dark": {"name": "material", "font": False, "palette": {"scheme": "slate"}},
    "mkdocs": {"name": "mkdocs", "highlightjs": False},
    "mkdocs-dark": {"name": "mkdocs", "highlightjs": False, "color_mode": "dark"},
    "readthedocs": {"name": "readthedocs", "highlightjs": False},
}
"""Themes as they come, without a style of ours."""
WIDTHS = (320, 375, 768, 1220, 1440, 1920, 2560)
PIECES = ("edition", "letters", "findings", "sourcing short", "sourcing", "pledges", "timeline",
          "faced", "figure late-boats", "figure fares", "register")  # fmt: skip
SITE = ("annotated/", "everything/", "people/", "people/ada-quill/", "sources/", "cite/")
# What no reader should meet in an element of the engine's, but for what is for ears or still shut.
FAULTS = """() => {
  const found = [], width = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth > width) found.push("the page can be moved sideways")
  const texts = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const node = walker.currentNode, holder = node.parentElement
    const ours = holder.closest("[class^='ap-']")
    if (!ours || !node.data.trim()) continue
    if (holder.closest(".ap-visually-hidden, script, title, desc")) continue
    if (getComputedStyle(holder).clipPath !== "none") continue // for ears alone
    if (!holder.checkVisibility({visibilityProperty: true, opacityProperty: true})) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    for (const box of range.getClientRects()) {
      if (box.left < -1 || box.right > width + 1) found.push(`outside the window: ${node.data}`)
      texts.push([box, node.data.trim()])
    }
  }
  for (const [n, [one, words]] of texts.entries())
    for (const [other, others] of texts.slice(n + 1))
      if (Math.min(one.right, other.right) - Math.max(one.left, other.left) > 3 &&
          Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 8)
        found.push(`one over the other: ${words} / ${others}`)
  for (const note of document.querySelectorAll("details[open] > [role=note]"))
    if (note.clientWidth < 16 * parseFloat(getComputedStyle(note).fontSize))
      found.push(`a note ${note.clientWidth} pixels wide`)
  return [texts.length, found]
}"""


def test_axe_would_find_something(visit):
    page = visit("")
    page.evaluate("document.querySelector('.search__field').removeAttribute('aria-label')")
    page.evaluate("document.querySelector('.search__field').removeAttribute('placeholder')")
    page.evaluate("document.querySelectorAll('.search label').forEach(l => l.remove())")
    assert any(found.startswith("label") for found in violations(page))


@both_sets
def test_notes_stand_in_the_margin_when_there_is_room(visit):
    for width, beside in ((1220, True), (1440, True), (1000, False), (375, False)):
        page = visit("annotated/?notes=all", viewport={"width": width, "height": 900})
        page.click("#n7-ref")
        paragraph = page.locator("#p2").bounding_box()
        note = page.locator("#n7").bounding_box()
        assert (note["x"] >= paragraph["x"] + paragraph["width"]) == beside, width
        assert (note["y"] >= paragraph["y"] + paragraph["height"]) != beside, width


def test_letters_are_no_shortcuts(visit):
    page = visit("annotated/")
    for key in "fsnp/":
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    assert page.url.endswith("/annotated/")


def test_colours_can_be_chosen_and_are_remembered(visit, address):
    page = visit("", color_scheme="light")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.get_by_role("radio", name="Dark").check(force=True)
    dark = page.evaluate(paper)
    assert dark != light
    page.goto(address + "annotated/")
    assert page.evaluate(paper) == dark
    expect(page.get_by_role("radio", name="Dark")).to_be_checked()
    page.get_by_role("radio", name="Auto").check(force=True)
    assert page.evaluate(paper) == light


def test_the_first_tab_skips_to_the_text(visit):
    page = visit("annotated/")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_be_in_viewport()
    assert "Skip" in skip.inner_text()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('article') !== null")


@pytest.fixture(scope="module")
def stock(edition, once):
    """Where the edition is served as each theme shows it, with a page that has all pieces."""
    with hosted(once("stock", lambda top: _stock(edition, top))) as address:
        yield address


def _stock(edition, top):
    docs = shutil.copytree(edition / "docs", top / "docs")
    asked = "\n\n".join(f"<!-- apparatus: {piece} -->" for piece in PIECES)
    (docs / "everything.md").write_text(f"# Everything\n\n{asked}\n", encoding="utf-8")
    for name, theme in THEMES.items():
        settings = {
            "site_name": "The ferry",
            "site_url": "https://example.org/",
            "site_author": "The editors",
            "docs_dir": str(docs),
            "theme": theme,
            "hooks": [str(PROJECT / "hooks/crosslinks.py")],
            "markdown_extensions": ["attr_list", "md_in_html", "def_list", "tables", "footnotes"],
            "extra": {"apparatus": {"data": str(edition / "data"), "edition": "2026-01-31",
                                    "written": "1921-05-10"}},
        }  # fmt: skip
        file = top / f"{name}.yml"
        file.write_text(yaml.safe_dump(settings), encoding="utf-8")
        run = mkdocs("build", "--config-file", str(file), "--site-dir", str(top / "site" / name))
        assert run.returncode == 0, run.stderr
    return top / "site"


def _shown(browser, address, **options):
    """Show each page, one after the other, in a window that loads nothing from elsewhere."""
    context = browser.new_context(reduced_motion="reduce", **options)
    context.route(lambda url: not url.startswith(address), lambda route: route.abort())
    page = context.new_page()
    for path in SITE:
        page.goto(urljoin(address, path))
        yield path, page
    context.close()


@pytest.mark.parametrize("theme", THEMES)
def test_on_any_theme_nothing_is_cut_or_covered(browser, stock, theme):
    # Without scripts, so that it is the sheet alone that finds room.
    faults = []
    for path, page in _shown(browser, f"{stock}{theme}/", java_script_enabled=False):
        for width in WIDTHS:
            resize(page, width)
            for note in ("n7", "n16") if path == "annotated/" else ("",):
                page.evaluate(
                    "id => { if (id) document.getElementById(id).parentElement.open = true }", note
                )
                texts, found = page.evaluate(FAULTS)
                assert texts > 5, (path, "there is text of ours")
                faults += [f"{path} at {width}: {fault}" for fault in found]
    assert faults == []


@pytest.mark.parametrize("theme", THEMES)
def test_on_any_theme_axe_finds_nothing_in_what_is_ours(browser, stock, theme):
    faults = []
    for path, page in _shown(browser, f"{stock}{theme}/", viewport=PHONE):
        if path == "annotated/":
            resize(page, **DESK)
            page.click("label:has([value=all])")
            page.click("#n7-ref")
            page.evaluate("document.querySelector('.ap-card').showPopover()")
            page.evaluate("scrollTo(0, 0)")
        faults += [f"{path}: {one}" for one in violations(page, within="[class^='ap-']")]
    assert faults == []


@pytest.mark.parametrize("name", ["speech", "letter", "poem", "statute"])
def test_small_editions_can_be_read_on_any_screen(browser, small, name):
    built = small(name)
    start = "annotated/" if name == "poem" else "lettre/" if name == "letter" else ""
    faults = []
    with hosted(built.folder.parent) as host:
        context = browser.new_context(reduced_motion="reduce")
        page = context.new_page()
        for path in sorted(built.folder.rglob("index.html")):
            below = path.parent.relative_to(built.folder.parent).as_posix()
            page.goto(f"{host}{below}/")
            for width in (375, 900, 1440):
                resize(page, width)
                faults += [f"{below} at {width}: {one}" for one in page.evaluate(FAULTS)[1]]
            faults += [f"{below}: {one}" for one in violations(page, within="[class^='ap-']")]
        page.goto(f"{host}{built.folder.name}/{start}?notes=all")
        for number in page.locator("[role=doc-noteref]").all():
            note = page.locator(number.get_attribute("href"))
            number.focus()
            page.keyboard.press("Enter")
            expect(note).to_be_in_viewport()
            page.keyboard.press("Escape")
            expect(number).to_be_focused()
        context.close()
    assert faults == []
