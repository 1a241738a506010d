"""What others have written to a body that a note here may have.

Of HTML links and simple markup of words stay, and each block stays one. A link to no safe address,
a picture on another host and words in two pairs of brackets stop a build; nobody who brings in
hundreds of notes should have to look for each.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..notes.body import Body
from ..text.addresses import host, is_safe
from . import html

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST = 20_000
"""So many characters a body has at most."""
_MOST = 40
"""So many brackets a body may have that are not escaped."""
_LINK_RE = re.compile(r"(!?)\[([^\[\]]*)\]\(\s*<?((?:[^\s()<>]|\([^\s()]*\))*)>?((?:\s[^()]*)?)\)")
_PAIR_RE = re.compile(r"\](?= ?\[)")
_SIGN_RE = re.compile(r"(?<!\\)([\[\]<>!])")
_KEPT_RE = re.compile(r"<(/?[a-z]+)>")


def fitter() -> Callable[[str], str]:
    """Return what makes a body of foreign Markdown."""
    elements = Body(lambda _: None, ()).elements

    def fit(text: str) -> str:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        text = "".join(sign for sign in text if sign.isprintable() or sign in "\n\t").strip()
        text = _LINK_RE.sub(_link, html.in_markdown(text)).strip()
        text = _PAIR_RE.sub(r"\]", text)
        if text.count("[") <= _MOST:
            _, refused, lost = elements(text)
            if not refused and not lost:
                return text
        return _SIGN_RE.sub(r"\\\1", _KEPT_RE.sub(_gone, text)).strip()

    return fit


def _gone(found: re.Match[str]) -> str:
    return "\n\n" if found[1] == "br" else ""


def _link(found: re.Match[str]) -> str:
    """Keep a link to the web; of others keep the words, and of a picture a link to it."""
    _, words, address, title = found.groups()
    if not is_safe(address) or not host(address):
        return words
    return f"[{words or address}]({address}{title})"
