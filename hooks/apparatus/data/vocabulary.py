"""The words that a site sorts its things by: layers of notes, kinds of entries, findings and more.

`data/vocabulary.yml` may give its own; what it does not give is `DEFAULT`. Plain values, like those
of `model`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple, TypeVar, get_args

from .marks import Means

if TYPE_CHECKING:
    from collections.abc import Callable

Label = Annotated[dict[str, str], Means("label")]
"""How readers call something: by language, or under an empty key in all languages."""
Line = Literal["solid", "thick", "dotted", "dashed", "wavy", "double", "broken"]
LINES: tuple[Line, ...] = get_args(Line)
Mark = Literal["", "filled", "open", "striped"]
Motivation = Literal[
    "assessing", "classifying", "commenting", "describing", "editing", "highlighting",
    "identifying", "linking", "moderating", "questioning", "replying", "tagging",
]  # fmt: skip
"""Why notes are made, in the words of the Web Annotation model."""
CHECKS: Motivation = "assessing"
"""That of notes which check something, so that they may have a finding."""


@dataclass(frozen=True, slots=True)
class Term:
    """One of a list."""

    id: str
    """What other data call it: `work`."""
    label: Label = field(default_factory=dict)
    """What readers call it, in one language or by language tag: `{en: Work, fr: Œuvre}`."""
    sign: str = ""
    """What tells it from the others before colour does: `✓`."""
    mark: Mark = ""
    """How it is drawn: a manner of speaking in a picture, a date on a timeline."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A kind of note."""

    id: str
    """What notes call it: `metre`."""
    label: Label = field(default_factory=dict)
    """What readers call it, in one language or by language tag: `{en: Metre, fr: Mètre}`."""
    sign: str = ""
    """What tells it from the others before colour does: `‿`."""
    line: Line = "solid"
    """What is drawn under the words of such notes."""
    colour: tuple[str, ...] = ()
    """`#rrggbb` on light paper and on dark; the second may be missing."""
    one: Label = field(default_factory=dict)
    """What one such note is called, if that is another word."""
    sources: Literal["required", "optional"] = "required"
    """Whether its notes need sources and a confidence."""
    motivation: Motivation = "commenting"
    """Why its notes are made, for machines; those of `assessing` may have findings."""


T = TypeVar("T", Term, Layer)


@dataclass(frozen=True)
class Vocabulary:
    """The lists of words that a site sorts its things by; an empty one is not given."""

    extends: Literal["", "default"] = ""
    """Whether the lists add to the usual ones, and do not take their place."""
    layers: tuple[Layer, ...] = ()
    """The sorts of notes."""
    kinds: tuple[Term, ...] = ()
    """The sorts of entries."""
    outcomes: tuple[Term, ...] = ()
    """What came of a promise."""
    later: tuple[Term, ...] = ()
    """What came of what a note's words expect."""
    findings: tuple[Term, ...] = ()
    """What a check has found."""
    manners: tuple[Term, ...] = ()
    """How a text gives what somebody says."""
    precisions: tuple[Term, ...] = ()
    """How exact a date is; one with an open mark is worked out from something."""
    relations: dict[str, Label] = field(default_factory=dict)
    """What joins two who faced each other."""
    facts: dict[str, Label] = field(default_factory=dict)
    """What the facts of an entry are called, by their keys."""

    @property
    def id(self) -> str:
        """A site has but one."""
        return "vocabulary"

    @cached_property
    def layer(self) -> dict[str, Layer]:
        """The layers by id, in order."""
        return {one.id: one for one in self.layers}

    @cached_property
    def _terms(self) -> dict[str, dict[str, Term]]:
        found: dict[str, dict[str, Term]] = {}
        for name in (its.name for its in fields(self)):
            value = getattr(self, name)
            if isinstance(value, dict):
                found[name] = {key: Term(key, label) for key, label in value.items()}
            elif name != "layers" and isinstance(value, tuple):
                found[name] = {one.id: one for one in value}
        return found

    def terms(self, name: str) -> dict[str, Term]:
        """Return another list than that of layers, by its name: its terms by id, in order."""
        return self._terms[name]

    def ids(self, name: str) -> list[str]:
        """List the ids of a list, in order."""
        return [*(self.layer if name == "layers" else self.terms(name))]

    def drawn(self, name: str, mark: Mark) -> list[str]:
        """List the ids of the terms of a list that are drawn in a certain way."""
        return [one.id for one in self.terms(name).values() if one.mark == mark]

    @property
    def checking(self) -> list[str]:
        """The ids of layers whose notes check something."""
        return [one.id for one in self.layers if one.motivation == CHECKS]

    def word(
        self, name: str, identifier: str, language: str = "", translate: Callable[[str], str] = str
    ) -> str:
        """Say how readers of a language call something of a list.

        In: the list's name, or `notes` for one note of a layer; the id; the language, and what
        gives English words in it, for those that are ours.
        """
        label: Label = {}
        if name in ("layers", "notes"):
            if its := self.layer.get(identifier):
                label = (its.one if name == "notes" else {}) or its.label
        elif term := self.terms(name).get(identifier):
            label = term.label
        for tag in (language, language.partition("-")[0], ""):
            if tag in label:
                return label[tag]
        if "en" in label:
            return translate(label["en"])
        return next(iter(label.values()), "") or identifier.replace("-", " ")


