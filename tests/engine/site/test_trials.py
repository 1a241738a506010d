"""While it is served, a site is that of a clean build after any edit, for whoever reads it when."""

from __future__ import annotations

import pytest
from apparatus.hosts.session import Session
from builds import INSTALLED
from clean import Builder
from corpora import written
from kinds import KINDS, Edit, dealt
from readers import Reading
from served import MOUNT, Served, free_port
from trial import Trial, project_path, shrunk

SHRINKING = 60
"""Seconds for a shorter way to a fault."""


@pytest.fixture(scope="module")
def builder():
    with Builder(project_path()) as builder:
        yield builder


@pytest.fixture(autouse=True)
def installed(monkeypatch):
    """Let the engine be found as a plugin too."""
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    monkeypatch.syspath_prepend(INSTALLED.split(":")[0])


@pytest.mark.parametrize(
    ("corpus", "seed", "count"),
    [("small", 1, 13), ("sample", 2, 13), ("beside", 3, 2), ("languages", 4, 2)],
)
def test_after_random_edits_a_served_site_is_that_of_a_clean_build(corpus, seed, count, builder):
    found = Trial(corpus, builder).run(dealt(seed), count)
    if found.fault:
        least = shrunk(found, builder, SHRINKING)
        pytest.fail(f"{least.fault}\nAgain: {least.command()}")
    assert found.compared >= count / 2
    assert found.refused.total() <= count / 3, "most edits are such as an author makes"


def test_there_are_many_kinds_of_edits():
    kinds = [edit.kind for edit, _ in zip(dealt(1), KINDS, strict=False)]
    assert len(set(kinds)) == len(KINDS) > 24, "none comes twice before each has come"


def test_a_loop_that_forgets_entry_pages_is_found(builder, monkeypatch):
    decorate, first = Session.decorate, {}

    def forgetful(self, path, content):
        its = decorate(self, path, content)
        return first.setdefault(path, its) if path.startswith("entries/") else its

    monkeypatch.setattr(Session, "decorate", forgetful)
    edits = [Edit("plain_prose", 1), Edit("front_matter", 2), Edit("prose", 3)]
    found = Trial("small", builder).run(edits, len(edits))
    assert "entries/entries-" in found.fault
    first.clear()
    least = shrunk(found, builder, SHRINKING)
    assert list(map(str, least.edits)) == ["prose:3"]
    assert least.command().endswith("tests/trials/run.py --corpus small --edits 'prose:3'")


def test_no_reader_gets_a_page_older_than_its_epoch(tmp_path):
    port = free_port()
    project = written("small", tmp_path / "project", f"http://127.0.0.1:{port}{MOUNT}")
    served = Served(project.folder, port, watching=True)
    try:
        reading = Reading(project, served)
        reading.run(25, 1)
    finally:
        served.stop()
    assert reading.wrong == []
    assert len(reading.epochs) > 3
    assert reading.asked > 50
