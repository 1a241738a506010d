"""What an author does in the served page: what is selected, what is written, what is refused."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from apparatus.authoring import edits, items, numbers, selecting, state
from apparatus.authoring.desk import ENTITIES, NOTES, Desk
from apparatus.authoring.items import Text
from apparatus.authoring.selecting import Part, Selected
from apparatus.authoring.site import Site
from apparatus.data import yaml_file
from apparatus.data.edition import UNKNOWN
from apparatus.imports import writing
from apparatus.imports.notes import Item
from apparatus.notes import anchoring
from apparatus.pieces import SHELVES
from apparatus.text.visible import as_seen
from bs4 import BeautifulSoup, Comment, NavigableString
from hypothesis import assume, given
from hypothesis import strategies as st

CASES = yaml.safe_load((Path(__file__).parent / "cases/targets.yml").read_text(encoding="utf-8"))
PAGE = """\
# The weir { #top }

The mill ground barley until the weir broke. Nobody mended the weir.[^1]
{ #p1 }

In spring the *miller* sold [the wheel](other.md) for co&shy;ins.
{ #p2 }

水車が回る。<ruby>粉<rt>こな</rt></ruby>を挽く。
{ #p3 }

The wind came,<br>
the rain came.
{ #v }

A paragraph that nobody can name.

[^1]: A footnote.
"""
NOTE = {"layer": "terms", "body": "It fell.", "sources": ["s"], "confidence": "high"}
ANNOTATIONS = """\
# Notes, in order.

- id: n1  # the first
  target: {page: page.md, paragraph: 1, exact: The mill}
  layer: terms
  body: >-
    It ground.
    It fell.
  sources: [s]
  confidence: high

# about the wheel
- {id: n2, target: {page: page.md, paragraph: 2, exact: the wheel}, layer: terms, body: "W: w",
   sources: [s], confidence: low}

# - id: n7 was no good
"""
ENTRIES = "- {id: weir, kind: term, name: weir, gloss: A dam., entry: page.md#top}\n"
SOURCES = "- {id: s, type: book, title: S}\n"


@pytest.fixture
def site(render, tmp_path):
    """Render the page, and give what an author may write to."""

    def make(page=PAGE, **files):
        its = {"entities": ENTRIES, "sources": SOURCES, "annotations": ANNOTATIONS, **files}
        rendered = render({"page.md": page, "other.md": "# O\n"}, marked="off", **its)
        look, make.html = rendered.build.look, rendered.pages["page.md"]
        shelves = SHELVES._replace(text="page.md")
        data = tmp_path / "data"
        return Site(data, "data", shelves, UNKNOWN, look.urls, look.seen, look.homeless)

    return make


def read(content):
    return yaml_file.read("f.yml", content)[0].value or []


# -- what is selected ---------------------------------------------------------------------------

ASSETS = Path(selecting.__file__).parent / "assets"
SCRIPTS = "\n".join(path.read_text(encoding="utf-8") for path in sorted(ASSETS.glob("*.js")))


def listed(name):
    """Return a selector of the script that runs in the page."""
    written = re.search(rf"const {name} =((?:\s*\"[^\"]*\"\s*\+?)+);", SCRIPTS)
    return "".join(re.findall(r'"([^"]*)"', written[1]))


UNSEEN, APART = listed("UNSEEN"), set(listed("APART").replace(" ", "").split(","))


def shown(element):
    """Return the text of an element as the script reads it."""
    pieces = []
    for child in element.children:
        if isinstance(child, Comment):
            continue
        if isinstance(child, NavigableString):
            pieces.append(str(child))
        else:
            gap = "\n" if child.name in APART else ""
            pieces += [gap, shown(child), gap]
    return "".join(pieces)


def blocks(site, html):
    """Say what a browser shows of each block of the page."""
    soup = BeautifulSoup(html, "lxml")
    for added in soup.select(UNSEEN):
        added.decompose()
    # The signs behind a footnote, which lead back, are no words of it.
    names = [name for name in site.seen("page.md").blocks if not name.startswith("fn")]
    found = {name: soup.find(id=name) for name in names}
    return {name: shown(element) for name, element in found.items() if element}


def place(seen, target):
    """Say where a target is in a page's text."""
    name = target.get("block") or f"p{target['paragraph']}"
    whole = seen.span(name)
    if "exact" not in target:
        return whole
    return anchoring.Span(*(whole.start + at for at in anchoring.locate(
        seen.words(name), target["exact"], target.get("occurrence", 1)
    )))  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"].replace(" ", "-"))
def test_what_a_browser_shows_of_a_block_is_what_is_known_of_it(case, site):
    """Of every kind of page: each block, and each of its words when somebody selects it."""
    targets = case["targets"] if "targets" in case else [case["target"]]
    notes = [{"id": f"n{n}", "target": {"page": "page.md", **one}, **NOTE}
             for n, one in enumerate(targets, 1)]  # fmt: skip
    its = site(case["page"], annotations=json.dumps(notes), entities="[]")
    seen = its.seen("page.md")
    known = Desk(its).now.data.annotations
    assert [seen.miss(known[note["id"]].target) for note in notes] == [None] * len(notes)
    for name, text in blocks(its, site.html).items():
        assert as_seen(text).strip() == seen.words(name)
        for word in re.finditer(r"[^\W_]+", text):
            part = Part(name, word[0], text[: word.start()], text[word.end() :])
            found = selecting.select(its, "page.md", part)
            assert isinstance(found, Selected), found
            start = seen.span(name).start + len(as_seen(part.before).lstrip())
            span = place(seen, found.target)
            assert span.start <= start + 1
            assert as_seen(word[0]) in seen.text[slice(*span)]


def selected(site, *parts, page="page.md"):
    found = selecting.select(site, page, *(Part(*one) for one in parts))
    return (found.target, found.told) if isinstance(found, Selected) else found


MILL = "The mill ground barley until the weir broke. Nobody mended the weir."
SPRING = "In spring the miller sold the wheel for coins."


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        ([("p1", "The mill", "", MILL[8:])], {"paragraph": 1, "exact": "The mill"}),
        ([("p1", "the weir", MILL[:59], ".")],
         {"paragraph": 1, "exact": "the weir", "occurrence": 2}),
        ([("p1", "the weir", MILL[:29], MILL[37:])], {"paragraph": 1, "exact": "the weir"}),
        ([("p1", MILL)], {"paragraph": 1}),
        # What stands between the tags of a page is not the author's affair.
        ([("p2", " the\u00a0wheel ", "In spring\nthe miller sold", "for co\u00adins.")],
         {"paragraph": 2, "exact": "the wheel"}),
        ([("p2", "co\u00adins", "In spring the miller sold the wheel for ", ".")],
         {"paragraph": 2, "exact": "coins"}),
        ([("p3", "粉を", "水車が回る。", "挽く。")], {"paragraph": 3, "exact": "粉を"}),
        ([("v.2", "rain", "the ", " came.")], {"block": "v.2", "exact": "rain"}),
        ([("v", "came,\nthe rain", "The wind ", " came.")],
         {"block": "v", "exact": "came, the rain"}),
        ([("top", "weir", "The ", "")], {"block": "top", "exact": "weir"}),
        ([("p1", "the weir.", MILL[:59], ""), ("p2", "In spring", "", SPRING[9:])],
         {"paragraph": 1, "exact": "the weir.",
          "until": {"paragraph": 2, "exact": "In spring"}}),
        # What a theme adds to a block does not matter, where the words can be no others.
        ([("p1", "the weir", "Added. " + MILL[:59], ".")],
         {"paragraph": 1, "exact": "the weir", "occurrence": 2}),
    ],
)  # fmt: skip
def test_what_is_selected(parts, found, site):
    assert selected(site(), *parts) == (found, [])


def test_a_selection_that_cuts_words_is_widened_and_says_so(site):
    its = site()
    part = ("p1", "round bar", "The mill g", MILL[19:])
    target, [told] = selected(its, part)
    assert target == {"paragraph": 1, "exact": "ground barley"}
    assert told == "Notes are on whole words: this one is now on 'ground barley'."
    assert selected(its, ("p3", "車が", "水", "回る。粉を挽く。"))[1] == []


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ([("p1", " ", "The", "mill")], "Nothing is selected."),
        ([("", "A paragraph")], "Give it one in 'page.md': a line '{ #p4 }' under it."),
        ([("p9", "A paragraph")], "'page.md' has no block 'p9'. Reload the page"),
        ([("p1", "the wier")], "do not stand in 'p1' of 'page.md' as they are selected. The near"),
        ([("p1", "12345 67890")], "do not stand in 'p1'"),
        ([("p1", "the weir", "until ", " fell. Nobody")], "It is not certain which 'the weir'"),
        ([("p1", "the weir")], "It is not certain which 'the weir'"),
        ([("p1", "mill", "Another ", " ground")], "It is not certain which 'mill'"),
        ([("p2", "In spring", "", SPRING[9:]), ("p1", "The mill", "", MILL[8:])],
         "The selection ends before it starts."),
    ],
)  # fmt: skip
def test_what_cannot_be_told_is_never_guessed(parts, why, site):
    assert why in selected(site(), *parts)


