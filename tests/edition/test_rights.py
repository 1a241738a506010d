"""Where the text that an edition explains is in copyright: what may be taken, and that no more is.

No run of eight words shared with it but a quotation of just these eight, and none of more; all
quotations, and all runs of five words or more, together at most a tenth of it; and some note
discusses each quotation. Its headline is a fact. The text itself is not part of the project:
`SOURCE_COPY` names a copy to compare with. How that is done is tried in `engine/test_taking.py`.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import kept
import pytest
import taking
from apparatus.data.overlay import Overlay
from apparatus.overlay import fingerprint, normal, placing
from builds import PROJECT, some

if TYPE_CHECKING:
    from collections.abc import Iterable


@pytest.fixture(scope="module")
def lawful_copy() -> str:
    named = os.environ.get("SOURCE_COPY")
    path = Path(named) if named else PROJECT.parent / "shared/source/article.txt"
    if not path.is_file():
        if named:
            pytest.fail(f"SOURCE_COPY names '{named}', and there is no such file")
        pytest.skip("no copy of the text to compare with: name one in SOURCE_COPY")
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def story(lawful_copy, listed, asked) -> taking.Source:
    """The text without its headline, which is a fact even where somebody cuts it short."""
    own = (row["title"] for row in listed("sources") if row["id"] == asked.get("about"))
    return taking.Source(*taking.without_headline(lawful_copy, next(own, "")))


def excess(named: Iterable[tuple[str, bytes]], story: taking.Source) -> list[str]:
    return list(taking.excess(((name, taking.taken(its, story)) for name, its in named), story))


def test_the_project_takes_no_more_than_it_may(story):
    files = {path.relative_to(PROJECT).as_posix(): path for path in kept.files(PROJECT)}
    named = [(name, path.read_bytes()) for name, path in some(files.items())]
    names = ("the names of files", "\n".join(files).encode(errors="replace"))
    assert excess([*named, names], story) == []


def test_its_history_takes_no_more_than_it_may(story):
    assert excess(kept.objects(PROJECT), story) == []


@pytest.fixture(scope="module")
def published(built) -> dict[str, bytes]:
    """Every file of the built site: pages, exports, the index of the search, pictures."""
    files = some(path for path in built.folder.rglob("*") if path.is_file())
    return {path.relative_to(built.folder).as_posix(): path.read_bytes() for path in files}


def test_the_built_site_takes_no_more_than_it_may(story, published):
    taken = {name: taking.taken(data, story) for name, data in published.items()}
    everything = set().union(*taken.values())
    assert list(taking.excess([*taken.items(), ("the site", everything)], story)) == []


def test_each_quotation_is_discussed_by_a_note(story, published, listed):
    notes = listed("annotations")
    said = " | ".join(
        f" {' '.join(forms(note['target'].get('exact', '') + ' ' + note['body']))} "
        for note in notes
    )
    pages = [data for name, data in published.items() if name.endswith(".html")]
    quoted = {
        run for page in pages for text in taking.readings(page) for run in story.quotations(text)
    }
    runs = {" ".join(story.words[run.first : run.last + 1]) for run in quoted}
    assert [run for run in sorted(runs) if f" {run} " not in said] == []


def forms(text: str) -> list[str]:
    return [word.form for word in normal.words(normal.tidy(text), furnished=True)]


def test_a_lawful_copy_is_known_word_for_word(lawful_copy, data):
    """By its fingerprint; that no word can be read from it is tried in `engine/`."""
    if not data.of(Overlay):
        pytest.skip("there is no overlay.yml to compare it with")
    for its in data.of(Overlay).values():
        placed = placing.read(lawful_copy, its.print).placed
        assert {one.verdict for one in placed} == {"exact"}
        assert all(one.words >= fingerprint.LEAST for one in its.passages)
