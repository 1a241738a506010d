"""What a site's settings say of the site as a whole."""

from __future__ import annotations

from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from ..problems import Position, Problem, phrases
from ..text import meant_dates, scripts
from ..text.addresses import host, is_safe
from ..text.dates import is_date, is_day
from . import citation_style, error_reports, language_checks, settings
from .model import Source
from .target import ANNOTATED
from .vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from .dataset import Dataset

CITING = "cite.md"
"""The page that says how to cite each note, when a site has one."""
MARKED: tuple[str, ...] = get_args(settings.Marking)
"""What may come of Japanese and Chinese words that do not name their language."""
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
    """The date of the text that the notes are about: what came later is told apart."""
    licence: str = ""
    """The address of its licence."""
    description: str = ""
    """What the site is, in a sentence."""
    about: str = ""
    """The id of the source that the notes are about."""
    card: str = ""
    """The picture that stands for the site in previews of links: a path below its top."""
    marked_languages: str = MARKED[0]
    """What comes of Japanese and Chinese words that do not name their language."""
    search: tuple[str, ...] | None = None
    """Whether there is a search of ours, and the pages to look in when it finds nothing."""
    pictures: tuple[str, ...] | None = None
    """The hosts beside the site's own from which notes and, where they are named, pages may show
    pictures. None where the settings do not say it: a site may have its own ways."""
    text: str = ANNOTATED
    """The page that notes and others are about, when they do not name one."""
    open: tuple[str, ...] = OPENINGS[:1]
    """Which notes a page opens with: one of the openings, or layers. Where no note is marked for
    a first reading, `start` is as good as `all`."""

    errors: str = ""
    """Where readers report an error in a note: an address to fill in, see `error_reports`."""

    machines: bool = True
    """Whether pages tell machines in their heads what they are."""

    citation_style: str = str(citation_style.known()[citation_style.USUAL])
    """The file of the style in which sources are cited."""

    no_entry: tuple[str, ...] = ()
    """Names that need no entry."""

    def address(self, below: str) -> str:
        """Name a page by its address below the site's top, which is `./` for the opening page."""
        return self.url + below.removeprefix("./")

    @property
    def unnamed(self) -> str:
        """The language of Japanese and Chinese words in data that do not name it."""
        return "" if self.marked_languages == MARKED[0] else "ja"

    def told(self, unmarked: Iterable[Problem]) -> list[Problem]:
        """Say of words without a language what the settings ask to be said of them."""
        if self.marked_languages == MARKED[0] or scripts.is_ja_or_zh(self.language):
            return []
        stops = self.marked_languages == MARKED[-1]
        return [problem._replace(stops=stops) for problem in unmarked]


UNKNOWN = Edition()
"""What a site is whose settings say nothing."""