def test_a_page_without_notes_has_nothing_to_select(site):
    assert selected(site(), ("p1", "x"), page="../mkdocs.yml").startswith(
        "'../mkdocs.yml' is no page"
    )


@pytest.mark.parametrize(
    "given",
    [{}, {"first": "p1"}, {"first": {"block": 1}}, {"first": {"block": "p1", "path": "x"}},
     {"first": {"exact": "a"}, "last": []}],
)  # fmt: skip
def test_what_is_no_selection(given, site):
    outcome = Desk(site()).add(NOTES, NOTE, given)
    assert (outcome.how, outcome.problems) == (
        "refused",
        ["This is no selection of words on a page."],
    )


# -- what is written ----------------------------------------------------------------------------


def first(exact="barley", before=MILL[:16], after=MILL[22:]):
    return {"first": {"block": "p1", "exact": exact, "before": before, "after": after}}


def test_a_note_is_added_to_the_end_with_the_next_id(site):
    outcome = Desk(site()).add(NOTES, NOTE, first())
    assert (outcome.how, outcome.problems, outcome.id) == ("done", [], "n8")
    text = outcome.content.decode()
    assert text == f"{ANNOTATIONS}\n{outcome.yaml}"
    assert outcome.file == "data/annotations.yml"
    assert outcome.yaml == (
        "- id: n8\n  target: {paragraph: 1, exact: barley}\n  layer: terms\n"
        "  body: It fell.\n  sources: [s]\n  confidence: high\n"
    )


