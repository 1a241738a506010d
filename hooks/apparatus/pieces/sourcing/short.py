"""The voices in short, for an opening page: a row of marks, and the same in two sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ...data.dataset import by_page
from ...text.addresses import between
from .nouns import Statement, in_order

if TYPE_CHECKING:
    from collections.abc import Container, Sequence
    from xml.etree.ElementTree import Element

    from ..piece import Context

_IN_ROW = 24
"""Marks side by side, at most."""


class Voices(NamedTuple):
    """The statements about one page, counted."""

    named: list[bool]
    """For each statement, in order, whether it names its speaker."""
    quoted: int
    heard: list[str]
    """The sides that are quoted."""
    unheard: list[str]
    """Those that are not, though they are spoken for."""

    @property
    def rows(self) -> list[list[bool]]:
        """The same marks in rows of nearly one length."""
        count = -(-len(self.named) // _IN_ROW)
        width = -(-len(self.named) // count)
        return [self.named[at : at + width] for at in range(0, len(self.named), width)]


def make(context: Context) -> list[Element]:
    """Count the statements about each page."""
    about = by_page(context.data.of(Statement).values(), lambda one: one.page)
    quoting = context.data.vocabulary.drawn("manners", "filled")
    return [
        context.renderer.element(
            "sourcing-short",
            voices=count(statements, quoting),
            whose=subject if len(about) > 1 else "",
            page_address=between(context.page, subject),
        )
        for subject, statements in about.items()
    ]


def count(statements: Sequence[Statement], quoting: Container[str]) -> Voices:
    """Count the statements about one page; those of a paragraph stay as the data have them.

    `quoting` are the manners that give the very words.
    """
    ordered = in_order(statements)
    quoted = [one for one in ordered if one.manner in quoting]
    heard = list(dict.fromkeys(one.side for one in quoted))
    sides = dict.fromkeys(one.side for one in ordered)
    unheard = [side for side in sides if side not in heard]
    return Voices([one.named for one in ordered], len(quoted), heard, unheard)
