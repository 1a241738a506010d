"""Selectors of the Web Annotation model, as several tools write them, to where a note is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from .record import Said, text

if TYPE_CHECKING:
    from collections.abc import Iterator

_DEEPEST = 10
_ID_RE = re.compile(r"""#([\w.:-]+)\Z|@id=['"]([^'"]+)['"]\]\Z|\Aid\(['"]([^'"]+)['"]\)\Z""")
"""An element's id in an XPath or a CSS selector that names nothing below it."""


def said(selectors: object) -> Said:
    """Gather what selectors say, side by side or each refined by the next."""
    found: dict[str, Any] = {}
    for one in _flat(selectors):
        kind = one.get("type")
        if kind == "TextQuoteSelector":
            found |= {key: text(one.get(key)) for key in ("exact", "prefix", "suffix")}
        elif kind == "TextPositionSelector" and isinstance(one.get("start"), int):
            found["position"] = one["start"]
        elif kind == "FragmentSelector" and text(one.get("value")).isprintable():
            found["block"] = text(one.get("value")).removeprefix("#")
        elif kind in ("XPathSelector", "CssSelector"):
            named = _ID_RE.search(text(one.get("value")))
            found["block"] = next(filter(None, named.groups()), "") if named else ""
    # A fragment such as `xywh=…` or `char=…` is none of our ids.
    if "=" in found.get("block", ""):
        del found["block"]
    kinds = (text(one.get("type")) for one in _flat(selectors))
    return Said(**found, other=next((one for one in kinds if one.isalpha()), ""))


def _flat(selectors: object, depth: int = 0) -> Iterator[dict[str, Any]]:
    listed = selectors if isinstance(selectors, list) else [selectors]
    for one in listed if depth < _DEEPEST else ():
        if isinstance(one, dict):
            yield one
            yield from _flat(one.get("refinedBy"), depth + 1)
