"""Blocks of a page in TEI: divisions, paragraphs, verse, lists, tables, figures, footnotes."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from ...text.raw_html import BLOCKS
from ...text.reader import HEADINGS
from . import html, xml
from .inline import picture, trimmed, word, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .inline import Page

_CELLS = ("td", "th")


class Sections:
    """A page's divisions as they grow, one for each heading and what follows it."""

    def __init__(self, top: Element) -> None:
        self._top = top
        self._open = [(0, top)]

    def append(self, block: Element) -> None:
        """Put a block into the division that is open."""
        self._open[-1][1].append(block)

    def begin(self, level: int) -> Element:
        """Begin a division; a page's first heading is that of all of it."""
        if not len(self._top):
            self._open = [(min(level, 1), self._top)]
            return self._top
        while len(self._open) > 1 and self._open[-1][0] >= level:
            self._open.pop()
        self._open.append((level, SubElement(self._open[-1][1], "div")))
        return self._open[-1][1]


class Blocks:
    """Writes the blocks of a page."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.footnotes: list[Element] = []
        self._ways: dict[str, Callable[[Element], Element | None]] = {
            "p": self._paragraph,
            "ul": self._list,
            "ol": self._list,
            "menu": self._list,
            "dl": self._glossary,
            "blockquote": self._quotation,
            "table": self._table,
            "pre": self._preformatted,
            "figure": self._figure,
            "hr": lambda _: Element("milestone", {"unit": "section", "rend": "rule"}),
        }

    def flow(self, source: Element, into: Element | Sections) -> None:
        """Write blocks; words that stand between them become paragraphs."""
        loose = Element("p")
        xml.write(loose, source.text)
        for part in source:
            if _is_block(part):
                self._end(loose, into)
                loose = Element("p")
                self._block(part, into)
            else:
                word(self._page, part, loose)
            xml.write(loose, part.tail)
        self._end(loose, into)

    def _end(self, loose: Element, into: Element | Sections) -> None:
        if len(loose) or (loose.text or "").strip():
            into.append(trimmed(loose))

    def _block(self, source: Element, into: Element | Sections) -> None:
        tag = str(source.tag)
        if "footnote" in html.classes(source) and tag == "div":
            self._footnotes(source)
        elif tag in HEADINGS:
            outer = isinstance(into, Sections)
            div = into.begin(int(tag[1])) if isinstance(into, Sections) else Element("div")
            head = self._words(source, SubElement(div, "head") if outer else Element("p"))
            if not outer:
                into.append(head)
        elif tag in self._ways:
            made = self._ways[tag](source)
            if made is not None:
                self._page.identify(source, made)
                into.append(made)
        else:
            if source.get("id", "") in self._page.wanted:
                anchor = Element("anchor")
                self._page.identify(source, anchor)
                if "xml:id" in anchor.attrib:
                    into.append(anchor)
            self.flow(source, into)

    def _words(self, source: Element, target: Element) -> Element:
        self._page.identify(source, target)
        words(self._page, source, target)
        return trimmed(target)

    def _fill(self, source: Element, target: Element) -> Element:
        """Write what may be words or blocks."""
        if not any(_is_block(part) for part in source):
            return self._words(source, target)
        self._page.identify(source, target)
        self.flow(source, target)
        return target

    def _paragraph(self, source: Element) -> Element | None:
        lines = [part for part in source if "ap-line" in html.classes(part)]
        tails = [source.text, *(part.tail for part in source)]
        others = any(part.tag != "br" for part in source if part not in lines)
        if not lines or others or any((tail or "").strip() for tail in tails):
            made = self._words(source, Element("p"))
            return made if made.text or len(made) else None
        verse = Element("lg")
        for line in lines:
            number = {"n": its} if (its := line.get("data-line", "")) else {}
            self._words(line, SubElement(verse, "l", number))
        return verse

    def _list(self, source: Element) -> Element | None:
        made = Element("list", {"rend": "numbered" if source.tag == "ol" else "bulleted"})
        for part in source:
            self._fill(part, SubElement(made, "item"))
        return made if len(made) else None

    def _glossary(self, source: Element) -> Element | None:
        """Write terms and what they are; each label has one item."""
        made, label = Element("list", {"type": "gloss"}), None
        for part in _within(source, "dt", "dd"):
            if part.tag == "dd":
                if label is None:
                    SubElement(made, "label")
                self._fill(part, SubElement(made, "item"))
                label = None
            elif label is None:
                label = self._words(part, SubElement(made, "label"))
            else:
                SubElement(label, "lb")
                self._words(part, label)
        if label is not None:
            SubElement(made, "item")
        return made if len(made) else None

    def _quotation(self, source: Element) -> Element:
        return self._fill(source, Element("quote"))

    def _preformatted(self, source: Element) -> Element:
        made = Element("ab", {"rend": "pre", "xml:space": "preserve"})
        words(self._page, source, made)
        return made

    def _table(self, source: Element) -> Element | None:
        made = Element("table")
        for caption in source.findall("caption"):
            self._words(caption, SubElement(made, "head"))
        for row in _within(source, "tr"):
            if cells := [part for part in row if part.tag in _CELLS]:
                its = SubElement(made, "row")
                for cell in cells:
                    self._fill(cell, SubElement(its, "cell", _spans(cell)))
        return made if made.find("row") is not None else None

    def _figure(self, source: Element) -> Element:
        made = Element("figure")
        captions = [part for part in source if part.tag == "figcaption"]
        for part in captions:
            self._words(part, SubElement(made, "head"))
        rest = Element("div")
        rest.extend(part for part in source if part not in captions)
        if len(rest) == 1 and rest[0].tag == "img":
            return picture(self._page, rest[0], made)
        self.flow(rest, made)
        return made

    def _footnotes(self, source: Element) -> None:
        """Keep the author's own notes, to which the text refers, for the end."""
        for number, part in enumerate(next(source.iter("ol"), ()), 1):
            note = Element("note", {"place": "foot", "n": str(number)})
            self.footnotes.append(self._fill(part, note))


def _is_block(element: Element) -> bool:
    return element.tag in BLOCKS or element.tag in ("details", "hr")


def _within(source: Element, *tags: str) -> Iterator[Element]:
    """Find the parts of a list or table; they may stand in groups."""
    for part in source:
        yield from (one for one in ([part] if part.tag in tags else part) if one.tag in tags)


def _spans(cell: Element) -> dict[str, str]:
    """Say what a cell is, and how many rows and columns it takes."""
    its = {"cols": cell.get("colspan", ""), "rows": cell.get("rowspan", "")}
    found = {key: value for key, value in its.items() if value.isascii() and value.isdigit()}
    return ({"role": "label"} if cell.tag == "th" else {}) | found
