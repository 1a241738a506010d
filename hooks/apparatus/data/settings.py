"""What a site's settings ask of the engine: `extra: {apparatus: …}` in `mkdocs.yml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from ..problems import Problem, likeness, phrases
from . import yaml_file
from .marks import Date, Opening, Page, SourceKey, Style  # noqa: TC001 - `schemas` looks them up
from .target import ANNOTATED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..problems import Position

Marking = Literal["off", "warn", "error"]


@dataclass(frozen=True)
class Settings:
    """What the engine is asked for, by the keys of `extra: apparatus:` in `mkdocs.yml`."""

    data: str = "data"
    """The folder of the data files."""
    text: Page = ANNOTATED
    """The page that notes, statements and pledges are about when they do not say it."""
    edition: Date = ""
    """The day of this state of the site: `2026-11-25`."""
    written: Date = ""
    """The date of the text, which tells what could be known then from what came later."""
    licence: str = ""
    """The address of the licence: `https://creativecommons.org/licenses/by/4.0/`."""
    report: str = ""
    """The file to write the report of names and links to."""
    about: SourceKey = ""
    """The id of the source that the notes are about."""
    card: str = ""
    """The picture for previews of links, a path below the site's top: `assets/card.png`."""
    marked_languages: Marking = "off"
    """What comes of Japanese and Chinese words that do not name their language."""
    citation_style: Style = ""
    """The style in which sources are cited, by its name in CSL or by its file."""
    errors: str = ""
    """Where readers report an error in a note: `https://example.org/errors?note={note}`."""
    pictures: tuple[str, ...] = ()
    """The hosts beside the site's own from which notes may show pictures: `[www.example.org]`."""
    no_entry: tuple[str, ...] = ()
    """Names that need no entry, and are not missing: `[Save, Settings]`."""
    open: tuple[Opening, ...] = ()
    """Which notes pages open with: `start`, `all`, `none`, or layers such as `[fact-check]`."""
    search: tuple[Page, ...] = ()
    """Whether there is a search, and the pages to look in when it finds nothing: `[sources.md]`."""
    desk: bool = True
    """Whether notes and entries can be written in the served page."""
    machines: bool = True
    """Whether heads of pages, and a file `robots.txt`, tell machines what the site is."""


KEYS = tuple(its.name for its in fields(Settings))
LISTS = tuple(its.name for its in fields(Settings) if str(its.type).startswith("tuple"))
"""What may be one text or several."""
TRUTHS = tuple(its.name for its in fields(Settings) if its.type == "bool")
"""What is on or off."""
TEXTS = tuple(key for key in KEYS if key not in (*LISTS, *TRUTHS))
_TOP = ("extra", "apparatus")


def read(config: Mapping[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
    """Read the settings of MkDocs, or of a host that took over their names.

    Out: what they ask, without what is wrong, and the problems.
    """
    extra = config.get("extra") or {}
    asked = extra.get("apparatus") if isinstance(extra, Mapping) else None
    if asked is None:
        return {}, list(_misspelt(config, extra))
    if not isinstance(asked, Mapping):
        expected = "a group of 'key: value' lines"
        return {}, [phrases.not_text(place(config), "apparatus", expected, asked)]
    said = {key: _plain(str(key), value) for key, value in asked.items()}
    kept = {
        key: its
        for key, its in said.items()
        if _fits(key, its) and (its or key in ("search", "pictures", *TRUTHS))
    }
    return kept, list(_wrong(config, said))


def merged(own: object, options: object) -> object:
    """Add a plugin's options to what `extra` asks of the engine: where both speak, the plugin's.

    What is no group of settings stays, so that it is told.
    """
    if isinstance(own, Mapping) and isinstance(options, Mapping):
        return {**own, **options}
    return options if own is None else own


def _misspelt(config: Mapping[str, Any], extra: object) -> Iterator[Problem]:
    """Find a key beside ours that must be meant for it: nobody would miss it otherwise."""
    for key in extra if isinstance(extra, Mapping) else ():
        alike = likeness.are_alike(str(key).lower(), _TOP[1])
        if alike and key != _TOP[1]:
            where = _document(config).position((_TOP[0], key), key=True)
            yield phrases.not_a_key(where, str(key), "'extra'", _TOP[1:])


def place(config: Mapping[str, Any], *path: str, key: bool = False) -> Position:
    """Find where a setting of ours, or what is nearest to it, stands in its file."""
    document = _document(config)
    plugins = (its for its in document.positions if its[:1] == ("plugins",) and its[2:] == _TOP[1:])
    ways = [(*next(plugins, _TOP), *path), (*_TOP, *path)]
    its = next((way for way in ways if way in document.positions), ways[0])
    return document.position(its, key=key)


def _document(config: Mapping[str, Any]) -> yaml_file.Document:
    file = Path(config.get("config_file_path") or "mkdocs.yml")
    return yaml_file.read(file.name, file.read_bytes() if file.is_file() else b"")[0]


def _plain(key: str, value: object) -> object:
    """Make text of what YAML has made a day or no of, and a list of what may be one."""
    if key in LISTS and isinstance(value, str):
        return [value]
    if key == "search" and value is True:  # and no page to look in when it finds nothing
        return []
    if key in ("marked_languages", "errors") and value is False:
        return "off"
    return value.isoformat() if isinstance(value, date) else value


def _fits(key: str, value: object) -> bool:
    if key in LISTS:
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    if key in TRUTHS:
        return isinstance(value, bool)
    return key in TEXTS and isinstance(value, str)


def _wrong(config: Mapping[str, Any], said: Mapping[Any, object]) -> Iterator[Problem]:
    for key, value in said.items():
        name = str(key)
        if key not in KEYS:
            yield phrases.not_a_key(place(config, name, key=True), name, "'apparatus'", KEYS)
        elif key == "data" and not value and not isinstance(value, bool | int):
            yield phrases.empty(place(config, name, key=True), name)
        elif value is not None and not _fits(name, value):
            expected = "a list of texts" if key in LISTS else "text"
            expected = "true or false" if key in TRUTHS else expected
            yield phrases.not_text(place(config, name), name, expected, value)
