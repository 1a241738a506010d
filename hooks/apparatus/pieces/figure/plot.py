"""What is asked of pygal: a line chart or a bar chart of a figure's points.

pygal takes longer to import than a dozen pages to render, so that waits until there is something
to draw; what is drawn is kept with the checked data (see `cache`).
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ...templates.render import NO_XML_RE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .nouns import Figure, Point

WIDTH = 340
"""That of a phone's column of text, so that letters have about the size that they say."""
FONT = 13
"""The height of letters."""
_LETTER = 7.8
"""Their width, as pygal reckons it."""
_LINES_HEIGHT, _BAR_HEIGHT, _FOOT = 210, 28, 36
_LONGEST_LABEL, _MOST_TICKS = 19, 6


class Plan(NamedTuple):
    """A chart for pygal to draw, and what is needed to know its parts again.

    The mark of each point has the class `mark-INDEX`.
    """

    chart: Any
    height: int
    points: Sequence[Point]
    shapes: list[int]
    """The number of each point's series."""
    dashed: set[int]
    """Those of pygal's series that are lines to or from an unverified point."""
    guides: str
    """The axis whose guides are drawn."""


def version() -> bytes | None:
    """Tell one pygal from another without importing it; None when there is none."""
    found = find_spec("pygal")
    if found is None or not found.origin:
        return None
    about = Path(found.origin).with_name("__about__.py")
    return about.read_bytes() if about.is_file() else b""


def plan(figure: Figure, points: Sequence[Point]) -> Plan:
    """Plan the picture of a figure."""
    return (_bars if figure.chart == "bar" else _lines)(points)


def _pygal() -> Any:  # noqa: ANN401 - it has no types
    import pygal  # type: ignore[import-untyped]  # noqa: PLC0415 - see above

    # It leaves a finder behind that Python 3.11 warns of at each module that is not there.
    sys.meta_path[:] = [f for f in sys.meta_path if type(f).__module__ != "pygal"]
    return pygal


def _chart(kind: str, height: int, **more: Any) -> Any:  # noqa: ANN401 - it has no types
    pygal = _pygal()
    sizes = dict.fromkeys(("label_font_size", "major_label_font_size"), FONT)
    return getattr(pygal, kind)(
        width=WIDTH,
        height=height,
        style=pygal.style.Style(**sizes),
        show_legend=False,
        include_x_axis=True,  # from zero, always
        truncate_label=-1,
        min_scale=2,
        max_scale=_MOST_TICKS,
        margin=6,
        js=(),
        value_formatter=_readable,
        disable_xml_declaration=True,
        **more,
    )


def _lines(points: Sequence[Point]) -> Plan:
    """Plan marks at their years, and lines between those of one series that are a year apart."""
    years = [point.year for point in points]
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)
                if (max(years) - min(years)) / s < _MOST_TICKS)  # fmt: skip
    ticks = range(-(-min(years) // step) * step, max(years) + 1, step)
    prefix = "FY" if all(point.period.startswith("FY") for point in points) else ""
    chart = _chart(
        "XY",
        _LINES_HEIGHT,
        x_labels=[{"value": year, "label": f"{prefix}{year}"} for year in ticks],
        xrange=(min(years) - 0.5, max(years) + 0.5),
        margin_right=18,
    )
    names = list(dict.fromkeys(point.series for point in points))
    dashed: set[int] = set()
    drawn = 0
    for name in names:
        its = sorted((p for p in points if p.series == name), key=lambda point: point.year)
        for run, sure in _runs(its):
            chart.add("", [(p.year, p.number) for p in run], show_dots=False)
            dashed |= set() if sure else {drawn}
            drawn += 1
    marks = [{"value": (p.year, p.number), "node": {"class": f"mark-{index}"}}
             for index, p in enumerate(points)]  # fmt: skip
    chart.add("", marks, stroke=False)
    shapes = [names.index(point.series) for point in points]
    return Plan(chart, _LINES_HEIGHT, points, shapes, dashed, "y")


def _runs(points: list[Point]) -> Iterator[tuple[list[Point], bool]]:
    """Find the lines to draw through one series, and whether each is sure all along."""
    run: list[Point] = []
    before = True
    for left, right in pairwise(points):
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


def _bars(points: Sequence[Point]) -> Plan:
    """Plan a bar for each point, from top to bottom."""
    longest = max(len(point.value) for point in points)
    labels = [NO_XML_RE.sub("", point.period) for point in points]
    cut = [t if len(t) <= _LONGEST_LABEL else t[: _LONGEST_LABEL - 1] + "…" for t in labels]
    height = _BAR_HEIGHT * len(points) + _FOOT
    # pygal begins at the bottom.
    marks = [{"value": point.number, "node": {"class": f"mark-{index}"}}
             for index, point in enumerate(points)][::-1]  # fmt: skip
    margin = round(longest * _LETTER) + 10
    chart = _chart("HorizontalBar", height, x_labels=cut[::-1], margin_right=margin)
    chart.add("", marks)
    return Plan(chart, height, points, [0] * len(points), set(), "x")


def _readable(number: float) -> str:
    """Write a number of an axis: `1,000` and `0.5`."""
    return f"{number + 0:,.6f}".rstrip("0").rstrip(".")  # + 0, since -0.0 is none to write
