"""A new edition builds strictly at once, by the engine that came with it; and nothing is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from apparatus.__main__ import main
from apparatus.commands.new import _next
from apparatus.hosts.schema_files import stale
from apparatus.scaffold import Asked
from apparatus.scaffold.kinds import KINDS
from builds import Built, cards, shelf, some

MADE = {"article": "en", "letter": "fr", "poem": "ja", "law": "de"}
TITLE = 'A "new" <b>: & one #1'
ERRORS = (
    "https://example.org/o/r/issues/new?template=note.yml&title={title}&note={note}&page={page}"
)
BUILD = """
import sys
from mkdocs.__main__ import cli
for folder in sys.argv[1:]:
    where = ["--config-file", f"{folder}/mkdocs.yml", "--site-dir", f"{folder}/site"]
    cli(["build", "--strict", *where], standalone_mode=False)
"""


@pytest.fixture
def new(monkeypatch, capsys):
    """Run the command with answers, as somebody types them: its exit code, and what it says."""

    def run(folder, *words, answers=()):
        left = list(answers)
        asked = []

        def answer(question):
            asked.append(question)
            if not left:
                raise EOFError
            return left.pop(0)

        monkeypatch.setattr("builtins.input", answer)
        monkeypatch.setattr(sys, "argv", ["apparatus", "new", str(folder), *words])
        code = main()
        told = capsys.readouterr()
        return code, told.out + told.err, asked

    return run


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Build one edition of each kind, each in a language of its own."""
    top = tmp_path_factory.mktemp("new")
    code = "import sys; from apparatus.__main__ import main; sys.exit(main())"
    for kind, language in MADE.items():
        words = (top / kind, "--title", TITLE, "--language", language, "--kind", kind)
        subprocess.run([sys.executable, "-c", code, "new", *words], env=_plain(), check=True)
    run = subprocess.run(
        [sys.executable, "-c", BUILD, *(top / kind for kind in MADE)],
        cwd=top, env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": "", "ERRORS": ERRORS},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    return {kind: (top / kind, Built(top / kind / "site", run.stderr)) for kind in MADE}


def _plain():
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}


@pytest.mark.parametrize("kind", KINDS)
def test_it_builds_at_once_with_all_its_notes(built, kind):
    folder, site = built[kind]
    assert "WARNING" not in site.log
    pages = site.pages()
    text = pages["text/index.html"]
    assert text.html["lang"] == MADE[kind]
    notes = shelf(folder, "annotations")
    assert {note["id"] for note in text.select("[role=note]")} == {note["id"] for note in notes}
    for note in notes:
        assert text.select(f'[data-annotation~="{note["id"]}"]'), note["id"]
    links = {link["data-entity"] for link in some(text.select("article a.ap-xref"))}
    assert links
    assert set(cards(site, "text/index.html", text)) == links
    assert len(pages["names/index.html"].select(".ap-register__entry")) == 5
    assert len(pages["timeline/index.html"].select(".ap-event")) == 3
    assert len(pages["sources/index.html"].select(".ap-bibliography li")) == 2
    assert len(some(text.select('a[href^="https://example.org/o/r/issues"]'))) == len(notes)
    assert pages["index.html"].h1.get_text() == TITLE
    assert pages["index.html"].select_one("meta[property='og:site_name']")["content"] == TITLE


def test_an_editor_knows_what_data_may_hold(built):
    folder, _ = built["poem"]
    assert stale(folder / "mkdocs.yml") == []
    for path in some((folder / "data").glob("*.yml")):
        line = path.read_text("utf-8").splitlines()[0]
        assert line == f"# yaml-language-server: $schema=../.vscode/apparatus/{path.stem}.json"
    told = json.loads((folder / ".vscode/settings.json").read_text("utf-8"))
    assert {"yaml.schemas", "yaml.customTags", "files.exclude"} <= told.keys()


def test_nothing_is_fetched_from_elsewhere(built):
    _, site = built["article"]
    for path, page in site.pages().items():
        asked = [its["src"] for its in page.select("[src]")]
        asked += [its["href"] for its in page.select("link[rel=stylesheet], link[rel=preconnect]")]
        assert [its for its in some(asked) if "//" in its] == [], path
        assert page.select("[data-md-component=search]"), path


