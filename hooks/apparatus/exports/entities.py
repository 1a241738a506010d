"""`entities.json`: everybody and everything that has an entry."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ..data.cited import as_cited
from ..text import inline

if TYPE_CHECKING:
    from ..data.model import Entity
    from .site import Site

_PLAIN = (
    "sort", "role", "office", "born", "died", "side", "level", "see", "same_as", "link", "case",
    "not_in",
)  # fmt: skip
"""Fields that are written as they are, if they say anything."""


def write(site: Site) -> str:
    """Write all entities as a list, by id."""
    rows = [_row(site, site.data.entities[i]) for i in sorted(site.data.entities)]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def _row(site: Site, entity: Entity) -> dict[str, Any]:
    row: dict[str, Any] = {"id": entity.id, "kind": entity.kind, "name": entity.name}
    if entity.names:
        row["names"] = entity.names
    if entity.aliases:
        row["aliases"] = [
            {"text": alias.text, "pages": alias.pages} if alias.pages else alias.text
            for alias in entity.aliases
        ]
    if entity.gloss:
        row["gloss"] = plain = inline.plain(entity.gloss)
        row |= {"markdown": entity.gloss} if plain != entity.gloss else {}
    row["url"] = site.entry(entity)
    row |= {key: its for key in _PLAIN if (its := getattr(entity, key))}
    if entity.sources:
        row["sources"] = [as_cited(one).written for one in entity.sources]
    if entity.faces:
        faces = (asdict(face) for face in entity.faces)
        row["faces"] = [{key: its for key, its in face.items() if its} for face in faces]
    return {**row, "confidence": entity.confidence, "mentions": site.mentions.get(entity.id, 0)}
