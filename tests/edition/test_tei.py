"""The document for TEI's readers: valid, whole, and with the words of the pages."""

from __future__ import annotations

from collections import defaultdict

import node
import pytest
from bs4 import BeautifulSoup
from builds import some
from lxml import etree
from tei_schema import wrong

TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
BESIDE = (
    "[data-search-exclude], [hidden], [popover], [role=doc-noteref], .ap-notes, .ap-edition, "
    ".ap-evidence, .ap-works, .ap-exports, .headerlink, .footnote-backref, script, form, "
    "[role=heading].ap-visually-hidden, svg, button, nav, rt, rp"
)
"""What stands on a page with notes, and is no part of its text."""
NO_WORDS = (f"{TEI}figDesc", f"{TEI}rt")
"""Pictures in words and readings of ruby, which no mark of a note holds."""
READER = """
import { JSDOM } from "jsdom";
async function answer(tei) {
  const { window } = new JSDOM("<body></body>");
  const its = ["document", "DOMParser", "customElements", "Event", "HTMLElement", "Node"];
  globalThis.window = window;
  for (const name of its) globalThis[name] = window[name];
  const { default: CETEI } = await import("CETEIcean");
  const { body } = window.document;
  body.append(new CETEI({ documentObject: window.document }).makeHTML5(tei));
  // What it shows in another way it keeps beside it, hidden.
  for (const kept of body.querySelectorAll("[hidden]")) kept.remove();
  const found = (name) => [...body.querySelectorAll(name)];
  return {
    notes: found("tei-annotation").length,
    persons: found("tei-person").length,
    paragraphs: found("tei-text tei-p").map((one) => one.textContent),
  };
}
"""


@pytest.fixture(scope="module")
def document(built, listed):
    """What is published for those who read TEI; skip the test where there are no notes."""
    listed("annotations")
    return (built.folder / "annotations.tei.xml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def root(document):
    return etree.fromstring(document.encode())


def plain(text: str) -> str:
    """A text without white space, which elements may part in their own ways."""
    return "".join(text.split())


def the_text(soup):
    """The part of a page that its author wrote; read again, because parts are taken out."""
    whole = BeautifulSoup(str(soup), "html.parser")
    page = whole.find("article") or whole.find(attrs={"role": "main"})
    for element in page.select(BESIDE):
        element.decompose()
    return page


def test_it_is_valid_by_the_consortiums_schema(document):
    assert wrong(document) == []


def test_all_that_it_points_to_is_there(root):
    names = [element.get(XML_ID) for element in root.iter() if element.get(XML_ID)]
    assert len(names) == len(set(names))
    pointers = {
        pointer[1:]
        for element in root.iter(etree.Element)
        for key in ("target", "ana", "ref", "source", "corresp", "active", "passive", "mutual")
        for pointer in element.get(key, "").split()
        if pointer.startswith("#")
    }
    assert pointers
    assert pointers <= set(names)


def test_the_text_is_that_of_the_pages(root, pages):
    divisions = root.findall(f".//{TEI}body/{TEI}div")
    assert divisions
    for division in divisions:
        for beside in division.iter(*NO_WORDS):
            beside.text = None
        path = division.get("corresp").removeprefix("https://example.org/edition/")
        text = the_text(pages[f"{path}index.html"]).get_text()
        assert plain("".join(division.itertext())) == plain(text)


def test_each_note_points_to_its_words(root, data, pages):
    read, where = [], {}
    for event, element in etree.iterwalk(root.find(f"{TEI}text"), events=("start", "end")):
        said = element.text if event == "start" else element.tail
        where.setdefault(f"#{element.get(XML_ID)}", len(read))
        read += said if said and (event == "end" or element.tag not in NO_WORDS) else ""
    marked = defaultdict(list)
    for page in pages.values():
        for element in page.select("article [data-annotation], [role=main] [data-annotation]"):
            marked[element["data-annotation"]].append(element.get_text())
    for note in some(list(root.iter(f"{TEI}annotation"))):
        its = note.get(XML_ID)
        first, *last = (where[place] for place in note.get("target").split())
        if last:
            assert plain("".join(read[first : last[0]])) == plain("".join(marked[its]))
        else:
            assert data.annotations[its].target.is_whole or not data.annotations[its].target.exact


def test_each_person_has_what_is_known(root, data):
    persons = {one.get(XML_ID): one for one in root.iter(f"{TEI}person")}
    known = [one for one in data.entities.values() if one.kind == "person"]
    assert set(persons) == {f"entity.{one.id}" for one in known}
    for entity in known:
        its = persons[f"entity.{entity.id}"]
        assert its.findtext(f"{TEI}persName") == entity.name
        said = [its.findtext(f"{TEI}{tag}", "") for tag in ("birth", "death")]
        assert said == [entity.born, entity.died]
        addresses = [one.text for one in its.iter(f"{TEI}idno")]
        assert set(entity.same_as) <= set(addresses)


def test_ceteicean_shows_it_with_its_text(document, root, data):
    shown = node.run(READER, document)
    assert shown["notes"] == len(data.annotations)
    assert shown["persons"] == sum(one.kind == "person" for one in data.entities.values())
    texts = ["".join(one.itertext()) for one in root.iterfind(f".//{TEI}text//{TEI}p")]
    assert [plain(text) for text in shown["paragraphs"]] == [plain(text) for text in texts]
