"""Data read again, item by item, are what reading the whole files gives, places included."""

from __future__ import annotations

import tempfile
import threading
from pathlib import Path

import pytest
from apparatus.data import cache, loading, yaml_file
from apparatus.data.memory import Memory
from apparatus.data.yaml_file import File
from apparatus.hosts import rereading
from apparatus.hosts.project import Project
from apparatus.hosts.rereading import Rereading
from apparatus.pieces import SHELVES
from hypothesis import given, settings
from hypothesis import strategies as st

PAGE = "page.md"
ITEM = "- id: e{0}\n  kind: {1}\n  name: Name{0}\n  gloss: Words.\n  entry: page.md\n"
NOTE = (
    "- id: n{0}\n  target: {{paragraph: 1}}\n  layer: {1}\n  body: Words.\n  sources: [s1]\n"
    "  confidence: low\n"
)
SOURCE = "- id: s{0}\n  type: {1}\n  title: T\n"
KINDS = {
    "entities": (ITEM, ["person", "term", "place", "work"]),
    "annotations": (NOTE, ["terms", "metre", "fact-check"]),
    "sources": (SOURCE, ["book", "article"]),
}
VOCABULARIES = [
    "", "extends: default\nkinds: [{id: work, label: Work}]\n",
    "kinds: [{id: person, label: Person}]\nlayers: [{id: metre, label: M}]\n",
    "kinds: [{id: 'A B'}]",
]  # fmt: skip
LINES = [
    "", "# said of it", "  # said in it", "- id: e1", "- id: e2", "  kind: term", "  kind: nothing",
    "  name: Other", "  name: Name2", "  name: Été", "  name: 日本", "  names: {ja: 日本}",
    "  gloss: more", "  gloss: |", "    words", "    - words", "  gloss: >+", "  gloss: a\u00a0b",
    '  gloss: "', '- "', "  gloss: '", "- it's", "  aliases:", "  - Jim", "  - {text: Jim}",
    "  aliases: [the, x]", "  aliases: [", "  - ]", "- ]", "- [", "- {", "- {id: e9, kind: term}",
    "  born: 1990-13", "  born: 1990", "  see: [e2]", "  sources: [s1]", "  sources: [s9]",
    "  confidence: true", "  unknown: x", "  entry: ../x", "- ", "-", "- -", "- - x", "- ~", "- x",
    "-\tid: e3", "\tname: x", "  name:\tx", "- \t", "---", "--- # x", "...", "%YAML 1.1",
    "%TAG ! x:", "- &a x", "- *a", "  gloss: *a", "  gloss: &a x", "- !x y", "  gloss: !!str 1",
    "  <<: {a: b}", "- ? x", "  ? x", ": y", "- |", "- >", "<<<<<<< a", "=======", ">>>>>>> a",
    "  gloss: x\x85- y", "  gloss: x\u2028- y", "  gloss: x\r- y", "  gloss: x\x07", "\ufeff- x",
    "  gloss: x\u202ey", "  gloss: x: y", "  gloss: {x: y}", "key: value", "key:", "  id: e1", "x",
    "  replaces: [n1]", "  target: {block: p1, exact: 日本}", "  title: 日本", "  issued: 1990-13",
    "  author: [{family: A}]", "  finding: confirmed", "- id: E 1", "- id: n1", "- id: s1",
]  # fmt: skip
ENDS = ["\n"] * 8 + ["\r\n", "\n\n", "\r", ""]

lines = st.tuples(st.sampled_from(LINES), st.sampled_from(ENDS)).map("".join)
edits = st.tuples(st.sampled_from(["add", "delete", "replace", "move"]), st.integers(0, 99), lines)


@st.composite
def files(draw):
    """Draw data files whose items are mostly sound, each as the list of its lines."""
    drawn = {}
    for stem, (form, words) in KINDS.items():
        ids = range(draw(st.integers(1, 5)))
        items = [form.format(n, draw(st.sampled_from(words))) for n in ids]
        head = draw(st.sampled_from(["", "", "# Data\n", "---\n", "\n# A\n---\n# B\n", "\ufeff"]))
        text = head + "".join(items)
        if draw(st.booleans()):
            text = text.replace("\n", "\r\n")
        drawn[stem] = text.splitlines(keepends=True)
    return drawn


def edited(text, edit):
    how, at, line = edit
    at %= len(text) + 1
    if how == "add":
        return [*text[:at], line, *text[at:]]
    if how == "delete":
        return [*text[:at], *text[at + 1 :]]
    if how == "replace":
        return [*text[:at], line, *text[at + 1 :]]
    return [*text[at:], *text[:at]]


