"""Addresses: which are safe to write into a page, and how one page names another."""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from html import unescape
from urllib.parse import quote

_SCHEME_RE = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_SAFE_SCHEMES = frozenset({"http", "https", "mailto"})
_NOT_IN_ADDRESSES_RE = re.compile(r'[\s<>"{}|\\^`\x00-\x1f]')
_IGNORED_RE = re.compile(r"[\x00-\x20\x7f]")


def is_safe(url: str) -> bool:
    """Whether an address may become a link: http, https, mailto, or no scheme at all."""
    # Browsers resolve references, and ignore such characters.
    scheme = _SCHEME_RE.match(_IGNORED_RE.sub("", unescape(url)))
    return scheme is None or scheme[1].lower() in _SAFE_SCHEMES


def is_web(url: str) -> bool:
    """Whether an address is a full one on the web."""
    return url.startswith(("https://", "http://"))


def between(page: str, target: str) -> str:
    """Name a page (`glossary.md#term`) as Markdown in another page would: relative to it."""
    path, hash_, fragment = target.partition("#")
    if path == page and hash_:
        return hash_ + fragment
    return _relative(path, posixpath.dirname(page)) + hash_ + fragment


def relative(target: str, page: str) -> str:
    """Name an address of the finished site as another page there would: both below its top."""
    base = page if page.endswith("/") else posixpath.dirname(page)
    path = posixpath.relpath("/" + target, "/" + base)
    return path + "/" if not target or target.endswith("/") else path


@lru_cache(maxsize=1024)
def _relative(path: str, folder: str) -> str:
    return posixpath.relpath(path, folder or ".")


def address(path: str, *, directories: bool) -> str:
    """Name the address that a page (`actors/index.md`) gets on the finished site."""
    stem = posixpath.splitext(path)[0]
    folder, name = posixpath.split(stem)
    if name in ("index", "README"):
        return quote(f"{folder}/" if folder else "") + ("" if directories else "index.html")
    return quote(stem + "/" if directories else f"{stem}.html")


def iri(url: str) -> str:
    """Write what no address may hold (spaces, braces, quotes) as `%20` and the like."""
    return _NOT_IN_ADDRESSES_RE.sub(lambda sign: quote(sign[0], safe=""), url)
