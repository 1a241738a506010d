"""What a page tells the pass over the built site comes back as it was."""

from __future__ import annotations

from apparatus.data.dataset import Dataset
from apparatus.data.edition import Edition
from apparatus.data.front_matter import PageSettings
from apparatus.hosts import page_record
from apparatus.problems import Position, Problem
from apparatus.sources.where_cited import Use
from apparatus.text.places import Place

SETTINGS = PageSettings(link="all", sources=("s", "t"))
EDITION = Edition(
    url="https://example.org/", title="A -- <b>", day="2026-11-25", licence="https://l.test",
    search=("a.md",), pictures=("p.test",), open=("terms", "people"),
    no_entry=("Ada",),
)  # fmt: skip


def test_everything_comes_back():
    wrong = Problem(Position("docs/a.md", 3, 7), "words --> <lost>.", "Mend it.")
    uses = [Use("s", "p7", Place("paragraph", "7"))]
    its = ("a.md", "a/", "A", 2, "0f", SETTINGS)
    one = page_record.Record(*its, [], [wrong], uses, 3, EDITION, ["register term -- <b>"])
    html = f"<p>Before</p>{one.comment()}\n<p>After</p>"
    found, start, end = page_record.find(html, Dataset())
    assert found == one
    assert html[:start] + html[end:] == "<p>Before</p><p>After</p>"


def test_lists_of_every_name_are_among_them():
    listed = [getattr(its, name) for its in (SETTINGS, EDITION)
              for name, kind in its.__annotations__.items() if "tuple" in str(kind)]  # fmt: skip
    assert listed
    assert all(listed)