def test_numbers_are_never_used_again(site, tmp_path):
    its = site(annotations=ANNOTATIONS.replace("layer", "replaces: [n9]\n  layer", 1))
    assert Desk(its).add(NOTES, NOTE, first()).id == "n10"
    (tmp_path / "data/released.txt").write_text("# n99\np1\nn11 p1\nn12 p2 -> n14\n")
    assert Desk(its).add(NOTES, NOTE, first()).id == "n15"
    assert numbers.released("# n99\np1\nn11 p1\nn12 p2 -> n14\n") == {"n11", "n12", "n14"}


def test_a_note_goes_to_the_file_that_notes_are_in(site, tmp_path):
    its = site()
    (tmp_path / "data/annotations.yml").unlink()
    assert Desk(its).add(NOTES, NOTE, first()).file == "data/annotations.yml"
    (tmp_path / "data/annotations").mkdir()
    (tmp_path / "data/annotations/one.yml").write_text(ANNOTATIONS, encoding="utf-8")
    outcome = Desk(its).add(NOTES, NOTE, first())
    assert (outcome.file, outcome.id) == ("data/annotations/one.yml", "n8")
    note = read(ANNOTATIONS.encode())[1]
    changed = Desk(its).change(NOTES, "n2", note, {**note, "body": "B"})
    assert (changed.how, changed.file) == ("done", "data/annotations/one.yml")


