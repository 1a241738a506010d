"""Each case: what is linked, and that taking the links out gives back the plain page."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

CASES = Path(__file__).parent / "cases"
CAST = (CASES / "cast.yml").read_text(encoding="utf-8")
OTHERS = ("other.md", *(entity["entry"] for entity in yaml.safe_load(CAST)))
CORPUS = [
    pytest.param(case, id=f"{path.stem}-{case['name']}".replace(" ", "-"))
    for path in sorted((CASES / "linking").glob("*.yml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("case", CORPUS)
def test_case(case, render, plain):
    front = f"---\n{case['front']}\n---\n" if "front" in case else ""
    site = render({"page.md": front + case["text"]}, OTHERS, "ja", entities=CAST)
    assert site.problems == []
    assert site.links() == case["links"]
    assert site.unwrapped() == plain(case.get("plain", case["text"]))


def test_corpus_is_large_enough():
    """A corpus that shrinks by accident would still pass."""
    assert len(CORPUS) >= 150
