"""Every command of the Makefile, and those of the README without make, in a copy of the project.

Not tried are `make test`, which is what runs this, and `make lock`, which asks for the newest
version of everything.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

BIN = Path(sys.executable).parent
PROJECT = Path(__file__).parent.parent
MADE = (".git", ".venv", "site", ".cache", ".*_cache", ".hypothesis", ".coverage*", "__pycache__")
TARGETS = set(
    re.search(r"(?m)^\.PHONY: (.*)$", (PROJECT / "Makefile").read_text("utf-8"))[1].split()
)
NOT_TRIED = {"test", "lock"}
# What a make or an environment around this one has said is not meant for the copy.
ENVIRONMENT = {
    key: value
    for key, value in os.environ.items()
    if key not in {"MAKEFLAGS", "MAKELEVEL", "VIRTUAL_ENV", "SITE_URL", "REPORT"}
}


class Copy:
    """A copy of the project, whose make finds everything set up."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "project"
        shutil.copytree(PROJECT, self.folder, ignore=shutil.ignore_patterns(*MADE))
        ready = folder / "ready"
        ready.touch()
        self.settings = [f"BIN={BIN}", f"READY={ready}", f"REST={ready}"]

    def command(self, target: str, *settings: str) -> list[str]:
        return ["make", target, *self.settings, *settings]

    def make(self, target: str, *settings: str) -> str:
        run = subprocess.run(
            self.command(target, *settings),
            cwd=self.folder,
            env=ENVIRONMENT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, run.stdout + run.stderr
        return run.stdout

    def files(self) -> set[str]:
        return {p.relative_to(self.folder).as_posix() for p in self.folder.rglob("*")}


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path)


@contextmanager
def running(command: list[str], folder: Path, **environment: str) -> Iterator[None]:
    """Start a server; at the end stop it and what it has started."""
    server = subprocess.Popen(
        command,
        cwd=folder,
        env=ENVIRONMENT | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield
        assert server.poll() is None
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(30)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def served(port: int) -> str:
    """Return the first page of a server, once it is there."""
    for _ in range(600):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=20) as answer:
                return answer.read().decode()
        except OSError:
            time.sleep(0.1)
    raise AssertionError("nothing is served")


def title() -> str:
    return re.search(r"(?m)^site_name: (.+)$", (PROJECT / "mkdocs.yml").read_text("utf-8"))[1]


def test_each_command_is_tried_here():
    tried = {
        name.removeprefix("test_make_").replace("_", "-")
        for name in globals()
        if name.startswith("test_make_")
    }
    assert tried | NOT_TRIED == TARGETS


def test_make_help(copy):
    said = copy.make("help")
    assert {line.split()[1] for line in said.splitlines()} == TARGETS
    assert copy.make("-s") == said


def test_make_build(copy):
    copy.make("build", "SITE_URL=https://example.org/copy/")
    assert "https://example.org/copy/" in (copy.folder / "site/index.html").read_text("utf-8")


def test_make_report(copy):
    said = copy.make("report")
    assert said.endswith((copy.folder / ".cache/report.txt").read_text("utf-8"))
    assert "Entries that no page mentions" in said
    assert not (copy.folder / "site").exists()


def test_make_import(copy):
    entries = copy.folder / "data/entities.yml"
    before = entries.read_text("utf-8")
    kind = re.search(r"(?m)^\W*kind: *([\w-]+)", before)[1]
    (copy.folder / "list.csv").write_text(f"name;kind\nJean Bobine;{kind}\n", "utf-8")
    assert copy.make("import", "FILE=list.csv").endswith("data/entities.yml: 1 entry added.\n")
    after = entries.read_text("utf-8")
    assert after.startswith(before.rstrip())
    assert after.endswith(f"- id: jean-bobine\n  kind: {kind}\n  name: Jean Bobine\n")


def test_make_new(copy):
    mine = copy.folder.parent / "mine"
    said = copy.make(
        "new", f"TARGET={mine}", "TITLE=A 'poem', \"so\" #1", "LANGUAGE=fr", "KIND=poem"
    )
    assert f"cd {mine}" in said
    subprocess.run([BIN / "mkdocs", "build", "--strict", "--quiet"], cwd=mine, check=True)
    assert "A 'poem', \"so\" #1</h1>" in (mine / "site/index.html").read_text("utf-8")
    assert {".git", "tests", "overrides"} & {path.name for path in mine.iterdir()} == set()


# Of the small edition whose text is ours: it has a page for readers' copies.
OVERLAID = ("tests/editions/clock", "tests/overlay/source.txt", "tests/overlay/spans.yml")


@pytest.fixture
def overlaid(copy: Copy) -> Copy:
    """A copy of the project with that edition in it."""
    edition = copy.folder / OVERLAID[0]
    for name in ("docs", "data"):
        shutil.rmtree(copy.folder / name)
        shutil.copytree(edition / name, copy.folder / name)
    shutil.copy(edition / "mkdocs.yml", copy.folder)
    return copy


def test_make_fingerprint(overlaid):
    made = overlaid.folder / "data/overlay.yml"
    before = made.read_text("utf-8")
    asked = (f"SOURCE={OVERLAID[1]}", f"SPANS={OVERLAID[2]}")
    assert overlaid.make("fingerprint", *asked).endswith("10 passages, 8 notes with their words.\n")
    assert made.read_text("utf-8") == before, "the salt is kept"
    made.unlink()
    overlaid.make("fingerprint", *asked)
    assert made.read_text("utf-8") != before, "a salt of its own"


def test_make_overlay_check(overlaid):
    said = overlaid.make("overlay-check", f"SOURCE={OVERLAID[1]}").splitlines()
    assert said[-10] == "p1: exact"
    assert said[-6] == "p5 to p7: exact"


