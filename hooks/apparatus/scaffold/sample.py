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
_STARTS = {"article": "p", "letter": "p", "law": "art"}
"""What the ids of the blocks begin with, by kind of text."""
_VERSE = "poem"
"""The kind that is one stanza, whose lines are the blocks."""
_WHOLE = 2
"""The note that is about the whole of a block."""


class Block(NamedTuple):
    """A numbered block of the text."""

    id: str
    markdown: str
    label: str = ""
    """What it is called, where that is not seen from its id."""


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
    its, targets = words[kind], dict[int, dict[str, Any]]()
    if kind == _VERSE:
        lines = "\n".join(its["blocks"]).splitlines()
        named = [(f"v.{number}", line) for number, line in enumerate(lines, 1)]
        poem = "<br>\n".join(_NOTED.sub(r"\2", line) for line in lines)
        blocks, whole = [Block("v", poem)], "v.4"
    else:
        labels = its.get("labels") or [""] * len(its["blocks"])
        start = _STARTS[kind]
        named = [(f"{start}{number}", block) for number, block in enumerate(its["blocks"], 1)]
        blocks = [
            Block(name, _NOTED.sub(r"\2", block), label)
            for (name, block), label in zip(named, labels, strict=True)
        ]
        whole = f"{start}2"
    for name, written in named:
        for note, exact in _NOTED.findall(written):
            found = {"block": name, "exact": exact}
            targets[int(note)] = (
                {**targets[int(note)], "until": found} if int(note) in targets else found
            )
    return Text(its["title"], blocks, {**targets, _WHOLE: {"block": whole}})
