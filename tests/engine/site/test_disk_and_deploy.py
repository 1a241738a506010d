"""A full disk, a deployment, another folder, another command: the last good site stays."""

from __future__ import annotations

import hashlib
import os
import resource
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from serving import GOOD, Server, told

if TYPE_CHECKING:
    from pathlib import Path

MISTAKE = "- {id: b, kind: persn}\n"
GIT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    **{f"GIT_{who}_{what}": "nobody@example.org"
       for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
}  # fmt: skip


def run(folder: Path, *command: str, largest: int = 0) -> subprocess.CompletedProcess[str]:
    """Run a host's command, where no file can be larger than so many bytes."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        # Who measures coverage would find the disk full too, and say so.
        env={name: its for name, its in os.environ.items() if not name.startswith("COVERAGE_")}
        | GIT
        | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limit if largest else None,
    )


def git(folder: Path, *arguments: str) -> str:
    run = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env={**os.environ, **GIT},
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout.strip()


def state(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def mistake(folder: Path) -> None:
    (folder / "data/entities.yml").write_text(MISTAKE, encoding="utf-8")


def test_a_full_disk_leaves_the_site_alone(folder):
    assert run(folder, "mkdocs", "build").returncode == 0
    before = state(folder / "site")
    (folder / "docs/new.md").write_text("# New\n", encoding="utf-8")
    full = run(folder, "mkdocs", "build", largest=20_000)
    assert full.returncode != 0
    assert "the disk is full. Make room on it, and save once more." in full.stderr
    assert "Traceback" not in full.stderr
    assert state(folder / "site") == before
    assert [path.name for path in folder.glob(".site*")] == []


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="a running program has no limits")
def test_a_server_lives_with_a_full_disk(folder):
    server = Server(folder)
    try:
        server.until(lambda: GOOD in server.get(), "the site is served")
        page = (folder / "docs/index.md").read_text(encoding="utf-8")
        _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (20_000, hard))
        server.save("docs/index.md", f"{page}\nMore.\n")
        server.until(lambda: told(server.get()), "the page says what is wrong")
        assert "the disk is full." in told(server.get())[0]
        assert GOOD in server.get()
        assert "</html>" in server.get(), "the page is whole"
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (hard, hard))
        server.save("docs/index.md", f"{page}\nMore still.\n")
        server.until(lambda: "More still." in server.get(), "it recovers")
        assert told(server.get()) == []
    finally:
        server.stop()


def test_a_deployment_publishes_what_is_whole_and_nothing_else(folder, tmp_path):
    far = tmp_path / "far.git"
    git(tmp_path, "init", "--quiet", "--bare", str(far))
    git(folder, "init", "--quiet")
    git(folder, "add", "docs")
    git(folder, "commit", "--quiet", "-m", "Pages")
    git(folder, "remote", "add", "origin", str(far))
    first = run(folder, "mkdocs", "gh-deploy")
    assert first.returncode == 0, first.stderr
    files = git(far, "ls-tree", "-r", "--name-only", "gh-pages").splitlines()
    assert {"index.html", "annotations.csv", "assets/cards.js"} <= set(files)
    assert GOOD in git(far, "show", "gh-pages:index.html")
    published = git(far, "rev-parse", "gh-pages")

    mistake(folder)
    second = run(folder, "mkdocs", "gh-deploy")
    assert second.returncode != 0
    assert "data/entities.yml:1:17: kind 'persn' is not one of" in second.stderr
    assert git(far, "rev-parse", "gh-pages") == published
    assert [path.name for path in folder.glob(".site*")] == []


@pytest.mark.parametrize("host", ["mkdocs", "properdocs"])
@pytest.mark.parametrize("elsewhere", [False, True], ids=["site", "elsewhere"])
def test_each_command_and_folder_keeps_the_last_good_site(host, elsewhere, folder, tmp_path):
    pytest.importorskip(host)
    site = tmp_path / "deep/er/out" if elsewhere else folder / "site"
    command = (host, "build", "-f", "mkdocs.yml", *(("-d", str(site)) if elsewhere else ()))
    assert run(folder, *command).returncode == 0
    before = state(site)
    assert "index.html" in before
    mistake(folder)
    failed = run(folder, *command)
    assert failed.returncode != 0
    assert "Traceback" not in failed.stderr
    assert state(site) == before
    assert [path.name for path in site.parent.iterdir() if path.name.startswith(".")] == (
        [] if elsewhere else [".cache"]
    )


FAILING = {
    "page": ("docs/index.md", "ä".encode("latin-1"), "docs/index.md:1:1: this file is not UTF-8"),
    "deep": ("docs/index.md", b"> " * 3000 + b"x", "docs/index.md:1:1: quotations, lists or"),
    "theme": ("overrides/main.html", b"{% if %}", "overrides/main.html:1:1: this template cannot"),
    "fragment": ("overrides/fragments/card.html", b"\n{{ a.b }}", "fragments/card.html:2:1: this"),
    "part": ("overrides/fragments/note.html", b"<p/>", "note.html:1:1: this template has no"),
    "element": ("overrides/fragments/note.html", b"<p>", "fragments/note.html:1:1: this template"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAILING)
def test_a_build_says_what_stopped_it_and_shows_no_traceback(name, folder):
    file, content, expected = FAILING[name]
    (folder / file).write_bytes(content)
    failed = run(folder, "mkdocs", "build")
    assert failed.returncode != 0
    assert expected in failed.stderr
    assert "Traceback" not in failed.stderr
    assert "1 problem in the data or pages: see above. Nothing was written." in failed.stderr
    assert not (folder / "site").exists()


def test_a_dirty_build_brings_back_what_a_killed_one_has_put_aside(folder):
    gone = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"],
                          capture_output=True, text=True, check=True).stdout.strip()  # fmt: skip
    assert run(folder, "mkdocs", "build").returncode == 0
    before = state(folder / "site")
    (folder / "site").rename(folder / f".site.old-{gone}")
    mistake(folder)
    assert run(folder, "mkdocs", "build", "--dirty").returncode != 0
    assert state(folder / "site") == before
    assert [path.name for path in folder.glob(".site.*")] == []
