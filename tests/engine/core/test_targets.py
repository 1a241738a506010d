"""Notes on any block, on whole blocks and over several: what is marked of each input."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from unwrapping import unwrapped

CASES = yaml.safe_load((Path(__file__).parent / "cases/targets.yml").read_text(encoding="utf-8"))
VOID = {"br", "hr", "img", "input"}
SOURCES = "- {id: s, type: book, title: S}\n"


def notes(*targets, **more):
    """Write notes n1, n2 … on some targets."""
    return json.dumps([
        {"id": f"n{n}", "target": {"page": "page.md", **target}, "layer": "terms", "body": "B.",
         "sources": ["s"], "confidence": "high", **more}
        for n, target in enumerate(targets, 1)
    ], ensure_ascii=False)  # fmt: skip


class Marked(HTMLParser):
    """What is marked for each note, and the element in which its number stands."""

    def __init__(self, html):
        super().__init__()
        self.words, self.numbers, self.lists = {}, {}, []
        self._open = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        its = dict(attrs)
        if its.get("role") == "doc-noteref":
            around = [name for name, _ in self._open if name not in ("span", "sup")]
            self.numbers[its["href"][1:]] = around[-1]
        if its.get("class") == "ap-notes":
            self.lists.append((its["aria-label"], self._open[-2][0] if self._open[1:] else ""))
        if name := its.get("data-annotation"):
            self.words.setdefault(name, []).append("")
        if tag not in VOID:
            self._open.append((tag, name))

    def handle_endtag(self, tag):
        while tag not in VOID and self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if any(tag == "a" and not name for tag, name in self._open[-1:]) and data.isdigit():
            return
        for name in {name for _, name in self._open if name}:
            self.words[name][-1] += data


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"].replace(" ", "-"))
def test_case(case, render, plain):
    targets = case["targets"] if "targets" in case else [case["target"]]
    site = render({"page.md": case["page"]}, language=case.get("language", "en"), marked="off",
                  entities="[]", sources=SOURCES, annotations=notes(*targets))  # fmt: skip
    assert site.problems == []
    html = site.pages["page.md"]
    marked = Marked(html)
    assert [marked.words.get(f"n{n}", []) for n in range(1, len(targets) + 1)] == case["marked"]
    if "numbers" in case:
        assert list(marked.numbers.values()) == case["numbers"]
    if "lists" in case:
        assert [label for label, _ in marked.lists] == case["lists"]
    assert unwrapped(html).rstrip() == plain(case["page"])
    assert not re.search(r"<(?:ul|ol|dl|tr|table|tbody)>\s*<(?:span|div)", html)
