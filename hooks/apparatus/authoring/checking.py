"""The data as they would be with a change: what is wrong with them then, and was not before.

The checks are those of the build, on the files as they are now; the page is that which readers saw
last.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from ..data import loading, shelves
from ..data.model import Annotation, Entity
from ..data.yaml_file import File
from ..links import entries
from ..notes import checks
from ..notes.body import Body
from ..problems import Position, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..data.dataset import Dataset
    from .site import Site

_QUOTED_RE = re.compile(r"\b(confidence|sources?|block|paragraph)\b")
_FIELDS = {"source": "sources", "block": "target", "paragraph": "target"}
_IN_A_FORM = (
    (
        re.compile(r".* needs the key '(confidence|kind|layer)', which is missing here\. .*"),
        r"\1 is missing. Choose one.",
    ),
    (
        re.compile(r".* needs the key '(\w+)', which is missing here\. .*"),
        r"\1 is missing. Fill it in.",
    ),
    (re.compile(r"(.* names no source\.) .*"), r"\1 Add one."),
    (
        re.compile(r"(?s)'(.*)' would mean both '(.*)' and '.*'\. .*"),
        r"'\1' is a name of the entry '\2' already. Choose another here, or change it there.",
    ),
)
"""What is said of a file, and how of a form, which has a field and no lines."""


class Checked(NamedTuple):
    """A data folder, read."""

    files: loading.Files
    data: Dataset
    problems: list[Problem]

    def file(self, name: str) -> File | None:
        """Return a file by its name."""
        return next((file for _, file in self.files if file.name == name), None)


@dataclass(slots=True)
class Verdict:
    """What is to be said of a change."""

    problems: list[str] = field(default_factory=list)
    """Sentences; with any, nothing is written."""
    fields: dict[str, str] = field(default_factory=dict)
    """The first of those on each field of the item."""
    told: list[str] = field(default_factory=list)
    """What stops nothing, and is good to know."""

    def add(self, problem: Problem, key: str = "", *, here: bool) -> None:
        """Add a problem: of the item itself, or one elsewhere that comes of it."""
        sentence = _in_a_form(problem) if here else str(problem)
        if not problem.stops:
            self.told.append(sentence)
        elif sentence not in self.problems:
            self.problems.append(sentence)
            if key:
                self.fields.setdefault(key, sentence)


def read(site: Site) -> Checked:
    """Read the data as they are now."""
    files, problems = loading.find(site.folder, site.shown, site.shelves.stems)
    return _checked(site, files, problems)


def with_file(site: Site, before: Checked, stem: str, name: str, content: bytes) -> Checked:
    """Read the data as they would be with another content of a file, or with one more."""
    fresh = (stem, File(name, content))
    files = [fresh if file.name == name else (its, file) for its, file in before.files]
    if fresh not in files:
        files.append(fresh)
    return _checked(site, files, [file.wrong for _, file in files if file.wrong])


def _checked(site: Site, files: loading.Files, problems: list[Problem]) -> Checked:
    known, its = site.shelves.open({stem for stem, _ in files})
    data, wrong = loading.check(files, known, its, site.shelves.text)
    return Checked(files, data, [*problems, *wrong])


def judge(site: Site, before: Checked, after: Checked, name: str, index: int | None) -> Verdict:
    """Say what is wrong with the item of a file, and what becomes wrong elsewhere because of it."""
    verdict = Verdict()
    file = after.file(name)
    known = Counter(_known(before.problems))
    for problem in [*after.problems, *_on_pages(site, after, name, index)]:
        inside = file is not None and index is not None and _is_in(file, index, problem.where)
        if file is not None and index is not None and inside:
            verdict.add(problem, _field(file, index, problem), here=True)
        elif known[one := next(_known([problem]))]:
            known[one] -= 1
        else:
            verdict.add(problem, here=False)
    return verdict


def _in_a_form(problem: Problem) -> str:
    """Say a problem beside the field that it is about."""
    sentence = f"{problem.message} {problem.hint}".strip()
    for of_a_file, of_a_form in _IN_A_FORM:
        sentence = of_a_file.sub(of_a_form, sentence)
    return sentence[:1].upper() + sentence[1:]


def _known(problems: list[Problem]) -> Iterator[tuple[str, str]]:
    return ((one.where.file, one.message) for one in problems)


def _is_in(file: File, index: int, where: Position) -> bool:
    places = file.document.positions
    end = places.get((index + 1,))
    start = places.get((index,))
    return (
        where.file == file.name
        and start is not None
        and (start.line <= where.line and (end is None or where < end))
    )


def _field(file: File, index: int, problem: Problem) -> str:
    """Name the field of an item that a problem is about."""
    document = file.document
    keys = [(where, path) for path, where in document.keys.items() if path[0] == index]
    held = [path for where, path in sorted(keys) if where <= problem.where]
    first = document.position((index,))
    if held and problem.where[1:] > first[1:]:
        return str(held[-1][1])
    said = _QUOTED_RE.search(f"{problem.message} {problem.hint}")
    if said:
        return _FIELDS.get(said[1], said[1])
    return str(held[-1][1]) if held else ""


def _on_pages(site: Site, after: Checked, name: str, index: int | None) -> Iterator[Problem]:
    """Find what is wrong with an item on the pages."""
    if index is None:
        return
    data = after.data
    for (noun, identifier), (file, at) in list(data.origins.items()):
        item = data.of(noun).get(identifier)
        if (file.name, at) != (name, index) or item is None:
            continue
        yield from (
            one for one in shelves.no_pages(data, site.urls) if _is_in(file, index, one.where)
        )
        if isinstance(item, Annotation):
            yield from _note(site, data, item)
        elif isinstance(item, Entity):
            yield from _entity(site, data, item)


def _note(site: Site, data: Dataset, note: Annotation) -> Iterator[Problem]:
    page = site.seen(note.target.page)
    if page and (miss := page.miss(note.target)):
        yield checks.missed(data, note, miss, page.blocks, ("target",))
    elif not page and note.target.page in site.urls:
        message = f"'{note.target.page}' shows no notes, or has not been built yet."
        hint = "Look at the mistakes at the foot of the page, and for 'apparatus: false' on it."
        yield Problem(data.position(note, "target"), message, hint)
    known = {*data.entities, *data.sources}
    body = Body(lambda one: f"#{one}" if one in known else None, site.edition.pictures)
    _, refused, lost = body.elements(note.body, note.id)
    yield from (checks.unsafe(data, note, address) for address in refused)
    yield from checks.undefined(data, note, lost)


def _entity(site: Site, data: Dataset, entity: Entity) -> Iterator[Problem]:
    if not entity.entry:
        file, index = data.origins[Entity, entity.id]
        yield from (one for one in site.homeless(data) if _is_in(file, int(str(index)), one.where))
        return
    page = site.seen(entity.page)
    if page and entity.fragment and entity.fragment not in page.blocks:
        yield from entries.no_headings(data, [entity], [*page.blocks])