def test_at_most_three_things_are_asked_and_wrong_answers_again(new, tmp_path):
    answers = ["", "Mine", "xx", "Français", "opera", "Sonnet"]
    code, said, asked = new(tmp_path / "mine", answers=answers)
    assert code == 0
    assert [one.split()[0] for one in asked] == [
        "Title:",
        "Title:",
        *["Language"] * 2,
        *["Kind"] * 2,
    ]
    assert "language: fr" in (tmp_path / "mine/mkdocs.yml").read_text("utf-8")
    assert "{ #v }" in (tmp_path / "mine/docs/text.md").read_text("utf-8")
    assert "mkdocs serve" in said
    assert "'sonnet': it is set as a poem.\n" in said
    assert said.count("Name ") == 2


def test_an_answer_may_be_left_out_and_the_command_may_say_all(new, tmp_path):
    code, _, asked = new(tmp_path / "one", "--title", "Mine", answers=["", ""])
    assert (code, len(asked)) == (0, 2)
    settings = (tmp_path / "one/mkdocs.yml").read_text("utf-8")
    assert "language: en" in settings
    words = ("--title", "T", "--language", "it", "--kind", "law")
    code, said, asked = new(tmp_path / "two", *words)
    assert (code, asked) == (0, [])
    assert said.endswith("There is no sample in 'it' yet: its words are English.\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Nobody has answered. Say --title in the command, or TITLE= after 'make new'."),
        (("--title", " \n"), "--title ' \n': An edition needs a title."),
        (("--title", "T", "--language", "xx"), "--language 'xx': Name it in its own words or in "),
        (("--title", "T", "--language", "Spanich"), "--language 'Spanich': Did you mean 'es'"),
        (
            ("--title", "T", "--language", "fr", "--kind", "opera"),
            "--kind 'opera': Name one of art",
        ),
    ],
)
def test_without_a_good_answer_nothing_is_written(new, tmp_path, words, said):
    code, told, _ = new(tmp_path / "mine", *words)
    assert code == 2
    assert told.startswith(said)
    assert not (tmp_path / "mine").exists()


WHOLE = ("--title", "T", "--language", "en", "--kind", "letter")


def test_nothing_is_overwritten(new, tmp_path):
    (tmp_path / "kept.txt").write_text("mine")
    code, said, _ = new(tmp_path, *WHOLE)
    assert code == 1
    assert said.startswith(f"{tmp_path}: this folder is not empty, and nothing in it was changed.")
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]
    code, said, _ = new(tmp_path / "kept.txt", *WHOLE)
    assert (code, said) == (1, f"{tmp_path / 'kept.txt'}: this is a file. Name a new folder.\n")


def test_a_repository_without_a_file_is_as_good_as_an_empty_folder(new, tmp_path):
    (tmp_path / ".git").mkdir()
    assert new(tmp_path, *WHOLE)[0] == 0


def test_a_folder_that_cannot_be_written_is_told(new, tmp_path, monkeypatch):
    def refuse(path, *_, **__):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("pathlib.Path.mkdir", refuse)
    code, said, _ = new(tmp_path / "mine", *WHOLE)
    assert code == 1
    assert said.endswith(": it cannot be written: Permission denied.\n")


@pytest.mark.parametrize(
    ("name", "uv", "lines"),
    [
        ("posix", "/uv", ["uv venv --clear", "uv run --no-project mkdocs serve"]),
        ("nt", None, ["py -m venv .venv", ".venv\\Scripts\\mkdocs serve"]),
        ("posix", None, ["python3 -m venv .venv", ".venv/bin/mkdocs serve"]),
    ],
)
def test_the_next_commands_are_those_of_the_machine(monkeypatch, name, uv, lines):
    monkeypatch.setattr("apparatus.commands.new.shutil.which", lambda _: uv)
    monkeypatch.setattr("apparatus.commands.new.SYSTEM", name)
    said = _next("my edition", Asked("T", "en", "poem", "2026-01-31"))
    assert 'cd "my edition"' in said
    assert [line for line in lines if f"    {line}\n" not in said] == []
