"""Addresses: which are safe to write into a page, and how one page names another."""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from html import unescape
from urllib.parse import quote, urlsplit

_SAFE_SCHEMES = frozenset({"http", "https", "mailto"})
_NOT_IN_ADDRESSES_RE = re.compile(r'[\s<>"{}|\\^`\x00-\x1f]')
_DROPPED_RE = re.compile(
    r"[\x00-\x20\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]"
)
"""What a browser, or a text on its way to one, may drop before it reads an address."""
_HEAD_RE = re.compile(r"[/?#]")
_DEEPEST = 5
"""So often are character references resolved; whoever nests them deeper means no good."""


def is_safe(url: str) -> bool:
    """Whether an address may become a link: http, https, mailto, or plainly a place on the site.

    It is judged in each form that it may take on its way into a browser: with its character
    references or without them, and without what browsers ignore.
    """
    for _ in range(_DEEPEST):
        if not _is_plain(_DROPPED_RE.sub("", url)):
            return False
        url, before = unescape(url), url
        if url == before:
            return True
    return False


def is_web(url: str) -> bool:
    """Whether an address is a full and safe one on the web."""
    return url.startswith(("https://", "http://")) and host(url) != "?" and is_safe(url)


def host(url: str) -> str:
    """Name the host that a browser would ask for a safe address; nothing for one on the site."""
    url = _DROPPED_RE.sub("", unescape(url))
    if ":" not in _head(url):
        return ""
    rest = url.partition(":")[2].replace("\\", "/").lstrip("/")
    try:
        return urlsplit(f"//{rest}").hostname or "?"
    except ValueError:  # brackets that hold no address
        return "?"


def _is_plain(url: str) -> bool:
    """Whether an address has a safe scheme or leads to this site."""
    scheme, colon, _ = _head(url).partition(":")
    if colon:
        # `https://known.org@other.org/` looks like a place where it does not lead.
        named = _head(url.partition(":")[2].replace("\\", "/").lstrip("/"))
        return scheme.lower() in _SAFE_SCHEMES and (scheme.lower() == "mailto" or "@" not in named)
    return not url.replace("\\", "/").startswith("//")  # as browsers take both


def _head(url: str) -> str:
    return _HEAD_RE.split(url, maxsplit=1)[0]


def between(page: str, target: str) -> str:
    """Name a page (`glossary.md#term`) as Markdown in another page would: relative to it."""
    path, hash_, fragment = target.partition("#")
    if path == page and hash_:
        return hash_ + fragment
    return _relative(path, _folder(page)) + hash_ + fragment


def relative(target: str, page: str) -> str:
    """Name an address of the finished site as another page there would: both below its top."""
    base = page if page.endswith("/") else posixpath.dirname(page)
    path = posixpath.relpath("/" + target, "/" + base)
    return path + "/" if not target or target.endswith("/") else path


_folder = lru_cache(maxsize=1024)(posixpath.dirname)


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
