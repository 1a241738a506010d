"""Whatever stops a build, the last good site stays as it was."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from builds import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

DATA = "- {id: b, kind: person, name: Baker, gloss: G., entry: baker.md}\n"
SETTINGS = f"site_name: Test\nhooks: [{PROJECT}/hooks/crosslinks.py, other.py]\n"
HOOK = """\
from mkdocs.plugins import event_priority

@event_priority(-50)
def on_post_build(config):
    if config.site_name == "Interrupted":
        raise KeyboardInterrupt

def on_post_page(output, page, config):
    if "stumble" in page.markdown:
        raise RuntimeError("a hook of somebody else's")
"""


@pytest.fixture
def folder(tmp_path) -> Path:
    """A small project, and room beside it."""
    folder = tmp_path / "project"
    files = {
        "mkdocs.yml": SETTINGS,
        "other.py": HOOK,
        "docs/index.md": "# Home\n\nBaker.\n",
        "docs/baker.md": "# Baker\n",
        "data/entities.yml": DATA,
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "mkdocs", "build", *arguments]


def build(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments),
        cwd=folder,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def state(site: Path) -> dict[str, str]:
    """Every file of a site, and a hash of what is in it; times of building do not count."""
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file() and not path.name.startswith("sitemap")
    }


def left(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".site")]


@pytest.mark.parametrize(
    ("file", "text", "arguments"),
    [
        ("data/entities.yml", "- {id: b, kind: persn}\n", ()),
        ("docs/index.md", "---\napparatus: {link: sometimes}\n---\n# Home\n", ()),
        ("docs/index.md", "---\ndate: 2020-02-31\n---\n# Home\n", ()),
        ("docs/index.md", "---\ntitle: T\n\n# Home\n", ()),
        ("mkdocs.yml", SETTINGS + "extra: {apparatus: yes please}\n", ()),
        ("mkdocs.yml", SETTINGS + "extra: {apparatus: {dta: data}}\n", ()),
        ("docs/index.md", "# Home\n\nstumble\n", ()),
        ("docs/index.md", "# Home\n\n[nowhere](nowhere.md)\n", ("--strict",)),
    ],
    ids=["data", "page", "date", "front", "settings", "setting", "hook", "strict"],
)
def test_a_build_that_fails_leaves_the_site_alone(folder, file, text, arguments):
    assert build(folder, *arguments).returncode == 0
    before = state(folder / "site")
    assert "index.html" in before
    good = (folder / file).read_text(encoding="utf-8")
    (folder / file).write_text(text, encoding="utf-8")
    run = build(folder, *arguments)
    assert (run.returncode, "Traceback" in run.stderr) == (1, "stumble" in text)
    assert (state(folder / "site"), left(folder)) == (before, [])
    (folder / file).write_text(good + "\n", encoding="utf-8")
    (folder / "docs/new.md").write_text("# New\n", encoding="utf-8")
    assert build(folder, *arguments).returncode == 0
    assert "new/index.html" in state(folder / "site")


def test_a_build_that_is_interrupted_at_its_end_leaves_the_site_alone(folder):
    """After us others still write: a search its index."""
    assert build(folder).returncode == 0
    before = state(folder / "site")
    settings = folder / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("Test", "Interrupted"), "utf-8")
    assert build(folder).returncode != 0
    assert (state(folder / "site"), left(folder)) == (before, [])


def test_builds_at_one_time_do_each_other_no_harm(folder):
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    runs = [
        subprocess.Popen(
            command(), cwd=folder, env=environment, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, text=True,
        )
        for _ in range(3)
    ]  # fmt: skip
    said = [run.communicate()[1] for run in runs]
    assert [run.returncode for run in runs] == [0, 0, 0], said
    assert {"index.html", "baker/index.html", "search/search_index.json"} <= set(
        state(folder / "site")
    )
    assert left(folder) == []


def test_another_folder_can_be_named(folder, tmp_path):
    assert build(folder, "--site-dir", str(tmp_path / "deep/er/out")).returncode == 0
    assert (tmp_path / "deep/er/out/index.html").is_file()
    assert [path.name for path in (tmp_path / "deep/er").iterdir()] == ["out"]
    assert not (folder / "site").exists()


def test_killed_at_any_moment_the_old_site_or_the_new_one_is_there(folder):
    dice = random.Random(1990)  # noqa: S311 - no secret
    assert build(folder).returncode == 0
    started = time.monotonic()
    assert build(folder).returncode == 0
    whole = time.monotonic() - started
    old = state(folder / "site")
    for number in range(20):
        (folder / "docs/index.md").write_text(f"# Home {number}\n\nBaker.\n", encoding="utf-8")
        run = subprocess.Popen(
            command(),
            cwd=folder,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(dice.uniform(0.2, 1.05) * whole)
        run.send_signal(signal.SIGKILL)
        run.wait()
        now = state(folder / "site")
        assert set(now) == set(old)
        home = (folder / "site/index.html").read_text(encoding="utf-8")
        if now != old:
            assert f"Home {number}" in home
            old = now
    assert build(folder).returncode == 0
    assert left(folder) == []


def test_what_a_killed_build_has_left_is_put_right(folder):
    assert build(folder).returncode == 0
    before = state(folder / "site")
    gone = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"],
                          capture_output=True, text=True, check=True).stdout.strip()  # fmt: skip
    (folder / "site").rename(folder / f".site.old-{gone}")
    (folder / f".site.new-{gone}").mkdir()
    (folder / "data/entities.yml").write_text("- {id: b\n", encoding="utf-8")
    assert build(folder).returncode != 0
    assert (state(folder / "site"), left(folder)) == (before, [])
    (folder / "data/entities.yml").write_text(DATA, encoding="utf-8")
    assert build(folder).returncode == 0
    assert (set(state(folder / "site")), left(folder)) == (set(before), [])