def opened(texts):
    """Make files of texts, and all that is needed to check them."""
    made = [(stem, File(f"data/{stem}.yml", text.encode())) for stem, text in texts.items() if text]
    return made, *SHELVES.open({stem for stem, _ in made})


def told(data, problems, files):
    """Say all that a reading has found: items, problems, and where everything stands."""
    items = {noun: list(items.values()) for noun, items in data.shelves.items() if items}
    places = [
        [dict(getattr(file.document, name)) for name in ("positions", "keys", "spelt")]
        for _, file in files
    ]
    origins = {key: (file.name, index) for key, (file, index) in data.origins.items()}
    lost = {noun: ids for noun, ids in data.lost.items() if ids}
    return {
        "items": items, "problems": problems, "unmarked": data.unmarked, "lost": lost,
        "unread": data.unread, "origins": origins, "places": places,
        "refused": [file.document.refused for _, file in files],
    }  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    drawn=files(),
    steps=st.lists(
        st.tuples(st.sampled_from([*KINDS, "entities", "vocabulary"]), edits),
        min_size=1,
        max_size=8,
    ),
)
def test_what_is_read_again_is_what_is_read_whole(drawn, steps):
    memory, vocabulary = Memory(), VOCABULARIES[0]
    for step in [None, *steps, steps[-1], None]:
        if step and step[0] == "vocabulary":
            vocabulary = VOCABULARIES[step[1][1] % len(VOCABULARIES)]
        elif step:
            drawn |= {step[0]: edited(drawn[step[0]], step[1])}
        texts = {"vocabulary": vocabulary, **{stem: "".join(its) for stem, its in drawn.items()}}
        whole, *how = opened(texts)
        expected = told(*loading.check(whole, *how, PAGE), whole)
        again, *how = opened(texts)
        found = loading.check(again, *how, PAGE, memory.known(PAGE))
        assert told(*found, again) == expected
        again, *how = opened(texts)  # as nobody has asked them for a place yet
        memory.take(again, PAGE, loading.check(again, *how, PAGE, memory.known(PAGE)))


@settings(max_examples=60, deadline=None)
@given(drawn=files(), steps=st.lists(st.tuples(st.sampled_from([*KINDS]), edits), max_size=3))
def test_what_was_kept_is_known_without_being_parsed(drawn, steps):
    with tempfile.TemporaryDirectory() as name:
        kept = Path(name) / "kept.json"
        memory = Memory()
        for step in [None, *steps]:
            if step:
                drawn |= {step[0]: edited(drawn[step[0]], step[1])}
            for stem, its in drawn.items():
                (Path(name) / f"{stem}.yml").write_bytes("".join(its).encode())
            if step is None:
                cache.load(Path(name), "data", kept, SHELVES)
            found = cache.load(Path(name), "data", kept, SHELVES, memory)
            fresh = loading.load(Path(name), "data", SHELVES)
            read, whole = (loading.find(Path(name), "data", SHELVES.stems)[0] for _ in range(2))
            assert told(*found, read) == told(*fresh, whole)


SOUND = [ITEM.format(n, "term") for n in range(3)]


@pytest.fixture
def reading(tmp_path):
    """Read data files of some texts again and again; also count what is parsed."""
    (tmp_path / "data").mkdir()
    memory, kept = Memory(), tmp_path / "kept.json"

    def read(**texts):
        for stem, text in texts.items():
            (tmp_path / f"data/{stem}.yml").write_bytes(text.encode())
        return cache.load(tmp_path / "data", "data", kept, SHELVES, memory)

    read.memory, read.kept = memory, kept
    return read


@pytest.fixture
def parsed(monkeypatch):
    """Return the texts that were parsed."""
    texts = []

    def read(file, content, **how):
        texts.append(content.decode().strip())
        return parse(file, content, **how)

    parse = yaml_file.read
    monkeypatch.setattr(yaml_file, "read", read)
    return texts


def test_an_edit_of_one_item_parses_that_item_alone(reading, parsed):
    before, _ = reading(entities="".join(SOUND))
    parsed.clear()
    changed = SOUND[1].replace("Words", "Other words")
    after, problems = reading(entities=SOUND[0] + changed + SOUND[2])
    assert (parsed, problems) == ([changed.strip()], [])
    assert after.entities["e1"].gloss == "Other words."
    assert [after.entities[i] is before.entities[i] for i in ("e0", "e1", "e2")] == [1, 0, 1]


