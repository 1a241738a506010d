"""What we print beside what citeproc-js prints, which is the reference of CSL."""

from __future__ import annotations

import html
import re
from pathlib import Path

import node
import pytest
from apparatus.data import bibliography, citation_style, yaml_file
from apparatus.sources import citations

LIBRARY = Path(__file__).parent / "reference/library.json"
LOCALE = Path(__file__).parent / "reference/locales-en-US.xml"
ENTRY = "“Kaifu Toshiki.” In Britannica Kids. n.d."
INTERVIEW = "An, Sung-ho. “Talk with ‘the Chief.’” Interview by Anh The. December 31, 1999."
EXCEPTIONS = {
    # Some works have no place in a style's list: for the Chicago Manual unsigned entries of
    # encyclopedias, for APA interviews. Who follows a citation here must find them all the same.
    "entry": {
        "chicago": ENTRY,
        "chicago-17": ENTRY,
        "chicago-author-date": "“Kaifu Toshiki.” n.d. In Britannica Kids.",
    },
    "interview": {
        "chicago": INTERVIEW,
        "chicago-17": INTERVIEW,
        "chicago-author-date": "An, Sung-ho. 1999. “Talk with ‘the Chief.’” Interview by Anh The. "
        "December 31.",
        "apa": "An, S. (1999, December 31). Talk with “the chief” (A. The, Interviewer).",
    },
    # A date in words is printed a second time.
    "map": {"chicago-author-date": "Map of Edo. Edo period. Shogunate, Edo period."},
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
        "style": path.read_text(encoding="utf-8"),
        "locale": LOCALE.read_text(encoding="utf-8"),
        "items": [citations.item(source) for source in works],
    }
    said = node.run(SCRIPT, given)
    assert len(said["listed"]) == len(said["entries"]) > len(works) - 4
    expected = {key: plain(its) for key, its in zip(said["listed"], said["entries"], strict=True)}
    citing = citations.Citing(None, "")
    found = {source.id: citations.text(runs) for source, runs in citing.listed(path, works)}
    assert not citing.wrong
    assert found.keys() == {source.id for source in works}
    others = {key: its for key, its in found.items() if its != expected.get(key)}
    assert others == {key: its[style] for key, its in EXCEPTIONS.items() if style in its}
