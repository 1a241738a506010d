"""How `apparatus` finds what is asked of it; what each command does is tried with that."""

from __future__ import annotations

import subprocess
import sys

import pytest
from apparatus import VERSION
from apparatus.__main__ import COMMANDS, main
from builds import PROJECT


@pytest.fixture
def asked(monkeypatch, capsys, tmp_path):
    """Run a command in an empty folder: its exit code, and what it says."""
    monkeypatch.chdir(tmp_path)

    def run(*words: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["apparatus", *words])
        try:
            code = main()
        except SystemExit as end:
            code = end.code
        told = capsys.readouterr()
        return code, told.out + told.err

    return run


@pytest.mark.parametrize("words", [(), ("--help",)])
def test_the_commands_are_listed(asked, words):
    code, said = asked(*words)
    assert code == 0
    assert [name for name in COMMANDS if f"\n    {name} " not in said] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_says_what_it_takes(asked, name):
    code, said = asked(name, "--help")
    assert code == 0
    assert said.startswith(f"usage: apparatus {name} ")


def test_the_version_is_told(asked):
    assert asked("--version") == (0, f"apparatus {VERSION}\n")


def test_another_word_is_no_command(asked):
    code, said = asked("chek")
    assert code == 2
    assert "invalid choice: 'chek'" in said


@pytest.mark.parametrize("words", [("public",), ("--data", "facts", "public"), ("--data=a",)])
def test_a_folder_alone_is_a_site_to_complete(asked, tmp_path, words):
    (tmp_path / "public").mkdir()
    assert asked(*words) == asked("site", *words)
    assert asked(*words)[0] == 1, "there is no page in it"


def test_the_folder_of_the_engine_is_a_command(tmp_path):
    command = [sys.executable, PROJECT / "hooks/apparatus", "--version"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (0, f"apparatus {VERSION}\n")


def test_who_reads_no_further_sees_no_traceback():
    command = [sys.executable, PROJECT / "hooks/apparatus", "overlay", "check"]
    told, piped = PROJECT / "tests/overlay/source.txt", subprocess.PIPE
    clock = PROJECT / "tests/editions/clock"
    with subprocess.Popen([*command, told], cwd=clock, stdout=piped, stderr=piped) as run:
        run.stdout.close()  # as `head` does
        assert run.stderr.read() == b""
