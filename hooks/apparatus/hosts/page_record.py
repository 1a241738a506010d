"""What a page tells the pass over the built site, when it was rendered by a host without hooks.

Such a host (Zensical) renders every page by itself, and takes unchanged ones from a cache. So what
was found on a page travels in the page, as a comment at the end of its content.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from ..data.edition import Edition
from ..data.front_matter import PageSettings
from ..links.mentions import Context, Mention
from ..problems import Position, Problem
from ..sources.where_cited import Use
from ..text.places import Place

if TYPE_CHECKING:
    from ..data.dataset import Dataset

_RECORD_RE = re.compile(r"<!--apparatus:page (\{[^<>-]*\})-->\n?")
_PLAIN = ("path", "url", "title", "place", "digest", "minutes", "registers")
DONE = "<!--apparatus:done-->\n"
"""Stands where a record was."""


class Record(NamedTuple):
    """A page as it was rendered."""

    path: str
    """Below the docs folder."""
    url: str
    """Below the site's top."""
    title: str
    place: int
    """Its number in the order of pages."""
    digest: str
    """Of the data that it was rendered with."""
    settings: PageSettings
    mentions: list[Mention]
    problems: list[Problem]
    uses: list[Use]
    """Where its words cite sources."""
    minutes: int
    """How long it takes to read."""
    edition: Edition
    """What the settings say of the whole site."""
    registers: list[str]
    """What it asks for that holds entries."""

    def comment(self) -> str:
        """Write it as an HTML comment, whatever is in it."""
        row = {name: getattr(self, name) for name in _PLAIN}
        row["settings"] = self.settings._asdict()
        row["mentions"] = [
            (m.entity.id, m.number, m.place, m.context, m.spoken) for m in self.mentions
        ]
        row["problems"] = [
            {**problem._asdict(), "where": problem.where._asdict()} for problem in self.problems
        ]
        row["uses"] = self.uses
        row["edition"] = self.edition._asdict()
        text = json.dumps(row, separators=(",", ":"))
        for sign in "<>-":
            text = text.replace(sign, f"\\u{ord(sign):04x}")
        return f"<!--apparatus:page {text}-->"


def find(html: str, data: Dataset) -> tuple[Record, int, int] | None:
    """Find a page's record: it, and where it starts and ends. Without one there is nothing."""
    for found in reversed(list(_RECORD_RE.finditer(html))):
        with suppress(ValueError, TypeError, KeyError, AttributeError):
            return _read(json.loads(found[1]), data), found.start(), found.end()
    return None


def _read(row: dict[str, Any], data: Dataset) -> Record:
    settings = PageSettings(**_without_lists(row.pop("settings")))
    mentions = [
        Mention(
            data.entities[identifier],
            str(row["path"]),
            number,
            Place(*place),
            Context(sentence, start, end, tuple(spoken)),
            tuple(languages),
        )
        for identifier, number, place, (sentence, start, end, spoken), languages in row.pop(
            "mentions"
        )
        if identifier in data.entities
    ]
    problems = [
        Problem(**{**its, "where": Position(**its["where"])}) for its in row.pop("problems")
    ]
    uses = [Use(source, anchor, Place(*its)) for source, anchor, its in row.pop("uses")]
    edition = Edition(**_without_lists(row.pop("edition")))
    return Record(
        settings=settings, mentions=mentions, problems=problems, uses=uses, edition=edition, **row
    )


def _without_lists(row: dict[str, Any]) -> dict[str, Any]:
    """Give a row of JSON the tuples back that it was made from."""
    return {key: tuple(its) if isinstance(its, list) else its for key, its in row.items()}