class _Look(NamedTuple):
    word: str
    one: str
    line: Line
    motivation: Motivation
    light: str
    dark: str


def _english(word: str) -> Label:
    return {"en": word}


def _terms(signs: dict[str, str]) -> tuple[Term, ...]:
    return tuple(Term(word, _english(word), sign) for word, sign in signs.items())


_LAYERS = {
    "people": _Look("people", "person", "solid", "identifying", "#0a5680", "#7cc0ee"),
    "institutions": _Look(
        "institutions", "institution", "thick", "identifying", "#28602a", "#8fd08f"
    ),
    "terms": _Look("terms", "term", "dotted", "describing", "#7a3e00", "#f0b070"),
    "events": _Look("events", "event", "broken", "describing", "#5b3a8c", "#c3a6f0"),
    "rhetoric": _Look("rhetoric", "rhetoric", "wavy", "commenting", "#a1124c", "#f59ab8"),
    "sourcing": _Look("sourcing", "sourcing", "double", "commenting", "#3f4a52", "#b8c2c9"),
    "fact-check": _Look("fact-check", "fact-check", "dashed", CHECKS, "#00605a", "#6fd3c8"),
}
DEFAULT = Vocabulary(
    layers=tuple(
        Layer(
            which, _english(its.word), "", its.line, (its.light, its.dark), _english(its.one),
            motivation=its.motivation,
        )
        for which, its in _LAYERS.items()
    ),
    kinds=_terms(
        dict.fromkeys(("person", "organization", "place", "event", "document", "term"), "")
    ),
    outcomes=_terms(
        {
            "kept": "✓", "partly kept": "◐", "compromise": "≈", "reversed": "↺",
            "not kept": "✗", "not established": "?",
        }
    ),
    later=_terms(dict.fromkeys(("came about", "in part", "did not"), "")),
    findings=_terms(
        {"confirmed": "✓", "contradicted": "✗", "mixed": "±", "unproven": "◇"}
    ),
    manners=(
        Term("quoted", _english("quoted"), mark="filled"),
        Term("paraphrased", _english("paraphrased"), mark="open"),
        Term("narrated", _english("narrated"), mark="striped"),
    ),
    precisions=(
        Term("exact", _english("exact"), mark="filled"),
        Term("inferred", _english("inferred"), mark="open"),
    ),
    facts={
        "role": _english("Role"),
        "office": _english("In office"),
        "born": _english("Born"),
        "died": _english("Died"),
        "side": _english("Side"),
    },
)  # fmt: skip
"""What a site has that gives no vocabulary of its own."""


def completed(given: Vocabulary) -> Vocabulary:
    """Fill the lists that a site does not give, and extend those that it only adds to."""
    lists = {}
    for its in fields(given):
        own, usual = getattr(given, its.name), getattr(DEFAULT, its.name)
        if isinstance(usual, dict):
            # Words for facts never leave any of them without one.
            lists[its.name] = usual | own
        elif isinstance(usual, tuple):
            lists[its.name] = _extended(usual, own) if given.extends else own or usual
    return replace(given, **lists)


def _extended(usual: tuple[T, ...], own: tuple[T, ...]) -> tuple[T, ...]:
    """Add items to others; one of the same id takes the other's place."""
    return tuple(({one.id: one for one in usual} | {one.id: one for one in own}).values())
