"""Files that other tools have written, brought into a small site that no host has built."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml
from apparatus.data.dataset import Dataset
from apparatus.data.model import Annotation, Entity, Source
from apparatus.data.target import Target
from apparatus.imports import entities, files, notes
from apparatus.imports.placing import Pages

SITE = "https://example.org/edition/"
MILL = {
    "h": "The mill",
    "p1": "The mill ground barley until the weir broke, and nobody mended the weir.",
    "p2": "In spring the miller sold the wheel. The weir went to the parish.",
    "": "A paragraph without an id says that the wheel turned once.",
    "p3": "The parish kept the weir for ten years.",
    "v.1": "水車は回る",
}
FERRY = {"p1": "A ferry crossed below the weir.", "f": "It had a wheel."}
CASES = yaml.safe_load(
    (Path(__file__).parent / "engine/core/cases/importing.yml").read_text(encoding="utf-8")
)
"""What is said of files: each a file's content, and the problems that are told."""


def seen(**pages: dict[str, str]) -> dict[str, Any]:
    """Stand for what a host has read: blocks in their order, one after the other."""
    read = {}
    for name, blocks in pages.items():
        text, spans = "", {}
        for block, words in blocks.items():
            if block:
                spans[block] = [len(text), len(text) + len(words) + 1]
            text += f"{words} "
        read[f"{name}.md"] = {"url": f"{name}/", "text": text, "blocks": spans}
    return {"url": SITE, "page": "mill.md", "author": "The editors", "pages": read}


PAGES = seen(mill=MILL, ferry=FERRY)


def data() -> Dataset:
    """Return data with one of each."""
    note = Annotation("n3", Target(1, "barley", "mill.md"), "terms", "Grain.")
    ada = Entity("ada", "person", "Ada Mill")
    its = {Annotation: {"n3": note}, Source: {"s": Source("s", "book", "S")}, Entity: {"ada": ada}}
    return Dataset(its)


def made(
    content: object, its: Dataset | None = None, layer: str = "terms", name: str = "in.json"
) -> tuple[list[dict[str, Any]], list[str]]:
    """Bring in a file, or rows of one. Out: the items, and the problems as they are told."""
    if not isinstance(content, bytes):
        text = content if isinstance(content, str) else json.dumps({"rows": content})
        content = text.encode()
    read = files.read(name, content)
    its = its or Dataset()
    ours = notes.Maker(Pages(PAGES), its, "", layer).make(read.notes)
    theirs = entities.Maker(Pages(PAGES), its).make(read.entries)
    problems = [*read.problems, *ours.problems, *theirs.problems]
    return [one.fields for one in (*ours.items, *theirs.items)], [str(one) for one in problems]


def told(case: dict[str, Any]) -> list[str]:
    """Return what is said of the file of a case."""
    name = case.get("file", "in.json")
    content = case["content"].replace("MANY", "x" * case.get("many", 0))
    return made(content * case.get("times", 1), data(), case.get("layer", "terms"), name)[1]
