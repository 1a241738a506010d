"""Words with emphasis, as glosses have them: `*so*`, `**so**`, code, and harmless inline HTML.

Markdown reads them, with what makes neither links nor pictures nor blocks: of links stay the words.
"""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from xml.etree.ElementTree import Element, SubElement

import markdown
from markdown.inlinepatterns import InlineProcessor as Inline
from markdown.inlinepatterns import Pattern
from markdown.treeprocessors import InlineProcessor, UnescapeTreeprocessor
from markdown.util import Registry
from markupsafe import Markup, escape

from . import inline_html

_READ = ("backtick", "escape", "em_strong")
_SIGN_RE = re.compile(r"[*_`<\\[]")
_LINK = r"!?\[(?!\^)([^\[\]]*)\](?:\([^()]*(?:\([^()]*\)[^()]*)?\)|\[[^\[\]]*\])|\[\^[^\[\]\s]+\]"
"""Words and where they would lead, or the number of a footnote."""
_MARKS_RE = re.compile("[\x02\x03]")  # Markdown's own


def html(text: str) -> Markup:
    """Return words as HTML."""
    return _html(_read(text)) if _SIGN_RE.search(text) else escape(text)


def plain(text: str) -> str:
    """Return words without the signs of emphasis, for whoever shows nothing but text."""
    if not _SIGN_RE.search(text):
        return text
    words = _read(text)
    for its in words.iter():
        if its.tag in ("rp", "rt"):  # how a word is read is another word
            its.text = ""
    return "".join(words.itertext())


@cache
def _readers() -> tuple[InlineProcessor, UnescapeTreeprocessor]:
    md, patterns = markdown.Markdown(), Registry[Pattern]()
    for priority, name in enumerate(_READ):
        patterns.register(md.inlinePatterns[name], name, -priority)
    patterns.register(_Words(_LINK), "link", -1.5)
    md.inlinePatterns = patterns
    return InlineProcessor(md), UnescapeTreeprocessor(md)


class _Words(Inline):
    """Makes elements without attributes of links, of which their words are kept."""

    def handleMatch(  # type: ignore[override]  # noqa: N802 - Markdown's name
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002 - Markdown passes it
    ) -> tuple[Element, int, int]:
        words = Element("a")
        words.text = m[1]
        return words, m.start(), m.end()


def _read(text: str) -> Element:
    inline, escaped = _readers()
    root = Element("div")
    words = SubElement(root, "p")
    words.text = _MARKS_RE.sub("", text)
    inline.run(root)
    escaped.run(root)
    for code in words.iter("code"):
        code.text = unescape(code.text or "")
    inline_html.apply(words)
    return words


def _html(element: Element) -> Markup:
    said = escape(element.text or "")
    for child in element:
        language = Markup(' lang="{}"').format(its) if (its := child.get("lang")) else ""
        content = Markup(">{}</{}>").format(_html(child), child.tag)
        if child.tag == "a":
            said += _html(child) + escape(child.tail or "")
            continue
        rest = Markup("/>") if child.tag in inline_html.VOID else content
        said += Markup("<{}{}{}{}").format(child.tag, language, rest, child.tail or "")
    return said
