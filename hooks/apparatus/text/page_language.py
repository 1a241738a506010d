"""Pages on which Japanese or Chinese words do not say which language they are in."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from markdown.util import HTML_PLACEHOLDER_RE

from ..problems import Position, Problem
from . import headings
from .reader import HEADINGS
from .scripts import run_re, runs
from .spoken import Spoken

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .page import Page
    from .tree import Tree

_DEEPEST = 4
_OPENED_RE = re.compile(r"<[^<>]*\blang\s*=\s*[\"']?[a-z]{2,3}\b[^<>]*>[^<>]*\Z")
_CODE = frozenset(("code", "pre", "script", "style"))
"""Elements whose text is in no human language."""
_SPOKEN = ("alt", "title", "aria-label", "aria-description", "placeholder")
"""Attributes that are read to people; their language is that of their element."""


class Words(NamedTuple):
    """Japanese or Chinese words in a page's HTML."""

    text: str
    attribute: str
    """Which one holds them; empty for words of the text."""
    fine: bool
    """Whether their language is named, or need not be."""


class _Finder(Spoken):
    """Finds such words in HTML."""

    def __init__(self, language: str) -> None:
        super().__init__(language)
        self.found: list[Words] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        its = dict(attrs)
        language = its.get("lang") or self.language
        for name in _SPOKEN:
            self._note(its.get(name) or "", name, fine=bool(language))
        super().handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        code = any(tag in _CODE for tag, _ in self.open)
        self._note(data, "", fine=code or bool(self.language))

    def _note(self, text: str, attribute: str, *, fine: bool) -> None:
        self.found += (Words(run, attribute, fine) for run in runs(text))


def find(html: str) -> list[Words]:
    """Find such words in HTML."""
    finder = _Finder("")
    finder.feed(html)
    finder.close()
    return finder.found


def unmarked(tree: Tree, page: Page) -> Iterator[Problem]:
    """Find what its author has to mark on a page, before anything is added to it."""
    if not any(map(runs, (tree.source, *tree.put_aside()))):
        return
    found = find(_html(tree))
    source = page.read()
    starts: dict[str, list[int]] = {}
    for run in run_re().finditer(source):
        starts.setdefault(run[0], []).append(run.start())
    places = {
        text: _places(source, text, starts.get(text, []), total)
        for text, total in Counter(words.text for words in found).items()
    }
    problems = []
    counts: Counter[str] = Counter()
    for words in found:
        nth, its = counts[words.text], places[words.text]
        counts[words.text] += 1
        if not words.fine:
            at = its[min(nth, len(its) - 1)]
            problems.append(_problem_of(Position.at(page.shown_as, source, at), words))
    told = {problem.where for problem in problems}
    yield from problems
    yield from (one for one in _contents(tree, page) if one.where not in told)


def _html(tree: Tree) -> str:
    """Put a tree, and what Markdown has put aside, together."""
    html = tree.html()
    for _ in range(_DEEPEST):
        if "\x02wz" not in html:
            break
        html = HTML_PLACEHOLDER_RE.sub(lambda mark: tree.stash(int(mark[1])), html)
    return html


def _places(source: str, words: str, starts: list[int], total: int) -> list[int]:
    """Find the places of all the words alike on a page, in what its author wrote; else one."""
    if len(starts) == total:
        return starts
    # Footnotes stand elsewhere, abbreviations again and again.
    bare = (at for at in starts if not _OPENED_RE.search(source[max(0, at - 200) : at]))
    return [next(bare, starts[0] if starts else max(0, source.find(words)))]


def _problem_of(where: Position, words: Words) -> Problem:
    if words.attribute:
        message = f"{words.attribute} '{words.text}' does not say which language it is in."
        hint = 'Put lang="ja" (or "zh") on its element, or use Latin letters.'
    else:
        message = f"'{words.text}' does not say which language it is in."
        hint = f'Write <span lang="ja">{words.text}</span>, or lang="zh" for Chinese.'
    return Problem(where, message, hint)


def _contents(tree: Tree, page: Page) -> Iterator[Problem]:
    """Find headings that a table of contents would show without their language."""
    counts: dict[str, int] = {}
    for head in (element for element in tree.root.iter() if element.tag in HEADINGS):
        shown = headings.title(head, tree.stash)
        label = head.get("data-toc-label") or shown
        for words in runs(shown) or runs(label):
            nth = counts[words] = counts.get(words, -1) + 1
            # The first heading is the page's title: see `untitled`.
            if head.tag == "h1" or words not in label:
                continue
            where = page.find(rf"(?m:^#.*?({re.escape(words)}))", nth)
            message = f"the table of contents cannot say which language '{words}' is in."
            hint = 'End the heading with { data-toc-label="…" } in Latin letters.'
            yield Problem(where, message, hint)


def untitled(titles: Mapping[str, str], pages: Mapping[str, Page]) -> Iterator[Problem]:
    """Find pages whose title the navigation would show without its language."""
    for path, title in titles.items():
        if path in pages and (found := runs(title)):
            where = pages[path].find(rf"(?m:^(?:title:|# ).*?({re.escape(found[0])}))")
            message = f"the navigation cannot say which language the title '{title}' is in."
            hint = "Write 'title: …' in Latin letters in the page's front matter."
            yield Problem(where, message, hint)
