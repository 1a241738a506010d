"""The desk of `mkdocs serve`: what is written shows, and no built site has any of the desk."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import urllib.error
import urllib.request
import zipfile

import pytest
from builds import PROJECT, mkdocs, some
from serving import Server, project, told

NOTE = {"layer": "events", "body": "It fell in.", "sources": ["letter"], "confidence": "high"}
SELECTION = {"page": "index.md", "first": {
    "block": "p2", "exact": "road", "before": "Come before the",
    "after": "closes. Bring the long ladder, and leave the goats their winter hay."}}  # fmt: skip
TRACES = re.compile(r"/-/apparatus|ap-desk|data-token")


@pytest.fixture
def server(tmp_path):
    server = Server(project(tmp_path / "project"))
    server.until(lambda: "the goats are well" in server.get(), "the site is served")
    yield server
    server.stop()


def ask(server, method, path, wish=None):
    """Ask as the page does that the server has given out last."""
    token = re.search(r'data-token="([^"]+)"', server.get())[1]
    request = urllib.request.Request(
        f"http://127.0.0.1:{server.port}/-/apparatus/{path}",
        json.dumps(wish).encode() if wish else None,
        {"X-Apparatus-Token": token, "Content-Type": "application/json"},
        method=method,
    )
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310 - ours
            return json.loads(answer.read())
    except urllib.error.HTTPError as error:
        with error:
            return json.loads(error.read())


def test_what_is_written_in_the_page_shows_and_is_in_no_built_site(server):
    page = server.get()
    assert 'data-page="index.md"' in page
    for path in re.findall(r'(?:src|href)="/(-/apparatus/[\w.]+)"', page):
        assert server.get(path), path
    path = server.folder / "data/annotations.yml"
    before = path.read_text()
    said = ask(server, "POST", "notes", {"note": NOTE, "selection": SELECTION})
    assert (said["problems"], said["id"]) == ([], "n3")
    assert path.read_text() == f"{before}\n{said['yaml']}"
    server.until(lambda: 'id="n3"' in server.get(), "the note shows")

    # A mistake elsewhere, of which the page tells, keeps nobody from writing.
    entities = server.folder / "data/entities.yml"
    sound = entities.read_text()
    entities.write_text(sound.replace("kind: term", "kind: trem"), encoding="utf-8")
    server.until(lambda: told(server.get()), "the mistake is told")
    [note] = [
        one for one in ask(server, "GET", "state?page=index.md")["notes"] if one["id"] == "n3"
    ]
    changed = {**note, "body": "It was mended."}
    assert ask(server, "PUT", "notes/n3", {"before": note, "note": changed})["problems"] == []
    assert "has changed since" in ask(server, "DELETE", "notes/n3", {"before": note})["problems"][0]
    entities.write_text(sound, encoding="utf-8")
    server.until(lambda: "It was mended." in server.get() and not told(server.get()), "it shows")
    assert ask(server, "DELETE", "notes/n3", {"before": changed})["problems"] == []
    assert path.read_text() == before

    run = mkdocs("build", "--strict", "--site-dir", str(server.folder / "site"), cwd=server.folder)
    assert run.returncode == 0, run.stderr
    files = [one for one in (server.folder / "site").rglob("*") if one.is_file()]
    for file in some(files):
        found = TRACES.search(file.read_text(encoding="utf-8", errors="replace"))
        assert found is None, f"{file}: {found}"


def test_whoever_installs_the_engine_has_the_desk(tmp_path):
    code = f"import hatchling.build as b; b.build_wheel({str(tmp_path)!r})"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        names = {name for name in wheel.namelist() if "authoring/assets/" in name}
    there = {path.name for path in (PROJECT / "hooks/apparatus/authoring/assets").iterdir()}
    assert {name.rpartition("/")[2] for name in names} == there
