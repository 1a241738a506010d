"""Notes and entries that an author writes in the page, checked as a build checks them.

Nothing is written here: what comes out is the content that a file is to have, and what it had.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, NamedTuple

from ..data.model import Annotation, Entity
from ..imports import writing
from ..imports.notes import Item
from ..problems import Problem, did_you_mean, one_of, phrases
from . import checking, edits, numbers, selecting

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Literal

    from ..data.yaml_file import File
    from .checking import Checked, Verdict
    from .site import Site


class Sort(NamedTuple):
    """A sort of things that are written here."""

    stem: str
    """Of its files."""
    noun: type[Any]
    one: str
    order: tuple[str, ...]
    """In which order an item has its keys."""


NOTES = Sort(
    "annotations", Annotation, "note",
    ("id", "replaces", "target", "title", "start", "layer", "body", "sources", "confidence",
     "known", "finding", "outcome", "author", "tags", "draft"),
)  # fmt: skip
ENTITIES = Sort(
    "entities", Entity, "entry",
    ("id", "kind", "name", "aliases", "names", "sort", "gloss", "entry", "link", "case", "not_in",
     "role", "office", "born", "died", "side", "level", "faces", "see", "same_as", "sources",
     "confidence"),
)  # fmt: skip


@dataclass(slots=True)
class Outcome:
    """What came of a wish."""

    how: Literal["done", "refused", "changed since"] = "done"
    problems: list[str] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    """The first problem of each field."""
    told: list[str] = field(default_factory=list)
    """What is good to know, and stops nothing."""
    now: dict[str, Any] | None = None
    """The item as it stands in the file, where it is another than its author has seen."""
    id: str = ""
    yaml: str = ""
    """The item as it stands in the file."""
    file: str = ""
    """The name of the file to write, as problems name it; none if nothing is to be written."""
    before: bytes = b""
    content: bytes = b""


class Desk:
    """Where one wish is worked on: the data are read once."""

    def __init__(self, site: Site) -> None:
        """Take the site as it was built last; the data are read as they are now."""
        self._site = site
        self.now = checking.read(site)

    def add(
        self, sort: Sort, given: Mapping[str, Any], selection: Mapping[str, Any] | None = None
    ) -> Outcome:
        """Add an item: a note on what is selected, or an entry."""
        told: list[str] = []
        if wrong := _no_keys(sort, given):
            return wrong
        its = {key: value for key, value in given.items() if not _is_empty(value)}
        if selection is not None:
            target = self._target(its, selection)
            if isinstance(target, Outcome):
                return target
            its["target"], told = target.target, target.told
        if sort is NOTES:
            texts = [file.text for file in self.files(NOTES)]
            its["id"] = numbers.next_note(self.now.data, texts, self.released())
        elif "id" not in its:
            name, kind = str(its.get("name", "")), str(its.get("kind", ""))
            its["id"] = numbers.next_entity(self.now.data, name, kind)
        item = Item({key: its[key] for key in sort.order if key in its})
        file = self._usual(sort)
        if file and file.wrong:
            return Outcome("refused", [str(file.wrong)])
        text = writing.added(file.content if file else b"", [item], self._name(sort, file))
        if isinstance(text, Problem):
            return Outcome("refused", [str(text)])
        content, index = text.encode(), len(file.document.value or []) if file else 0
        outcome = self._judged(sort, self._name(sort, file), content, index)
        outcome.told = [*told, *outcome.told]
        outcome.id, outcome.yaml = str(its["id"]), writing.written(item, "")
        return outcome

    def change(
        self,
        sort: Sort,
        identifier: str,
        before: Mapping[str, Any],
        given: Mapping[str, Any],
        selection: Mapping[str, Any] | None = None,
    ) -> Outcome:
        """Change an item, if it is still as its author has seen it; a note may get other words."""
        found = self._find(sort, identifier, before)
        if isinstance(found, Outcome):
            return found
        file, index = found
        if wrong := _no_keys(sort, given):
            return wrong
        its = {
            key: value
            for key, value in given.items()
            if not _is_empty(value) or before.get(key, ...) == value
        }
        told: list[str] = []
        if selection is not None:
            target = self._target(its, selection)
            if isinstance(target, Outcome):
                return target
            its["target"], told = target.target, target.told
        if its.setdefault("id", identifier) != identifier:
            return Outcome("refused", ["An id stays for good."], {"id": "An id stays for good."})
        content = edits.changed(file.content, index, its, sort.order, file.name)
        if isinstance(content, str):
            return Outcome("refused", [content])
        outcome = self._judged(sort, file.name, content, index)
        item = Item({key: its[key] for key in sort.order if key in its})
        outcome.told = [*told, *outcome.told]
        outcome.id, outcome.yaml = identifier, writing.written(item, "")
        return outcome

    def delete(self, sort: Sort, identifier: str, before: Mapping[str, Any]) -> Outcome:
        """Delete an item, if it is still as its author has seen it and nobody needs it."""
        found = self._find(sort, identifier, before)
        if isinstance(found, Outcome):
            return found
        file, index = found
        if sort is NOTES and identifier in self.released():
            message = f"The note '{identifier}' has been published, and others may lead to it. "
            message += f"Write 'replaces: [{identifier}]' in the note that takes its place, "
            message += "and delete it in the file."
            return Outcome("refused", [message])
        content = edits.removed(file.content, index, file.name)
        if isinstance(content, str):
            return Outcome("refused", [content])
        outcome = self._judged(sort, file.name, content, None)
        outcome.id = identifier
        if outcome.problems:
            first = f"The {sort.one} '{identifier}' is needed elsewhere, so it cannot be deleted."
            outcome.problems.insert(0, first)
        return outcome

    def released(self) -> set[str]:
        """Return the ids of notes that have been published."""
        path = self._site.folder / numbers.RELEASED
        text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
        return numbers.released(text)

    def files(self, sort: Sort) -> list[File]:
        """Return the files of a sort."""
        return [file for stem, file in self.now.files if stem == sort.stem]

    def _target(
        self, given: Mapping[str, Any], selection: Mapping[str, Any]
    ) -> selecting.Selected | Outcome:
        parts = selecting.parts(selection)
        if parts is None:
            return Outcome("refused", ["This is no selection of words on a page."])
        target = given.get("target")
        page = target.get("page") if isinstance(target, dict) else None
        path = str(selection.get("page") or page or self._site.shelves.text)
        found = selecting.select(self._site, path, *parts)
        if isinstance(found, str):
            return Outcome("refused", [found], {"target": found})
        return found

    def _usual(self, sort: Sort) -> File | None:
        """Return the file to which something is added: the one of that name, else the last."""
        files = self.files(sort)
        top = [file for file in files if file.name.count("/") == self._site.shown.count("/") + 1]
        return (top or files)[-1] if files else None

    def _name(self, sort: Sort, file: File | None) -> str:
        return file.name if file else f"{self._site.shown}/{sort.stem}.yml"

    def _find(
        self, sort: Sort, identifier: str, before: Mapping[str, Any]
    ) -> tuple[File, int] | Outcome:
        """Find an item in its file; it has to be as somebody has seen it."""
        for file in self.files(sort):
            value = file.document.value
            for index, item in enumerate(value if isinstance(value, list) else ()):
                if isinstance(item, dict) and item.get("id") == identifier:
                    if item == before:
                        return file, index
                    message = f"The {sort.one} '{identifier}' has changed since it was read "
                    message += "here, so nothing was written."
                    return Outcome("changed since", [message], now=item)
        unread = [str(one) for file in self.files(sort) for one in file.problems]
        if unread:
            return Outcome("refused", unread)
        message = f"The {sort.one} '{identifier}' is no longer in the file."
        return Outcome("changed since", [message])

    def _judged(self, sort: Sort, name: str, content: bytes, index: int | None) -> Outcome:
        after: Checked = checking.with_file(self._site, self.now, sort.stem, name, content)
        verdict: Verdict = checking.judge(self._site, self.now, after, name, index)
        how: Literal["done", "refused"] = "refused" if verdict.problems else "done"
        file = self.now.file(name)
        was = file.content if file else b""
        outcome = Outcome(how, verdict.problems, verdict.fields, verdict.told)
        if not verdict.problems:
            outcome.file, outcome.before, outcome.content = name, was, content
        return outcome


def _is_empty(value: Any) -> bool:  # noqa: ANN401 - whatever a form sends
    """Whether a field of a form is not filled in."""
    return value is None or value is False or (isinstance(value, str | list | dict) and not value)


def _no_keys(sort: Sort, given: Mapping[str, Any]) -> Outcome | None:
    """Say which keys are none of a sort's."""
    known = [its.name for its in fields(sort.noun)]
    for key in given:
        if key not in known:
            hint = did_you_mean(key, known) or f"Known keys: {one_of(known)}."
            message = f"'{phrases.short(key)}' is not a key of a {sort.one}. {hint}"
            return Outcome("refused", [message], {key: message})
    return None
