"""Where the text that an edition explains is in copyright: what may be taken, and that no more is.

No run of eight words shared with it outside quotation marks; each quotation at most eight words,
and some note discusses it; all quotations together at most a tenth of it. Titles of sources are
facts. The text itself is not part of the project: `SOURCE_COPY` names a copy to compare with.
"""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from builds import PROJECT, searched, some

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST = 8
SHARE = 0.10
QUOTED_RE = re.compile("“([^”]*)”")
EXPORTS = {".jsonld", ".xml", ".csv", ".bib", ".json"}
WORD_RE = re.compile(r"[a-z0-9]+(?:['-][a-z0-9]+)*")


def words(text: str) -> list[str]:
    return WORD_RE.findall(text.lower().replace("’", "'"))


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    """Every run of so many words."""
    all_words = words(text)
    return {tuple(all_words[i : i + length]) for i in range(len(all_words) - length + 1)}


def shared_runs(text: str, story: str) -> set[tuple[str, ...]]:
    """Runs of eight words that a text shares with the story outside quotation marks."""
    theirs = runs(story, LONGEST)
    return {run for part in QUOTED_RE.split(text)[::2] for run in runs(part, LONGEST) & theirs}


def quotations(text: str, story: str) -> set[tuple[str, ...]]:
    """What stands in quotation marks and is the story's."""
    found = {tuple(words(quoted)) for quoted in QUOTED_RE.findall(text)}
    return {quoted for quoted in found if quoted and quoted in runs(story, len(quoted))}


STORY = "The grey cat sat on the old mat and said nothing at all to the quick brown dog."


def test_a_shared_run_is_found():
    assert not shared_runs("The grey cat sat on the old rug.", STORY)
    assert shared_runs("Thus: the GREY cat sat on\nthe old mat, it seems.", STORY)
    assert not shared_runs("the grey cat sat “on the old mat and” said", STORY)


def test_a_quotation_is_found():
    text = "It was “said nothing at all” and “something else”, and “the old mat”."
    assert quotations(text, STORY) == {("said", "nothing", "at", "all"), ("the", "old", "mat")}


def as_printed(title: str) -> re.Pattern[str]:
    """Return what finds a title; a long one in the capitals and signs of any style too."""
    parts = [re.escape(word).replace("'", "['’]") for word in words(title)]
    if len(parts) < LONGEST:
        return re.compile(re.escape(title))
    return re.compile(rf"(?<!\w){r'[^a-z0-9]+'.join(parts)}(?!\w)", re.IGNORECASE)


def test_a_title_is_found_as_a_style_prints_it():
    found = as_printed("The grey cat sat on the old mat : ‘it said’ nothing.")
    assert found.search("Cat: “The Grey Cat Sat on the Old Mat: “It Said” Nothing,” 1990")
    assert not found.search("The grey cat sat on the old mat and said nothing.")


@pytest.fixture(scope="module")
def story() -> str:
    named = os.environ.get("SOURCE_COPY")
    path = Path(named) if named else PROJECT.parent / "shared/source/article.txt"
    if not path.is_file():
        if named:
            pytest.fail(f"SOURCE_COPY names '{named}', and there is no such file")
        pytest.skip("no copy of the text to compare with: name one in SOURCE_COPY")
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def facts(listed) -> Callable[[str], str]:
    """Leave the titles of sources out of a text, the longest first."""
    titles = sorted((source["title"] for source in listed("sources")), key=len, reverse=True)
    found = [as_printed(title) for title in titles]

    def facts(text: str) -> str:
        for title in found:
            text = title.sub(" “ ” ", text)
        return text

    return facts


def kept() -> dict[str, str]:
    """Every text file of the project, and of its history where there is one."""

    def git(*arguments: str) -> str:
        run = ["git", "-C", str(PROJECT), *arguments]
        return subprocess.run(run, capture_output=True, check=False).stdout.decode(errors="replace")

    paths = [p for p in PROJECT.rglob("*") if p.suffix in {".md", ".yml", ".html", ".py", ".txt"}]
    made = {".venv", "site", ".git", ".cache"}
    texts = {
        str(p): p.read_text(encoding="utf-8", errors="replace")
        for p in paths
        if p.is_file() and made.isdisjoint(p.relative_to(PROJECT).parts)
    }
    for line in git("rev-list", "--objects", "--all").splitlines():
        blob, _, name = line.partition(" ")
        if name.endswith((".md", ".yml")):
            texts[f"{name} ({blob[:8]})"] = git("cat-file", "blob", blob)
    return texts


def test_the_project_and_its_history_take_no_more_than_they_may(story, facts):
    for name, text in some(kept().items()):
        assert shared_runs(facts(text), story) == set(), name


def test_the_built_site_takes_no_more_than_it_may(story, facts, built):
    quoted: set[tuple[str, ...]] = set()
    for path, soup in built.pages().items():
        text = facts(soup.get_text(" "))
        assert shared_runs(text, story) == set(), path
        quoted |= quotations(text, story)
    assert [q for q in quoted if len(q) > LONGEST] == []
    assert sum(map(len, quoted)) <= SHARE * len(words(story))


def test_the_search_index_takes_no_more_than_it_may(story, facts, built):
    _, passages = searched(built)
    for passage in passages:
        assert shared_runs(facts(" ".join(map(str, passage))), story) == set(), passage


def test_the_exports_take_no_more_than_they_may(story, facts, built):
    files = [path for path in built.folder.iterdir() if path.suffix in EXPORTS]
    for file in some(files):
        text = facts(file.read_text(encoding="utf-8"))
        assert shared_runs(text, story) == set(), file.name


def test_each_quotation_is_discussed_by_a_note(story, listed):
    notes = listed("annotations")
    discussed = " | ".join(
        " ".join(words(n["target"].get("exact", "") + " " + n["body"])) for n in notes
    )
    pages = "\n".join(p.read_text(encoding="utf-8") for p in (PROJECT / "docs").rglob("*.md"))
    loose = [" ".join(q) for q in quotations(pages, story) if " ".join(q) not in discussed]
    assert loose == []