def test_what_was_kept_is_not_parsed_either(reading, parsed):
    reading(entities="".join(SOUND))
    reading.memory.rest()
    reading.memory.__init__()  # as in another process
    parsed.clear()
    reading(entities="".join(SOUND))
    assert parsed == []
    reading(entities="".join(SOUND[1:]))
    assert parsed == []


def test_a_place_is_found_by_parsing_its_item_alone(reading, parsed):
    reading(entities="".join(SOUND))
    parsed.clear()
    data, _ = reading(entities="# A\n" + "".join(SOUND))
    where = data.position(data.entities["e2"], "name")
    assert (str(where), parsed) == ("data/entities.yml:14:9", [SOUND[2].strip()])


def test_a_mistake_is_told_until_it_is_mended(reading):
    reading(entities="".join(SOUND))
    wrong = SOUND[1].replace("term", "trem")
    for texts in ((wrong, *SOUND[:1]), (SOUND[2], wrong), (SOUND[2], wrong)):
        data, problems = reading(entities="".join(texts))
        line = "".join(texts).index("trem")
        assert [problem.where.line for problem in problems] == [
            "".join(texts)[:line].count("\n") + 1
        ]
        assert "e1" not in data.entities
    assert reading(entities="".join(SOUND))[1] == []


def test_a_file_that_cannot_be_read_lets_nothing_be_forgotten(reading, parsed):
    reading(entities="".join(SOUND))
    reading(entities='- "\n' + "".join(SOUND))
    parsed.clear()
    data, problems = reading(entities="".join(SOUND[1:]))
    assert (list(data.entities), problems, parsed) == (["e1", "e2"], [], [])


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (SOUND[0] + "...\n", SOUND[0] + "...\n" + SOUND[1]),
        (SOUND[0] + "-" + SOUND[1][1:].replace("Words", '"\n- "'), None),
        ("-\n " + SOUND[0][1:] + SOUND[1].replace("Words.", '"x\n- y"'), None),
        ("[{id: a, kind: term, name: A,\n entry: page.md, gloss: '\n- x'}]", None),
    ],
    ids=["end-of-document", "quoted-hyphen", "bare-hyphen", "brackets"],
)
def test_what_only_looks_like_items_is_read_whole(reading, tmp_path, first, then):
    reading(entities=first)
    reading.memory.rest()
    reading.memory.__init__()
    for text in (first, then or f"{first}\n# more\n", SOUND[0] + first):
        data, problems = reading(entities=text)
        whole, expected = loading.load(tmp_path / "data", "data", SHELVES)
        assert (data.entities, problems) == (whole.entities, expected)


def test_data_are_kept_when_there_is_time(reading):
    reading(entities="".join(SOUND))
    assert not reading.kept.exists()
    reading.memory.rest()
    first = reading.kept.read_bytes()
    reading(entities="".join(SOUND[1:]))
    assert reading.kept.read_bytes() == first
    reading.memory.rest()
    assert reading.kept.read_bytes() != first
    reading.kept.unlink()
    reading(entities="".join(SOUND[1:]))  # the same again
    reading.memory.rest()
    assert not reading.kept.exists()


def test_an_end_of_line_that_only_yaml_knows_stops_no_report():
    text = "\n\r- id: e0\n  name: Name0\n- [\n  entry: page.md\n"
    assert [problem.message for problem in yaml_file.read("a.yml", text.encode())[1]] == [
        "the bracket '[' that opens here is not closed."
    ]


def test_what_can_wait_is_done_at_the_end_at_the_latest(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data/entities.yml").write_text("".join(SOUND), "utf-8")
    project, data = Project(tmp_path), Rereading(serving=True)
    data.load(project)
    data.load(project)
    assert not project.kept.exists()
    data.finish()
    assert project.kept.exists()


def test_what_can_wait_is_done_when_it_is_quiet(tmp_path, monkeypatch):
    done = threading.Event()
    monkeypatch.setattr(rereading, "PAUSE", 0)
    monkeypatch.setattr(cache, "rest", lambda _: done.set())
    Rereading(serving=True).load(Project(tmp_path))
    assert done.wait(60)


def test_a_build_keeps_its_data_at_once(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data/entities.yml").write_text("".join(SOUND), "utf-8")
    Rereading(serving=False).load(project := Project(tmp_path))
    assert project.kept.exists()
