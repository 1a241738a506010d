"""What programs by others make of what is exported: `annotations.jsonld` on the page as built."""

from __future__ import annotations

import json
from urllib.parse import unquote

import node
import pytest
from builds import ADDRESS, PROJECT, some
from pyld import jsonld


@pytest.fixture(scope="module")
def collection(built):
    file = built.folder / "annotations.jsonld"
    if not file.is_file():
        pytest.skip("this edition has no notes")
    return json.loads(file.read_text(encoding="utf-8"))


def targets(note):
    return note["target"] if isinstance(note["target"], list) else [note["target"]]


def exact(target):
    """The words of a target; what has none, such as a picture, has a place alone."""
    return [one["exact"] for one in target["selector"] if one["type"] == "TextQuoteSelector"]


def around(target, text):
    """Whether the text of a page is what a quotation says, and as long as can be."""
    *_, quote, place = target["selector"]
    start, end = place["start"], place["end"]
    whole = text[max(0, start - 32) : start], text[start:end], text[end : end + 32]
    return (quote["prefix"], quote["exact"], quote["suffix"]) == whole


def bare(text):
    return "".join(text.replace("’", "'").split())


def test_the_annotator_of_recogito_places_every_note_at_its_words(built, pages, collection):
    on = {}
    for note in collection["first"]["items"]:
        if exact(targets(note)[0]):
            on.setdefault(targets(note)[0]["source"].removeprefix(ADDRESS), []).append(note)
    for address, notes in some(on.items()):
        path = f"{unquote(address)}index.html"
        html = (built.folder / path).read_text(encoding="utf-8")
        found = node.run(
            PROJECT / "tests/node/placed.mjs", {"html": html, "notes": notes}, seconds=120
        )
        for note, placed in zip(notes, found["placed"], strict=True):
            assert [text for text, _ in placed] == [exact(one)[0] for one in targets(note)]
            assert all(around(one, found["text"]) for one in targets(note))
            name = note["id"].rpartition("#")[2]
            marked = "".join(
                one.get_text() for one in pages[path].select(f'[data-annotation="{name}"]')
            )
            assert bare("".join(text for _, text in placed)) == bare(marked), name
            assert "until" in note or bare(note["words"]) in ("", bare(marked))


def refused(address, _):
    raise AssertionError(f"{address} is asked for")


def test_a_processor_of_linked_data_reads_it_without_asking_anybody(collection, pages):
    said = jsonld.expand(collection, {"documentLoader": refused, "base": ADDRESS})
    assert json.dumps(said).count("http://www.w3.org/ns/oa#Annotation") == collection["total"]
    options = {"documentLoader": refused, "base": ADDRESS, "format": "application/n-quads"}
    lines = jsonld.to_rdf(collection, options).splitlines()
    predicates = {line.split(" ")[1].strip("<>") for line in lines}
    own = {one for one in predicates if one.startswith(ADDRESS)}
    assert {one.partition("#term-")[2] for one in own} >= {"layer", "words", "page", "occurrence"}
    for one in own:
        path, _, name = one.removeprefix(ADDRESS).partition("#")
        assert pages[f"{unquote(path)}index.html"].find("dt", id=name), one
    starts = [line for line in lines if "oa#start>" in line]
    quotes = [line for line in lines if "oa#exact>" in line]
    assert len(starts) == len(quotes) > 0
