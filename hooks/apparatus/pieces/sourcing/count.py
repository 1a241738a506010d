"""Statements counted: who speaks in which paragraphs, how, and in what share of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ...data.model import CONFIDENCES
from .nouns import in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .nouns import Statement


class Share(NamedTuple):
    """A part of a whole, both counted."""

    part: int
    whole: int

    @property
    def said(self) -> dict[str, int]:
        """What a message is filled with."""
        return {"part": self.part, "whole": self.whole, "percent": self.percent}

    @property
    def percent(self) -> int:
        """In hundredths, the half rounded up."""
        return (200 * self.part + self.whole) // (2 * self.whole)


class Cell(NamedTuple):
    """The statements of one speaker in one manner."""

    number: int
    paragraphs: dict[str, str]
    """The ids of their blocks, each with the confidence if that is below high."""


class Speaker(NamedTuple):
    """Whoever is heard under one name on one side."""

    name: str
    entity: str
    named: bool
    cells: tuple[Cell, ...]
    """One for each manner."""
    share: Share
    """Of the paragraphs."""


class Side(NamedTuple):
    """Speakers who belong together."""

    name: str
    number: int
    """From 1, in order of first appearance."""
    speakers: list[Speaker]
    statements: Share


class Survey(NamedTuple):
    """All statements about one page."""

    paragraphs: list[str]
    """The ids of blocks, in order."""
    sides: list[Side]
    named: Share
    """Statements that name their speaker, of all."""
    foremost: list[Speaker]
    """Who is heard in most paragraphs: more than one if it is a tie."""

    @property
    def most(self) -> Share:
        """How many paragraphs that is."""
        return self.foremost[0].share


def survey(statements: Sequence[Statement], manners: Sequence[str]) -> Survey:
    """Count the statements about one page, of which there is at least one, by their manners."""
    ordered = in_order(statements)
    paragraphs = list(dict.fromkeys(s.target.name for s in ordered))
    by_side: dict[str, dict[tuple[str, bool], list[Statement]]] = {}
    for s in ordered:
        by_side.setdefault(s.side, {}).setdefault((s.speaker, s.named), []).append(s)
    sides = []
    for number, (name, groups) in enumerate(by_side.items(), 1):
        speakers = [_speaker(its, len(paragraphs), manners) for its in groups.values()]
        count = sum(map(len, groups.values()))
        sides.append(Side(name, number, speakers, Share(count, len(ordered))))
    everybody = [speaker for side in sides for speaker in side.speakers]
    most = max(speaker.share for speaker in everybody)
    foremost = [speaker for speaker in everybody if speaker.share == most]
    named = Share(sum(s.named for s in ordered), len(ordered))
    return Survey(paragraphs, sides, named, foremost)


def _speaker(statements: list[Statement], whole: int, manners: Sequence[str]) -> Speaker:
    first = statements[0]
    entity = next((s.entity for s in statements if s.entity), "")
    cells = tuple(_cell(s for s in statements if s.manner == manner) for manner in manners)
    share = Share(len({s.target.name for s in statements}), whole)
    return Speaker(first.speaker, entity, first.named, cells, share)


def _cell(statements: Iterable[Statement]) -> Cell:
    """Count statements; of two in one paragraph the less sure one says how sure that is."""
    order = ("", *CONFIDENCES[1:])
    number = 0
    paragraphs: dict[str, str] = {}
    for s in statements:
        number += 1
        sure = "" if s.confidence == CONFIDENCES[0] else s.confidence
        name = s.target.name
        paragraphs[name] = max(paragraphs.get(name, ""), sure, key=order.index)
    return Cell(number, paragraphs)
