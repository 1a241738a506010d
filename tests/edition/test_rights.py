"""The source story is in copyright: what may be taken from it, and that no more is.

No run of eight words shared with the story outside quotation marks; each quotation at most eight
words, and some note discusses it; all quotations together at most a tenth of the story. Headline,
paper, date and address are facts. The story itself is not part of the project: `SOURCE_COPY` names
a copy to compare with.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup

PROJECT = Path(__file__).parent.parent
LONGEST = 8
SHARE = 0.10
QUOTED_RE = re.compile("“([^”]*)”")
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


@pytest.fixture(scope="module")
def story() -> str:
    named = os.environ.get("SOURCE_COPY")
    path = Path(named) if named else PROJECT.parent / "shared/source/article.txt"
    if not path.is_file():
        if named:
            pytest.fail(f"SOURCE_COPY names '{named}', and there is no such file")
        pytest.skip("no copy of the source story to compare with: name one in SOURCE_COPY")
    return path.read_text(encoding="utf-8")


def read(path: str) -> str:
    return (PROJECT / path).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def headline() -> str:
    sources = yaml.safe_load(read("data/sources.yml"))
    return next(s["title"] for s in sources if s["id"] == "lat-1990-06-16")


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


def test_the_project_and_its_history_take_no_more_than_they_may(story, headline):
    texts = kept()
    assert len(texts) > 30
    for name, text in texts.items():
        assert shared_runs(text.replace(headline, " “ ” "), story) == set(), name


def test_the_built_site_takes_no_more_than_it_may(story, headline, built):
    quoted: set[tuple[str, ...]] = set()
    for path, soup in built.pages().items():
        text = soup.get_text(" ").replace(headline, " “ ” ")
        assert shared_runs(text, story) == set(), path
        quoted |= quotations(text, story)
    assert quoted, "the site discusses some of the story's words"
    assert [q for q in quoted if len(q) > LONGEST] == []
    assert sum(map(len, quoted)) <= SHARE * len(words(story))


def test_the_search_index_takes_no_more_than_it_may(story, headline, built):
    index = json.loads((built.folder / "search/search_index.json").read_text(encoding="utf-8"))
    for entry in index["docs"]:
        text = BeautifulSoup(entry["text"], "html.parser").get_text(" ")
        assert shared_runs(text.replace(headline, " “ ” "), story) == set(), entry["location"]


def test_the_exports_take_no_more_than_they_may(story, headline, built):
    files = [*built.folder.glob("annotations.*"), *built.folder.glob("sources.*")]
    assert len(files) == 5
    for file in [*files, built.folder / "entities.json"]:
        text = file.read_text(encoding="utf-8").replace(headline, " “ ” ")
        assert shared_runs(text, story) == set(), file.name


def test_each_quotation_is_discussed_by_a_note(story):
    notes = yaml.safe_load(read("data/annotations.yml"))
    discussed = " | ".join(" ".join(words(n["target"]["exact"] + " " + n["body"])) for n in notes)
    pages = "\n".join(p.read_text(encoding="utf-8") for p in (PROJECT / "docs").rglob("*.md"))
    loose = [" ".join(q) for q in quotations(pages, story) if " ".join(q) not in discussed]
    assert loose == []
