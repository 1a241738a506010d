"""Where things are known from: works, as CSL describes them.

Plain frozen dataclasses, as those of `model`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..text.addresses import iri, is_web
from ..text.csl_dates import from_csl
from ..text.ids import safe
from .csl_variables import NAME_PARTS, NAME_SIGNS

if TYPE_CHECKING:
    from collections.abc import Container

BIBLIOGRAPHY = "sources.md"
"""The page that lists all sources, when a site has one."""
SOURCE_ANCHOR = "source-"
"""What the names of places in the bibliography start with."""

_DOI_RE = re.compile(r"^(?:doi:\s*|https?://(?:dx\.)?doi\.org/)", re.IGNORECASE)
TAG_RE = re.compile(r"</?(?:i|b|sc|sup|sub|span)\b[^<>]*>")
"""What CSL knows of HTML."""
_PARTS = {part: part.replace("-", "_") for part in (*NAME_PARTS, *NAME_SIGNS)}


def untagged(text: str) -> str:
    """Return a text of CSL's without what it may have of HTML."""
    return TAG_RE.sub("", text)


@dataclass(frozen=True, slots=True)
class Name:
    """A person (`family`, `given`) or a body (`literal`), as in CSL."""

    family: str = ""
    given: str = ""
    literal: str = ""
    suffix: str = ""
    dropping_particle: str = ""
    non_dropping_particle: str = ""
    comma_suffix: str | int = False
    static_ordering: str | int = False
    """Whether the family's name always comes first."""
    parse_names: str | int = False

    @property
    def short(self) -> str:
        """The family's name, or all of it."""
        return self.literal or f"{self.non_dropping_particle} {self.family}".strip() or self.given

    def __str__(self) -> str:
        parts = [self.given, self.dropping_particle, self.non_dropping_particle, self.family]
        if self.static_ordering:
            parts = [*parts[2:], *parts[:2]]
        whole = self.literal or " ".join(filter(None, parts))
        return f"{whole}{', ' if self.comma_suffix else ' '}{self.suffix}" if self.suffix else whole


class Variables(dict[str, Any]):
    """Variables of a work, as CSL-JSON writes them."""

    __hash__ = object.__hash__  # type: ignore[assignment]  # nobody changes one


@dataclass(frozen=True)
class Source:
    """Where something is known from: a work as CSL describes it, and what is ours."""

    id: str
    """What other data call it: any text, as the author's own programs have it."""
    type: str
    """What sort of work it is: one of CSL's types, as `book`."""
    title: str
    """Its title, or its translation where there is an original title."""
    csl: dict[str, Any] = field(default=Variables(), hash=False)
    """Its other variables, by CSL's names; a date may be a text in EDTF."""
    original_title: str = ""
    """The title of a work in another language; `title` is then a translation of ours."""
    copy_seen: bool = True
    """Whether a copy was read; false says so to the reader."""
    archived: str = ""
    """The address of an archived copy."""
    sort: str = ""
    """What lists sort it by, if not by what is printed: `White House`."""
    given: dict[str, Any] = field(default=Variables(), hash=False)
    """What its file has for the variables that have been read from its note."""

    @property
    def plain(self) -> str:
        """Its title as mere text."""
        return untagged(self.title)

    def text(self, variable: str) -> str:
        """Return a variable that holds a text or a number."""
        return str(self.csl.get(variable, ""))

    def names(self, variable: str) -> tuple[Name, ...]:
        """Return a variable that holds names."""
        return tuple(
            Name(**{key: row[part] for part, key in _PARTS.items() if part in row})
            for row in self.csl.get(variable, ())
        )

    def date(self, variable: str) -> str:
        """Return a variable that holds a date, in EDTF; nothing where it is said in words."""
        its = self.csl.get(variable, "")
        return from_csl(its.get("edtf", its) if isinstance(its, dict) else its)

    @property
    def author(self) -> tuple[Name, ...]:
        """Who has written it."""
        return self.names("author")

    @property
    def issued(self) -> str:
        """When it came out, in EDTF."""
        return self.date("issued")

    @property
    def container_title(self) -> str:
        """What it came out in."""
        return self.text("container-title")

    @property
    def publisher(self) -> str:
        """Who has published it."""
        return self.text("publisher")

    @property
    def URL(self) -> str:  # noqa: N802 - CSL's name
        """Its address, as it was given."""
        return self.text("URL")

    @property
    def language(self) -> str:
        """The tag of its language."""
        return self.text("language")

    @property
    def note(self) -> str:
        """What else is to be said of it."""
        return self.text("note")

    @property
    def translation(self) -> str:
        """In brackets, as styles have it, its title in the site's language; if it has another."""
        bare = self.title.startswith("[")
        return (self.title if bare else f"[{self.title}]") if self.original_title else ""

    @property
    def key(self) -> str:
        """Its id in signs that are sound in all places."""
        return safe(self.id)

    @property
    def anchor(self) -> str:
        """The name of its place in the bibliography."""
        return f"{SOURCE_ANCHOR}{self.key}"

    def place(self, pages: Container[str]) -> str:
        """Say where it leads: to the bibliography if that is a page, else on the web, else nowhere.

        Out: `sources.md#source-x`, a full address, or nothing.
        """
        return f"{BIBLIOGRAPHY}#{self.anchor}" if BIBLIOGRAPHY in pages else self.web

    @property
    def web(self) -> str:
        """Its address on the web; nothing when that is not one that a link may have."""
        address = self.URL or self.doi
        return address if is_web(address) else ""

    @property
    def doi(self) -> str:
        """Where its DOI leads."""
        doi = _DOI_RE.sub("", self.text("DOI").strip())
        return f"https://doi.org/{iri(doi)}" if doi else ""
