"""The points of figures: `figures/NAME.csv`, one point in a row, checked cell by cell."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, cast

from ...data import csv_file, yaml_file, yaml_mistakes
from ...data.checks import sourced, words
from ...data.model import CONFIDENCES, Confidence, Source
from ...problems import Position, Problem, did_you_mean, nearest, one_of, phrases
from .nouns import SHAPES, Figure, Point, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ...data.csv_file import Cell
    from ...data.dataset import Dataset
    from ...data.yaml_file import File
    from .nouns import Moment

_NEEDED = ("period", "value", "source", "confidence")
_COLUMNS = (*_NEEDED, "series", "note")
_NUMBER_RE = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{1,6})?")
_MOST = 5000
"""So many points a figure may have: each is a row of a table that readers get."""
Row = dict[str, "Cell"]


def read(dataset: Dataset, files: Sequence[File]) -> Iterator[Problem]:
    """Put the points of figures into a dataset, but no table with a problem."""
    found = {PurePosixPath(file.name).stem: file for file in files}
    for name, file in found.items():
        figure = dataset.of(Figure).get(name)
        if file.wrong is not None:
            yield file.wrong
            dataset.lose(Table, name)
            continue
        if figure is None:
            if dataset.lacks(Figure, name):
                where, known = Position(file.name), dataset.of(Figure)
                yield phrases.unknown(where, "figure", name, known, "Describe it in figures.yml.")
            continue
        rows, problems = _rows(file)
        problems += _wrong(rows, figure, dataset)
        if problems:
            yield from problems
            dataset.lose(Table, name)
            continue
        points = tuple(_point(row) for row in rows)
        dataset.put(Table(name, points), file, 0)
    for figure in dataset.of(Figure).values():
        if figure.id not in found:
            message = f"the figure '{figure.id}' has no points."
            hint = f"Write them into figures/{figure.id}.csv: columns {one_of(_NEEDED)}."
            yield Problem(dataset.position(figure, "id"), message, hint)


def figures(data: Dataset) -> Iterator[Problem]:
    """Find figures without words or sources, and marks of what they do not show."""
    for figure in data.of(Figure).values():
        yield from words(data, figure, "title", "unit", "counts", "text")
        yield from sourced(data, figure, figure.sources, f"figure '{figure.id}'")
        if figure.mark:
            yield from _marked(data, figure, figure.mark)


def _marked(data: Dataset, figure: Figure, mark: Moment) -> Iterator[Problem]:
    """Find what is wrong with the mark of a figure."""
    yield from words(data, figure, "label", part=mark, path=("mark",))
    if figure.chart == "bar":
        message = "a chart of bars has no years to mark."
        yield Problem(data.position(figure, "mark"), message, "Delete 'mark', or 'chart: bar'.")
    elif table := data.of(Table).get(figure.id):
        periods = [point.period for point in table.points]
        if mark.period not in periods:
            where, hint = data.position(figure, "mark", "period"), f"Write one of {figure.id}.csv."
            yield phrases.unknown(where, "point", mark.period, periods, hint)


def written(table: Table) -> str:
    """Write a table as CSV, for readers: the columns that its points fill."""
    every = [
        (p.period, p.value, " ".join(p.sources), p.confidence, p.series, p.note)
        for p in table.points
    ]
    filled = [column for column in zip(_COLUMNS, *every, strict=True) if any(column[1:])]
    return csv_file.write(zip(*filled, strict=True))


def _rows(file: File) -> tuple[list[Row], list[Problem]]:
    """Read a file into rows of named cells, if it has the columns that it needs."""
    text, problems = yaml_file.decoded(file.name, file.content)
    if not problems and (unfinished := yaml_mistakes.merge(file.name, text)):
        problems = [unfinished]
    if problems:
        return [], problems
    cells, wrong = csv_file.read(file.name, text.replace("\r\n", "\n").replace("\r", "\n"))
    if wrong:
        return [], wrong
    if len(cells) < len(("head", "point")):
        message = "this file has no points."
        hint = f"Start it with a line '{','.join(_NEEDED)}', then one line for each point."
        return [], [Problem(Position(file.name), message, hint)]
    head, *body = cells
    if problems := list(_head(head)):
        return [], problems
    if len(body) > _MOST:
        message = f"this figure has {len(body)} points; {_MOST} are the most that one may have."
        return [], [Problem(body[_MOST][0].where, message, "Leave some out, or make two of it.")]
    rows = []
    for row in body:
        if len(row) == len(head):
            rows.append({name.text: cell for name, cell in zip(head, row, strict=True)})
        else:
            message = f"this row has {len(row)} cells, and the first row has {len(head)}."
            hint = "Put a cell that holds a comma in quotation marks."
            problems.append(Problem(row[0].where, message, hint))
    return rows, problems


def _head(head: list[Cell]) -> Iterator[Problem]:
    """Check the names of the columns."""
    names = [cell.text for cell in head]
    for sign, word in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")):
        if len(head) == 1 and sign in names[0]:
            message = f"the columns are parted by {word}, not by commas."
            hint = "Save the file as 'CSV (comma separated)', or write commas in their place."
            yield Problem(head[0].where, message, hint)
            return
    if not any(nearest(name, _COLUMNS) for name in names):
        message = "the first line does not name the columns."
        yield Problem(head[0].where, message, f"Begin the file with a line '{','.join(_NEEDED)}'.")
        return
    meant = ""
    for index, cell in enumerate(head):
        if cell.text not in _COLUMNS:
            hint = did_you_mean(cell.text, [name for name in _COLUMNS if name not in names])
            hint = hint or f"Known columns: {one_of(_COLUMNS)}."
            meant += hint
            yield Problem(cell.where, f"'{cell.text}' is not a column of a figure.", hint)
        elif cell.text in names[:index]:
            yield Problem(cell.where, f"the column '{cell.text}' stands twice here.", "Keep one.")
    for name in _NEEDED:
        if name not in names and f"mean '{name}'" not in meant:
            message = f"the column '{name}' is missing here."
            yield Problem(head[0].where, message, f"A figure needs {one_of(_NEEDED)}.")


def _wrong(rows: list[Row], figure: Figure, data: Dataset) -> Iterator[Problem]:
    """Check the cells of all rows."""
    first: dict[tuple[str, str], Cell] = {}
    series: set[str] = set()
    for row in rows:
        yield from _cells(row, figure, data)
        period, its = row["period"], row["series"].text if "series" in row else ""
        before = first.setdefault((its, period.text), period)
        if before is not period and period.text:
            message = f"the period '{period.text}' stands twice; the first is on line "
            message += f"{before.where.line}."
            hint = "Keep one, or tell them apart in a column 'series'."
            yield Problem(period.where, message, hint)
        series.add(its)
        if len(series) > SHAPES and figure.chart == "line":
            message = f"'{its}' is one series too many: {SHAPES} can be told apart."
            yield Problem(row["series"].where, message, "Make another figure of it.")
            return


def _cells(row: Row, figure: Figure, data: Dataset) -> Iterator[Problem]:
    period, value, level = row["period"], row["value"], row["confidence"]
    if not period.text:
        yield Problem(period.where, "period is empty.", "Fill it in.")
    elif figure.chart == "line" and not Point(period.text, "0", (), "high").year:
        message = f"period '{period.text}' is not a year."
        hint = "Write 1990, FY1990, 1850~ or -0043, or make it a 'chart: bar'."
        yield Problem(period.where, message, hint)
    if not _NUMBER_RE.fullmatch(value.text):
        message = f"value '{value.text}' is not a number."
        hint = "Write digits with a point, as 49 or 49.0; leave out a row without a number."
        yield Problem(value.where, message, hint)
    if level.text not in CONFIDENCES:
        message = f"confidence '{level.text}' is not one of {one_of(CONFIDENCES)}."
        yield Problem(level.where, message, did_you_mean(level.text, CONFIDENCES))
    if not row["source"].text:
        yield Problem(row["source"].where, "this point names no source.", "Write a source's id.")
    for identifier in row["source"].text.split():
        if data.lacks(Source, identifier):
            yield data.no_source(row["source"].where, identifier)


def _point(row: Row) -> Point:
    return Point(
        row["period"].text,
        row["value"].text,
        tuple(row["source"].text.split()),
        cast("Confidence", row["confidence"].text),
        row["series"].text if "series" in row else "",
        row["note"].text if "note" in row else "",
    )
