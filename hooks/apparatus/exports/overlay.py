"""`overlay.json`: hashes and counts of a text that is not printed, and where its notes stand in it.

No word of the text is in it, and nothing from which words could be found out: see `overlay/`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ..data.overlay import Overlay
from ..text.places import named

if TYPE_CHECKING:
    from ..data.model import Annotation
    from ..data.overlay import Passage
    from ..words import Words
    from .site import Site


def write(site: Site) -> str:
    """Write it, with addresses of notes."""
    its = content(site)
    for note in its["notes"]:
        note["url"] = site.note(site.data.annotations[note["id"]])
    return json.dumps(its, ensure_ascii=False, indent=1) + "\n"


def content(site: Site) -> dict[str, Any]:
    """Return what it has, but for the addresses: the script of the page reads the same."""
    [its] = site.data.of(Overlay).values()
    notes = [note for note in site.annotations() if note.target.page == its.page]
    return {
        "rule": its.rule,
        "salt": its.salt,
        "rounds": its.rounds,
        "passages": [_passage(one, notes) for one in its.passages],
        "notes": [
            {"id": note.id, "number": note.number, "layer": note.layer, "title": note.title}
            for note in notes
        ],
    }


def _passage(its: Passage, notes: list[Annotation]) -> dict[str, Any]:
    own = [note for note in notes if note.target.name in its.blocks]
    return {
        "blocks": list(its.blocks),
        "words": its.words,
        "tag": its.tag,
        "sketch": its.sketch,
        "notes": [{"id": note.id, **_range(its, note.id)} for note in own],
    }


def _range(its: Passage, note: str) -> dict[str, list[int]]:
    found = its.range(note)
    return {"words": list(found)} if found else {}


def called(its: Passage, words: Words) -> str:
    """Say what a passage is called: `paragraph 4`, or the first and the last of several."""
    ends = dict.fromkeys((its.blocks[0], its.blocks[-1]))
    return " \u2013 ".join(words.place(named(one)) for one in ends)
