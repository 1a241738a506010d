"""`apparatus check` says what a build says, all of it, and writes no site."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys

import pytest
from apparatus.commands.check import told
from builds import PROJECT, mkdocs

WORDS = "# Words\n\n<!-- apparatus: register -->\n"


@pytest.fixture
def site(tmp_path):
    """Write a small site: by name, its files."""

    def write(**files: str) -> None:
        pages = {"index.md": "# A\n\nThe tower.\n{ #p1 }\n", "words.md": WORDS} | files
        (tmp_path / "docs").mkdir()
        (tmp_path / "data").mkdir()
        hook = (PROJECT / "hooks/crosslinks.py").as_posix()
        (tmp_path / "mkdocs.yml").write_text(
            f"site_name: S\ntheme: {{name: material, font: false}}\nhooks: ['{hook}']\n"
            "markdown_extensions: [attr_list]\nvalidation: {anchors: warn}\n"
            "extra: {apparatus: {text: index.md}}\n",
            encoding="utf-8",
        )
        data = {"entities.yml": "- {id: tower, kind: term, name: tower}\n"}
        for name, text in (pages | {key: data[key] for key in data if key not in files}).items():
            folder = "docs" if name.endswith(".md") else "data"
            (tmp_path / folder / name).write_text(text, encoding="utf-8")

    return write


@pytest.fixture
def check(tmp_path):
    def run(*words: str, command="check") -> tuple[int, list[str], str]:
        done = subprocess.run(
            [sys.executable, PROJECT / "hooks/apparatus", command, *words],
            cwd=tmp_path, capture_output=True, text=True, check=False,
        )  # fmt: skip
        return done.returncode, done.stderr.splitlines(), done.stdout

    return run


def test_a_sound_site_is_counted_and_not_written(site, check, tmp_path):
    site()
    assert check("--strict") == (0, [], "All is well: 2 pages, 1 entry, 0 notes, 0 sources.\n")
    assert {path.name for path in tmp_path.iterdir()} <= {"mkdocs.yml", "docs", "data", ".cache"}


def test_mistakes_of_data_pages_and_links_are_told_at_once(site, check, tmp_path):
    site(
        **{
            "entities.yml": "- {id: tower, kind: trem, name: tower}\n",
            "annotations.yml": "- {id: n1, target: {paragraph: 1, exact: The towers}, layer: terms,"
            " body: B, sources: [s], confidence: high}\n",
            "sources.yml": "- {id: s, type: book, title: T}\n",
            "index.md": "# A\n\nThe tower.\n{ #p1 }\n\n[a](no.md) [b](#none)\n",
        }
    )
    code, lines, said = check()
    assert code == 1
    assert said.startswith("2 errors and 2 warnings.\n")
    kind, words, page, place = lines
    assert kind.startswith("data/entities.yml:1:21: kind 'trem' is not one of ")
    assert words.startswith("data/annotations.yml:1:")
    assert "a link 'no.md'" in page
    assert "a link '#none'" in place
    assert {line.endswith(" (a warning)") for line in (page, place)} == {True}
    built = mkdocs("build", cwd=tmp_path)
    assert kind in built.stderr, "a build stops there"
    assert words not in built.stderr


@pytest.mark.parametrize("text", ["", "\n \n", "---\ntitle: Gone\n---\n"])
def test_what_notes_are_about_is_missed_on_a_page_that_is_empty(site, check, text):
    site(
        **{
            "index.md": text,
            "sources.yml": "- {id: s, type: book, title: S}\n",
            "annotations.yml": "- {id: n1, target: {paragraph: 1, exact: tower}, layer: terms, "
            "body: B., sources: [s], confidence: high}\n",
        }
    )
    code, said, _ = check()
    assert (code, len(said)) == (1, 1)
    assert said[0].startswith("data/annotations.yml:1:32: 'index.md' has no paragraph 1.")


def test_settings_that_are_no_yaml_are_told_by_their_place(site, check, tmp_path):
    site()
    text = (tmp_path / "mkdocs.yml").read_text("utf-8")
    (tmp_path / "mkdocs.yml").write_text(f"site_name: A: B\n{text}", "utf-8")
    code, lines, said = check()
    assert (code, said) == (1, "")
    (line,) = lines
    assert line.startswith("mkdocs.yml:1:13: a second colon stands in this line")
    assert line.endswith('Put the whole text in quotation marks: "A: B".')


def test_warnings_count_where_that_is_asked_for(site, check):
    site(**{"index.md": "# A\n\nThe tower. [a](no.md)\n"})
    code, _, said = check()
    assert code == 0
    assert said.endswith("\nA strict build, which is what publishes, stops at warnings too.\n")
    code, lines, said = check("--strict")
    assert code == 1
    assert len(lines) == 1
    assert said == "1 warning: 2 pages, 1 entry, 0 notes, 0 sources.\n"


def test_a_folder_without_settings_is_told(check):
    code, lines, said = check()
    assert (code, said) == (1, "")
    assert lines[0].startswith("mkdocs.yml:1:1: there is no file 'mkdocs.yml' here.")


def test_messages_over_several_lines_stay_whole():
    lines = ["INFO    -  Cleaning", "WARNING -  Pages without a place:", "  - a.md", "INFO    - x",
             "  - y", "ERROR   -  a-b: c", "The end"]  # fmt: skip
    assert told(lines) == (["a-b: c"], ["Pages without a place:\n  - a.md"])


def test_a_report_says_what_is_missing_and_writes_no_site(site, check, tmp_path):
    site()
    code, lines, said = check(command="report")
    assert (code, lines) == (0, [])
    assert "Entries that lack something" in said
    assert "tower" in said
    assert {path.name for path in tmp_path.iterdir()} <= {"mkdocs.yml", "docs", "data", ".cache"}
    (tmp_path / "data/entities.yml").write_text("- {id: tower, kind: trem, name: tower}\n")
    code, lines, said = check(command="report")
    assert (code, said) == (1, "")
    assert [line.split(" is not ")[0] for line in lines[:1]] == [
        "data/entities.yml:1:21: kind 'trem'"
    ]


def test_where_nothing_is_installed_a_sentence_says_what_to_run(tmp_path):
    (tmp_path / "hooks").mkdir()
    shutil.copytree(PROJECT / "hooks/apparatus", tmp_path / "hooks/apparatus",
                    ignore=shutil.ignore_patterns("assets", "styles", "__pycache__"))  # fmt: skip
    (tmp_path / "requirements.lock").touch()
    done = subprocess.run(
        [sys.executable, "-I", "-S", "hooks/apparatus", "new", "--help"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert re.match(r"There is no module '\w+' here yet\. ", done.stderr)
    assert (
        "    uv venv --clear\n    uv pip sync --require-hashes requirements.lock\n" in done.stderr
    )
