"""Wrong and missing links, counted: planted names, and traps where no link may be."""

from __future__ import annotations

import re
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup
from corpus import ABBR, AUTOREFS, EZGLOSSARY, HAND, OURS, Corpus, page, write
from processes import build

if TYPE_CHECKING:
    from bs4 import Tag
    from corpus import Candidate, Named

PAGES = 20
# Each with a place for a name; written in every candidate's own markup.
MENTIONS = (
    "Then {} spoke.",
    "“{}”, they said.",
    "- in a list, {}",
    "> quoted by {} at length",
    "| Who | What |\n|---|---|\n| {} | spoke |",
    "({})",
    "It was {}'s turn.",
    "Emphasis: *{}* is here.",
    "昨日{}で会った。\n{{: lang=ja }}",
)
# Each with a name where a reader wants none; written as it is.
TRAPS = (
    "### About {}",
    "See `{}` there.",
    "    {} = 1",
    "The [page of {} here](https://example.org/) is one link.",
    "Take {}ly or un{} for words of their own.",
    '<span title="{}">A tag</span> is not text.',
)
_LETTER_RE = re.compile("[A-Za-z0-9]")
MARKS = {
    "linked": "a[data-entity]",
    "links by hand": "a[href*='entries-']",
    "abbr, glossary option": "abbr",
    "autorefs": "a.autorefs",
    "ezglossary": "a[href*='entries-']",
}


def _few(named: list[Named], number: int) -> list[Named]:
    """Choose a page's entities: first those to be found, then those in traps."""
    size = len(MENTIONS) + len(TRAPS)
    return [named[(number * size + n) % len(named)] for n in range(size)]


def _page(named: list[Named], number: int, candidate: Candidate) -> str:
    lines = [f"# Page {number}\n"]
    few = _few(named, number)
    for place, entity in zip(MENTIONS, few, strict=False):
        lines.append(place.format(candidate.mention(entity.names[0], entity)) + "\n")
        lines.append("A line between.\n")
    for place, entity in zip(TRAPS, few[len(MENTIONS) :], strict=False):
        lines.append(place.replace("{}", entity.names[0]) + "\n")
        lines.append("A line between.\n")
    return "\n".join(lines)


def _stands_alone(mark: Tag) -> bool:
    """Whether a mark is a word of its own, outside headings, code and other links."""
    before, after = mark.previous_sibling, mark.next_sibling
    glued = (isinstance(before, str) and _LETTER_RE.match(before[-1:])) or (
        isinstance(after, str) and _LETTER_RE.match(after[:1])
    )
    return not glued and mark.find_parent(["h1", "h2", "h3", "code", "pre", "a"]) is None


def count(candidate: Candidate) -> dict[str, int]:
    """Build the planted pages and count what a candidate has marked."""
    corpus = Corpus(0, 400, seed=7)
    with tempfile.TemporaryDirectory() as name:
        site = Path(name) / "site"
        corpus.write(site, candidate)
        for number in range(PAGES):
            text = _page(corpus.named, number, candidate)
            write(site / "docs" / page(number), text)
        build(site, candidate)
        right = wrong = 0
        for number in range(PAGES):
            html = (site / "site" / page(number).replace(".md", "/index.html")).read_text("utf-8")
            article = BeautifulSoup(html, "html.parser").select_one("article")
            if article is None:
                continue
            for aside in article.select(".ap-card, .md-source-file"):
                aside.decompose()
            expected = [entity.names[0] for entity in _few(corpus.named, number)[: len(MENTIONS)]]
            for mark in article.select(MARKS[candidate.name]):
                if mark.get_text() in expected and _stands_alone(mark):
                    expected.remove(mark.get_text())
                    right += 1
                else:
                    wrong += 1
    planted = PAGES * len(MENTIONS)
    return {"planted": planted, "right": right, "missing": planted - right, "wrong": wrong}


def main() -> dict[str, dict[str, int]]:
    """Count for us and for each peer; every name counts, so none is left out as a repetition."""
    tables = {"markdown_extensions": ["attr_list", "def_list", "tables"]}
    counts = {}
    for candidate in (OURS, HAND, ABBR, AUTOREFS, EZGLOSSARY):

        def config(named: list[Named], candidate: Candidate = candidate) -> dict[str, object]:
            mine = candidate.config(named)
            more = [e for e in mine.get("markdown_extensions", []) if isinstance(e, dict)]
            return {**mine, "markdown_extensions": [*tables["markdown_extensions"], *more]}

        counts[candidate.name] = count(replace(candidate, config=config))
    return counts


if __name__ == "__main__":
    import json

    print(json.dumps(main(), indent=2))
