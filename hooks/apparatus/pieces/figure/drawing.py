"""Pictures of figures: drawn by pygal, then made anew from the few shapes that we know.

Nothing of pygal's output passes as it is: coordinates are read as numbers, classes are our own, and
whatever is no line, mark or label is left out.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, fromstring, tostring

from . import plot

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .nouns import Figure, Point
    from .plot import Plan

SHAPES = 4
"""How many series can be told apart: as circles, squares, triangles and diamonds."""
_RADIUS = 4.5
_STEP_RE = re.compile(r"([MLhv]?) ?(-?\d+(?:\.\d+)?) ?")
_MOVE_RE = re.compile(r"translate\((-?\d+), (-?\d+)\)")
_MARK_RE = re.compile(r"mark-(\d+)")


def draw(figure: Figure, points: Sequence[Point]) -> tuple[str, int]:
    """Draw points. Out: what is inside the `svg` element, and its height."""
    plan = plot.plan(figure, points)
    picture = Element("g")
    # By way of text, since pygal's own tree is another one where lxml is installed.
    _copy(fromstring(plan.chart.render()), picture, (), plan)  # noqa: S314 - it has no entities
    return "".join(tostring(part, encoding="unicode") for part in picture), plan.height


def mark(shape: int, x: float, y: float, *, sure: bool) -> Element:
    """Make the mark of a point; one that is not sure is hollow."""
    r = _RADIUS
    name = {"class": "figure__mark" if sure else "figure__mark figure__mark--open"}
    if shape == 0:
        return Element("circle", name | {"cx": _short(x), "cy": _short(y), "r": _short(r)})
    corners = [
        [(-r, -r), (r, -r), (r, r), (-r, r)],
        [(0, -1.3 * r), (1.2 * r, 0.9 * r), (-1.2 * r, 0.9 * r)],
        [(0, -1.4 * r), (1.4 * r, 0), (0, 1.4 * r), (-1.4 * r, 0)],
    ][shape - 1]
    steps = "L".join(f"{_short(x + dx)} {_short(y + dy)}" for dx, dy in corners)
    return Element("path", name | {"d": f"M{steps}Z"})


def _copy(node: Element, into: Element, within: tuple[str, ...], plan: Plan) -> None:
    """Make again what a node holds; `within` are the classes of the groups around."""
    for child in node:
        tag, names = child.tag.rpartition("}")[2], tuple((child.get("class") or "").split())
        if tag != "g":
            into.extend(list(_made(tag, child, names, within, plan)))
            continue
        group = into
        if moved := _MOVE_RE.fullmatch(child.get("transform") or ""):
            group = Element("g", {"transform": f"translate({moved[1]} {moved[2]})"})
        _copy(child, group, within + names, plan)
        if group is not into and len(group):
            into.append(group)


def _made(
    tag: str, node: Element, names: tuple[str, ...], within: tuple[str, ...], plan: Plan
) -> Iterator[Element]:
    """Make a line, label or mark again; nothing of anything else."""
    if found := _MARK_RE.fullmatch(" ".join(names)):
        yield from _mark(tag, node, int(found[1]), plan)
    elif "axis" in within:
        axis = "x" if "x" in within else "y"
        if tag == "text":
            anchor = {"x": "middle", "y": "end"}[axis]
            yield _text(node.text or "", _at(node, "x"), _at(node, "y"), anchor)
        elif tag == "path" and axis == plan.guides:
            kind = "axis" if "axis" in names else "guide"
            yield Element("path", {"class": f"figure__{kind}", "d": _steps(node)})
    elif tag == "path" and "series" in within:
        number = next(int(n[len("serie-") :]) for n in within if n.startswith("serie-"))
        kind = "line figure__line--open" if number in plan.dashed else "line"
        yield Element("path", {"class": f"figure__{kind}", "d": _steps(node)})


def _mark(tag: str, node: Element, index: int, plan: Plan) -> Iterator[Element]:
    point = plan.points[index]
    if tag == "circle":
        yield mark(plan.shapes[index], _at(node, "cx"), _at(node, "cy"), sure=point.sure)
    elif tag == "rect":
        x, y, width, height = (_at(node, key) for key in ("x", "y", "width", "height"))
        size = {"x": _short(x), "y": _short(y), "width": _short(width), "height": _short(height)}
        kind = "bar" if point.sure else "bar figure__bar--open"
        yield Element("rect", {"class": f"figure__{kind}", **size})
        yield _text(point.value, x + width + 6, y + height / 2 + 0.35 * plot.FONT, "start")


def _text(words: str, x: float, y: float, anchor: str) -> Element:
    place = {"x": _short(x), "y": _short(y), "text-anchor": anchor}
    element = Element("text", {"class": "figure__label", **place})
    element.text = words
    return element


def _at(node: Element, key: str) -> float:
    return float(node.get(key) or 0)


def _short(number: float) -> str:
    """Write a coordinate."""
    if not math.isfinite(number):
        raise ValueError(number)
    return f"{number:.1f}".removesuffix(".0")


def _steps(node: Element) -> str:
    """Write a path again, from its letters and numbers."""
    return "".join(f"{letter or ' '}{_short(float(number))}"
                   for letter, number in _STEP_RE.findall(node.get("d") or ""))  # fmt: skip
