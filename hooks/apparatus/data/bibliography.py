"""Files of sources to sources: works in CSL, looked at variable by variable.

What an author has written for this site has to be right. A file that another program wrote, with
hundreds of works in it, is nobody's to mend: what cannot be used there is left out and told of,
and the rest of its work is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..problems import Problem, did_you_mean, nearest, one_of, phrases
from ..text.addresses import is_web
from ..text.normal import normalize
from . import extra
from .csl_types import MEANT, TYPES, USUAL
from .csl_values import NEEDED, SOURCE, Values
from .csl_variables import VARIABLES
from .source import Source, Variables
from .unseen import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .yaml_file import File, Path

Index = str | int
OWN = ("archived", "copy-seen", "sort")
_SIGNS = {"type", "title", "issued"}
"""By one of these a work is known."""
_LONE = "The others are kept."
_TAKEN = "It is taken for a 'document'."
_SHOWN = 20


def items(file: File) -> tuple[list[tuple[Index, Source]], list[Problem]]:
    """Make the sources of a file. Out: each with its place in the file, and what is wrong."""
    unseen = clean(file.document) if file.is_foreign else []
    reader, value = _Reader(file), file.document.value
    whole = _holds_works(value) if file.is_foreign else isinstance(value, list)
    if value is not None and not whole:
        return [], [*unseen, _no_list(file)]
    listed = value.items() if isinstance(value, dict) else enumerate(value or ())
    works = [(index, reader.source((index,), one)) for index, one in listed]
    return [(index, source) for index, source in works if source], [*unseen, *reader.problems]


def _holds_works(value: object) -> bool:
    """Whether what another program has written is a bibliography, if an empty one."""
    its: Any = value.values() if isinstance(value, dict) else value
    listed: Any = its if isinstance(value, list | dict) else [its]
    return not listed or any(isinstance(one, dict) and one.keys() & _SIGNS for one in listed)


def _no_list(file: File) -> Problem:
    where = file.document.position(())
    if not file.is_foreign:
        return phrases.no_list(where)
    message = "this file is no bibliography: nothing in it has a type or a title."
    return Problem(where, message, "Export yours as CSL JSON, BibTeX or biblatex.")


class _Reader(Values):
    """Reads the works of one file."""

    def source(self, path: Path, value: object) -> Source | None:
        """Make one work, or nothing if it is not as it has to be."""
        self.lost = False
        if not isinstance(value, dict):
            where = self.document.position(path)
            self.wrong(phrases.not_text(where, SOURCE, phrases.GROUP, value), _LONE)
            return None
        csl = {
            key: its
            for written, (key, given) in self.known(path, value, SOURCE, _ALL.values()).items()
            if (its := self.value((*path, written), key, given)) is not None
        }
        if isinstance(path[0], str):
            csl.setdefault("id", path[0])
        self._complete(path, csl, value)
        return made(csl, foreign=self.foreign) if "id" in csl and not self.lost else None

    def _complete(self, path: Path, csl: dict[str, Any], value: dict[str, Any]) -> None:
        """Look for what each work needs, and at what only some values are right for."""
        slips = {nearest(key, _ALL) for key in value if key.replace("_", "-") not in _ALL}
        for key in NEEDED:
            if key in csl or (self.foreign and key == "title"):
                continue
            where = (*path, key)
            if where in self.document.refused:
                continue
            if where in self.document.keys and value.get(key) is None:
                self.wrong(phrases.empty(self.at(where), key), _LONE)
            elif key not in value and key not in slips:
                where = self.document.position(path)
                self.wrong(phrases.missing(where, SOURCE, key), _TAKEN if key == "type" else _LONE)
        for problem, kept in self._odd(path, csl):
            self.wrong(problem, kept, lost=False)
        if self.foreign and csl.get("type") not in TYPES:
            csl["type"] = "document"

    def _odd(self, path: Path, csl: dict[str, Any]) -> Iterator[tuple[Problem, str]]:
        kind, identifier = csl.get("type", USUAL[0]), csl.get("id", "-")
        if not identifier.strip() or not identifier.isprintable():
            message = (
                f"the id {identifier[:_SHOWN]!r} has no sign that can be seen, or one that cannot."
            )
            where = self.document.position((*path, "id"))
            yield Problem(where, message, "Write another."), "It is kept."
        if not normalize(csl.get("title", "-")) and not self.foreign:
            yield phrases.empty(self.document.position((*path, "title")), "title"), ""
        if kind not in TYPES:
            message = f"type '{phrases.short(kind)}' is none that sources have."
            near = MEANT.get(kind.lower())
            hint = f"Did you mean '{near}'?" if near else did_you_mean(kind, TYPES)
            where, kept = self.document.position((*path, "type")), f"{hint} {_TAKEN}".strip()
            hint = hint or f"The usual ones: {one_of(USUAL)}."
            yield Problem(where, message, hint), kept
        for key in ("URL", "archived"):
            if (url := str(csl.get(key, ""))) and not is_web(url):
                where = self.document.position((*path, key))
                yield phrases.no_address(where, key, url), "It is kept, and is no link."


_ALL = {key.replace("_", "-"): key for key in ("id", *VARIABLES, *OWN)}


def made(csl: dict[str, Any], *, foreign: bool) -> Source:
    """Part what is ours from what is CSL's; what we have exported comes back as it was."""
    read = extra.read(csl) if foreign else {}
    given = {variable: csl.get(variable) for variable in read}
    csl |= read
    custom = {**csl.pop("custom", {})}
    seen = csl.pop("copy-seen", custom.pop("copy-seen", True) is not False)
    archived = csl.pop("archived", str(custom.pop("archived", "")))
    sort = csl.pop("sort", str(custom.pop("sort", "")))
    title, original = csl.pop("title", ""), ""
    if not foreign:
        original = csl.pop("original-title", "")
    elif isinstance(ours := custom.get("translated-title"), str):
        beside = ours if ours.startswith("[") else f"[{ours}]"
        if title.endswith(f" {beside}"):
            title, original = custom.pop("translated-title"), title.removesuffix(f" {beside}")
    csl |= {"custom": custom} if custom else {}
    identifier, kind = csl.pop("id"), csl.pop("type")
    return Source(
        identifier,
        kind,
        title,
        Variables(csl),
        str(original),
        seen,
        str(archived),
        str(sort),
        Variables(given),
    )
