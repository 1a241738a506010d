"""A note's or paragraph's address, once published, leads to the same note for ever."""

from __future__ import annotations

import re

import pytest
from builds import some, target_block, target_page


@pytest.fixture
def released(edition) -> list[str]:
    """Each line: an id, and for a note the paragraph that it belongs to."""
    path = edition / "data/released.txt"
    if not path.is_file():
        pytest.skip("no release is on record: there is no data/released.txt")
    lines = path.read_text(encoding="utf-8").splitlines()
    return some(line for line in lines if line and not line.startswith("#"))


def test_no_released_id_is_gone_or_stands_for_other_words(released, listed, edition):
    """A note may be reworded, not moved.

    `n48 p7 -> n49`: the note went into another one, to which its address leads.
    """
    notes = listed("annotations")
    now = {f"{note['id']} {target_block(note)}" for note in notes}
    for page in {target_page(note) for note in notes}:
        text = (edition / "docs" / page).read_text(encoding="utf-8")
        now |= set(re.findall(r"^\{ #(p\d+) \}$", text, re.MULTILINE))
    now |= {f"{old} -> {note['id']}" for note in notes for old in note.get("replaces", ())}
    lines = [re.sub(r" \S+ (->)", r" \1", line) for line in released]
    assert [line for line in lines if line not in now] == []


def test_what_is_added_is_numbered_after_what_is_released(released, listed):
    known = {line.split()[0] for line in released}
    last = max(int(one[1:]) for one in some(one for one in known if one.startswith("n")))
    fresh = [note["id"] for note in listed("annotations") if note["id"] not in known]
    assert [one for one in fresh if int(one[1:]) <= last] == []
