"""A page ten times as long takes ten times as long, and not a hundred times."""

from __future__ import annotations

import time

import pytest
from apparatus.notes.anchoring import nearest

BAKER = "- {id: baker, kind: person, name: Baker, gloss: G., entry: page.md, link: all}\n"
NOTE = """\
- id: n{0}
  target: {{page: page.md, paragraph: 1, exact: wrong{0} words}}
  layer: terms
  body: Words.
  sources: [times]
  confidence: high
"""
SOURCE = "- {id: times, type: book, title: The Times}\n"


def cases(size: int) -> dict[str, tuple[dict[str, str], dict[str, str]]]:
    """Pages, and data, that have so much of something that was slow once."""
    numbered = " ".join(f"word{number}" for number in range(size)) + "\n{ #p1 }\n"
    return {
        "links": ({"page.md": "Baker spoke. " * size}, {}),
        "references to nothing": ({"page.md": "[a][b] " * size}, {}),
        "words of no named language": ({"page.md": "外圧 and\n\n" * size}, {}),
        "lost words": (
            {"page.md": numbered},
            {
                "annotations": "".join(NOTE.format(number) for number in range(size // 8)),
                "sources": SOURCE,
            },
        ),
    }


@pytest.mark.parametrize("name", cases(1))
def test_time_grows_with_the_size_of_a_page_and_no_faster(name, render):
    took = []
    for size in (1_000, 5_000):
        pages, data = cases(size)[name]
        started = time.process_time()
        render(pages, entities=BAKER, **data)
        took.append(time.process_time() - started)
    small, large = took
    assert large < 10 * small + 1, took


def test_in_a_long_text_the_nearest_words_are_found_as_in_a_short_one():
    before = " ".join(f"word{number} the of and so on" for number in range(100))
    long = f"{before} in the finall repport of June {before}"
    assert nearest(long, "final report") == nearest("in the finall repport of June", "final report")
    assert nearest(long, "finale") == "finall"
    assert nearest(long, "qqq") == ""