def test_make_serve(copy):
    port = free_port()
    with running(copy.command("serve", f"PORT={port}"), copy.folder):
        assert title() in served(port)


def test_make_card(copy):
    picture = copy.folder / "overrides/assets/card.png"
    picture.unlink()
    if not (chrome := os.environ.get("CHROME")):
        pytest.skip("no browser is named by CHROME, as `make test` does")
    found = copy.folder.parent / "browser"
    found.write_text(chrome, encoding="utf-8")
    copy.make("card", f"BROWSER={found}")
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_make_bench(copy):
    copy.make("bench", "ROUNDS=1", "CELLS=10x50", "SERVED=10x50", "SAVES=1")
    found = json.loads((copy.folder / ".cache/bench/results.json").read_text("utf-8"))
    assert list(found["builds"]) == ["10x50"]
    ours = found["links"]["linked"]
    assert ours["right"] == ours["planted"] > 100
    assert ours["wrong"] == 0
    started = found["serve"]["measured"]["10x50"]["start"]
    assert started["plain"]["equals_clean_build"]
    assert started["linked"]["equals_clean_build"]
    assert "10x50 gloss, s" in found["serve"]["bars"]


def test_make_fuzz(copy):
    said = copy.make("fuzz", "MINUTES=0.05", "EDITS=3")
    tried = re.search(r"(\d+) inputs, \d+ refused, 0 faults, seed \d+", said)
    assert int(tried[1]) > 0
    edited = re.search(r"(\d+) edits of \d+ kinds, (\d+) sites compared, 0 faults", said)
    assert int(edited[1]) == 3
    assert int(edited[2]) > 0


def test_make_lighthouse(copy):
    """It is tried whether it judges; how good the pages are, it says on a machine at rest."""
    if not (chrome := os.environ.get("CHROME")):
        pytest.skip("no browser is named by CHROME, as `make test` does")
    kept = PROJECT / ".cache"
    tool = ["sh", str(PROJECT / "tests/tools/lighthouse"), str(kept)]
    brought = subprocess.run(tool, capture_output=True, text=True, check=False)
    if brought.returncode:
        pytest.skip(brought.stderr.strip())
    (copy.folder / ".cache").symlink_to(kept)
    found = copy.folder.parent / "browser"
    found.write_text(chrome, encoding="utf-8")
    settings = (f"BROWSER={found}", "KINDS=missing", "ROUNDS=1")
    run = subprocess.run(
        copy.command("lighthouse", *settings),
        cwd=copy.folder,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )
    scores = re.search(r"(?m)^ *missing +\d+ +(\d+) +(\d+)", run.stdout)
    assert scores, run.stdout + run.stderr
    assert scores.groups() == ("100", "100")


def test_make_lowest(copy):
    case = "tests/engine/core/test_linking.py"
    assert re.search(r"\d+ passed", copy.make("lowest", f"TESTS={case}"))


def test_make_words(copy):
    folder = copy.folder / "hooks/apparatus/words/locales"
    before = {path.name: path.read_text("utf-8") for path in folder.glob("*.po")}
    copy.make("words", "LANGUAGE=it")
    after = {path.name: path.read_text("utf-8") for path in folder.glob("*.po")}
    assert after.keys() - before.keys() == {"it.po"}
    copy.make("words")
    assert {name: (folder / name).read_text("utf-8") for name in before} == before


def test_make_guide(copy):
    folder = copy.folder / "docs/guide"
    if not folder.is_dir():
        pytest.skip("this edition has no guide")
    before = {path.name: path.read_text("utf-8") for path in folder.glob("*.md")}
    (folder / "errors.md").write_text("", "utf-8")
    copy.make("guide")
    assert {path.name: path.read_text("utf-8") for path in folder.glob("*.md")} == before


def test_make_plugins(copy):
    assert re.search(r"as alone beside \d\d plugins", copy.make("plugins"))


def test_make_clean(copy):
    before = copy.files()
    copy.make("build")
    for name in (".venv", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"):
        (copy.folder / name).mkdir()
    (copy.folder / ".coverage").touch()
    compiled = copy.folder / "hooks/apparatus/__pycache__"
    compiled.mkdir(exist_ok=True)
    assert copy.files() > before
    copy.make("clean")
    assert copy.files() == before


@pytest.fixture
def lines(copy: Copy, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What the README says to whoever has uv and no make."""
    monkeypatch.setitem(ENVIRONMENT, "PATH", f"{BIN}{os.pathsep}{os.environ['PATH']}")
    readme = (copy.folder / "README.md").read_text("utf-8")
    return [line.split() for line in re.findall(r"(?m)^uv .*$", readme)]


def test_without_make(copy, lines):
    *before, serve = lines
    for line in before:
        subprocess.run(line, cwd=copy.folder, env=ENVIRONMENT, check=True)
    port = free_port()
    with running([*serve, "--dev-addr", f"127.0.0.1:{port}"], copy.folder):
        assert title() in served(port)
    assert not (copy.folder / "uv.lock").exists(), "it would name a host"


def test_without_make_nothing_is_installed_but_what_the_lock_names(copy, lines):
    lock = copy.folder / "requirements.lock"
    lock.write_text(re.sub(r"sha256:\w{8}", "sha256:00000000", lock.read_text("utf-8")), "utf-8")
    first, second, _ = lines
    subprocess.run(first, cwd=copy.folder, env=ENVIRONMENT, check=True)
    run = subprocess.run(
        second, cwd=copy.folder, env=ENVIRONMENT, capture_output=True, text=True, check=False
    )
    assert run.returncode != 0
    assert "hash" in run.stderr.lower()
