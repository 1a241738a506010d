"""Entities as a register."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from ...text import alphabet
from ...text.addresses import between
from . import lists

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from ...data.model import Entity
    from ..piece import Context

_LONG = 20
"""So many entries are read without letters."""


def make(context: Context) -> list[Element]:
    """List all entities of the kinds that are asked for.

    Where there are none yet, the page says so, and nobody is stopped: a list may begin empty.
    """
    listed = [one for one in context.data.entities.values() if lists(one, context.which)]
    language = context.renderer.language
    japanese = language.partition("-")[0] == "ja"

    def looked_up(entity: Entity) -> str:
        kana = entity.names.get("kana", "") if japanese else ""
        return entity.sort or kana or entity.name

    listed.sort(key=lambda entity: (alphabet.order(looked_up(entity), language), entity.id))
    letters = [alphabet.letter(looked_up(entity), language) for entity in listed]
    divided = len(listed) > _LONG and len({*letters}) <= len(listed) / 2
    name = "-".join(["register", *context.which.split()])
    groups = [
        (letter, f"{name}-{letter.lower()}", [_row(context, one) for _, one in rows])
        for letter, rows in groupby(
            zip(letters if divided else [""] * len(listed), listed, strict=True), lambda row: row[0]
        )
    ]
    mixed = len({one.kind for one in listed}) > 1
    level = context.level
    return [context.renderer.element("register", groups=groups, mixed=mixed, level=level)]


def _row(context: Context, entity: Entity) -> tuple[Entity, str]:
    """Say where the entry of an entity is, if not here."""
    here = entity.id in context.data.held and entity.page == context.page
    return entity, "" if here else between(context.page, entity.entry)
