"""The values that variables of CSL may have, and what is said of those that they cannot have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ..problems import Problem, did_you_mean, phrases
from ..text import csl_dates, meant_dates
from ..text.dates import is_date
from ..text.normal import normalize
from .csl_variables import DATE_PARTS, DATES, NAME_PARTS, NAME_SIGNS, NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..problems import Position
    from .yaml_file import File, Path

NEEDED = ("id", "type", "title")
SOURCE = "a source"
_LEFT = "It is left out, and all else of the work is kept."
_USUAL = "Write one of CSL's, such as publisher, editor, DOI or container-title."
_NUMBER_RE = re.compile(r"-?[0-9]{0,6}")
_ENDS = (1, 2)
_KINDS = {list: "a list", dict: phrases.GROUP}


class Values:
    """Reads the values of one file, in which other programs may have the last word."""

    def __init__(self, file: File) -> None:
        """Take the file."""
        self.document, self.foreign = file.document, file.is_foreign
        self.problems: list[Problem] = []
        self.lost = False
        """Whether the work that is being read cannot be had."""
        self._told: set[tuple[str, str]] = set()

    def known(
        self, path: Path, group: dict[str, Any], owner: str, keys: Iterable[str]
    ) -> dict[str, tuple[str, Any]]:
        """Find the keys of a group that count. Out: what is meant by each, and its value."""
        known = {key.replace("_", "-"): key for key in keys}
        found: dict[str, tuple[str, Any]] = {}
        first: dict[str, str] = {}
        for written, its in group.items():
            key, where = known.get(written.replace("_", "-")), (*path, written)
            if key is None:
                self._unknown(where, its, owner, known.values())
                found |= {written: (written, its)} if self.foreign and _is_plain(its) else {}
            elif key in first:
                self.wrong(phrases.twice(self.at(where), first[key], written))
            elif its is not None:
                found[written] = key, its
            elif where in self.document.refused:
                self.lost = True
            first.setdefault(key or written, written)
        return found

    def _unknown(self, path: Path, its: object, owner: str, known: Iterable[str]) -> None:
        """Say that a key is none; in a file of another program once, as long as the file is."""
        key = str(path[-1])
        if not self.foreign:
            problem = phrases.not_a_key(self.at(path), key, owner, known)
            known_ones = did_you_mean(key, known) or (owner == SOURCE and _USUAL)
            self.wrong(problem._replace(hint=known_ones or problem.hint))
        elif (owner, key) not in self._told:
            self._told.add((owner, key))
            kept = "It is kept as it is." if _is_plain(its) else "It is left out."
            message = f"'{phrases.short(key)}' is no key of CSL for {owner}, here or further down."
            hint = f"{kept} {did_you_mean(key, known)}".strip()
            self.problems.append(Problem(self.at(path), message, hint, stops=False, minor=True))

    def at(self, path: Path) -> Position:
        """Find where a key stands."""
        return self.document.position(path, key=True)

    def wrong(self, problem: Problem, kept: str = _LEFT, *, lost: bool = True) -> Any:  # noqa: ANN401
        """Take note of something that is not right; a hint says what is kept in spite of it."""
        if self.foreign:
            problem = problem._replace(hint=kept, stops=False)
        self.lost = self.lost or (lost and not self.foreign)
        self.problems.append(problem)

    def value(self, path: Path, key: str, its: object) -> object:
        """Make the value of a variable, or nothing if it is none that this can have."""
        if key in NAMES:
            return self._names(path, key, its)
        if key in DATES:
            return self._date(path, key, its)
        if key in ("custom", "categories"):
            kind = dict if key == "custom" else list
            return its if isinstance(its, kind) else self._misfit(path, key, _KINDS[kind], its)
        if key == "copy-seen":
            return its if isinstance(its, bool) else self._misfit(path, key, "true or false", its)
        return self._text(path, key, its)

    def _text(self, path: Path, key: str, its: object) -> object:
        """Take a text, or a number as the file has it."""
        if isinstance(its, str) or (isinstance(its, int) and not isinstance(its, bool)):
            return str(its) if key in NEEDED else its
        if isinstance(its, float):
            return self.document.spelt.get(path, str(its))
        return self._misfit(path, key, "text", its)

    def _misfit(self, path: Path, key: str, expected: str, its: object) -> Any:  # noqa: ANN401
        where, spelt = self.document.position(path), self.document.spelt.get(path, "")
        problem = phrases.not_text(where, key, expected, its, spelt)
        if expected == _KINDS[list] and isinstance(its, str):
            problem = problem._replace(hint=f"Write it as [{phrases.short(its)}].")
        return self.wrong(problem)

    def _names(self, path: Path, key: str, its: object) -> object:
        if not isinstance(its, list):
            return self._misfit(path, key, _KINDS[list], its)
        return [name for at, one in enumerate(its) if (name := self._name((*path, at), key, one))]

    def _name(self, path: Path, key: str, its: object) -> Any:  # noqa: ANN401
        if not isinstance(its, dict):
            return self._misfit(path, f"an item of '{key}'", phrases.GROUP, its)
        keys = (*NAME_PARTS, *NAME_SIGNS)
        made: dict[str, Any] = {}
        for written, (part, one) in self.known(path, its, f"'{key}'", keys).items():
            sign = part in NAME_SIGNS and isinstance(one, bool)
            made[part] = one if sign else self._text((*path, written), part, one)
        if len(made) < len(its):
            return made or None  # something has been said of it
        if not any(normalize(str(its)) for part, its in made.items() if part in NAME_PARTS):
            message = f"this {key} has no name."
            hint = "Write {family: …, given: …}, or {literal: …} for a body."
            self.wrong(Problem(self.document.position(path), message, hint))
            return None
        return {part: one for part, one in made.items() if one is not None}

    def _date(self, path: Path, key: str, its: object) -> object:
        if isinstance(its, dict):
            known = self.known(path, its, f"'{key}'", DATE_PARTS)
            made = dict(known.values())
            if _is_date(made):
                return self._in_calendar(path, key, csl_dates.with_season(made))
            where = self.document.position(path)
            return self.wrong(phrases.no_date(where, key, phrases.described(its)))
        written = self._text(path, key, self.document.spelt.get(path, its))
        if written is None or is_date(str(written)):
            return written
        if self.foreign and meant_dates.is_undated(str(written)):
            return None
        where, near = self.document.position(path), meant_dates.meant(str(written))
        problem = phrases.no_date(where, key, str(written), near)
        kept = "It is kept as it is written."
        self.wrong(problem, f"{problem.hint} {kept}" if near else kept)
        return {"literal": str(written)}

    def _in_calendar(self, path: Path, key: str, date: dict[str, Any]) -> dict[str, Any]:
        """Keep the year of a date in numbers that the calendar does not have."""
        parts = date.get("date-parts", [])
        if csl_dates.has_months(parts) and csl_dates.from_csl(date):
            return date
        years = [its[:1] for its in parts]
        if not any(csl_dates.from_csl({"date-parts": [its]}) for its in years):
            return date  # without a year it says nothing
        written = "/".join("-".join(f"{part:0>2}" for part in its) for its in parts)
        if len(parts) == len(parts[0]) == 1 and (season := str(date.get("season", ""))).isdigit():
            written += f"-{int(season) + 20}"
        near = [its] if (its := csl_dates.from_csl(date)) else []
        problem = phrases.no_date(self.document.position(path), key, written, near)
        kept = f"{problem.hint} Its year is kept." if near else "Its year is kept."
        self.problems.append(problem._replace(hint=kept, stops=False))
        kept_years = years if csl_dates.from_csl({"date-parts": years}) else years[:1]
        rest = {name: its for name, its in date.items() if name != "season"}
        return {**rest, "date-parts": kept_years}


def _is_plain(value: object) -> bool:
    return isinstance(value, str | int | float)


def _is_date(value: dict[str, Any]) -> bool:
    """Whether a group of keys says a date in one of CSL's ways."""
    if any(isinstance(its, list | dict) for key, its in value.items() if key != "date-parts"):
        return False
    if "date-parts" not in value:
        return any(str(value.get(key, "")).strip() for key in ("raw", "literal", "edtf"))
    dated = value["date-parts"]
    return isinstance(dated, list) and len(dated) in _ENDS and all(map(_are_parts, dated))


def _are_parts(value: object) -> bool:
    if not isinstance(value, list) or not 0 < len(value) <= len(("year", "month", "day")):
        return False
    return all(_NUMBER_RE.fullmatch(str(part)) for part in value)
