"""A note's or paragraph's address, once published, leads to the same note for ever."""

from __future__ import annotations

import re

import yaml


def released(project) -> list[str]:
    lines = (project / "tests/released.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def test_no_released_id_is_gone_or_stands_for_other_words(project):
    """Each line: an id, and the paragraph that it belongs to; a note may be reworded, not moved.

    `n48 p7 -> n49`: the note went into another one, to which its address leads.
    """
    notes = yaml.safe_load((project / "data/annotations.yml").read_text("utf-8"))
    now = {f"{note['id']} p{note['target']['paragraph']}" for note in notes}
    text = (project / "docs/annotated.md").read_text("utf-8")
    now |= set(re.findall(r"^\{ #(p\d+) \}$", text, re.MULTILINE))
    now |= {f"{old} -> {note['id']}" for note in notes for old in note.get("replaces", ())}
    listed = [re.sub(r" p\d+ (->)", r" \1", line) for line in released(project)]
    assert len(listed) > 90
    assert [line for line in listed if line not in now] == []


def test_what_is_added_is_numbered_after_what_is_released(project):
    notes = yaml.safe_load((project / "data/annotations.yml").read_text("utf-8"))
    listed = {line.split()[0] for line in released(project)}
    last = max(int(line[1:]) for line in listed if line.startswith("n"))
    fresh = [note["id"] for note in notes if note["id"] not in listed]
    assert [one for one in fresh if int(one[1:]) <= last] == []
