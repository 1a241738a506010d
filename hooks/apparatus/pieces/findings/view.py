"""The findings of all notes, counted, for an opening page."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from ..piece import Context


def make(context: Context) -> list[Element]:
    """Count the notes by what their check has found, in the order of the table of findings."""
    notes = context.data.annotations.values()
    counts = Counter(note.finding for note in notes if note.finding)
    if not counts:
        return []
    rows = [
        (one.sign, counts[one.id], one.id)
        for one in context.data.vocabulary.findings
        if counts[one.id]
    ]
    return [context.renderer.element("findings", rows=rows, total=counts.total())]
