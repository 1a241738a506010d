"""The sample of a new edition: a text of three blocks, and which words in them have notes."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

_WORDS = Path(__file__).parent / "words"
SPOKEN = tuple(sorted(path.stem for path in _WORDS.glob("*.yml")))
"""The languages that have a sample."""
_OTHERS = "en"
_NOTED = re.compile(r"\[(\d)\|([^]]*)\]")
_BLOCKS = {"article": "p", "letter": "p", "poem": "v", "law": "art"}
"""What the ids of the blocks begin with, by kind of text."""
_VERSE = "v"
_WHOLE = 2
"""The note that is about the whole of this block."""


class Block(NamedTuple):
    """A numbered block of the text."""

    id: str
    markdown: str
    label: str = ""
    """What it is called, as an attribute, where that is not seen from its id."""


class Text(NamedTuple):
    """The text, and where its notes stand."""

    title: str
    blocks: list[Block]
    targets: dict[int, dict[str, Any]]
    """By the number of a note."""


def spoken(language: str) -> str:
    """Name the language of the sample for an edition in a language."""
    short = language.partition("-")[0]
    return short if short in SPOKEN else _OTHERS


@cache
def words(language: str) -> dict[str, Any]:
    """Read the words of the sample for an edition in a language."""
    path = _WORDS / f"{spoken(language)}.yml"
    read: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return read


def text(words: dict[str, Any], kind: str) -> Text:
    """Make the text of a kind: its blocks, and the targets of the notes on it."""
    its, start = words[kind], _BLOCKS[kind]
    labels = its.get("labels") or [""] * len(its["blocks"])
    targets: dict[int, dict[str, Any]] = {_WHOLE: {"block": f"{start}{_WHOLE}"}}
    blocks = []
    for number, (written, label) in enumerate(zip(its["blocks"], labels, strict=True), 1):
        name, lines = f"{start}{number}", written.splitlines()
        for at, line in enumerate(lines, 1):
            block = f"{name}.{at}" if start == _VERSE else name
            for note, exact in _NOTED.findall(line):
                found: dict[str, Any] = {"block": block, "exact": exact}
                before = targets.setdefault(int(note), found)
                if before is not found:
                    before["until"] = found
        bare = "<br>\n".join(_NOTED.sub(r"\2", line) for line in lines)
        head, attribute = (f"**{label}.** ", f' data-label="{label}"') if label else ("", "")
        blocks.append(Block(name, f"{head}{bare}", attribute))
    return Text(its["title"], blocks, targets)
