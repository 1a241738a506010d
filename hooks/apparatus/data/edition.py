"""What a site's settings say of the site as a whole."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ..problems import Position, Problem
from ..text import scripts
from ..text.dates import is_day
from . import language_checks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CITING = "cite.md"
"""The page that says how to cite each note, when a site has one."""


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


UNKNOWN = Edition()
"""What a site is whose settings say nothing."""


def asked_of_us(config: Mapping[str, Any]) -> tuple[dict[str, str], list[Problem]]:
    """Read what `extra.apparatus` says, whatever is written there.

    Out: the values that are words, by their keys, and a problem for each that is not.
    """
    extra = config.get("extra")
    asked = extra.get("apparatus") if isinstance(extra, Mapping) else None  # MkDocs' is no dict
    if asked is None:
        return {}, []
    if not isinstance(asked, dict):
        hint = "Write 'apparatus:' and below it, further in, lines such as 'data: data'."
        return {}, [_wrong(config, "apparatus", "extra.apparatus must be a group.", hint)]
    kept, problems = {}, []
    for key, value in asked.items():
        if isinstance(value, str | date):
            kept[str(key)] = str(value)
        elif value is not None:
            hint = "Put it in quotation marks." if isinstance(value, int | float) else ""
            problems.append(_wrong(config, str(key), f"{key} must be text.", hint))
    return kept, problems


def read(config: Mapping[str, Any]) -> tuple[Edition, list[Problem]]:
    """Read the settings of MkDocs, or of a host that took over their names.

    Out: what they say, and a problem for each date that is none, which is left out.
    """
    asked, problems = asked_of_us(config)
    theme = config["theme"]
    url = str(config.get("site_url") or "")
    days = {}
    for key in ("edition", "written"):
        days[key] = str(asked.get(key) or "")
        if days[key] and not is_day(days[key]):
            message = f"{key} '{days[key]}' is not a day."
            problems.append(_wrong(config, key, message, "Write it as 1990-06-16."))
            days[key] = ""
    site = Edition(
        url.rstrip("/") + "/" if url else "",
        str(config.get("site_name") or ""),
        str(config.get("site_author") or ""),
        next((str(theme[key]) for key in ("language", "locale") if key in theme), ""),
        days["edition"],
        days["written"],
        str(asked.get("licence") or ""),
    )
    if not scripts.named(site.language):
        problems += _unmarked(config)
    return site, problems


def _path(config: Mapping[str, Any]) -> Path:
    return Path(config.get("config_file_path") or "mkdocs.yml")


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""


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


def _wrong(config: Mapping[str, Any], key: str, message: str, hint: str) -> Problem:
    path = _path(config)
    text = _text(path)
    found = re.search(rf"\b{re.escape(key)}\s*:\s*", text)
    return Problem(Position.at(path.name, text, found.end() if found else 0), message, hint)
