"""Where sentences end."""

from __future__ import annotations

import re

# A full stop after one of these, or after a single capital, ends no sentence.
_STOP_RE = re.compile(
    r"[.!?。！？](?:(?<=[。！？])|(?<!\b[A-Z]\.)(?<!\b(?:Mr|Ms|Dr|St|Jr|Sr|No|vs|cf)\.)"  # noqa: RUF001
    r"(?<!\b(?:Mrs|Gen|Sen|Gov)\.)(?<!\bProf\.)"
    "['\"\u201d)\\]]*\\s+(?=['\"\u201c(\\[]?[A-Z0-9]))"
)


def sentence_ends(text: str) -> list[int]:
    """Find where sentences end: the places after a stop and its spaces, in order."""
    return [stop.end() for stop in _STOP_RE.finditer(text)]
