"""What a page tells the pass over the built site comes back as it was."""

from __future__ import annotations

from apparatus import record
from apparatus.about import About
from apparatus.dataset import Dataset
from apparatus.problems import Position, Problem
from apparatus.settings import PageSettings
from apparatus.uses import Use


def test_problems_and_what_is_said_of_the_site_come_back():
    wrong = Problem(Position("docs/a.md", 3, 7), "words --> <lost>.", "Mend it.")
    about = About(
        "https://example.org/", "A -- <b>", edition="2026-11-25", licence="https://l.test"
    )
    one = record.Record(
        "a.md",
        "a/",
        "A",
        2,
        "0f",
        PageSettings(),
        [],
        [wrong],
        [Use("s", "p7", "paragraph 7")],
        about,
    )
    html = f"<p>Before</p>{one.comment()}\n<p>After</p>"
    found, start, end = record.find(html, Dataset())
    assert found == one
    assert html[:start] + html[end:] == "<p>Before</p><p>After</p>"
