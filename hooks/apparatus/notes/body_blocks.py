"""What blocks of note bodies are other than those of pages: fences of code, headings, footnotes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, STX, AtomicString, code_escape

from ..text.reader import HEADINGS

if TYPE_CHECKING:
    from markdown import Markdown
    from markdown.blockparser import BlockParser

FENCES = "fenced_code_block"
"""What those who read fences on pages are called."""
_FENCE_RE = re.compile(r"( *)(`{3,}|~{3,})[^`]*")
_KEPT_RE = re.compile(f"{STX}fence:([0-9]+){ETX}")


class FenceExtension(Extension):
    """Reads code between fences, without colours; on pages it is put aside as HTML."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Register both halves: one keeps the lines, the other makes blocks of them."""
        kept: list[list[str]] = []
        md.preprocessors.register(_Keeper(md, kept), FENCES, 25)
        md.parser.blockprocessors.register(_Maker(md.parser, kept), FENCES, 75)
        md.treeprocessors.register(_Returner(md, kept), FENCES, 45)


class _Keeper(Preprocessor):
    """Puts lines between fences aside, where no blank line parts them."""

    def __init__(self, md: Markdown, kept: list[list[str]]) -> None:
        super().__init__(md)
        self._kept = kept

    def run(self, lines: list[str]) -> list[str]:
        self._kept.clear()
        others: list[str] = []
        fenced: list[str] = []
        indent = fence = ""
        for line in lines:
            if fenced:
                fenced.append(line.removeprefix(indent))
                if line.strip() == fence:
                    others += [""] * (others[-1:] not in ([], [""]))
                    others.append(f"{indent}{STX}fence:{len(self._kept)}{ETX}")
                    self._kept.append(fenced)
                    fenced = []
            elif found := _FENCE_RE.fullmatch(line):
                indent, fence = found.groups()
                fenced = [line.removeprefix(indent)]
            else:
                others += [""] * bool(line and others and others[-1].endswith(ETX))
                others.append(line)
        return others + [indent + line for line in fenced]


class _Maker(BlockProcessor):
    """Makes a block of what was put aside."""

    def __init__(self, parser: BlockParser, kept: list[list[str]]) -> None:
        super().__init__(parser)
        self._kept = kept

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 - Markdown passes it
        return _KEPT_RE.fullmatch(block.strip()) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        lines = self._kept[int(blocks.pop(0).strip()[len("?fence:") : -1])]
        code = SubElement(SubElement(parent, "pre"), "code")
        code.text = AtomicString("".join(f"{code_escape(line)}\n" for line in lines[1:-1]))


class _Returner(Treeprocessor):
    """Gives fences back that stand in code themselves."""

    def __init__(self, md: Markdown, kept: list[list[str]]) -> None:
        super().__init__(md)
        self._kept = kept

    def run(self, root: Element) -> None:
        for code in root.iter("code") if self._kept else ():
            code.text = AtomicString(_KEPT_RE.sub(self._written, code.text or ""))

    def _written(self, found: re.Match[str]) -> str:
        return code_escape("\n".join(self._kept[int(found[1])]))


def lower_headings(root: Element) -> None:
    """Let headings be strong paragraphs: a page's headings are its author's."""
    for element in root.iter():
        if element.tag in HEADINGS:
            words = Element("strong")
            words.text, element.text = element.text, None
            words.extend(element)
            element[:] = [words]
            element.tag = "p"
            element.set("class", "ap-note__heading")


def leave_out_unused(root: Element) -> None:
    """Leave out footnotes to which no word leads, and count the others anew."""
    notes = next((its for its in root.iter("div") if its.get("class") == "footnote"), None)
    listed = notes.find("ol") if notes is not None else None
    if notes is None or listed is None:
        return
    unused = {f"#{its.get('id')}": its for its in listed}
    within = set(notes.iter("a"))
    links = [link for link in root.iter("a") if link not in within]
    for link in links:  # it grows by those in footnotes that are used
        its = unused.pop(link.get("href", ""), None)
        links += its.iter("a") if its is not None else ()
    dropped = set(unused.values())
    listed[:] = [its for its in listed if its not in dropped]
    numbers = {f"#{its.get('id')}": str(number) for number, its in enumerate(listed, 1)}
    for link in links:
        if link.get("class") == "footnote-ref":
            link.text = numbers[link.get("href", "")]
    ends = {f"#{its.get('id')}" for its in root.iter("sup")}
    for its in list(listed.iter()):
        its[:] = [
            part
            for part in its
            if part.get("class") != "footnote-backref" or part.get("href") in ends
        ]
    if not numbers:
        next(its for its in root.iter() if notes in list(its)).remove(notes)