@pytest.mark.parametrize(
    ("note", "fields"),
    [
        ({"layer": "trems"}, {"layer": "Layer 'trems' is not one of"}),
        ({"body": " "}, {"body": "Body is empty."}),
        ({"sources": []}, {"sources": "The note 'n8' names no source. Add one."}),
        ({"confidence": ""}, {"confidence": "Confidence is missing. Choose one."}),
        ({"sources": ["x"]}, {"sources": "There is no source 'x'."}),
        ({"known": "soon"}, {"known": "Known 'soon' is not a date."}),
        ({"finding": "confirmed"}, {"finding": "A note of the layer 'terms' has no finding."}),
        ({"body": "[a](javascript:alert)"}, {"body": "The address 'javascript:alert' is not one"}),
        ({"body": "[a][nobody]"}, {"body": "There is no entity and no source 'nobody'."}),
        ({"body": 7}, {"body": "Body must be text, but here it is the number 7."}),
        ({"body": {"a": [1.5, None]}}, {"body": "Body must be text, but here it is a group"}),
        ({"target": {"block": "p1", "exact": "wier"}}, {"target": "The words 'wier' do not stand"}),
        ({"target": {"block": "p9"}}, {"target": "'page.md' has no block 'p9'."}),
        ({"target": {"block": "p1", "exact": "the weir", "occurrence": 3}},
         {"target": "'the weir' stands only twice in paragraph 1"}),
        ({"target": {"page": "../x.md", "block": "p1"}}, {"target": "There is no page '../x.md'."}),
        ({"target": {"page": "none.md", "block": "p1"}}, {"target": "There is no page 'none.md'."}),
        ({"target": "p1"}, {"target": "Target must be a group of"}),
        ({"colour": "red"}, {"colour": "'colour' is not a key of a note."}),
        ({"<<": {"a": "b"}}, {"<<": "'<<' is not a key of a note."}),
    ],
)  # fmt: skip
def test_a_note_with_a_mistake_is_not_written(note, fields, site):
    target = {"paragraph": 1, "exact": "barley"}
    outcome = Desk(site()).add(NOTES, {**NOTE, "target": target, **note})
    assert (outcome.how, outcome.file, outcome.content) == ("refused", "", b"")
    assert [*outcome.fields] == [*fields]
    for key, sentence in fields.items():
        assert outcome.fields[key].startswith(sentence)
        assert outcome.fields[key] in outcome.problems


def test_mistakes_elsewhere_do_not_keep_a_note_from_being_written(site):
    its = site(entities="- {id: weir, kind: trem, name: weir}\n", sources=SOURCES + "- {id: t}\n")
    outcome = Desk(its).add(NOTES, NOTE, first())
    assert (outcome.how, outcome.problems) == ("done", [])


def test_a_file_that_cannot_be_read_is_left_alone(site, tmp_path):
    its = site()
    (tmp_path / "data/annotations.yml").write_text("- id: n1\n  body: 'a\n", encoding="utf-8")
    outcome = Desk(its).add(NOTES, NOTE, first())
    assert outcome.how == "refused"
    assert outcome.problems[0].startswith("data/annotations.yml:2:9: ")
    changed = Desk(its).change(NOTES, "n1", {"id": "n1"}, NOTE)
    assert changed.problems == outcome.problems
    (tmp_path / "data/annotations.yml").write_text("{}\n")
    assert "is no list" in Desk(its).add(NOTES, NOTE, first()).problems[0]
    (tmp_path / "data/annotations.yml").unlink()
    (tmp_path / "data/annotations.yml").mkdir()
    assert "this is a folder" in Desk(its).add(NOTES, NOTE, first()).problems[0]


def test_a_note_is_changed_and_all_else_stays(site):
    note = read(ANNOTATIONS.encode())[0]
    fields = {**note, "title": "Mill", "body": "It stood.", "confidence": "low"}
    outcome = Desk(site()).change(NOTES, "n1", note, fields)
    assert (outcome.how, outcome.problems) == ("done", [])
    assert outcome.content.decode() == ANNOTATIONS.replace(
        "The mill}\n", "The mill}\n  title: Mill\n"
    ).replace(">-\n    It ground.\n    It fell.", "It stood.").replace("high", "low")


def test_what_nobody_has_touched_stays_though_it_says_nothing(site):
    text = ANNOTATIONS.replace("  layer", "  start: false\n  layer", 1)
    note = read(text.encode())[0]
    fields = {**note, "confidence": "low", "title": "", "tags": []}
    outcome = Desk(site(annotations=text)).change(NOTES, "n1", note, fields)
    assert outcome.content.decode() == text.replace("high", "low")


