"""The table of mistakes that authors make, with what its short words stand for."""

from __future__ import annotations

from pathlib import Path

import yaml

TABLE = Path(__file__).parent / "engine/core/cases/problems.yml"
CASES = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
TARGET = "{page: page.md, paragraph: 1, exact: Words}"
GOOD = "kind: term\n  name: A\n  gloss: G.\n  entry: page.md\n  role: R"
FILES = (
    "entities", "annotations", "statements", "pledges", "events", "sources", "figures", "entites",
    "vocabulary", "words", "overlay",
)  # fmt: skip
SHORT = {
    "GOOD": GOOD,
    "FIGURE": "title: T\n  unit: U\n  counts: C\n  text: X\n  sources: [times]",
    "NOTE": f"target: {TARGET}\n  layer: terms\n  sources: [s]\n  confidence: high",
    "STATEMENT": "page: page.md\n  paragraph: 1\n  exact: Words\n  speaker: X\n  named: false\n"
    "  side: Y\n  manner: quoted\n  sources: [s]\n  confidence: high",
    "PLEDGE": "page: page.md\n  title: T\n  side: J\n  outcome: kept\n  verdict: V\n"
    "  confidence: high\n  steps: [{stage: X, text: T, sources: [s]}]",
    "EVENT": "date: 1990-06-15\n  title: T\n  text: T\n  precision: exact\n  sources: [s]\n"
    "  confidence: high",
    "BOOK": "type: book\n  title: S",
}


def whole(text: str) -> str:
    """Put what they stand for in the place of short words."""
    for short, meant in SHORT.items():
        text = text.replace(short, meant)
    return text
