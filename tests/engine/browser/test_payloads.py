"""Nothing that data hold runs, asks another host for anything, or becomes markup.

The pages are served without any policy, so that it is not the policy that holds.
"""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections import Counter
from xml.etree import ElementTree as ET

import pytest
from builds import hosted, some
from hostile import MARK_RE, edition, payloads
from playwright.sync_api import expect

# What the other edition does not have: what Markdown of data becomes, and a small picture.
WRITTEN = {
    "blockquote", "code", "em", "h1", "hr", "img[alt]", "img[src]", "img[title]", "li", "ol", "pre",
    "strong", "ul", "img", "circle[fill]", "circle[stroke]", "circle[stroke-width]",
    "svg[aria-label]", "a[title]", "sup", "br", "svg text[aria-hidden]",
    "ruby", "rt",
}  # fmt: skip
PAGES = (
    "", "annotated/", *(f"annotated{n}/" for n in range(1, 5)), "glossary/", "figures/", "sources/",
    "cite/", "sourcing/", "timeline/", "pledges/", "faced/",
)  # fmt: skip
READY = """() => {
  const ran = (...what) => console.log("RAN", ...what)
  for (const name of ["alert", "confirm", "prompt", "print", "open", "msgbox"]) window[name] = ran
}"""
# As a reader with much time: everything is pointed at, gone to and pressed; no page is left.
POKE = """() => {
  const stay = event => {
    const link = event.target.closest("a[href], area[href]")
    const address = link?.getAttribute("href") // one that is none to the browser leads nowhere
    const known = link && URL.canParse(address, location)
    const scheme = link && (known ? new URL(address, location).protocol : "")
    if (["http:", "https:", "mailto:", ""].includes(scheme)) event.preventDefault()
  }
  document.addEventListener("click", stay, true)
  document.addEventListener("submit", event => event.preventDefault(), true)
  const every = [...document.querySelectorAll("*")]
  const own = ["error", "load", "mouseenter", "pointerenter", "toggle", "focus", "blur", "begin",
    "animationstart", "click", "copy", "input", "change", "wheel", "scroll", "beforetoggle"]
  for (const element of every) for (const name of own) element.dispatchEvent(new Event(name))
  const pressed = "a, area, summary, button, input, label, select, [tabindex], [role=button], rect"
  const parts = [...document.querySelectorAll(pressed)], met = {}
  for (const part of parts) {
    const kind = part.localName + part.getAttribute("class")
    const bubbles = (met[kind] = (met[kind] ?? 0) + 1) <= 3 // what our own scripts do with one more
    for (const name of ["pointerover", "mouseover", "focusin", "pointerdown", "pointerup"])
      part.dispatchEvent(new PointerEvent(name, {bubbles, pointerType: "mouse"}))
    for (const key of ["Enter", " ", "x", "Escape"])
      part.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles, cancelable: true}))
    part.dispatchEvent(new MouseEvent("click", {bubbles, cancelable: true}))
  }
  for (const name of ["beforeprint", "afterprint", "hashchange", "popstate", "resize", "message"])
    dispatchEvent(new Event(name))
  for (const fold of document.querySelectorAll("details")) fold.open = true
  return parts.length
}"""
# What a browser reads in a page before any script has changed it: each kind of element, with each
# of its attributes, and all addresses.
FOUND = """async () => {
  const page = await (await fetch(location.pathname)).text()
  const read = new DOMParser().parseFromString(page, "text/html")
  const kinds = new Set(), addresses = new Set(), names = ["href", "src", "action", "formaction",
    "xlink:href", "srcset", "poster", "data", "ping", "background", "cite", "content"]
  for (const element of read.querySelectorAll("*")) {
    const tag = element.localName.toLowerCase()
    kinds.add(tag)
    for (const {name, value} of element.attributes) {
      kinds.add(`${tag}[${name.toLowerCase()}]`)
      if (!names.includes(name) || tag == "meta") continue
      if (URL.canParse(value, location)) addresses.add(`${name} ${new URL(value, location).href}`)
    }
  }
  return [[...kinds], [...addresses]]
}"""


@pytest.fixture(scope="module")
def hostile(once):
    """A project with the payloads in each field, and what was built of it."""

    def make(folder):
        project = edition(folder)
        return project, project.build()

    return once("hostile", make)


@pytest.fixture(scope="module")
def host(hostile):
    """Serve that site without any policy."""
    with hosted(hostile[1].folder) as host:
        yield host


@pytest.fixture
def look(visit, host):
    """Open a page and note what runs on it, and what it asks of others."""

    def look(path):
        page = visit("about:blank")
        page.add_init_script(f"({READY})()")
        page.route(lambda url: not url.startswith(host), lambda route: route.abort())
        page.left = []
        page.on("dialog", lambda dialog: (page.said.append("RAN"), dialog.dismiss()))
        page.on("popup", lambda popup: page.said.append(f"RAN {popup.url}"))
        page.on("framenavigated", lambda frame: page.left.append(frame.url.partition("#")[0]))
        page.goto(host + path)
        page.at = page.url
        return page

    return look