def test_what_has_changed_since_is_not_written(site, tmp_path):
    its = site()
    before = read(ANNOTATIONS.encode())[0]
    path = tmp_path / "data/annotations.yml"
    path.write_text(ANNOTATIONS.replace("It fell.", "It stood."), encoding="utf-8")
    for wish in (
        lambda: Desk(its).change(NOTES, "n1", before, {**before, "body": "B"}),
        lambda: Desk(its).delete(NOTES, "n1", before),
    ):
        outcome = wish()
        assert (outcome.how, outcome.file) == ("changed since", "")
        assert outcome.now["body"] == "It ground. It stood."
    path.write_text("[]\n")
    assert Desk(its).delete(NOTES, "n1", before).now is None
    # What others have done to other notes does not matter.
    path.write_text(ANNOTATIONS.replace("W: w", "X"), encoding="utf-8")
    assert '"X"' in Desk(its).delete(NOTES, "n1", before).content.decode()


def test_an_id_stays(site):
    note = read(ANNOTATIONS.encode())[0]
    outcome = Desk(site()).change(NOTES, "n1", note, {**note, "id": "n5"})
    assert outcome.fields == {"id": "An id stays for good."}


def test_a_note_is_deleted_with_the_comment_above_it(site):
    note = read(ANNOTATIONS.encode())[1]
    outcome = Desk(site()).delete(NOTES, "n2", note)
    start, end = ANNOTATIONS.index("# about"), ANNOTATIONS.index("# - id: n7")
    assert outcome.content.decode() == ANNOTATIONS[:start] + ANNOTATIONS[end:]


def test_what_is_published_or_needed_is_not_deleted(site, tmp_path):
    pledges = """\
- {id: mend, title: T, side: A, page: page.md, paragraphs: [1], outcome: kept, verdict: V.,
   confidence: high, steps: [{stage: S, text: T., sources: [s]}], notes: [n2]}
"""
    its = site()
    (tmp_path / "data/pledges.yml").write_text(pledges, encoding="utf-8")
    one, two = read(ANNOTATIONS.encode())
    outcome = Desk(its).delete(NOTES, "n2", two)
    assert (outcome.how, outcome.file) == ("refused", "")
    assert outcome.problems[0] == "The note 'n2' is needed elsewhere, so it cannot be deleted."
    assert outcome.problems[1] == "data/pledges.yml:2:75: there is no note 'n2'."
    (tmp_path / "data/released.txt").write_text("n1 p1\n")
    assert "Write 'replaces: [n1]'" in Desk(its).delete(NOTES, "n1", one).problems[0]


@pytest.mark.parametrize(
    ("name", "kind", "proposed"),
    [("Müller & Söhne", "person", "muller-sohne"), ("Weir", "term", "weir-2"),
     ("水車", "place", "place-1"), ("!", "", "entry-1"), ("S", "term", "s-2")],
)  # fmt: skip
def test_an_id_is_proposed_for_an_entry(name, kind, proposed, site):
    assert numbers.next_entity(Desk(site()).now.data, name, kind) == proposed


def test_an_entry_is_added_where_it_has_a_place(site):
    its = site(PAGE + "\n## Mill { #mill }\n\nText.\n")
    wish = {"kind": "place", "name": "Mill", "gloss": "It ground.", "aliases": ["the mill"]}
    outcome = Desk(its).add(ENTITIES, {**wish, "entry": "page.md#mill"})
    assert (outcome.how, outcome.id, outcome.file) == ("done", "mill", "data/entities.yml")
    for entry, why in {
        "": "No page holds an entry of 'mill'. Write 'entry: page.md#mill', or put ",
        "page.md#mil": "The page 'page.md' has no heading '#mil'. Did you mean 'mill'?",
        "no.md": "There is no page 'no.md'.",
        "../x.md": "Entry '../x.md' is not a page below the docs folder.",
    }.items():
        outcome = Desk(its).add(ENTITIES, {**wish, "entry": entry})
        assert (outcome.how, outcome.problems[0][: len(why)]) == ("refused", why)
    outcome = Desk(its).add(ENTITIES, {**wish, "name": "weir", "entry": "page.md#mill"})
    assert outcome.problems == [
        "'weir' is a name of the entry 'weir' already. Choose another here, or change it there."
    ]
    outcome = Desk(its).add(ENTITIES, {**wish, "id": "weir", "entry": "page.md#mill"})
    assert "is taken" in outcome.fields["id"]


