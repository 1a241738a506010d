"""What a page's front matter may ask of the engine: `apparatus: …`.

It is read as data files are. Hosts read it with YAML's own tools, which stop a build at a date that
the calendar does not have, and take what they cannot read for prose, without a word.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ..problems import Position, Problem, phrases
from . import yaml_file
from .cited import SourceId, misread
from .model import LINK_POLICIES, LinkPolicy, Source
from .yaml_mistakes import merge

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .dataset import Dataset
    from .yaml_file import Document, Path

_KEYS = ("link", "sources")
_FRONT_RE = re.compile(
    r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_FENCED_RE = re.compile(r"^(`{3,}|~{3,}).*?^\1", re.MULTILINE | re.DOTALL)
_MARKED_RE = re.compile(r"^[<>]{2}", re.MULTILINE)
_UNCLOSED_RE = re.compile(r"\A---[ \t]*\n(?:[\w-]+:(?: .*)?\n?)+")
_BARE_RE = re.compile(r"\A {0,3}(?:[\w-]+:.*\n)*? {0,3}apparatus:")


class PageSettings(NamedTuple):
    """How one page is treated."""

    enabled: bool = True
    link: LinkPolicy | None = None
    sources: tuple[str, ...] = ()
    """Ids of the sources that the page as a whole rests on."""
    searched: bool = True
    """Whether a search finds it: `search: {exclude: true}` is how Material's search is told."""

    def also(self, sources: Iterable[str]) -> PageSettings:
        """Add sources that a page has turned out to rest on."""
        return self._replace(sources=tuple(dict.fromkeys((*self.sources, *sources))))


def text(content: bytes) -> str:
    """Read a page whatever is wrong with it, with its front matter."""
    return content.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")


def guarded(page: str, content: bytes) -> tuple[str | None, list[Problem]]:
    """Read a page before its host does.

    In: the name to report, and the page as it is kept. Out: what the host may read in its place,
    or nothing if it may read the page itself; and what is wrong with its front matter.
    """
    text, problems = yaml_file.decoded(page, content)
    if problems:
        return "", problems
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    document, problems, end = _parsed(page, text)
    if document is None and not problems:
        return None, list(_unmerged(page, text))
    if document is not None and not problems and not isinstance(document.value, dict | None):
        problems = [_no_group(document)]
    # An empty line at the top tells hosts that there is no front matter.
    instead = "\n" + text[end:] if problems else None
    return instead, problems or list(_unmerged(page, text))


def _unmerged(page: str, text: str) -> Iterator[Problem]:
    """Find both marks of an unfinished merge outside of code."""
    if ">>>>>>> " not in text:  # by far the most frequent
        return
    bare = _FENCED_RE.sub(lambda code: _MARKED_RE.sub("  ", code[0]), text)
    if "\n>>>>>>> " in bare and "\n<<<<<<< " in f"\n{bare}" and (found := merge(page, bare)):
        yield found


def read(page: str, text: str, data: Dataset) -> tuple[PageSettings, list[Problem]]:
    """Read a page's settings from its whole text, front matter and all.

    Out: the settings (defaults where something is wrong) and the problems.
    """
    document, problems, _ = _parsed(page, text)
    if document is None or problems:
        return PageSettings(), problems
    if not isinstance(document.value, dict):
        return PageSettings(), [] if document.value is None else [_no_group(document)]
    asked, search = document.value.get("apparatus"), document.value.get("search")
    searched = not (isinstance(search, dict) and search.get("exclude") is True)
    if asked is None or isinstance(asked, bool):
        return PageSettings(enabled=asked is not False, searched=searched), []
    if not isinstance(asked, dict):
        where, spelt = document.position(("apparatus",)), document.spelt.get(("apparatus",), "")
        expected = "false or a group such as {link: all}"
        return PageSettings(), [phrases.not_text(where, "apparatus", expected, asked, spelt)]
    problems = list(_wrong(document, asked, data))
    sources = asked.get("sources") or []
    kept = map(SourceId.read, sources if isinstance(sources, list) else [sources])
    link = asked.get("link")
    return PageSettings(
        link=link if link in LINK_POLICIES else None,
        sources=tuple(one for one in kept if isinstance(one, str) and one in data.sources),
        searched=searched,
    ), problems


def _parsed(page: str, text: str) -> tuple[Document | None, list[Problem], int]:
    """Read front matter, if there is some. Out: also where the text after it begins."""
    front = _FRONT_RE.match(text)
    if front is not None:
        # The line of the three hyphens is left in, empty, so that places are those of the page.
        document, problems = yaml_file.read(page, f"\n{front[1]}".encode(), hosted=True)
        return document, problems, front.end()
    if unclosed := _UNCLOSED_RE.match(text):
        message = "the front matter that begins here does not end."
        hint = "Write a line '---' after it too."
        return None, [Problem(Position(page), message, hint)], unclosed.end()
    if bare := _BARE_RE.match(text):
        where = Position.at(page, text, bare.end() - len("apparatus:"))
        message = "'apparatus:' stands in no front matter."
        return None, [Problem(where, message, "Write a line '---' before it and after it.")], 0
    return None, [], 0


def _no_group(document: Document) -> Problem:
    where = document.position(())
    message = (
        f"front matter is 'key: value' lines, but here it is {phrases.described(document.value)}."
    )
    hint = "For a line across the page write '***' and not '---'."
    return Problem(where, message, hint)


def _wrong(document: Document, asked: dict[str, object], data: Dataset) -> Iterator[Problem]:
    """Find what a page asks for that cannot be had."""
    for key in asked:
        if key not in _KEYS:
            where = document.position(("apparatus", key), key=True)
            yield phrases.not_a_key(where, key, "'apparatus'", _KEYS)
    link, path = asked.get("link"), ("apparatus", "link")
    if link is not None and link not in LINK_POLICIES:
        # `no` stands for false, but what its author has typed is `no`.
        link = document.spelt.get(path, link)
        yield phrases.not_one_of(document.position(path), "link", link, LINK_POLICIES)
    cited = asked.get("sources")
    if isinstance(cited, list):
        for index, one in enumerate(cited):
            yield from _source(document, ("apparatus", "sources", index), SourceId.read(one), data)
    elif cited is not None:
        yield from _source(document, ("apparatus", "sources"), cited, data)


def _source(document: Document, path: Path, one: object, data: Dataset) -> Iterator[Problem]:
    where = document.position(path)
    if isinstance(one, dict) and isinstance(path[-1], int):
        yield misread(document, path, one)
    elif not isinstance(one, str):
        key = "an item of 'sources'" if isinstance(path[-1], int) else "sources"
        expected = "text" if isinstance(path[-1], int) else "a list"
        yield phrases.not_text(where, key, expected, one, document.spelt.get(path, ""))
    elif data.lacks(Source, one):
        yield data.no_source(where, one)
