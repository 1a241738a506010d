"""Which blocks of a page retell which paragraphs of a copy: one each, in order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..overlay import fingerprint
from ..overlay.fingerprint import Retelling
from ..problems import Position, Problem, phrases
from ..text.places import paragraph_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from ..data.dataset import Dataset
    from ..overlay.fingerprint import Passage
    from .overlay_before import Before
    from .overlay_spans import Asked
    from .project import Project

_NAMED_RE = re.compile(r"\{[^{}\n]*#([\w.-]+)")
_NUMBERED_RE = re.compile(r"p(\d+)")
_LINE_RE = re.compile(r"\.\d+$")
_END_RE = re.compile(r"[.!?\u2026:\u3002\uff01\uff1f][^\w\s]*$")
_FEW = 15
"""A paragraph of fewer words, without a stop at its end, is none of a text, or a title in it."""


def page_of(project: Project, docs: Path, data: Dataset, before: str) -> tuple[str, list[Problem]]:
    """Name the page that retells the text: the one of before, the site's own, or that of notes."""
    noted = list(dict.fromkeys(note.target.page for note in data.annotations.values()))
    page = before or project.text
    if not before and not (docs / page).is_file() and len(noted) == 1:
        [page] = noted
    if (docs / page).is_file():
        return page, []
    where = Position(project.shown(project.settings))
    message = f"the page that retells the text is '{page}', and there is no such page."
    return "", [Problem(where, message, "Name it: 'extra: {apparatus: {text: page.md}}'.")]


def retelling(
    page: str, asked: Asked, before: Before, project: Project, docs: Path
) -> Retelling | list[Problem]:
    """Find the blocks of that page: those that are asked for, those of before, or all numbered."""
    named = _NAMED_RE.findall((docs / page).read_text("utf-8", "replace"))
    numbers = sorted(int(found[1]) for one in named if (found := _NUMBERED_RE.fullmatch(one)))
    numbered = [paragraph_id(number) for number in numbers]
    problems = [
        phrases.unknown(asked.document.position(("blocks", i)), "block", one, named)
        for i, one in enumerate(asked.blocks)
        if not _is_there(one, named)
    ]
    if problems:
        return problems
    blocks = list(asked.blocks) or _usual(before, numbered, named)
    if not blocks:
        message = "this page has no numbered paragraphs that could retell a text."
        hint = "Write '{ #p1 }' below the first one, or name 'blocks' in SPANS."
        return [Problem(Position(project.shown(docs / page)), message, hint)]
    return Retelling(page, blocks, [one for one in numbered if one not in blocks])


def _usual(before: Before, numbered: Sequence[str], named: Sequence[str]) -> list[str]:
    old = [one for passage in before.passages for one in passage.blocks]
    if old and not all(map(_NUMBERED_RE.fullmatch, old)):
        return [one for one in old if _is_there(one, named)]
    return [one for one in numbered if one not in before.without]


def _is_there(block: str, named: Sequence[str]) -> bool:
    """Whether a page has a block; of lines of verse it names the stanza."""
    return block in named or _LINE_RE.sub("", block) in named


def uneven(
    source: str, told: Sequence[str], asked: Asked, its: Retelling
) -> tuple[list[str], list[Problem]]:
    """Say that a copy has more or fewer paragraphs than blocks retell. Out: also all of them."""
    wrong = [
        Problem(
            asked.document.position(("skip", i)),
            f"there is no paragraph {number}: the copy has {len(told)}.",
            "Count from 1, as empty lines part them.",
        )
        for i, number in enumerate(asked.skip)
        if not 1 <= number <= len(told)
    ]
    read = [n for n in range(1, len(told) + 1) if n not in asked.skip]
    if wrong or len(read) == len(its.blocks):
        return [], wrong
    found = phrases.counted(len(read), "paragraph is read", "paragraphs are read")
    if len(told) == 1:
        found = "no empty line parts paragraphs"
    retold = phrases.counted(len(its.blocks), "block", "blocks")
    message = f"{found} here, and '{its.page}' retells the text in {retold}."
    problem = Problem(Position(source), message, _remedy(told, read, len(its.blocks)))
    listed = [
        f"{n}: {_shown(one)} ({phrases.counted(len(fingerprint.forms(one)), 'word', 'words')})"
        + (": left out" if n in asked.skip else "")
        for n, one in enumerate(told, 1)
    ]
    return listed, [problem]


def _remedy(told: Sequence[str], read: Sequence[int], blocks: int) -> str:
    """Say how paragraphs may become as many as blocks."""
    if len(read) < blocks:
        return "Part paragraphs by empty lines, or name in SPANS the 'blocks' that retell them."
    strays = [n for n in read if _is_stray(told[n - 1])]
    skip = f"'skip: {strays}'" if len(read) - len(strays) == blocks else "'skip: [1]'"
    hint = f"Say in SPANS which are no part of the text, as {skip}; or name the 'blocks'."
    return f"{hint} Without the empty line between them two paragraphs are one."


def _is_stray(paragraph: str) -> bool:
    return len(fingerprint.forms(paragraph)) < _FEW and not _END_RE.search(paragraph)


def _shown(paragraph: str) -> str:
    return phrases.short(" ".join(paragraph.split()))


def said(told: Sequence[str], made: Sequence[Passage], blocks: Sequence[str]) -> Iterator[str]:
    """Say which block goes with which paragraph, and which are one passage."""
    for one in made:
        for at in range(one.first, one.last + 1):
            yield f"{blocks[at]}: {_shown(told[at])}"
        if one.last > one.first:
            name = called(blocks[one.first : one.last + 1])
            yield f"{name} are one passage, as they are short or quoted."


def called(blocks: Sequence[str]) -> str:
    """Name a passage by the first and the last of its blocks."""
    return " to ".join(dict.fromkeys((blocks[0], blocks[-1])))
