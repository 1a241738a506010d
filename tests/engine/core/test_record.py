"""What a page tells the pass over the built site comes back as it was."""

from __future__ import annotations

from apparatus.data.dataset import Dataset
from apparatus.data.edition import Edition
from apparatus.data.front_matter import PageSettings
from apparatus.hosts import page_record
from apparatus.problems import Position, Problem
from apparatus.sources.where_cited import Use


def test_problems_and_what_is_said_of_the_site_come_back():
    wrong = Problem(Position("docs/a.md", 3, 7), "words --> <lost>.", "Mend it.")
    about = Edition("https://example.org/", "A -- <b>", day="2026-11-25", licence="https://l.test")
    one = page_record.Record(
        "a.md",
        "a/",
        "A",
        2,
        "0f",
        PageSettings(),
        [],
        [wrong],
        [Use("s", "p7", "paragraph 7")],
        3,
        about,
    )
    html = f"<p>Before</p>{one.comment()}\n<p>After</p>"
    found, start, end = page_record.find(html, Dataset())
    assert found == one
    assert html[:start] + html[end:] == "<p>Before</p><p>After</p>"
