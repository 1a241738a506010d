"""The linker alone, in one process: CPU milliseconds a page, and how they grow."""

from __future__ import annotations

import copy
import math
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

sys.path.insert(0, str(Path(__file__).parents[2] / "hooks"))

import markdown
from apparatus.build import Build
from apparatus.data import cache
from apparatus.pieces import SHELVES
from apparatus.templates.render import Renderer
from apparatus.text.tree import Tree
from corpus import OURS, Corpus
from markdown.treeprocessors import Treeprocessor

ROUNDS = 7


class _Capture(Treeprocessor):
    """Keeps the tree that the linker would get."""

    tree: Element

    def run(self, root: Element) -> None:
        self.tree = copy.deepcopy(root)


class PerPage(NamedTuple):
    """CPU milliseconds, the best of some rounds; for each page but where it says otherwise."""

    linking: float
    markdown: float
    """Of making the tree and the HTML of the same pages, without the engine."""
    names: float
    """Of making all names ready to be looked for, once for all pages."""


def per_page(pages: int, entities: int) -> PerPage:
    """Measure linking pages."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        Corpus(pages, entities).write(folder / "site", OURS)
        data, problems = cache.load(folder / "site/data", "data", folder / "kept.json", SHELVES)
        top = folder / "site/docs"
        docs = {p.relative_to(top).as_posix(): p.read_text("utf-8") for p in top.rglob("*.md")}
    if problems:
        sys.exit(str(problems[0]))
    md = markdown.Markdown(extensions=["toc", "tables", "fenced_code", "attr_list", "def_list"])
    capture = _Capture(md)
    md.treeprocessors.register(capture, "capture", 5.5)
    trees = {}
    for path, text in docs.items():
        if path.startswith("part-"):
            md.reset().convert(text)
            trees[path] = capture.tree
    prose = [text for path, text in docs.items() if path.startswith("part-")]
    md.treeprocessors.deregister("capture")
    times, plain, names = [], [], []
    for _ in range(ROUNDS if pages < 1000 else 3):
        start = time.process_time()
        for text in prose:
            md.reset().convert(text)
        plain.append(time.process_time() - start)
        build = Build(data, Renderer())
        build.expect({path: path for path in docs})
        fresh = {path: copy.deepcopy(tree) for path, tree in trees.items()}
        start = time.process_time()
        _render(build, next(iter(docs)), Tree(Element("div"), md))
        names.append(time.process_time() - start)
        start = time.process_time()
        for path, tree in fresh.items():
            _render(build, path, Tree(tree, md))
        times.append(time.process_time() - start)
        if not all(build.index.on(path) for path in fresh):
            sys.exit("The linker was measured on pages where it found nothing.")
    return PerPage(min(times) * 1000 / pages, min(plain) * 1000 / pages, min(names) * 1000)


def _render(build: Build, path: str, tree: Tree) -> None:
    build.begin(path, str, path, front=False)
    build.enter(path)
    build.render(tree)


def loading(entities: int) -> dict[str, float]:
    """Measure reading the data: CPU milliseconds the first time, and from what was kept."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        Corpus(1, entities).write(folder / "site", OURS)
        times = []
        for _ in range(ROUNDS):
            start = time.process_time()
            cache.load(folder / "site/data", "data", folder / "kept.json", SHELVES)
            times.append((time.process_time() - start) * 1000)
    return {"first": times[0], "kept": statistics.median(times[1:])}


def exponent(small: float, large: float, growth: float) -> float:
    """Tell with which power of its input's size a time grows."""
    return math.log(large / small) / math.log(growth)


def main() -> dict[str, Any]:
    """Measure everything this file measures."""
    measured = {e: per_page(100, e) for e in (50, 500, 5000)}
    by_entities = {e: its.linking for e, its in measured.items()}
    by_pages = {p: per_page(p, 500).linking for p in (10, 100, 1000)}
    return {
        "over_markdown": {e: its.linking / its.markdown for e, its in measured.items()},
        "ms_per_page_by_entities": by_entities,
        "names_ready_ms": {e: its.names for e, its in measured.items()},
        "ms_per_page_by_pages": by_pages,
        "exponent_in_entities": exponent(by_entities[50], by_entities[5000], 100),
        "exponent_in_pages": 1 + exponent(by_pages[10], by_pages[1000], 100),
        "loading_ms": {e: loading(e) for e in (500, 5000)},
    }


if __name__ == "__main__":
    import json

    print(json.dumps(main(), indent=2))
