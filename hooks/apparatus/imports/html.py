"""HTML in what others have written to Markdown: blocks stay apart, links and simple marks stay."""

from __future__ import annotations

import html
import re

from ..text import inline_html

_BLOCKS = re.compile(
    "address|article|aside|blockquote|caption|center|dd|details|div|d[lt]|fieldset|fig(ure|caption)"
    "|footer|form|h[1-6]|header|hr|li|main|nav|[ou]l|p|pre|section|summary|t(able|body|head|foot|r)"
)
_CELLS = frozenset(("td", "th"))
_PART_RE = re.compile(
    r"(?P<code>(?<![\\`])(?P<ticks>`{1,3})(?!`)[^`]{1,400}(?P=ticks)(?!`))"
    r"|<(?P<unseen>script|style)\b[^<>]*>(?:(?!<(?P=unseen)\b).)*?</(?P=unseen)\s*>"
    r"|<!--(?:(?!<!--).)*?-->"  # none in another, else many that do not end would take for ever
    r"|<(?!https?://|mailto:)(?P<end>/?)(?P<tag>[a-zA-Z][\w-]*)(?P<more>(?:\s[^<>]*|/)?)>"
    r"|<[!?][^<>]*>",
    re.DOTALL | re.IGNORECASE,
)
_VALUE_RE = re.compile(
    r"""\s(href|src|alt)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE
)
_SIGN_RE = re.compile(r"([\\`*_\[\]])|^(\s*\d*)([#+.)-])(?=\s)", re.MULTILINE)
_WRITTEN_RE = re.compile(r"<[/!?a-zA-Z][^<>]*>")
_MARKED_RE = re.compile(r"(?<![\w*])<(em|i|strong|b)>(?=\S)([^<>*_\n]+)(?<=\S)</\1>(?![\w*])")
_SIGNS = {"em": "*", "i": "*", "strong": "**", "b": "**"}
_QUOTED = str.maketrans({"(": "%28", ")": "%29", "<": "%3C", ">": "%3E", " ": "%20"})


def to_markdown(text: str) -> str:
    """Make Markdown of a whole text of HTML."""
    found = _Reader(in_markdown=False).read(text)
    return _MARKED_RE.sub(lambda its: f"{_SIGNS[its[1]]}{its[2]}{_SIGNS[its[1]]}", found)


def in_markdown(text: str) -> str:
    """Make Markdown of the HTML that stands in Markdown; what is code stays as it is."""
    return _Reader(in_markdown=True).read(text)


class _Reader:
    def __init__(self, *, in_markdown: bool) -> None:
        self._in_markdown = in_markdown
        self._made: list[str] = []
        self._links: list[tuple[int, str]] = []
        """What is open: where its words begin, and where it leads."""
        self._lists: list[str] = []

    def read(self, text: str) -> str:
        at = 0
        for found in _PART_RE.finditer(text):
            if found["code"] and not self._in_markdown:
                continue
            self._say(text[at : found.start()])
            at = found.end()
            if found["code"]:
                self._made.append(found[0])
            elif found["tag"]:
                self._take(found["tag"].lower(), found["more"], ends=bool(found["end"]))
        self._say(text[at:])
        made = re.sub(r"(?m)^(- |1\. )\s+", r"\1", "".join(self._made))
        if self._in_markdown:  # where lines may be indented
            return re.sub(r"\n(?:[ \t]*\n){2,}", "\n\n", made)
        return re.sub(r"[ \t]*\n[ \t]*\n\s*", "\n\n", made).strip()

    def _say(self, text: str) -> None:
        """Add words as they are, or in HTML with what would be signs of Markdown."""
        if not self._in_markdown:
            text = html.unescape(re.sub(r"\s+", " ", text))
            text = _WRITTEN_RE.sub(r"`\g<0>`", _SIGN_RE.sub(_escaped, text))
            if not self._made or self._made[-1].endswith("\n"):
                text = text.lstrip()
        self._made.append(text)

    def _take(self, tag: str, more: str, *, ends: bool) -> None:
        if tag == "a":
            self._link(more, ends=ends)
        elif tag == "img" and not ends:
            its = _values(more)
            self._made.append(_linked(its.get("alt", "") or its.get("src", ""), its.get("src", "")))
        elif tag in inline_html.TAGS:
            self._made.append(f"<{'/' * ends}{tag}>")
        elif tag in _CELLS:
            self._made.append(" ")
        elif _BLOCKS.fullmatch(tag):
            self._block(tag, ends=ends)

    def _link(self, more: str, *, ends: bool) -> None:
        if not ends:
            self._links.append((len(self._made), _values(more).get("href", "")))
        elif self._links:
            at, address = self._links.pop()
            words = "".join(self._made[at:])
            self._made[at:] = [_linked(words, address)]

    def _block(self, tag: str, *, ends: bool) -> None:
        if tag in ("ul", "ol"):
            if not ends:
                self._lists.append(tag)
            elif self._lists:
                self._lists.pop()
        gap = "\n" if tag == "li" and self._made and self._made[-1].endswith("\n") else "\n\n"
        self._made.append(gap if tag != "li" or not ends else "\n")
        if tag == "li" and not ends:
            self._made.append("1. " if self._lists[-1:] == ["ol"] else "- ")


def _values(more: str) -> dict[str, str]:
    return {
        name.lower(): html.unescape(next(filter(None, its), "")).strip()
        for name, *its in _VALUE_RE.findall(more)
    }


def _linked(words: str, address: str) -> str:
    """Write a link; whoever makes a body leaves out those that are not safe."""
    words = " ".join(words.split())
    return f"[{words}]({address.translate(_QUOTED)})" if address and words else words


def _escaped(found: re.Match[str]) -> str:
    return f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}"
