"""What a site's settings say of the site as a whole."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ..problems import Position, Problem, phrases
from ..text import scripts
from ..text.addresses import host, is_safe
from ..text.dates import is_day
from . import language_checks
from .model import LAYERS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

CITING = "cite.md"
"""The page that says how to cite each note, when a site has one."""
OPENINGS = ("start", "all", "none")
"""Which notes a page may open with, besides those of some layers: the first is the usual."""


class Edition(NamedTuple):
    """Whose the site is, and of which day; empty where the settings say nothing."""

    url: str = ""
    """Its address, with a slash at the end. Without one, addresses are relative to its top."""
    title: str = ""
    author: str = ""
    language: str = ""
    day: str = ""
    """The day of this state of the site, as an ISO date."""
    written: str = ""
    """The day of the text that the notes are about: what came later is told apart."""
    licence: str = ""
    """The address of its licence."""
    search: tuple[str, ...] | None = None
    """Whether there is a search of ours, and the pages to look in when it finds nothing."""
    pictures: tuple[str, ...] = ()
    """The hosts beside the site's own from which notes may show pictures."""
    open: tuple[str, ...] = OPENINGS[:1]
    """Which notes a page opens with: one of the openings, or layers. Where no note is marked for
    a first reading, `start` is as good as `all`."""


UNKNOWN = Edition()
"""What a site is whose settings say nothing."""


def read(config: Mapping[str, Any]) -> tuple[Edition, list[Problem]]:
    """Read the settings of MkDocs, or of a host that took over their names.

    Out: what they say, and a problem for each date or address that is none, which is left out.
    """
    asked = (config.get("extra") or {}).get("apparatus") or {}
    theme = config["theme"]
    url = str(config.get("site_url") or "")
    problems = []
    days = {}
    for key in ("edition", "written"):
        days[key] = str(asked.get(key) or "")
        if days[key] and not is_day(days[key]):
            problems.append(_no(_path(config), key, days[key], "a day", "Write it as 1990-06-16."))
            days[key] = ""
    licence = str(asked.get("licence") or "")
    if not is_safe(licence):
        hint = "Write it in full, from https:// on."
        problems.append(_no(_path(config), "licence", licence, "an address of a page", hint))
        licence = ""
    named = asked.get("pictures") or []
    hosts = [str(one) for one in (named if isinstance(named, list) else [named])]
    for one in hosts:
        if host(f"https://{one}") != one:
            hint = "Write it as www.example.org."
            problems.append(_no(_path(config), "pictures", one, "the name of a host", hint))
    site = Edition(
        url.rstrip("/") + "/" if url else "",
        str(config.get("site_name") or ""),
        str(config.get("site_author") or ""),
        next((str(theme[key]) for key in ("language", "locale") if key in theme), ""),
        days["edition"],
        days["written"],
        licence,
        _search(asked.get("search")),
        tuple(hosts),
        *_open(_path(config), asked.get("open"), problems),
    )
    if not scripts.named(site.language):
        problems += _unmarked(config)
    return site, problems


def unknown_pages(
    config: Mapping[str, Any], edition: Edition, known: Collection[str]
) -> list[Problem]:
    """Find pages that the settings name and that the site does not have."""
    pages = [page for page in edition.search or () if page not in known]
    text, path = _text(_path(config)), _path(config).name
    return [
        phrases.no_page(Position.at(path, text, max(0, text.find(page))), page, known)
        for page in pages
    ]


def _search(asked: object) -> tuple[str, ...] | None:
    if not asked:
        return None
    return tuple(str(page) for page in asked) if isinstance(asked, list) else ()


def _open(path: Path, asked: object, problems: list[Problem]) -> Iterator[tuple[str, ...]]:
    """Read which notes pages open with, when the settings say it."""
    if asked is None or asked == []:
        return
    values = [str(one) for one in asked] if isinstance(asked, list) else [str(asked)]
    allowed = LAYERS if len(values) > 1 else (*OPENINGS, *LAYERS)
    wrong = [value for value in values if value not in allowed]
    for value in wrong:
        text = _text(path)
        found = re.search(r"\bopen\s*:", text)
        where = Position.at(path.name, text, found.end() if found else 0).further(text, value)
        problems.append(phrases.not_one_of(where, "open", value, allowed))
    if not wrong:
        yield tuple(values)


def _path(config: Mapping[str, Any]) -> Path:
    return Path(config.get("config_file_path") or "mkdocs.yml")


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _unmarked(config: Mapping[str, Any]) -> list[Problem]:
    """Find titles that navigation would show without their language."""
    keys = ("site_name", "site_description", "site_author", "copyright")
    titles = [*(str(config.get(key) or "") for key in keys), *_titles(config.get("nav") or [])]
    if "".join(titles).isascii():
        return []
    path = _path(config)
    return list(language_checks.in_settings(_text(path), path.name, titles))


def _titles(nav: Iterable[Any]) -> Iterator[str]:
    """List the titles in a navigation, as MkDocs or Zensical has it."""
    for item in nav:
        if not isinstance(item, dict):
            continue
        named = {item.get("title"): item["children"]} if "children" in item else item
        for title, below in named.items():
            yield str(title or "")
            yield from _titles(below if isinstance(below, list) else [])


def _no(path: Path, key: str, value: str, what: str, hint: str) -> Problem:
    """Say that a setting is not what it has to be."""
    text = _text(path)
    found = re.search(rf"\b{key}\s*:\s*", text)
    where = Position.at(path.name, text, found.end() if found else 0).further(text, value)
    return Problem(where, f"{key} '{value}' is not {what}.", hint)
