"""However `serve` is started, and whatever is there at first, it comes to the site."""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import contextmanager

import pytest
from apparatus.hosts.session import Session
from apparatus.hosts.watching import Watcher
from mkdocs.livereload import LiveReloadServer
from serving import GOOD, told
from watchdog.events import FileModifiedEvent

STARTS = {
    "data": ("data/entities.yml", b"- {id: b, kind: persn}", "data/entities.yml:1:17 kind"),
    "page": ("docs/index.md", "ä".encode("latin-1"), "docs/index.md:1:1 this file is not UTF-8"),
    "template": ("overrides/main.html", b"{% if %}", "overrides/main.html:1:1 this template"),
    "hook": ("docs/index.md", b"stumble", "other.py:3:1 the site could not be built: RuntimeError"),
}  # fmt: skip


@pytest.mark.parametrize("name", STARTS)
def test_a_first_build_that_fails_is_served_too(name, folder, start):
    file, content, expected = STARTS[name]
    path = folder / file
    good = path.read_bytes() if path.is_file() else None
    path.write_bytes(content)
    server = start()
    server.until(lambda: told(server.get()), "a page says what is wrong")
    assert any(row.startswith(expected) for row in told(server.get()))
    status, other = server.ask("some/other/")
    assert (status, told(other)) == (404, told(server.get()))
    if good is None:
        path.unlink()
    else:
        path.write_bytes(good)
    server.until(
        lambda: GOOD in (page := server.get()) and not told(page), "the next good save recovers"
    )
    assert "No site yet" not in server.ask("some/other/")[1]


def test_data_may_come_late_and_go_and_come_back(folder, start):
    (folder / "data").rename(folder / "away")
    server = start()
    server.until(lambda: told(server.get()), "a page says that there are no data")
    (folder / "away").rename(folder / "data")
    server.until(lambda: 'data-entity="moss"' in server.get(), "the data are found")
    for _ in range(2):
        (folder / "data").rename(folder / "away")
        (folder / "away").rename(folder / "data")
        time.sleep(0.7)
    assert told(server.get()) == []
    entities = (folder / "data/entities.yml").read_text(encoding="utf-8")
    server.save("data/entities.yml", entities.replace("He knows roofs", "She knows roofs"))
    server.until(lambda: "She knows roofs" in server.get(), "later saves are seen as well")


def test_what_settings_and_looks_say_is_watched(folder, start):
    server = start()
    server.until(lambda: GOOD in server.get(), "the site is served")
    facts = folder / "facts"
    facts.mkdir()
    for path in (folder / "data").iterdir():
        (facts / path.name).write_bytes(path.read_bytes())
    settings = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    server.save("mkdocs.yml", f"{settings}extra: {{apparatus: {{data: facts}}}}\n")
    server.until(lambda: server.builds() > 1, "once for the settings, once for the new folder")
    entities = (facts / "entities.yml").read_text(encoding="utf-8")
    server.save("facts/entities.yml", entities.replace("He knows", "She knows"))
    server.until(lambda: "She knows" in server.get(), "the new folder is watched")
    (folder / "overrides/look").mkdir()
    server.save("overrides/look/new.css", "p { color: red }\n")
    server.until(lambda: "color: red" in server.get("look/new.css"), "style sheets are watched")
    server.save("overrides/fragments/card.html", "<p class='ours'>A card</p>\n")
    server.until(lambda: "class='ours'" in server.get(), "so are fragments")


