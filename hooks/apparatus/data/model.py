"""The nouns that every site may have: entities and annotations, as data describe them.

Plain frozen dataclasses: no input or output, no behaviour beyond derived values. Field names are
those of the data files, so that an error can name what the author wrote.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, get_args

from ..text import dates
from ..text.places import note_number
from .cited import SourceId  # noqa: TC001 - looked up when data are checked
from .marks import Date, EntityId, Page, Relation  # noqa: TC001 - the same
from .source import BIBLIOGRAPHY, SOURCE_ANCHOR, Name, Source
from .target import Target  # noqa: TC001 - looked up when data are checked

__all__ = [
    "BIBLIOGRAPHY", "CONFIDENCES", "LINK_POLICIES", "SOURCE_ANCHOR", "Alias", "Annotation", "Case",
    "Confidence", "Entity", "Face", "LinkPolicy", "Name", "Names", "Source",
]  # fmt: skip

LinkPolicy = Literal["first-in-section", "first-in-page", "all", "none"]
Case = Literal["exact", "first-letter", "any"]
Confidence = Literal["high", "medium", "low"]
CONFIDENCES: tuple[Confidence, ...] = get_args(Confidence)
"""From the surest to the least sure."""
LINK_POLICIES: tuple[LinkPolicy, ...] = get_args(LinkPolicy)


@dataclass(frozen=True, slots=True)
class Alias:
    """A name under which an entity may appear."""

    text: str
    """The name, as prose writes it."""
    pages: tuple[Page, ...] = ()
    """Pages (paths below the docs folder, `*` allowed) where it counts; without any, everywhere."""


class Names(dict[str, str]):
    """Names by language tag, and under `kana` and `romaji` how the Japanese one is read."""

    __hash__ = object.__hash__  # type: ignore[assignment]  # nobody changes one


@dataclass(frozen=True, slots=True)
class Face:
    """Somebody whom an entity faced."""

    id: EntityId
    """The id of the other's entry."""
    how: str = ""
    """Where and when, in words; one of the two may say it for both."""
    relation: Relation = ""
    """What joins them, from here to there: one of the vocabulary's relations."""
    confidence: Confidence = "high"
    """How sure it is that they did."""


@dataclass(frozen=True)
class Entity:
    """Somebody or something that has an entry of its own."""

    id: str
    """What other data call it: small letters, digits and hyphens, for good: `james-baker`."""
    kind: str
    """What it is: one of the vocabulary's kinds, as `person`."""
    name: str
    """Its name, which becomes a link where prose has it: `Clara Schumann`."""
    gloss: str = ""
    """One or two plain sentences, shown on cards."""
    entry: Page = ""
    """A page below the docs folder, or `page#fragment`; without one a register has to hold it."""
    aliases: tuple[Alias, ...] = ()
    """Other names that become links, as texts or as groups: `[{text: Schumann, pages: [a.md]}]`."""
    link: LinkPolicy | None = None
    """How often its names become links, if not as on the rest of the page."""
    case: Case | None = None
    """How capitals count where its names are looked for."""
    sources: tuple[SourceId, ...] = ()
    """Ids of the sources that the entry rests on: `[diary-1853-10-28]`."""
    confidence: Confidence = "high"
    """How sure it is what the entry says."""
    names: dict[str, str] = field(default=Names(), hash=False)
    """Its names by language tag, with `kana` and `romaji` for a Japanese one: `{ja: 紫式部}`."""
    role: str = ""
    """What somebody was, in a few words: `Secretary of State`."""
    office: str = ""
    """Term of office, in words."""
    born: Date = ""
    """The date of birth: `1930-04-28`."""
    died: Date = ""
    """The date of death: `2018-11-30`."""
    side: str = ""
    """Whom it belongs to in a picture of who faced whom, in your words: `Leipzig`."""
    level: str = ""
    """The row of that picture in which it stands, in your words: `Ministers`."""
    see: tuple[EntityId, ...] = ()
    """Ids of other entries that readers should look at."""
    faces: tuple[Face, ...] = ()
    """Whom it met; both entries say so."""
    same_as: tuple[str, ...] = ()
    """Its addresses in files that others keep, as Wikidata."""
    not_in: tuple[str, ...] = ()
    """Longer words, parts of which none of its names are."""
    sort: str = ""
    """What registers sort it by, if not by its name: `Schumann, Clara`."""

    @property
    def page(self) -> str:
        """The page that holds the entry."""
        return self.entry.partition("#")[0]

    @property
    def fragment(self) -> str:
        """The heading of the entry on that page; empty when the whole page is the entry."""
        return self.entry.partition("#")[2]

    @property
    def cased(self) -> Case:
        """How capitals count: exactly in names; terms may also start a sentence."""
        return self.case or ("first-letter" if self.kind == "term" else "exact")

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What is known of it in a word or two, each by its name in the vocabulary."""
        keys = ("role", "office", "born", "died", "side")
        return [(key, its) for key in keys if (its := getattr(self, key))]

    @cached_property
    def forms(self) -> tuple[Alias, ...]:
        """The name and every alias, each once."""
        return tuple({a.text: a for a in (Alias(self.name), *self.aliases)}.values())


@dataclass(frozen=True, slots=True)
class Annotation:
    """A note: a body about a target."""

    id: str
    """Its number for good, which no other note ever had: `n12`."""
    target: Target
    """What it is about: a block of a page, or words of one."""
    layer: str
    """What sort of note it is: one of the vocabulary's layers."""
    body: str
    """What a reader should know, in Markdown."""
    sources: tuple[SourceId, ...] = ()
    """Ids of the sources that it rests on; they may be missing where the layer says so."""
    confidence: Literal["high", "medium", "low", ""] = ""
    """How sure it is; it may be missing where the layer says so."""
    known: Date = ""
    """The date from which the note's fact could be known: `1853-10-28`."""
    finding: str = ""
    """What a check of a fact has found; only notes of layers that check have one."""
    outcome: str = ""
    """What came later of what the words expect."""
    title: str = ""
    """The note in two to six words, which stand in the margin."""
    start: bool = False
    """Whether it is among those for a first reading."""
    replaces: tuple[str, ...] = ()
    """Ids of notes that went into it; their addresses lead here."""
    author: str = ""
    """Who has written it, where that is not the site's author."""
    tags: tuple[str, ...] = ()
    """Words to find it by: `[law, metre]`."""
    draft: bool = False
    """Whether it is to be seen while serving alone."""

    @property
    def number(self) -> str:
        """What readers see: `n12` as 12, so that it never changes; another id as it is."""
        return note_number(self.id)

    def came_after(self, day: str) -> bool:
        """Whether the fact cannot be shown to have been known on a day, or when one ended.

        A year or month counts as its last day; without either date nothing came later.
        """
        known, text = dates.read(self.known), dates.read(day)
        return known is not None and text is not None and known.last > text.last
