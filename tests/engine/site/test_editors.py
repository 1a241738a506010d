"""What an editor offers and says, by the YAML language server that editors run."""

from __future__ import annotations

import json
import shutil

import pytest
from apparatus.hosts import schema_files
from builds import PROJECT
from language_server import LanguageServer

LINE = "# yaml-language-server: $schema=../.vscode/apparatus/entities.json\n"
ENTRY = "- id: a\n  kind: person\n  name: A\n"
NOTE = "- id: n1\n  layer: begriff\n  target: {block: p1}\n  body: B\n"


@pytest.fixture(scope="module")
def edition(tmp_path_factory):
    """A statute with layers of its own, of which editors are told."""
    folder = tmp_path_factory.mktemp("editors") / "statute"
    shutil.copytree(PROJECT / "tests/editions/statute", folder)
    schema_files.write(folder / "mkdocs.yml")
    return folder


@pytest.fixture(scope="module")
def editor(edition):
    with LanguageServer(edition) as server:
        yield server


def ids(edition, which):
    text = (edition / ".vscode/apparatus/names.json").read_text(encoding="utf-8")
    shape = json.loads(text)["definitions"][which]
    return set(shape.get("enum") or shape["anyOf"][0]["enum"])


def test_what_the_edition_holds_is_right(editor, edition):
    paths = [*sorted((edition / "data").glob("*.yml")), edition / "mkdocs.yml"]
    assert len(paths) > 5
    for path in paths:
        name = path.relative_to(edition).as_posix().replace("data/", "data*/")
        name = name.replace("mkdocs.yml", "*/mkdocs.yml")
        assert editor.wrong(name, path.read_text(encoding="utf-8")) == [], path


def test_keys_are_offered_with_what_they_are_for(editor):
    offered = editor.offered("data*/x.yml", f"{LINE}{ENTRY}  |")
    assert offered["gloss"] == "One or two plain sentences, shown on cards."
    assert {"aliases", "born", "same_as", "see", "sources"} <= offered.keys()
    assert not {"id", "kind", "name", "same-as"} & offered.keys(), "they stand there already"
    assert "One or two plain sentences" in editor.hover(
        "data*/x.yml", f"{LINE}{ENTRY}  gloss|: x\n"
    )
    inner = editor.offered("data/annotations/*.yml", "- id: n1\n  target:\n    |")
    assert {"block", "exact", "paragraph", "until"} <= inner.keys()
    works = editor.offered("data/sources/*.yml", "- id: s\n  type: book\n  |")
    assert works["container-title"].startswith("What it came out in")


def test_words_and_ids_are_offered(editor, edition):
    for name, text, which in (
        ("data*/x.yml", f"{LINE}- id: a\n  kind: |", "kinds"),
        ("data/annotations/*.yml", "- id: n1\n  layer: |", "layers"),
        ("data/annotations/*.yml", "- id: n1\n  target: {page: |}", "pages"),
        ("data*/x.yml", f"{LINE}{ENTRY}  see: [|]", "entities"),
        ("data*/x.yml", f"{LINE}{ENTRY}  faces:\n    - |", "entities"),
        ("data*/x.yml", f"{LINE}{ENTRY}  faces:\n    - id: |", "entities"),
        ("data*/x.yml", f"{LINE}{ENTRY}  sources: [|]", "sources"),
        ("data/statements/*.yml", "- id: s1\n  entity: |", "entities"),
        ("data/pledges/*.yml", "- id: p1\n  notes:\n    - |", "notes"),
        ("*/mkdocs.yml", "extra:\n  apparatus:\n    about: |", "sources"),
        ("*/mkdocs.yml", "extra:\n  apparatus:\n    open: [|]", "openings"),
    ):
        assert ids(edition, which) <= editor.offered(name, text).keys(), text
    offered = editor.offered("data*/x.yml", f"{LINE}- id: a\n  confidence: |")
    assert offered.keys() - {"!ENV"} == {"high", "medium", "low"}
    assert "book" in editor.offered("data/sources/*.yml", "- id: s\n  type: |")


def test_settings_are_offered_wherever_they_may_stand(editor):
    for text in ("extra:\n  apparatus:\n    |", "plugins:\n  - apparatus:\n      |"):
        offered = editor.offered("*/mkdocs.yml", text)
        assert offered["data"] == "The folder of the data files."
    assert "apparatus" in editor.offered("*/mkdocs.yml", "plugins:\n  - |")
    assert editor.wrong("*/mkdocs.yml", "plugins:\n  - search\n  - apparatus:\n      dat: x\n") == [
        (4, "Property dat is not allowed.")
    ]
    text = "extra:\n  apparatus:\n    report: !ENV [REPORT, '']\n    desk: no\n"
    assert editor.wrong("*/mkdocs.yml", text) == []


def test_what_is_wrong_is_said(editor, edition):
    text = f"{LINE}- id: a\n  kind: persn\n  alias: [b]\n  born: c. 1850\n  gloss: 3\n"
    kinds = ", ".join(f'"{one}"' for one in ("person", "organization"))
    said = dict(editor.wrong("data*/x.yml", text))
    assert said[2] == 'Missing property "name".'
    assert said[3].startswith(f"Value is not accepted. Valid values: {kinds}")
    assert said[4] == "Property alias is not allowed."
    assert said[5].startswith("Write a date such as 1853-10-28")
    assert said[6] == 'Incorrect type. Expected "string".'
    (told,) = editor.wrong("data/annotations/*.yml", NOTE.replace("begriff", "begrif"))
    assert told[0] == 2
    assert all(f'"{one}"' in told[1] for one in ids(edition, "layers"))


def test_what_may_be_left_empty_or_written_short_is_right(editor):
    text = f"{LINE}{ENTRY}  gloss:\n  link:\n  faces:\n  aliases: [B, {{text: C}}]\n  same-as: []\n"
    assert editor.wrong("data*/x.yml", text) == []
    assert editor.wrong("data*/x.yml", LINE) == []
    assert editor.wrong("data/annotations/*.yml", f"{NOTE}  draft: yes\n") == []


def test_what_is_wrong_in_a_group_is_said_of_the_group(editor):
    assert editor.wrong("data*/x.yml", f"{LINE}{ENTRY}  aliases: [{{txt: B}}]\n") == [
        (5, 'Missing property "text".'), (5, "Property txt is not allowed."),
    ]  # fmt: skip


def test_an_id_that_nobody_knows_is_told_until_it_is_known(editor, edition):
    text = f"{LINE}{ENTRY}  see: [brand-new]\n  sources: [nowhere]\n"
    told = editor.wrong("data*/x.yml", text)
    assert [(line, message.partition(" known")[0]) for line, message in sorted(told)] == [
        (5, "No entity of this id is"), (6, "No source of this id is"),
    ]  # fmt: skip
    path = edition / "data/entities.yml"
    before = path.read_text(encoding="utf-8")
    path.write_text(f"{before}\n- id: brand-new\n  kind: term\n  name: New\n", encoding="utf-8")
    schema_files.write(edition / "mkdocs.yml")
    editor.changed(".vscode/apparatus/names.json")
    assert [line for line, _ in editor.wrong("data*/x.yml", text)] == [6]