def quiet(page, host):
    """Say that nothing has run, and that nobody else was asked."""
    page.wait_for_timeout(50)
    assert not [words for words in page.said if "RAN" in words]
    assert not [url for url in page.asked if not url.startswith((host, "about:"))]
    assert {re.split("[?#]", url)[0] for url in page.left} - {"about:blank"} == {page.at}
    assert len(page.frames) == 1


def test_each_field_meets_each_payload(hostile):
    project, _ = hostile
    numbers = set(range(len(payloads())))
    assert len(numbers) >= 250
    for name, placed in project.placed.items():
        met = placed | project.refused[name]
        assert len(placed) > 250, f"{name}: {len(placed)} placed"
        # Where many stand together there are only those that no check refuses.
        assert met == numbers or not project.refused[name], name
    dates = {"annotations.known", "entities.born", "entities.died", "sources.issued"}
    assert dates == {name for name, its in project.refused.items() if its == numbers}


def test_what_is_not_refused_is_published_as_words(hostile):
    project, built = hostile
    every = payloads()
    texts = [
        re.sub(r"<[^<>]*>", "", path.read_text("utf-8")) for path in built.folder.rglob("*.html")
    ]
    shown = Counter(plain(words) for text in texts for words in cut(html.unescape(text), every))
    fields = [its for name, its in project.placed.items() if name != "annotations.body"]
    for number, payload in enumerate(every):
        least = sum(number in its for its in fields)
        assert shown[plain(payload)] >= least - 6, (payload, shown[plain(payload)], least)


def plain(text):
    return " ".join(text.split())


def cut(text, every):
    """Cut a text into the payloads that it holds."""
    text = plain(text)
    for mark in MARK_RE.finditer(text):
        payload = plain(every[int(mark[1])])
        if text.endswith(payload, 0, mark.end()):
            yield payload


@pytest.fixture(scope="module")
def known(built):
    """List what is on the pages of an edition without payloads: elements, and their attributes."""
    tags = [tag for soup in built.pages().values() for tag in soup.find_all(name=True)]
    return {
        kind for tag in tags for kind in (tag.name, *(f"{tag.name}[{its}]" for its in tag.attrs))
    }


@pytest.mark.parametrize("path", PAGES)
def test_nothing_runs(look, host, path, known):
    page = look(path)
    assert page.evaluate(POKE) > 10
    for media in ("print", "screen"):
        page.emulate_media(media=media)
    for _ in range(8):
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
    quiet(page, host)
    kinds, addresses = page.evaluate(FOUND)
    assert not [kind for kind in kinds if "[on" in kind or kind in ("iframe", "base", "object")]
    assert set(kinds) - known - WRITTEN == set()
    for name, url in (address.split(" ", 1) for address in some(addresses)):
        assert url.startswith(("http://", "https://", "mailto:")), url
        assert name == "href" or url.startswith((host, "https://example.org/")), url


def test_nothing_runs_in_a_search(look, host):
    page = look("sources/")
    field = page.locator("[data-ap-search] input")
    for words in ("script", "onerror", "javascript", "alert", "{{7*7}}", "constructor", "<svg"):
        field.fill(words)
        expect(page.locator("[data-ap-search] [role=status]")).not_to_be_empty()
        page.keyboard.press("ArrowDown")
    assert page.get_by_role("option").count()
    page.evaluate(POKE)
    quiet(page, host)
    assert not page.evaluate(
        "document.querySelectorAll('[role=option] :is(img, svg, script)').length"
    )


def test_exports_hold_it_as_words(hostile):
    _, built = hostile
    folder = built.folder
    tables = some(folder.rglob("*.csv"))
    texts = [path.read_text("utf-8-sig") for path in tables]
    cells = [cell for text in texts for row in csv.reader(io.StringIO(text)) for cell in row]
    assert not [cell for cell in some(cells) if re.match(r"[=+\-@\t\r]", cell) and not number(cell)]
    for path in some([*folder.glob("*.json*")]):
        json.loads(path.read_text("utf-8"))
    for path in (folder / "annotations.tei.xml", folder / "sitemap.xml"):
        names = {element.tag.rpartition("}")[2] for element in ET.parse(path).iter()}  # noqa: S314
        assert not names & {"script", "img", "svg", "a"}
    bibliography = (folder / "sources.bib").read_text("utf-8")
    assert not re.search(r"(?<!\\)\\(?:input|write)", bibliography)
    for page in built.pages().values():
        for graph in page.find_all("script", type="application/ld+json"):
            json.loads(graph.string)


def number(cell):
    return re.fullmatch(r"-?[\d.]+", cell)
