"""What texts of data mean beyond being texts: an item elsewhere, a page, a date, a label.

The nouns say it in their types; nobody checks data by it, but `schemas` tells editors.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple


class Means(NamedTuple):
    """What a text names."""

    what: str
    """One of the lists that `schemas/names` makes of an edition, or `date` or `label`."""


EntityId = Annotated[str, Means("entities")]
NoteId = Annotated[str, Means("notes")]
Relation = Annotated[str, Means("relations")]
Page = Annotated[str, Means("pages")]
SourceKey = Annotated[str, Means("sources")]
Opening = Annotated[str, Means("openings")]
Style = Annotated[str, Means("styles")]
Date = Annotated[str, Means("date")]
