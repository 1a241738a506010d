"""Bytes of any kind as the texts that can be read in them: prose, markup, data, code, pictures.

In: bytes. Out: their text, with signs in the place of what stands for them, and without markup.
"""

from __future__ import annotations

import codecs
import contextlib
import gzip
import html
import re
import zlib
from urllib.parse import unquote

_ESCAPE_RE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|[abfnrtv])")
_PERCENT_RE = re.compile("%[0-9a-fA-F]{2}")
_MARKUP_RE = re.compile(r"<[^<>]*>|\]\([^()]*\)|\]\[[^\[\]]*\]|\[\^[^\[\]]*\]|\{[^{}]*\}")
_GZIP = b"\x1f\x8b"


def readings(data: bytes) -> set[str]:
    """Read bytes of any kind as text: as they are meant, and without markup."""
    if data.startswith(_GZIP):
        with contextlib.suppress(EOFError, OSError, zlib.error):
            data = gzip.decompress(data)
    texts = [_meant(text) for text in _decoded(data)]
    return {*texts, *(_MARKUP_RE.sub("", text) for text in texts)}


def _decoded(data: bytes) -> list[str]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return [data.decode("utf-16", errors="replace")]
    with contextlib.suppress(UnicodeDecodeError):
        return [data.decode()]
    return [data.decode(errors="replace"), data.decode("latin-1")]


def _meant(text: str) -> str:
    """Read what stands for signs, in code, in data, in addresses and in markup."""
    if "\\" in text:
        text = _ESCAPE_RE.sub(_unescaped, text)
    if _PERCENT_RE.search(text):
        text = unquote(text, errors="replace")
    return html.unescape(html.unescape(text)) if "&" in text else text


def _unescaped(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else " "