def test_a_register_gives_an_entry_its_place(site):
    its = site(PAGE + "\n<!-- apparatus: register place -->\n")
    assert Desk(its).add(ENTITIES, {"kind": "place", "name": "Mill"}).how == "done"
    assert Desk(its).add(ENTITIES, {"kind": "person", "name": "Ada"}).how == "refused"


def test_what_a_form_has_to_know(site):
    its = site()
    desk = Desk(its)
    told = state.state(its, desk, "page.md")
    assert [note["id"] for note in told["notes"]] == ["n1", "n2"]
    assert told["notes"][1] == read(ANNOTATIONS.encode())[1]
    assert {"p1", "p2", "p3", "v.1", "top"} <= {*told["blocks"]}
    assert told["sources"] == [{"id": "s", "label": "S"}]
    assert told["layers"][0].keys() == {"id", "label", "sign", "sources", "findings"}
    assert {one["id"] for one in told["layers"] if one["findings"]} == {"fact-check"}
    assert told["findings"][0].keys() == {"id", "label"}
    spoken = state.state(its._replace(say=lambda label: f"say {label}"), desk, "page.md")
    assert spoken["layers"][0]["label"] == f"Say {told['layers'][0]['label'].lower()}"
    assert told["kinds"][0].keys() == {"id", "label"}
    assert json.loads(json.dumps(told)) == told
    assert state.state(its, desk, "other.md")["notes"] == []


# -- what stays as it is ------------------------------------------------------------------------

WORDS = st.text(st.sampled_from("ab 決定 \u00a0é:#'\"-{}[],&*!|>%@`\\\n"), max_size=30)
VALUES = st.one_of(WORDS, st.lists(WORDS, max_size=3), st.booleans(), st.integers(0, 99))
FIELDS = st.dictionaries(
    st.sampled_from(["body", "title", "known", "sources", "tags", "x"]), VALUES
)
COMMENTS = st.sampled_from(["", "\n", "# one\n", "\n# apart\n\n", "# two\n# lines: [\n", "\n\n"])


@st.composite
def files(draw):
    """Write a file as somebody may have: every item in a way of its own."""
    dash = draw(st.sampled_from(["", "  "])) + draw(st.sampled_from(["- ", "-   "]))
    pieces, values = [draw(COMMENTS)], []
    for number in range(draw(st.integers(1, 4))):
        fields = {"id": f"n{number}", **draw(FIELDS)}
        values.append(fields)
        keys = draw(st.permutations([*fields]))
        how = draw(st.sampled_from(["lines", "braces"]))
        if how == "braces":
            inner = ", ".join(f"{key}: {json.dumps(fields[key])}" for key in keys)
            its = [f"{{{inner}}}\n"]
        else:
            its = [line for key in keys for line in writing.lines(key, fields[key])]
        indent = " " * len(dash)
        pieces.append("".join((indent if at else dash) + line if line.strip() else line
                              for at, line in enumerate(its)))  # fmt: skip
        pieces.append(draw(COMMENTS))
    text = "".join(pieces)
    text = text.rstrip("\n") if draw(st.booleans()) else text
    ends = draw(st.sampled_from(["\n", "\r\n"]))
    mark = draw(st.sampled_from(["", "\ufeff"]))
    content = (mark + text.replace("\n", ends)).encode()
    assume(read(content) == values)
    return content, values


