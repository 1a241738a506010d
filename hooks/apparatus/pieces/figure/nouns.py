"""The nouns of a figure: what it shows, and its points."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, NamedTuple

from ...data.cited import SourceId  # noqa: TC001 - looked up when data are checked
from ...text import dates

if TYPE_CHECKING:
    from ...data.model import Confidence
    from ...words import Words

Chart = Literal["line", "bar"]
SHAPES = 4
"""How many series can be told apart: as circles, squares, triangles and diamonds."""
_YEAR_RE = re.compile(r"(?:FY)?([1-9]\d{3})")


@dataclass(frozen=True, slots=True)
class Moment:
    """A period that a figure marks, and what the author says of it."""

    period: str
    """One of the figure's periods: `1853`."""
    label: str
    """What is said of it."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What a figure shows; its points are in the CSV file that has its name."""

    id: str
    """The name of its CSV file, without the ending: `us-deficit`."""
    title: str
    """What it shows, in a few words."""
    unit: str
    """What its numbers count in: `billion dollars`."""
    counts: str
    """What the numbers count, and what not."""
    text: str
    """What the figure shows, in one sentence, for those who do not see it too."""
    sources: tuple[SourceId, ...]
    """Ids of the sources of that sentence."""
    chart: Chart = "line"
    """How its numbers are drawn: as a line over years, or as bars."""
    mark: Moment | None = None
    """The period to look at first, in a line."""


class Point(NamedTuple):
    """One number of a figure."""

    period: str
    value: str
    """As the author wrote it: `49.0` is less sure of itself than `49`."""
    sources: tuple[str, ...]
    confidence: Confidence
    series: str = ""
    """What it belongs to, where not all numbers count the same."""
    note: str = ""

    @property
    def sure(self) -> bool:
        """Whether it is drawn as verified."""
        return self.confidence == "high"

    @property
    def number(self) -> Decimal:
        """Its value, exactly."""
        return Decimal(self.value)

    @property
    def year(self) -> int:
        """The year or fiscal year that it is about; 0 when its period is something else.

        Years before Christ are counted from there, so that there is no year 0.
        """
        if found := _YEAR_RE.fullmatch(self.period):
            return int(found[1])
        date = dates.read(self.period)
        if not date or date.spans or date.point.exact != "year":
            return 0
        return date.point.year - (date.point.year < 1)


def in_words(period: str, words: Words) -> str:
    """Say a period that is a date of another form than a year's."""
    return period if _YEAR_RE.fullmatch(period) else words.date(period)


def year_in_words(year: int, words: Words) -> str:
    """Say a year as `Point.year` counts it."""
    return str(year) if year > 0 else words.date(dates.edtf(dates.Point((min(year + 1, 0),))))


def address(which: str) -> str:
    """Name the place of a figure's points, below the top of the site."""
    return f"assets/figures/{which}.csv"


class Table(NamedTuple):
    """The points of a figure."""

    id: str
    """That of the figure."""
    points: tuple[Point, ...]

    @property
    def series(self) -> dict[str, list[Point]]:
        """The points of each series, in order of first appearance."""
        found: dict[str, list[Point]] = {}
        for point in self.points:
            found.setdefault(point.series, []).append(point)
        return found
