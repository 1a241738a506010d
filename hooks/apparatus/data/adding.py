"""Items into a dataset, each under an id that is well formed and not taken."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ..problems import Position, Problem, phrases, printed_marks
from .model import Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .dataset import Dataset
    from .yaml_file import File

    Listed = Sequence[tuple[str | int | None, Any]]

_ID_RE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def add(dataset: Dataset, file: File, good: Listed) -> list[Problem]:
    """Add the items of a file, each with its index or key there. Out: what is wrong with ids."""
    if _add_all(dataset, file, good):
        return []
    return [problem for index, item in good for problem in _add(dataset, file, index, item)]


def _add_all(dataset: Dataset, file: File, good: Listed) -> bool:
    """Add all items at once, if nothing is wrong with any id."""
    items = [item for _, item in good]
    ids = {item.id: item for item in items}
    if len(ids) < len(items) or not all(map(_is_well_called, dataset.unproven(items))):
        return False
    if items:
        known = dataset.of(type(items[0]))
        if not known.keys().isdisjoint(ids):
            return False
        known.update(ids)
        dataset.origins.put_all(type(items[0]), file, [*ids], [index for index, _ in good])
    return True


def _is_well_called(item: Any) -> bool:  # noqa: ANN401 - any noun
    return isinstance(item, Source) or _ID_RE.fullmatch(item.id) is not None


def _add(
    dataset: Dataset,
    file: File,
    index: str | int | None,
    item: Any,  # noqa: ANN401 - any noun
) -> list[Problem]:
    if not _is_well_called(item):
        message = f"the id '{phrases.short(item.id)}' may hold only small letters a-z, digits "
        message += "and single hyphens."
        suggestion = re.sub(r"[^a-z0-9]+", "-", item.id.lower()).strip("-")
        hint = printed_marks(item.id, bare=True) or (f"Write '{suggestion}'." if suggestion else "")
        dataset.lose(type(item), item.id)
        dataset.lose(type(item), suggestion)
        return [Problem(_place(file, index), message, hint)]
    taken = dataset.of(type(item)).get(item.id)
    if taken is not None:
        first = dataset.position(taken, "id")
        message = f"the id '{item.id}' is taken: it stands at {first} too."
        return [Problem(_place(file, index), message, "Give this one another id.")]
    dataset.put(item, file, index)
    return []


def _place(file: File, index: str | int | None) -> Position:
    return file.document.position(() if index is None else (index, "id"))
