"""JSON Schema of data files: made of what reads them, and never stricter than that."""

from __future__ import annotations

import json
import re
from dataclasses import fields

import pytest
import yaml
from apparatus.data import bibliography, loading, own_words, yaml_file
from apparatus.data.dataset import Dataset
from apparatus.data.model import Entity
from apparatus.data.schema import Schema
from apparatus.data.vocabulary import Term, Vocabulary
from apparatus.data.yaml_file import File
from apparatus.pieces import SHELVES
from apparatus.schemas import files, names
from apparatus.text.dates import is_date
from builds import PROJECT
from mistakes import CASES, FILES, SHORT, whole
from schema_checks import SCHEMAS, SHELF, Editor, read, stem_of

EDITIONS = [PROJECT, *sorted((PROJECT / "tests/editions").iterdir())]
PLAIN = Editor(Dataset())
SCHEMA = Schema(SHELF.values())


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda path: path.name)
def test_what_editions_hold_is_right(edition):
    folder = edition / "data"
    data, problems = loading.load(folder, "data", SHELVES)
    assert [problem for problem in problems if problem.stops] == []
    editor = Editor(data)
    paths = sorted(folder.rglob("*.yml"))
    assert len(paths) >= 4
    for path in paths:
        assert editor.wrong(stem_of(path, folder), path.read_text("utf-8")) == [], path
    assert editor.wrong("mkdocs", (edition / "mkdocs.yml").read_text("utf-8")) == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_no_key_is_explained_by_the_text_of_this_project(name):
    assert not re.search(r"199\d|Baker|Japan\b", json.dumps(SCHEMAS[name], ensure_ascii=False))


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_key_says_in_a_sentence_what_it_is(name):
    keys = list(files.keys(SCHEMAS[name]))
    assert keys or name == "words.json"
    wrong = [key for key in keys if not (key.said[:1].isupper() or key.said[0] == "`")]
    assert wrong + [key for key in keys if key.said[-1] != "."] == []


def test_each_field_of_data_is_a_key():
    for stem, shelf in SHELF.items():
        if not (shelf.read or shelf.make):
            groups = {group for group, *_ in files.keys(SCHEMAS[f"{stem}.json"])}
            for noun in (shelf.noun, *shelf.nested.values()):
                name = noun.__name__.lower()
                its = [key.name for key in files.keys(SCHEMAS[f"{stem}.json"]) if key.group == name]
                assert its == [field.name for field in fields(noun)], groups


def test_what_is_said_of_a_key():
    keys = {(key.group, key.name): key for key in files.keys(SCHEMAS["entities.json"])}
    assert keys["entity", "sort"][2:] == (
        False, "text", (), "What registers sort it by, if not by its name: `Schumann, Clara`.",
        "Schumann, Clara",
    )  # fmt: skip
    assert keys["entity", "case"].allowed == ("exact", "first-letter", "any")
    assert keys["entity", "id"].needed
    kinds = {name: keys["entity", name].kind for name in ("born", "names", "faces", "kind", "link")}
    assert kinds == {
        "born": "a date", "names": "a group", "faces": "a list", "kind": "text", "link": "text",
    }  # fmt: skip
    assert keys["face", "relation"].kind == "text"


def accepted(stem: str, text: str) -> bool:
    """Whether the shape of a whole file is right to those who read it."""
    file, shelf = File(f"data/{stem}.yml", text.encode()), SHELF[stem]
    if shelf.read:
        problems = list(own_words.read(Dataset(), [file]))
    elif shelf.make:
        problems = bibliography.items(file)[1]
    else:
        problems = SCHEMA.items(file.document, shelf.noun)[1]
    return not [problem for problem in [*problems, *file.problems] if problem.stops]


def readable(text: str) -> bool:
    """Whether a text is YAML to us and to editors, and says something."""
    try:
        return yaml_file.read("x.yml", text.encode())[1] == [] and read(text) is not None
    except yaml.YAMLError:
        return False


@pytest.fixture(scope="module")
def table() -> dict[bool, dict[str, list[str]]]:
    """Cases of mistakes by whether their shape is right, each with what the schema says."""
    found: dict[bool, dict[str, list[str]]] = {True: {}, False: {}}
    for case in CASES:
        for stem in {*FILES} & {*case} & {*SHELF}:
            text = whole(case[stem])
            if readable(text) and not {"settings", "vocabulary"} & {*case}:
                found[accepted(stem, text)][f"{case['name']}: {stem}"] = PLAIN.wrong(stem, text)
    return found


def test_nothing_in_the_table_of_mistakes_is_wrong_here_alone(table):
    """What the checks of shape accept, and later checks refuse, are dates and ids of odd forms."""
    assert len(table[True]) > 200
    wrong = [its for its in table[True].values() if its]
    assert [its for its in wrong if not all(" not match " in one for one in its)] == []
    assert 5 < len(wrong) < 30


BEYOND = {
    # what stands twice, and what is the same in YAML 1.2
    "a key of an entity that stands in both spellings: entities",
    "a key that stands in both spellings, first with a low line: sources",
    "a key that stands in both spellings: sources",
    "a yes as a name: entities",
    "an id that is a yes: entities",
    "years that are numbers: entities",
    # what is looked at more closely than by its shape
    "a month that the year does not have: sources",
    "a title of blanks that nobody sees: sources",
    "a title that is empty: sources",
    "an address of a file: sources",
    "an address with a dangerous scheme: sources",
    "an address without its scheme: sources",
    "an author without a name: sources",
    "an author without anything: sources",
    "an id of a source that nobody can see: sources",
    "own words with a gap that nothing fills: words",
}


def test_mistakes_of_shape_in_that_table_are_found(table):
    assert len(table[False]) > 100
    assert {name for name, wrong in table[False].items() if not wrong} == BEYOND