def read(config: Mapping[str, Any]) -> tuple[Edition, list[Problem]]:
    """Read the settings of MkDocs, or of a host that took over their names.

    Out: what they say, without what is wrong, and the problems.
    """
    asked, problems = settings.read(config)
    theme = config["theme"]
    url = str(config.get("site_url") or "")
    days = {}
    for key, is_sound in (("edition", is_day), ("written", is_date)):
        days[key] = value = asked.get(key, "")
        if value and not is_sound(value):
            near = filter(is_sound, meant_dates.meant(value))
            what = "a day" if key == "edition" else "a date"
            problems.append(phrases.no_date(_find(config, key, value), key, value, near, what))
            days[key] = ""
    licence = asked.get("licence", "")
    if not is_safe(licence):
        hint = "Write it in full, from https:// on."
        problems.append(_no(config, "licence", licence, "an address of a page", hint))
        licence = ""
    marks = asked.get("marked_languages", MARKED[0])
    if marks not in MARKED:
        where = _find(config, "marked_languages", marks)
        problems.append(phrases.not_one_of(where, "marked_languages", marks, MARKED))
        marks = MARKED[0]
    hosts = asked.get("pictures", [])
    for one in hosts:
        if host(f"https://{one}") != one:
            hint = "Write it as www.example.org."
            problems.append(_no(config, "pictures", one, "the name of a host", hint))
    errors = asked.get("errors", "")
    if errors and (hint := error_reports.wrong(errors)):
        what = "an address that errors can be reported to"
        problems.append(_no(config, "errors", errors, what, hint))
        errors = error_reports.NONE
    style, wrong = citation_style.find(
        asked.get("citation_style", citation_style.USUAL),
        _path(config).parent,
        settings.place(config, "citation_style"),
    )
    site = Edition(
        url.rstrip("/") + "/" if url else "",
        unescape(str(config.get("site_name") or "")),  # themes print it as HTML
        str(config.get("site_author") or ""),
        next((str(theme[key]) for key in ("language", "locale") if key in theme), ""),
        days["edition"],
        days["written"],
        licence,
        " ".join(str(config.get("site_description") or "").split()),
        asked.get("about", ""),
        asked.get("card", "").lstrip("/"),
        marks,
        tuple(asked["search"]) if "search" in asked else None,
        tuple(hosts) if "pictures" in asked else None,
        asked.get("text", ANNOTATED),
        tuple(asked.get("open") or OPENINGS[:1]),
        error_reports.template(errors, str(config.get("repo_url") or "")),
        asked.get("machines", True),
        str(style),
        tuple(asked.get("no_entry", ())),
    )
    return site, [*problems, *wrong, *site.told(_unmarked(config))]


def unfit(config: Mapping[str, Any], site: Edition, data: Dataset) -> list[Problem]:
    """Find what the settings name and the data do not have: a source, layers of notes."""
    problems = []
    if site.about and data.lacks(Source, site.about):
        where = _find(config, "about", site.about)
        problems.append(data.no_source(where, site.about))
    layers = data.vocabulary.layer
    allowed = layers if len(site.open) > 1 else (*OPENINGS, *layers)
    problems += [
        phrases.not_one_of(_find(config, "open", value), "open", value, allowed)
        for value in site.open
        if value not in allowed and data.is_whole(Vocabulary)
    ]
    return problems


def unknown_pages(
    config: Mapping[str, Any], edition: Edition, known: Collection[str]
) -> list[Problem]:
    """Find pages that the settings name and that the site does not have."""
    named = [("search", page) for page in edition.search or ()]
    named += [("text", edition.text)] if edition.text != ANNOTATED else []
    return [
        phrases.no_page(_find(config, key, page), page, known)
        for key, page in named
        if page not in known
    ]


def _path(config: Mapping[str, Any]) -> Path:
    return Path(config.get("config_file_path") or "mkdocs.yml")


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""


def _unmarked(config: Mapping[str, Any]) -> Iterator[Problem]:
    """Find titles that navigation would show without their language."""
    keys = ("site_name", "site_description", "site_author", "copyright")
    titles = [*(str(config.get(key) or "") for key in keys), *_titles(config.get("nav") or [])]
    if not "".join(titles).isascii():
        path = _path(config)
        yield from language_checks.in_settings(_text(path), path.name, titles)


def _titles(nav: Iterable[Any]) -> Iterator[str]:
    """List the titles in a navigation, as MkDocs or Zensical has it."""
    for item in nav:
        if not isinstance(item, dict):
            continue
        named = {item.get("title"): item["children"]} if "children" in item else item
        for title, below in named.items():
            yield str(title or "")
            yield from _titles(below if isinstance(below, list) else [])


def _no(config: Mapping[str, Any], key: str, value: str, what: str, hint: str) -> Problem:
    """Say that a setting is not what it has to be."""
    return Problem(_find(config, key, value), f"{key} '{value}' is not {what}.", hint)


def _find(config: Mapping[str, Any], key: str, value: str) -> Position:
    """Find the value of a key of the settings."""
    return settings.place(config, key).further(_text(_path(config)), value)
