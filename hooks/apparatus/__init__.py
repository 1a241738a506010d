"""Annotated texts from plain Markdown and data: links, cards, backlinks and notes.

The core imports neither MkDocs nor its theme; `hooks/crosslinks.py` connects it to them.
"""

from __future__ import annotations

from typing import Any

from .hosts.standalone import StandaloneExtension


def makeExtension(**options: Any) -> StandaloneExtension:  # noqa: ANN401, N802 - Python-Markdown's
    """Make the extension for a host that lists it by name."""
    return StandaloneExtension(**options)
