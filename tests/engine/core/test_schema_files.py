"""`apparatus schema`: what it writes, what it leaves alone, what `serve` keeps up to date."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest
from apparatus.__main__ import main
from apparatus.data import loading
from apparatus.hosts import names_file, schema_files
from apparatus.hosts.session import Session
from apparatus.pieces import SHELVES

LINE = "# yaml-language-server: $schema=../.vscode/apparatus/entities.json\n"
ENTITIES = "- {id: a, kind: term, name: A, gloss: G, entry: page.md}\n"
NAMES = ".vscode/apparatus/names.json"


@pytest.fixture
def project(tmp_path):
    """The smallest project."""
    for name, text in {
        "mkdocs.yml": "site_name: S\n",
        "data/entities.yml": ENTITIES,
        "docs/page.md": "# P\n",
    }.items():
        path = tmp_path / "project" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "project"


def known(project, which="entities"):
    definitions = json.loads((project / NAMES).read_text(encoding="utf-8"))["definitions"]
    return definitions[which]["anyOf"][0]["enum"]


def test_the_command_names_what_it_has_changed(project, monkeypatch, capsys):
    monkeypatch.chdir(project)
    monkeypatch.setattr(sys, "argv", ["apparatus", "schema"])
    assert main() == 0
    said = capsys.readouterr().out.splitlines()
    assert said[-3:] == [".vscode/settings.json", ".vscode/extensions.json", "data/entities.yml"]
    assert (project / "data/entities.yml").read_text(encoding="utf-8") == LINE + ENTITIES
    assert known(project) == ["a"]
    assert known(project, "pages") == ["page.md"]
    assert schema_files.stale(Path("mkdocs.yml")) == []
    assert main() == 0
    assert capsys.readouterr().out == "Nothing has changed.\n"
    Path("mkdocs.yml").unlink()
    assert main() == 1
    assert capsys.readouterr().err.startswith("mkdocs.yml:1:1: there is no file 'mkdocs.yml' here.")


def test_what_is_stale_is_named(project):
    schema_files.write(project / "mkdocs.yml")
    (project / "data/entities.yml").write_text(ENTITIES.replace("id: a", "id: b"))
    (project / ".vscode/apparatus/events.json").write_text("{}")
    stale = schema_files.stale(project / "mkdocs.yml")
    assert stale == [".vscode/apparatus/events.json", NAMES]


def test_what_an_author_has_in_the_settings_stays(project):
    path = project / ".vscode/settings.json"
    path.parent.mkdir()
    own = {"./own.json": ["mkdocs.yml"], "./.vscode/apparatus/events.json": ["mine.yml"]}
    path.write_text(json.dumps({"a": 1, "yaml.schemas": own, "yaml.customTags": ["!own"]}))
    (project / "mkdocs.yml").write_text("site_name: S\nmore: !!python/name:a.b\nx: !ENV [A]\n")
    schema_files.write(project / "mkdocs.yml")
    now = json.loads(path.read_text(encoding="utf-8"))
    assert now["a"] == 1
    assert now["yaml.schemas"].items() >= own.items()
    assert now["yaml.schemas"]["./.vscode/apparatus/mkdocs.json"] == ["mkdocs.yml"]
    assert now["yaml.customTags"] == [
        "!own", "!ENV scalar", "!ENV sequence", "tag:yaml.org,2002:python/name:a.b scalar",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [b'{"a": 1, // mine\n}', b"[1]", b'{"yaml.schemas": []}', b'{"a": 1, "a": 2}',
     b'{"a": "\\ud800"}', b"[" * 100_000, '{"a": 1}'.encode("utf-16")],
    ids=["comment", "list", "odd", "twice", "half a sign", "deep", "UTF-16"],
)  # fmt: skip
def test_settings_that_are_more_than_json_are_left_alone(project, text):
    path = project / ".vscode/settings.json"
    path.parent.mkdir()
    path.write_bytes(text)
    schema_files.write(project / "mkdocs.yml")
    assert path.read_bytes() == text
    if len(text) < 1000 and b"\xff" not in text:  # what is to be put in by hand is told
        assert "yaml.schemas" in json.loads(schema_files.untold(project / "mkdocs.yml"))
    path.write_bytes(b"")
    schema_files.write(project / "mkdocs.yml")
    assert schema_files.untold(project / "mkdocs.yml") == ""


@pytest.mark.parametrize(
    "text",
    [
        "# yaml-language-server: $schema=mine.json\n" + ENTITIES,
        "# About us\n# $schema: mine.json\n" + ENTITIES,
    ],
)
def test_a_data_file_that_names_a_schema_is_left_alone(project, text):
    path = project / "data/entities.yml"
    path.write_text(text)
    schema_files.write(project / "mkdocs.yml")
    assert path.read_text(encoding="utf-8") == text


def test_a_data_file_is_changed_in_its_first_line_alone(project):
    path = project / "data/entities.yml"
    content = ENTITIES.replace("\n", "\r\n# ç\r\n").encode()
    path.write_bytes(content)
    schema_files.write(project / "mkdocs.yml")
    assert path.read_bytes() == LINE.replace("\n", "\r\n").encode() + content
    latin = "- {id: b, name: ç}\n".encode("latin-1")
    (project / "data/events.yml").write_bytes(latin)
    schema_files.write(project / "mkdocs.yml")
    assert (project / "data/events.yml").read_bytes() == latin


def test_data_and_pages_are_where_the_settings_say(project):
    (project / "data").rename(project / "facts")
    (project / "docs").rename(project / "text")
    (project / "mkdocs.yml").write_text(
        "docs_dir: text\nplugins:\n  - search\n  - apparatus: {data: facts}\n"
    )
    schema_files.write(project / "mkdocs.yml")
    assert known(project) == ["a"]
    assert known(project, "pages") == ["page.md"]
    settings = json.loads((project / ".vscode/settings.json").read_text(encoding="utf-8"))
    patterns = settings["yaml.schemas"]["./.vscode/apparatus/entities.json"]
    assert patterns == ["facts/entities.{yml,yaml}", "facts/entities/*.{yml,yaml}"]


def test_nothing_is_written_outside_of_the_project(project, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    shutil.move(project / "data", tmp_path / "data")
    (project / "mkdocs.yml").write_text("extra: {apparatus: {data: ../data}}\n")
    (project / ".vscode").symlink_to(elsewhere)
    assert schema_files.write(project / "mkdocs.yml") == []
    assert list(elsewhere.iterdir()) == []
    assert (tmp_path / "data/entities.yml").read_text(encoding="utf-8") == ENTITIES


def test_serving_keeps_ids_up_to_date(project):
    """With the ids of what has mistakes, and as they were where data cannot be read."""
    path, config = project / "data/entities.yml", {
        "config_file_path": str(project / "mkdocs.yml"), "docs_dir": str(project / "docs"),
        "theme": {},
    }  # fmt: skip
    session = Session(lambda _: None, RuntimeError, serving=True)
    session.configure(config, [])
    assert not (project / ".vscode").exists(), "nobody has asked for it"
    schema_files.write(project / "mkdocs.yml")
    path.write_text(ENTITIES + "- {id: b, kind: term, name: 3}\n")
    session.configure(config, [])
    assert known(project) == ["a", "b"]
    path.write_text("- [\n")
    session.configure(config, [])
    assert known(project) == ["a", "b"]
    assert [one.name for one in (project / ".vscode/apparatus").glob(".*")] == []


def test_what_is_in_the_way_of_a_file_is_named(project, monkeypatch, capsys):
    (project / ".vscode/settings.json").mkdir(parents=True)
    monkeypatch.chdir(project)
    monkeypatch.setattr(sys, "argv", ["apparatus", "schema"])
    assert main() == 1
    said = capsys.readouterr().err.partition(": ")
    assert said[0] == str(project / ".vscode/settings.json")
    assert said[2].startswith("it cannot be written: ")
    assert not list((project / ".vscode").glob(".*"))


def test_who_may_read_a_file_stays(project):
    path = project / "data/entities.yml"
    path.chmod(0o600)
    schema_files.write(project / "mkdocs.yml")
    assert path.read_text(encoding="utf-8").startswith(LINE)
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_folder_that_cannot_be_written_stops_nothing(project, monkeypatch):
    schema_files.write(project / "mkdocs.yml")
    data, _ = loading.load(project / "data", "data", SHELVES)
    data.entities.clear()

    def refuse(*_):
        raise PermissionError

    monkeypatch.setattr(names_file, "put", refuse)
    names_file.refresh(project, project / "docs", data)
    assert known(project) == ["a"]


def test_labels_are_data_and_nothing_else(project):
    (project / "data/entities.yml").write_text(
        '- {id: a, kind: term, name: "</script>\\"\\\\n${1:x}", gloss: G, entry: page.md}\n'
    )
    schema_files.write(project / "mkdocs.yml")
    shape = json.loads((project / NAMES).read_text(encoding="utf-8"))["definitions"]["entities"]
    assert shape["anyOf"][0]["enumDescriptions"] == ['</script>"\\n${1:x}']


def test_data_beside_the_settings_name_their_schema_where_git_has_both(project, tmp_path):
    (tmp_path / ".git").mkdir()
    shutil.move(project / "data", tmp_path / "facts")
    (project / "mkdocs.yml").write_text("extra: {apparatus: {data: ../facts}}\n")
    assert schema_files.write(project / "mkdocs.yml")[-1] == "../facts/entities.yml"
    line = "# yaml-language-server: $schema=../project/.vscode/apparatus/entities.json\n"
    assert (tmp_path / "facts/entities.yml").read_text(encoding="utf-8") == line + ENTITIES
