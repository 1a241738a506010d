"""The two scripts that `make` needs: each way they can go, with programs that only pretend."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from builds import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

TOOLS = PROJECT / "tests/tools"
NEEDED = ("sh", "id", "dirname", "cat", "chmod", "mkdir")


class Machine:
    """A folder that is the whole search path: only what stands there can be run."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "bin"
        self.path.mkdir()
        for name in NEEDED:
            (self.path / name).symlink_to(shutil.which(name))

    def add(self, name: str, script: str = "") -> Path:
        program = self.path / name
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        return program

    def run(self, tool: str, *arguments: str, **environment: str):
        return subprocess.run(
            ["/bin/sh", str(TOOLS / tool), *arguments],
            env={"PATH": str(self.path), **environment},
            cwd=self.path.parent,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path)


def makes(name: str) -> str:
    """Write a script that installs a program of that name."""
    return f'printf "#!/bin/sh\\n" > "$PATH/{name}"; chmod +x "$PATH/{name}"'


def test_an_installed_browser_is_taken(machine):
    chromium = machine.add("chromium")
    run = machine.run("browser", "playwright")
    assert (run.returncode, run.stdout) == (0, f"{chromium}\n")


def test_a_named_browser_comes_first(machine):
    machine.add("chromium")
    mine = machine.add("mine")
    assert machine.run("browser", "playwright", CHROME=str(mine)).stdout == f"{mine}\n"


def test_a_browser_that_does_not_run_is_passed_over(machine):
    machine.add("chromium", "exit 1")
    chrome = machine.add("google-chrome")
    assert machine.run("browser", "playwright").stdout == f"{chrome}\n"


def test_else_debian_s_is_installed(machine):
    machine.add("id", "echo 0") if not os.getuid() else None
    machine.add("sudo", 'shift; exec "$@"')
    machine.add("true")
    machine.add("apt-get", f'[ "$1" = install ] || exit 0; {makes("chromium")}')
    run = machine.run("browser", "playwright")
    assert (run.returncode, run.stdout) == (0, f"{machine.path}/chromium\n")
    assert "installing Debian's" in run.stderr


def test_else_playwright_fetches_one(machine):
    machine.add("apt-get", "exit 100")
    machine.add("sudo", "exit 1")
    playwright = machine.add("playwright", makes("fetched"))
    machine.add("python", f"echo {machine.path}/fetched")
    run = machine.run("browser", str(playwright))
    assert (run.returncode, run.stdout) == (0, f"{machine.path}/fetched\n")
    assert "letting Playwright fetch one" in run.stderr


def test_else_one_sentence_and_failure(machine):
    playwright = machine.add("playwright", "exit 1")
    run = machine.run("browser", str(playwright))
    assert run.returncode != 0
    assert run.stdout == ""
    assert run.stderr.splitlines()[-1] == (
        "The browser tests need Chrome or Chromium, and none could be found or installed: "
        "install one, or name it with CHROME=/path/to/chrome."
    )


def test_python_must_be_there_and_new_enough(machine):
    run = machine.run("venv", "python3")
    assert run.returncode != 0
    assert run.stderr.startswith("This needs Python 3.11 or later: install it")
    machine.add("python3", '[ "$1" = -V ] && echo Python 3.9.2 && exit; exit 1')
    run = machine.run("venv", "python3")
    assert run.returncode != 0
    assert "'python3' is Python 3.9.2" in run.stderr


def test_a_python_without_venv_is_named(machine):
    machine.add("sudo", "exit 1")
    script = 'case "$2" in *ensurepip*) exit 1;; *print*) echo python3.11-venv;; esac'
    machine.add("python3", script)
    run = machine.run("venv", "python3")
    assert run.returncode != 0
    assert "apt install python3.11-venv" in run.stderr
