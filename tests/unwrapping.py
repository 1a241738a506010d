"""A page without what notes put into it: what is left must be the page of Markdown alone."""

from __future__ import annotations

import re
from typing import NamedTuple

_TAG_RE = re.compile(r"<(/?)([a-z][a-z0-9]*)\b((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>", re.IGNORECASE)
_CLASS_RE = re.compile(r'\bclass="([^"]*)"')
_VOID = {"area", "br", "col", "hr", "img", "input", "wbr"}
_GONE = {"ap-notes", "ap-noteref", "ap-para", "ap-switching", "ap-passage--after", "ap-lines"}
_OPENED = {"ap-passage", "ap-span", "ap-sup", "ap-line"}


class _Open(NamedTuple):
    tag: str
    ours: str
    """`gone` with all it holds, `opened`, or nothing."""
    start: int


def unwrapped(html: str) -> str:
    """Take the engine's elements away from around what its author wrote, and those in it."""
    cuts: list[tuple[int, int]] = []
    open_: list[_Open] = []
    for tag in _TAG_RE.finditer(html):
        closes, name, attributes = tag[1], tag[2].lower(), tag[3]
        if name in _VOID:
            continue
        if not closes:
            open_.append(_Open(name, _ours(attributes), tag.start()))
            if open_[-1].ours == "opened":
                line = '"ap-passage"' in attributes
                cuts.append((tag.start(), tag.end() + line))
            continue
        if all(one.tag != name for one in open_):
            continue  # what its author has closed twice
        while (one := open_.pop()).tag != name:
            pass
        if one.ours == "opened":
            passage = name == "div"
            cuts.append((tag.start() - passage, tag.end()))
        elif one.ours:
            # A list ends its line; so does a heading; a paragraph's number is followed by a space.
            more = {"passage": (1, 0), "list": (1, 0), "heading": (0, 1), "number": (0, 1)}
            before, after = more.get(one.ours, (0, 0))
            cuts.append((one.start - before, tag.end() + after))
    kept, done = [], 0
    for start, end in sorted(cuts):
        kept.append(html[done : max(start, done)])
        done = max(done, end)
    return "".join((*kept, html[done:]))


def _ours(attributes: str) -> str:
    found = _CLASS_RE.search(attributes)
    classes = set(found[1].split()) if found else set()
    if "ap-visually-hidden" in classes and 'role="heading"' in attributes:
        return "heading"
    if "ap-passage--after" in classes:
        return "passage"
    if "ap-notes" in classes:
        return "list"
    if "ap-para" in classes:
        return "number"
    if classes & _GONE:
        return "gone"
    return "opened" if classes & _OPENED else ""
