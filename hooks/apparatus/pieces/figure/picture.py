"""The picture of a figure: each point's place on two axes, with what is drawn around.

It is `WIDTH` units wide; the template `figure` writes it down as SVG.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from . import names
from .axis import LETTER, Axis, among, breadth
from .nouns import in_words, year_in_words
from .shapes import Bar, Guide, Label, Line, Mark, Picture

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ...words import Words
    from .axis import Tick
    from .nouns import Figure, Moment, Point

WIDTH = 340
"""That of a phone's column of text, so that letters have about the size that they say."""
_SPAN, _ROW, _BAR = 175, 27, 21
_TOP, _FOOT = 6, 29
"""Above and below what the axes span."""
_STRIP = 16
"""For words above that."""
_INSET = 4.5
"""From there to the marks, for half of one."""
_RIGHT = 18
"""For half of the last year."""
_EDGE, _GAP = 10, 6
"""Between labels and the edge, and between labels and what they are about."""
_SINK, _HANG = 4.5, 16.5
"""From the middle of a label, or from the top of one below an axis, to the line it stands on."""
_LONGEST_LABEL = 19
_ONE = Decimal(1)
_MINUS = "\u2212"


def draw(figure: Figure, points: Sequence[Point], words: Words) -> Picture:
    """Draw the points of a figure, of which there is one at least."""
    return _bars(points, words) if figure.chart == "bar" else _lines(points, figure.mark, words)


def _lines(points: Sequence[Point], mark: Moment | None, words: Words) -> Picture:
    """Place marks at their years, and lines between those of one series that are a year apart."""
    top = _TOP + (_STRIP if mark else 0)
    bottom = top + _SPAN
    up = Axis(*among([point.number for point in points]), bottom - _INSET, top + _INSET)
    ticks = up.ticks(words.number, beside=False)
    left = _left([tick.label for tick in ticks])
    right = WIDTH - _RIGHT
    years = [point.year for point in points]
    half = Decimal("0.5")
    along = Axis(min(years) - half, max(years) + half, left + _INSET, right - _INSET)
    prefix = "FY" if all(point.period.startswith("FY") for point in points) else ""

    def place(point: Point) -> tuple[float, float]:
        return along.at(Decimal(point.year)), up.at(point.number)

    lines, taken = [], {}
    for name in dict.fromkeys(point.series for point in points):
        own = [point for point in points if point.series == name]
        drawn = [Line(tuple(place(point) for point in run), sure) for run, sure in _runs(own)]
        lines += drawn
        taken[name] = [*map(place, own), *(at for line in drawn for at in names.along(line))]
    told = len(taken) > 1 and all(taken)
    named = names.beside(taken, names.Box(left, top, right, bottom)) if told else []
    guides = [Guide(left, tick.at, right, tick.at, _kind(tick)) for tick in ticks]
    above = []
    if mark:
        at = next(place(point)[0] for point in points if point.period == mark.period)
        guides.append(Guide(at, top, at, bottom, "moment"))
        above.append(_above(mark.label, at))
    return Picture(
        bottom + _FOOT,
        guides,
        [*(Label(tick.label, left - _GAP, tick.at + _SINK, "end") for tick in ticks),
         *_years(along, prefix, words, bottom), *named, *above],
        lines=lines,
        marks=[Mark([*taken].index(point.series), *place(point), point.sure) for point in points],
        named=bool(named),
    )  # fmt: skip


def _years(along: Axis, prefix: str, words: Words, bottom: float) -> list[Label]:
    """Label the years below, with a sign for those before Christ where words are too long."""
    named = _below(
        along.ticks(lambda year: prefix + year_in_words(int(year), words), _ONE, beside=True),
        bottom,
    )
    if along.low > 0 or len(named) > 1:
        return named
    signed = along.ticks(lambda year: f"{int(year) or 1}".replace("-", _MINUS), _ONE, beside=True)
    return _below(signed, bottom)


def _above(text: str, at: float) -> Label:
    """Write above the axes, as near to a place as the picture allows."""
    text = _cut(text, WIDTH)
    half = breadth(text) / 2
    return Label(text, round(min(max(at, half), WIDTH - half), 1), _STRIP, "middle", "words")


def _runs(points: list[Point]) -> Iterator[tuple[list[Point], bool]]:
    """Find the lines to draw through one series, and whether each is sure all along."""
    run: list[Point] = []
    before = True
    for left, right in pairwise(sorted(points, key=lambda point: point.year)):
        if right.year - left.year != 1:  # what lies between is not known
            continue
        sure = left.sure and right.sure
        if run and (run[-1] is not left or sure is not before):
            yield run, before
            run = []
        run = [*(run or [left]), right]
        before = sure
    if run:
        yield run, before


def _bars(points: Sequence[Point], words: Words) -> Picture:
    """Place a bar for each point, from top to bottom."""
    said = [in_words(point.period, words) for point in points]
    periods = [_cut(period, _LONGEST_LABEL * LETTER) for period in said]
    left = _left(periods)
    right = WIDTH - _EDGE - max(breadth(point.value) for point in points)
    along = Axis(*among([p.number for p in points]), left + _INSET, right - _INSET)
    bottom = round(_TOP + 2 * _INSET + _ROW * len(points))
    ticks = along.ticks(words.number, beside=True)
    zero = along.at(Decimal(0))
    labels, bars = _below(ticks, bottom), []
    for row, (name, point) in enumerate(zip(periods, points, strict=True)):
        middle = _TOP + _INSET + _ROW * (row + 0.5)
        start, end = sorted((zero, along.at(point.number)))
        bars.append(Bar(start, middle - _BAR / 2, round(end - start, 1), _BAR, point.sure))
        labels.append(Label(name, left - _GAP, middle + _SINK, "end"))
        labels.append(Label(point.value, end + _GAP, middle + _SINK, "start"))
    return Picture(
        bottom + _FOOT,
        [Guide(tick.at, _TOP, tick.at, bottom, _kind(tick)) for tick in ticks],
        labels,
        bars=bars,
    )


def _kind(tick: Tick) -> Literal["guide", "axis"]:
    return "guide" if tick.number else "axis"


def _left(labels: list[str]) -> float:
    """Find where the axes begin, to the right of labels."""
    return round(_EDGE + max(breadth(label) for label in labels) + _GAP, 1)


def _below(ticks: list[Tick], bottom: float) -> list[Label]:
    """Label the ticks of the lower axis, but none that would stick out."""
    return [Label(tick.label, tick.at, bottom + _HANG, "middle") for tick in ticks
            if breadth(tick.label) / 2 <= min(tick.at, WIDTH - tick.at)]  # fmt: skip


def _cut(text: str, most: float) -> str:
    """Shorten a text that is wider than there is room for."""
    if breadth(text) <= most:
        return text
    while breadth(text) > most - LETTER:
        text = text[:-1]
    return f"{text}…"