def alike(one, other):
    """Count the bytes at the start of both that are the same."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
                min(len(one), len(other)))  # fmt: skip


@given(files(), st.data())
def test_an_item_goes_and_every_other_byte_stays(file, data):
    content, values = file
    index = data.draw(st.integers(0, len(values) - 1))
    left = edits.removed(content, index, "f.yml")
    assert isinstance(left, bytes), left
    assert read(left) == [*values[:index], *values[index + 1 :]]
    same, back = alike(content, left), alike(content[::-1], left[::-1])
    assert same + back >= len(left), "one piece went, and nothing else changed"
    gone = content[same : same + len(content) - len(left)]
    assert gone.count(b"# apart") <= (content.count(b"# apart") if len(values) == 1 else 0)


@given(files(), FIELDS, st.data())
def test_an_item_changes_and_every_other_byte_stays(file, fields, data):
    content, values = file
    index = data.draw(st.integers(0, len(values) - 1))
    fields = {"id": f"n{index}", **fields}
    order = ["id", "title", "body", "sources"]
    fresh = edits.changed(content, index, fields, order, "f.yml")
    assert isinstance(fresh, bytes), fresh
    assert read(fresh) == [*values[:index], fields, *values[index + 1 :]]
    item = Text(content).items[index]
    text = content.decode().removeprefix("\ufeff")
    end = text[item.end :].partition("\n")[2]
    assert fresh.decode().removeprefix("\ufeff").startswith(text[: item.inner])
    assert fresh.decode().endswith(end)
    if fields == values[index]:
        assert fresh == content


@given(files(), FIELDS)
def test_an_item_is_added_and_every_other_byte_stays(file, fields):
    content, values = file
    text = writing.added(content, [Item({"id": "n9", **fields})], "f.yml")
    assert isinstance(text, str), text
    assert text.encode().startswith(content.rstrip(b"\r\n"))
    assert read(text.encode()) == [*values, {"id": "n9", **fields}]


@pytest.mark.parametrize(
    ("content", "fields", "why"),
    [
        ("- id: n1\n  body: [a, # why\n    b]\n", {},
         "f.yml:1:3: a comment stands inside what would be changed: '# why'. Change it in the fi"),
        ("- {id: n1, # why\n   body: b}\n", {}, "a comment stands inside what would be changed"),
        ("- id: n1\n  body: b  # why\n", {"body": "a\nb"}, "a comment stands inside what would be"),
        ("- id: n1\n  body: b  # why\n", {}, "a comment stands inside what would be changed"),
        ("[{id: n1, body: b}]\n", {"body": "c"}, "this item stands where it cannot be"),
        ("- &a {id: n1, body: b}\n- *a\n", {}, "anchors and aliases"),
        ("- id: n1\n  body: b\n  body: c\n", {}, "stands twice here"),
        ("- 7\n", {}, "this item stands where it cannot be changed from here"),
    ],
)  # fmt: skip
def test_what_would_lose_something_is_refused(content, fields, why):
    refused = edits.changed(content.encode(), 0, {"id": "n1", **fields}, ["id"], "f.yml")
    assert why in str(refused)
    assert isinstance(refused, str)


def test_comments_inside_an_item_stay_with_their_lines():
    before = b"- id: n1\n  # on b\n  body: b  # short\n\n  # on t\n  title: t\n# end\n"
    after = edits.changed(before, 0, {"id": "n1", "body": "c"}, ["id", "title", "body"], "f.yml")
    assert after == b"- id: n1\n  # on b\n  body: c  # short\n\n  # on t\n# end\n"


@pytest.mark.parametrize(
    ("before", "index", "after"),
    [
        ("# head\n- id: n1\n- id: n2\n", 0, "# head\n- id: n2\n"),
        ("- id: n1\n\n# two\n- id: n2\n", 1, "- id: n1\n"),
        ("- id: n1\n\n# Part\n\n- id: n2\n\n- id: n3\n", 1, "- id: n1\n\n# Part\n\n- id: n3\n"),
        ("- id: n1\n- id: n2", 1, "- id: n1\n"),
        ("- id: n1\n  body: |\n    a\n\n# end\n", 0, "# end\n"),
        ("- id: n1\n", 0, ""),
    ],
)
def test_what_goes_with_an_item(before, index, after):
    assert edits.removed(before.encode(), index, "f.yml") == after.encode()


def test_the_parser_in_python_finds_the_same_places(monkeypatch):
    content = (ANNOTATIONS * 2).replace("\n", "\r\n").encode()
    found = Text(content).items
    monkeypatch.setattr(items, "LOADER", yaml.SafeLoader)
    assert Text(content).items == found
    assert len(found) == 4
