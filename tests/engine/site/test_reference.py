"""What we print beside what citeproc-js prints, which is the reference of CSL."""

from __future__ import annotations

import html
import re
from pathlib import Path

import node
import pytest
from apparatus.data import bibliography, citation_style, yaml_file
from apparatus.sources import citations, citeproc

LIBRARY = Path(__file__).parent / "reference/library.json"
LOCALE = Path(__file__).parent / "reference/locales-en-US.xml"
# Some works have no place in a style's list: for the Chicago Manual unsigned entries of works of
# reference, talks, and what was said to one person alone. Who follows a citation here must find
# them all the same, so we print them as something that is listed.
UNLISTED = {
    "chicago": {"entry", "interview", "e8", "f4", "f5", "g2"},
    "chicago-17": {"entry", "interview", "f4", "f5"},
    "chicago-author-date": {"entry", "interview", "f4"},
    "apa": {"interview", "f4"},
    "mla": set(),
}
EXCEPTIONS = {
    # A date in words is printed a second time.
    ("chicago-author-date", "map"): "Map of Edo. Edo period. Shogunate, Edo period.",
    # Of three authors MLA names the first; the reference takes her for the only one.
    ("mla", "e2"): "Smith, Ann. Collected Works. Edited by Rita Roe, Rev. ed., vol. 3, OUP, 1999.",
}
SCRIPT = """
import CSL from "citeproc";
function answer({ style, locale, items }) {
  console.log = () => {};
  const works = Object.fromEntries(items.map((item) => [item.id, item]));
  const engine = new CSL.Engine(
    { retrieveLocale: () => locale, retrieveItem: (id) => works[id] }, style, "en-US", true);
  engine.updateItems(Object.keys(works));
  const [about, entries] = engine.makeBibliography();
  const missing = new Set(about.bibliography_errors.map((error) => error.itemID));
  const listed = about.entry_ids.map(([id]) => id).filter((id) => !missing.has(id));
  return { listed, entries };
}
"""


def plain(entry):
    """Take the text out of an entry in HTML."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", entry)).split())


@pytest.fixture(scope="module")
def works():
    file = yaml_file.File("data/sources.json", LIBRARY.read_bytes())
    good, wrong = bibliography.items(file)
    assert not wrong
    return [source for _, source in good]


@pytest.mark.parametrize("style", ["chicago", "chicago-17", "chicago-author-date", "apa", "mla"])
def test_each_entry_is_that_of_the_reference(style, works):
    path = citation_style.known()[style]
    given = {
        "style": citeproc.without_ad(path.read_text(encoding="utf-8")),
        "locale": LOCALE.read_text(encoding="utf-8"),
        "items": [citations.item(source) for source in works],
    }
    said = node.run(SCRIPT, given)
    expected = {key: plain(its) for key, its in zip(said["listed"], said["entries"], strict=True)}
    citing = citations.Citing(None, "")
    found = {source.id: citations.text(runs) for source, runs in citing.listed(path, works)}
    assert not citing.wrong
    assert found.keys() == {source.id for source in works}
    assert found.keys() - expected.keys() == UNLISTED[style]
    assert all(len(its) > 8 for its in found.values())
    others = {(style, key): its for key, its in found.items() if its != expected.get(key, its)}
    assert others == {its: EXCEPTIONS[its] for its in EXCEPTIONS if its[0] == style}
