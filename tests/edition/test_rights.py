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
from apparatus.data.overlay import Overlay
from apparatus.overlay import fingerprint, placing
from builds import PROJECT, searched, some

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LONGEST = 8
SHARE = 0.10
QUOTED_RE = re.compile("“([^”]*)”")
TEXTS = {
    ".bib", ".css", ".csv", ".html", ".js", ".json", ".md", ".po", ".py", ".svg", ".toml", ".txt",
    ".yml", "",
}  # fmt: skip
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
def story(lawful_copy, listed) -> str:
    """The text without its own title, which is a fact even where somebody cuts it short."""
    titles = [its["title"] for its in listed("sources") if len(words(its["title"])) >= LONGEST]
    for title in titles:
        lawful_copy = as_printed(title).sub("", lawful_copy)
    return lawful_copy


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
    """Every text file of the project, and of its history where there is one, messages and all."""
    made = {".venv", "site", ".git", ".cache"}
    texts = {
        str(path): path.read_text(encoding="utf-8", errors="replace")
        for path in PROJECT.rglob("*")
        if path.suffix in TEXTS and path.is_file()
        if made.isdisjoint(path.relative_to(PROJECT).parts)
    }
    messages = git("log", "--all", "--format=%B").decode(errors="replace")
    return texts | dict(history()) | {"messages": messages}


def git(*arguments: str, asked: bytes = b"") -> bytes:
    run = ["git", "-C", str(PROJECT), *arguments]
    return subprocess.run(run, input=asked, capture_output=True, check=False).stdout


def history() -> Iterator[tuple[str, str]]:
    """Every text that a file of the project has ever had: its name, and the text."""
    listed = (line.partition(b" ") for line in git("rev-list", "--objects", "--all").splitlines())
    names = {blob: name.decode() for blob, _, name in listed if Path(name.decode()).suffix in TEXTS}
    left = git("cat-file", "--batch", asked=b"\n".join([*names, b""])) if names else b""
    at = 0
    while at < len(left):
        end = left.index(b"\n", at)
        blob, _, size = left[at:end].split()
        at = end + 1 + int(size)
        yield f"{names[blob]} ({blob[:8].decode()})", left[end + 1 : at].decode(errors="replace")
        at += 1


def test_the_project_and_its_history_take_no_more_than_they_may(story, facts):
    for name, text in some(kept().items()):
        if shared_runs(text, story):  # or it is a title
            assert shared_runs(facts(text), story) == set(), name


def test_a_lawful_copy_is_known_word_for_word(lawful_copy, data):
    """By its fingerprint; that no word can be read from it is tried in `engine/`."""
    if not data.of(Overlay):
        pytest.skip("there is no overlay.yml to compare it with")
    for its in data.of(Overlay).values():
        placed = placing.read(lawful_copy, its.print).placed
        assert {one.verdict for one in placed} == {"exact"}
        assert all(one.words >= fingerprint.LEAST for one in its.passages)


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
