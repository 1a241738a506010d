"""Annotated texts from plain Markdown and data: links, cards, backlinks and notes.

The core imports neither MkDocs nor its theme; `hooks/crosslinks.py` connects it to them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .hosts.standalone import StandaloneExtension

VERSION = "0.1.0"
"""The one place that says it; a copy of the engine is not installed anywhere to be asked."""


def makeExtension(**options: Any) -> StandaloneExtension:  # noqa: ANN401, N802 - Python-Markdown's
    """Make the extension for a host that lists it by name."""
    from .hosts.standalone import StandaloneExtension  # noqa: PLC0415 - hosts with hooks ask for none

    return StandaloneExtension(**options)
