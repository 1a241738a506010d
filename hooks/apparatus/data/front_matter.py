"""What a page's front matter may ask of the engine: `apparatus: …`."""

from __future__ import annotations

import re
from typing import NamedTuple

import yaml

from ..problems import Position, Problem, did_you_mean, one_of
from .model import LINK_POLICIES, LinkPolicy

_KEYS = ("link", "sources")
_FRONT_RE = re.compile(r"\A---\s*\n(.*?\n)(?:---|\.\.\.)\s*(?:\n|\Z)", re.DOTALL)


class PageSettings(NamedTuple):
    """How one page is treated."""

    enabled: bool = True
    link: LinkPolicy | None = None
    sources: tuple[str, ...] = ()
    """Ids of the sources that the page as a whole rests on."""
    searched: bool = True
    """Whether a search finds it: `search: {exclude: true}` is how Material's search is told."""


def read(page: str, text: str, known_sources: set[str]) -> tuple[PageSettings, list[Problem]]:
    """Read a page's settings from its whole text, front matter and all.

    Out: the settings (defaults where something is wrong) and the problems. The text is read here
    because MkDocs takes front matter that is no valid YAML for prose, without a word.
    """
    front = _FRONT_RE.match(text)
    if not front:
        return PageSettings(), []
    try:
        meta = yaml.safe_load(front[1])
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = Position(page, mark.line + 2, mark.column + 1) if mark else Position(page)
        said = getattr(error, "problem", None) or "unreadable"
        hint = "Look at the lines between the two '---'."
        return PageSettings(), [
            Problem(where, f"the front matter is not valid YAML: {said}.", hint)
        ]
    meta = meta if isinstance(meta, dict) else {}
    asked, search = meta.get("apparatus"), meta.get("search")
    searched = not (isinstance(search, dict) and search.get("exclude") is True)
    if asked is None or isinstance(asked, bool):
        return PageSettings(enabled=asked is not False, searched=searched), []
    if not isinstance(asked, dict):
        message = f"apparatus is '{asked}', but it must be false or a group such as {{link: all}}."
        return PageSettings(), [Problem(_find(page, text, "apparatus"), message)]
    settings, problems = _group(page, text, asked, known_sources)
    return settings._replace(searched=searched), problems


def _group(
    page: str, text: str, asked: dict[str, object], known_sources: set[str]
) -> tuple[PageSettings, list[Problem]]:
    problems: list[Problem] = []
    for key in asked:
        if key not in _KEYS:
            hint = did_you_mean(str(key), _KEYS) or f"Known keys: {one_of(_KEYS)}."
            message = f"'{key}' is not a key of 'apparatus'."
            problems.append(Problem(_find(page, text, str(key)), message, hint))
    link = asked.get("link")
    if link is not None and link not in LINK_POLICIES:
        message = f"link '{link}' is not one of {one_of(LINK_POLICIES)}."
        hint = did_you_mean(str(link), LINK_POLICIES)
        problems.append(Problem(_find(page, text, str(link)), message, hint))
        link = None
    cited = asked.get("sources") or []
    sources = [str(s) for s in cited] if isinstance(cited, list) else [str(cited)]
    for identifier in sources:
        if identifier not in known_sources:
            hint = did_you_mean(identifier, known_sources) or "Add it to sources.yml."
            message = f"there is no source '{identifier}'."
            problems.append(Problem(_find(page, text, identifier), message, hint))
    kept = tuple(s for s in sources if s in known_sources)
    return PageSettings(link=link, sources=kept), problems


def _find(page: str, text: str, words: str) -> Position:
    """Find where words first stand in a page: YAML's own marks are gone by now."""
    return Position.at(page, text, max(0, text.find(words)))
