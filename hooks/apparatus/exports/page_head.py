"""What the head of a page tells machines: search engines, previews of links, reference managers.

Hosts and themes say some of it themselves. What a page says already stays; the site's description,
which themes put on each page, gives way to one of the page's own.
"""

from __future__ import annotations

import json
import re
from html import unescape
from typing import TYPE_CHECKING

from markupsafe import Markup

from ..text import inline
from ..text.dates import is_day
from . import linked_data
from .summary import summary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..templates.render import Renderer
    from .linked_data import Page
    from .site import Site

_DESCRIPTION_RE = re.compile(
    r"<meta\s+name=[\"']?description[\"']?\s+content=(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))\s*/?>\n?",
    re.IGNORECASE,
)
_CANONICAL_RE = re.compile(r"<link\s[^>]*\brel=[\"']?canonical\b", re.IGNORECASE)
_NAMED_RE = re.compile(r"<meta\s(?:[^>]*?\s)?(?:name|property)=[\"']?([^\"'\s>]+)", re.IGNORECASE)
_UNSAFE = ("<", ">", "&", "\u2028", "\u2029")
"""What could end a script, or a line of one."""


def complete(html: str, page: Page, site: Site, renderer: Renderer) -> str:
    """Add to a whole page (HTML) what its head lacks."""
    head, end, rest = html.partition("</head>")
    if not (end and site.edition.machines):
        return html
    found = _DESCRIPTION_RE.search(head)
    said = unescape(next(filter(None, found.groups()), "")) if found else ""
    home = site.is_home(page.path)
    common = not said or (said == site.edition.description and not home)
    described = (_own(page, site.edition.language) or said) if common else said
    if found:
        head = head[: found.start()] + head[found.end() :]
    page = page._replace(title=site.edition.title or page.title) if home else page
    values = {
        "description": described,
        "canonical": "" if _CANONICAL_RE.search(head) else site.published(page.path),
        "properties": _lacking(head, _open_graph(page, site, described)),
        "names": _lacking(head, [_CARD, *_highwire(page, site), *_dublin_core(page, site)]),
        "graph": script(linked_data.graph(page, described, site)),
    }
    return head + renderer.html("head", **values) + end + rest


def _own(page: Page, language: str) -> str:
    """Describe a page: by the gloss of the only entry that it is, else by its own words."""
    if len(page.entries) == 1 and not page.entries[0].fragment and page.entries[0].gloss:
        return " ".join(inline.plain(page.entries[0].gloss).split())
    return summary(page.content, language)


def script(graph: object) -> Markup:
    """Write data so that they can stand between script tags, whatever is in them."""
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
    for sign in _UNSAFE:
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 - JSON without a sign that HTML knows


Row = tuple[str, str]


_CARD = ("twitter:card", "summary_large_image")


def _lacking(head: str, rows: Iterable[Row]) -> list[Row]:
    """Leave out what a head (HTML) says already: a site may have a plugin for previews of links."""
    said = {name.lower() for name in _NAMED_RE.findall(head)}
    return [row for row in rows if row[0].lower() not in said]


def _open_graph(page: Page, site: Site, described: str) -> list[Row]:
    edition = site.edition
    rows = [
        ("og:type", "website" if site.is_home(page.path) else "article"),
        ("og:site_name", edition.title),
        ("og:title", page.title),
        ("og:description", described),
        ("og:url", site.published(page.path)),
    ]
    if site.card:
        rows += [("og:image", site.card), ("og:image:alt", edition.title)]
    if not site.is_home(page.path):
        rows.append(("article:modified_time", edition.day))
    return [row for row in rows if row[1]]


def _highwire(page: Page, site: Site) -> list[Row]:
    """Say who wrote the page and when; not what it is about, for that was not written here."""
    edition = site.edition
    day = edition.day.replace("-", "/") if is_day(edition.day) else ""
    rows = [
        ("citation_title", page.title),
        ("citation_author", edition.author),
        ("citation_publication_date", day),
        ("citation_language", edition.language),
        ("citation_public_url", site.published(page.path)),
    ]
    return [row for row in rows if row[1]]


def _dublin_core(page: Page, site: Site) -> list[Row]:
    edition = site.edition
    rows = [
        ("DC.title", page.title),
        ("DC.creator", edition.author),
        ("DC.publisher", edition.title),
        ("DC.date", edition.day),
        # Zotero takes a page with a `citation_title` for an article in a journal otherwise.
        ("DC.type", "webpage"),
        ("DC.language", edition.language),
        ("DC.identifier", site.published(page.path)),
        ("DC.rights", edition.licence),
    ]
    return [row for row in rows if row[1]]