VALUES = (
    "", "x", "yes", "Off", "true", "1", "0", "-1", "2.5", '"7"', '""', "[]", "[x]", "[1]", "{}",
    "{a: b}", "{id: x}", "{text: x}", "{en: x}", "[{id: x, locator: 3}]", "1850~",
    "1990-06-15/..", "Y-10000", "high", "default", "[[x]]", "[{text: x}]", "[{id: x}]",
)  # fmt: skip
"""What an author may write behind any key; a text such as `007` is a number in YAML 1.2."""
SOUND = {
    "annotations": f"- id: n1\n  {SHORT['NOTE']}\n  body: B\n",
    "entities": f"- id: a\n  {SHORT['GOOD']}\n",
    "events": f"- id: e\n  {SHORT['EVENT']}\n",
    "figures": f"- id: f\n  {SHORT['FIGURE']}\n",
    "pledges": f"- id: p\n  {SHORT['PLEDGE']}\n",
    "sources": f"- id: s\n  {SHORT['BOOK']}\n",
    "statements": f"- id: s1\n  {SHORT['STATEMENT']}\n",
    "vocabulary": "",
}


@pytest.mark.parametrize("stem", SOUND)
def test_whatever_is_right_to_those_who_read_it_is_right_to_an_editor(stem):
    """Each key of an item with each value: dates and ids of odd forms are refused later."""
    sound, indent = whole(SOUND[stem]), "" if stem == "vocabulary" else "  "
    (group,) = {key.group for key in files.keys(SCHEMAS[f"{stem}.json"])} & OUTER
    keys = [key.name for key in files.keys(SCHEMAS[f"{stem}.json"]) if key.group == group]
    tried = 0
    for key in keys[:60]:
        rest = "".join(
            line for line in sound.splitlines(keepends=True) if not line[2:].startswith(f"{key}:")
        )
        for value in VALUES:
            text = f"{rest}{indent}{key}: {value}\n"
            if rest[:2] in ("", "- ") and readable(text) and accepted(stem, text):
                tried += 1
                wrong = [its for its in PLAIN.wrong(stem, text) if " not match " not in its]
                assert wrong == [], text
    assert tried > 30


OUTER = {
    "annotation", "entity", "event", "figure", "pledge", "work", "statement", "vocabulary",
}  # fmt: skip


DATES = (
    "1990-06-16", "1850~", "185X", "../1850", "-0043-03-15", "1990-21", "Y-10000", "1990/1991",
    "0000", "0800", "-0043", "18XX?", "/1850", "1850%/..",
)  # fmt: skip


@pytest.mark.parametrize("date", DATES)
def test_dates_that_are_read_are_dates_to_an_editor(date):
    assert is_date(date)
    assert PLAIN.wrong("entities", f"{whole(SOUND['entities'])}  born: {date}\n") == []


@pytest.mark.parametrize("date", ["c. 1850", "'1850s'", "16 June 1990", "1990"])
def test_other_dates_are_none(date):
    assert len(PLAIN.wrong("entities", f"{whole(SOUND['entities'])}  born: {date}\n")) == 1


def test_ids_that_nobody_knows_are_told_but_not_refused():
    """An author names an entry a minute before it is made."""
    data = Dataset()
    data.put(Entity("known", "term", "Known"), File("entities.yml", b""), 0)
    data.lose(Entity, "mistaken")
    shape = names.file(data, ())["definitions"]["entities"]
    assert shape["anyOf"][0] == {
        "enum": ["known", "mistaken"],
        "enumDescriptions": ["Known", ""],
        "errorMessage": "Write a text here.",
    }
    assert "No entity of this id is known here." in shape["then"]["deprecationMessage"]
    editor = Editor(data)
    assert editor.wrong("entities", f"{whole(SOUND['entities'])}  see: [known, unknown]\n") == []
    assert editor.wrong("entities", whole(SOUND["entities"]).replace("term", "unknown")) != []


def test_words_of_a_vocabulary_take_the_place_of_the_usual_ones():
    data = Dataset()
    own = Vocabulary(kinds=(Term("work", {"": "Work"}),))
    data.put(own, File("vocabulary.yml", b""), None)
    editor, sound = Editor(data), whole(SOUND["entities"])
    assert editor.wrong("entities", sound.replace("term", "work")) == []
    assert editor.wrong("entities", sound) == ["0.kind: 'term' is not one of ['work']"]


SETTINGS = "extra:\n  apparatus: {}\n", "plugins:\n  - search\n  - apparatus: {}\n"


@pytest.mark.parametrize("where", [*SETTINGS, "plugins:\n  apparatus: {}\n  search: {{}}\n"])
@pytest.mark.parametrize(
    ("asked", "right"),
    [
        ("{data: d, open: all, search: true, marked_languages: off, edition: 2026-11-25}", True),
        ("{open: [start], search: [a.md], about: any, report: !ENV [REPORT, ''], text: }", True),
        ("{errors: off, desk: no}", True),
        ("{marked-languages: off}", False),
        ("{dat: d}", False),
        ("{marked_languages: often}", False),
        ("{open: seldom}", False),
        ("d", False),
        ("", True),
    ],
)
def test_settings(where, asked, right):
    text = where.format(asked)
    assert (PLAIN.wrong("mkdocs", text) == []) == right


def test_all_else_in_settings_is_left_open():
    text = "site_name: 3\nplugins: [tags, {tags: {x: 1}}]\nextra: {other: {}}\n"
    text += "more: !!python/name:a.b\n"
    assert PLAIN.wrong("mkdocs", text) == []
    assert PLAIN.wrong("mkdocs", "plugins:\nextra:\n") == []