@pytest.mark.parametrize(
    ("options", "host"),
    [
        (("--dirty",), "mkdocs"),
        (("--clean",), "mkdocs"),
        (("--strict",), "mkdocs"),
        ((), "properdocs"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else value,
)
def test_every_way_to_serve_lives_with_mistakes(options, host, folder, start):
    if host != "mkdocs":
        pytest.importorskip(host)
        options = ("-f", "mkdocs.yml")
    server = start(*options, host=host)
    server.until(lambda: GOOD in server.get(), "the site is served")
    page = (folder / "docs/index.md").read_bytes()
    (folder / "docs/index.md").write_bytes(page + "ä".encode("latin-1"))
    server.until(lambda: told(server.get()), "the page says what is wrong")
    assert told(server.get())[0].startswith("docs/index.md:14:1 this file is not UTF-8 text")
    assert GOOD in server.get()
    (folder / "docs/index.md").write_bytes(page + b"\n\nOnce more.\n")
    server.until(lambda: "Once more." in server.get(), "the next good save shows")
    assert told(server.get()) == []


def test_a_strict_server_shows_what_the_host_complains_of(folder, start):
    page = (folder / "docs/index.md").read_bytes()
    (folder / "docs/index.md").write_bytes(page + b"\n\n[nowhere](nowhere.md)\n")
    server = start("--strict")
    server.until(lambda: told(server.get()), "the page says what is wrong")
    (row,) = told(server.get())
    assert row.startswith("docs/index.md:16:11 Doc file 'index.md' contains a link 'nowhere.md'")
    assert GOOD in server.get(), "what was built is shown"
    (folder / "docs/index.md").write_bytes(page)
    server.until(lambda: not told(server.get()) and GOOD in server.get(), "it recovers")


def test_what_is_shown_is_text_and_ends_somewhere(start):
    rows = [f"- {{id: a{n}, kind: '<script>alert({n})</script>'}}" for n in range(80)]
    server = start()
    server.until(lambda: GOOD in server.get(), "the site is served")
    server.save("data/entities.yml", "\n".join(rows))
    server.until(lambda: told(server.get()), "the page says what is wrong")
    page = server.get()
    assert "<script>alert" not in page
    assert len(told(page)) == 21
    assert told(page)[-1].endswith("more like this. Mend the first ones, then look again.")
    assert "ap-mistakes" not in "".join(server.get(name) for name in ("assets/apparatus.css",))


def test_a_site_that_a_killed_build_has_put_aside_comes_back(folder, start):
    gone = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"],
                          capture_output=True, text=True, check=True).stdout.strip()  # fmt: skip
    (folder / f".site.old-{gone}").mkdir()
    (folder / f".site.old-{gone}/index.html").write_text("The last one.", encoding="utf-8")
    server = start()
    server.until(lambda: GOOD in server.get(), "the site is served")
    assert (folder / "site/index.html").read_text(encoding="utf-8") == "The last one."
    assert [path.name for path in folder.glob(".site.*")] == []


@contextmanager
def looking(project, data):
    """Watch a project and its data; give what looks after that, and what it tells."""
    project.mkdir(exist_ok=True)
    settings = project / "mkdocs.yml"
    settings.write_text("site_name: T\n", encoding="utf-8")
    session = Session(lambda _: None, RuntimeError, serving=True)
    asked = {"extra": {"apparatus": {"data": data}}, "theme": {}}
    session.configure({**asked, "config_file_path": str(settings), "docs_dir": str(project)}, [])
    server = LiveReloadServer(lambda: None, "127.0.0.1", 0, str(project))
    told = []
    for path in (*session.watched([], None), str(settings), str(project)):
        server.watch(path)
    server.observer.start()
    try:
        yield Watcher(server, session, lambda it: told.append(it) or FileModifiedEvent(it)), told
    finally:
        server.observer.stop()
        server.server_close()


def test_data_outside_of_the_project_are_watched_once(tmp_path):
    (tmp_path / "data").mkdir()
    with looking(tmp_path / "project", "../data") as (watcher, told):
        watcher.look()
        assert told == []


def test_a_folder_for_data_that_was_there_between_two_looks_is_told(tmp_path):
    sources = tmp_path / "data/sources.yml"
    sources.mkdir(parents=True)
    with looking(tmp_path, "data") as (watcher, told):
        sources.rmdir()
        sources.write_text("", encoding="utf-8")
        watcher.look()
        assert told == [str(sources)]
        watcher.look()
        assert len(told) == 1, "it is told once"


def test_drafts_are_served(folder, start):
    page = (folder / "docs/index.md").read_text(encoding="utf-8")
    (folder / "docs/draft.md").write_text(f"{page}\nNot yet.\n", encoding="utf-8")
    settings = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    (folder / "mkdocs.yml").write_text(f"{settings}draft_docs: draft.md\n", encoding="utf-8")
    server = start()
    server.until(lambda: "Not yet." in server.get("draft/"), "the draft is served")
    assert 'data-entity="moss"' in server.get("draft/")
    assert told(server.get()) == []
    clean = start("--clean")
    clean.until(lambda: GOOD in clean.get(), "this server has what is to be published")
    assert clean.ask("draft/")[0] == 404
    assert told(clean.get()) == []
