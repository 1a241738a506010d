"""Inline HTML of a few harmless kinds, which texts from anybody may hold, made into elements.

No attribute is let through but the language of words: what has others stays text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from .patterns import late

if TYPE_CHECKING:
    from collections.abc import Iterator

_TAGS = (
    "b|bdi|br|cite|code|del|dfn|em|i|ins|kbd|mark|q|rp|rt|ruby|s|samp|small|span|strong|sub|sup|u|"
    "var|wbr"
)
TAGS = frozenset(_TAGS.split("|"))
"""What such elements are called."""
_TAG_RE = late(
    rf"""<(?P<end>/?)(?P<tag>{_TAGS})
    (?:\s+lang\s*=\s*(?P<sign>["']?)(?P<lang>[A-Za-z]{{2,3}}(?:-[A-Za-z0-9]{{1,8}})*)(?P=sign))?
    \s*/?>""",
    re.IGNORECASE | re.VERBOSE,
)
VOID = {"br", "wbr"}
"""Those without an end."""
_CLOSED = {"code", "pre"}
_DEEPEST = 16
"""How many may stand in one another."""


def apply(element: Element) -> None:
    """Make elements of the tags that are written in the text of an element and of those in it."""
    for child in element:
        if child.tag not in _CLOSED:
            apply(child)
    texts = [element.text, *(child.tail for child in element)]
    if not any(text and "<" in text for text in texts):
        return
    content = list(_content(element))
    element.text = None
    del element[:]
    _Filling(element).fill(content)


def _content(element: Element) -> Iterator[str | Element]:
    yield element.text or ""
    for child in list(element):
        tail, child.tail = child.tail, None
        yield child
        yield tail or ""


class _Filling:
    """Fills an element anew, with elements in it that open and close."""

    def __init__(self, element: Element) -> None:
        self._open = [(element, "")]
        """Each with its tag as it is written."""

    def fill(self, content: list[str | Element]) -> None:
        for its in content:
            if isinstance(its, str):
                self._read(its)
            else:
                self._open[-1][0].append(its)
        while len(self._open) > 1:
            self._undo()

    def _read(self, text: str) -> None:
        at = 0
        for found in _TAG_RE.finditer(text):
            self._say(text[at : found.start()])
            at = found.end()
            if not self._take(found):
                self._say(found[0])
        self._say(text[at:])

    def _take(self, found: re.Match[str]) -> bool:
        """Open or close an element; say whether there was anything to open or to close."""
        tag, language = found["tag"].lower(), found["lang"]
        if found["end"]:
            return not language and self._close(tag)
        if tag == "span" and not language:
            return False
        its = Element(tag, {"lang": language} if language else {})
        if tag in VOID:
            self._open[-1][0].append(its)
        elif len(self._open) > _DEEPEST:
            return False
        else:
            self._open.append((its, found[0]))
        return True

    def _close(self, tag: str) -> bool:
        if tag not in [its.tag for its, _ in self._open[1:]]:
            return False
        while self._open[-1][0].tag != tag:
            self._undo()
        its, _ = self._open.pop()
        self._open[-1][0].append(its)
        return True

    def _undo(self) -> None:
        """Let the tag of the innermost element be text, since nothing closes it."""
        its, written = self._open.pop()
        self._say(written + (its.text or ""))
        for child in list(its):
            tail, child.tail = child.tail or "", None
            self._open[-1][0].append(child)
            self._say(tail)

    def _say(self, text: str) -> None:
        its = self._open[-1][0]
        if len(its):
            its[-1].tail = f"{its[-1].tail or ''}{text}" or None
        else:
            its.text = f"{its.text or ''}{text}" or None
