"""Sites to measure with: seeded prose with planted names, the same for every candidate."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Callable

HOOK = Path(__file__).parents[2] / "hooks" / "crosslinks.py"
WORDS_A_PAGE = 500
MENTIONS_A_PAGE = 11
ENTRIES_A_PAGE = 100
PAGES_A_FOLDER = 25
_SYLLABLES = [
    "ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "qui", "ro", "su", "ta",
    "ve", "wi", "xo", "zu", "stra", "len", "mor", "dun",
]  # fmt: skip


def page(number: int) -> str:
    """Name a page of the corpus; folders become sections of the navigation."""
    return f"part-{number // PAGES_A_FOLDER}/page-{number}.md"


def write(path: Path, text: str) -> None:
    """Write a file, and the folder it is in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


@dataclass(frozen=True)
class Named:
    """An entity of the corpus."""

    number: int
    names: tuple[str, ...]

    @property
    def id(self) -> str:
        return f"e{self.number}"

    @property
    def page(self) -> str:
        return f"entries/entries-{self.number // ENTRIES_A_PAGE}.md"

    @property
    def gloss(self) -> str:
        return f"What readers need to know about {self.names[0]}, in one sentence."


@dataclass(frozen=True)
class Candidate:
    """One way to build the corpus."""

    name: str
    mention: Callable[[str, Named], str] = lambda name, _: name
    entry: Callable[[Named], str] | None = None
    config: Callable[[list[Named]], dict[str, Any]] = lambda _: {}
    ours: bool = False
    peer: bool = False
    without: str = ""
    """A folder that is deleted before each build: what an earlier build has kept."""


@dataclass
class Corpus:
    """Pages and entities from a seed."""

    pages: int
    entities: int
    seed: int = 1990
    named: list[Named] = field(init=False)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)  # noqa: S311 - reproducible, not secret
        self._words = [self._word() for _ in range(2000)]
        taken: set[str] = set()
        self.named = [Named(n, self._names(taken)) for n in range(self.entities)]

    def _word(self) -> str:
        return "".join(self._random.choices(_SYLLABLES, k=self._random.randint(1, 3)))

    def _names(self, taken: set[str]) -> tuple[str, ...]:
        """Make a name of three words and none to three shorter ones; no word comes twice."""
        names = []
        for length in (3, 2, 1, 1)[: self._random.choice((1, 1, 2, 2, 2, 3, 4))]:
            words: list[str] = []
            while len(words) < length:
                word = (self._word() + self._random.choice(_SYLLABLES)).capitalize()
                if word not in taken:
                    taken.add(word)
                    words.append(word)
            names.append(" ".join(words))
        return tuple(names)

    def write(self, folder: Path, candidate: Candidate) -> None:
        """Write the site that a candidate builds."""
        draw = random.Random(self.seed + 1)  # noqa: S311 - the same text for every candidate
        docs = folder / "docs"
        docs.mkdir(parents=True)
        (docs / "index.md").write_text("# Corpus\n\nMeasured, not read.\n", "utf-8")
        entry = candidate.entry or (lambda e: f"## {e.names[0]} {{ #{e.id} }}\n\n{e.gloss}\n")
        for number in range(self.pages):
            write(docs / page(number), self._page(draw, number, candidate))
        for first in range(0, self.entities, ENTRIES_A_PAGE):
            few = self.named[first : first + ENTRIES_A_PAGE]
            text = "# Entries\n\n" + "\n".join(entry(named) for named in few)
            write(docs / few[0].page, text)
        config: dict[str, Any] = {
            "site_name": "Corpus",
            "theme": {"name": "material", "font": False},
            "markdown_extensions": ["attr_list", "def_list"],
            **candidate.config(self.named),
        }
        if candidate.ours:
            config["hooks"] = [str(HOOK)]
            write_data(folder / "data", self.named)
        (folder / "mkdocs.yml").write_text(yaml.safe_dump(config, sort_keys=False), "utf-8")

    def _page(self, draw: random.Random, number: int, candidate: Candidate) -> str:
        """Write 500 words in three sections; 2 % of them begin a name."""
        words = draw.choices(self._words, k=WORDS_A_PAGE)
        for at in draw.sample(range(WORDS_A_PAGE), MENTIONS_A_PAGE):
            named = draw.choice(self.named)
            words[at] = candidate.mention(draw.choice(named.names), named)
        lines = [f"# Page {number}\n"]
        for start in range(0, WORDS_A_PAGE, 50):
            if start in (0, 200, 350):
                lines.append(f"## Part {start}\n")
            text = " ".join(words[start : start + 25]) + ". "
            text += " ".join(words[start + 25 : start + 50]) + "."
            lines.append(text[0].upper() + text[1:] + "\n")
        return "\n".join(lines)


def write_data(folder: Path, named: list[Named]) -> None:
    """Write the engine's data for the entities."""
    folder.mkdir(parents=True)
    rows = [
        {
            "id": entity.id,
            "kind": "organization",
            "name": entity.names[0],
            "aliases": list(entity.names[1:]),
            "gloss": entity.gloss,
            "entry": f"{entity.page}#{entity.id}",
        }
        for entity in named
    ]
    text = yaml.safe_dump(rows, sort_keys=False, allow_unicode=True)
    (folder / "entities.yml").write_text(text, "utf-8")


def _abbreviations(named: list[Named]) -> dict[str, Any]:
    glossary = {name: entity.gloss for entity in named for name in entity.names}
    return {"markdown_extensions": ["attr_list", "def_list", {"abbr": {"glossary": glossary}}]}


PLAIN = Candidate("plain")
OURS = Candidate("linked", ours=True)
FIRST = Candidate("linked, first build", ours=True, without=".cache")
# What the links alone cost: a plain build compiles the theme's templates each time.
COMPILING = Candidate("linked, theme compiled anew", ours=True, without=".cache/apparatus/theme")
HAND = Candidate("links by hand", lambda name, e: f"[{name}](../{e.page}#{e.id})")
PRUNED = {"theme": {"name": "material", "font": False, "features": ["navigation.prune"]}}
PLAIN_PRUNED = Candidate("plain, pruned", config=lambda _: PRUNED)
OURS_PRUNED = Candidate("linked, pruned", config=lambda _: PRUNED, ours=True)
PEER_PLAIN = Candidate("plain (peers)", peer=True)
ABBR = Candidate("abbr, glossary option", config=_abbreviations, peer=True)
AUTOREFS = Candidate(
    "autorefs",
    lambda name, e: f"[{name}][{e.id}]",
    config=lambda _: {"plugins": ["search", "autorefs"]},
    peer=True,
)
EZGLOSSARY = Candidate(
    "ezglossary",
    lambda name, e: f"<term:e{e.number}|{name}>",
    lambda e: f"term:e{e.number}\n:   {e.gloss}\n",
    lambda _: {"plugins": ["search", {"ezglossary": {"sections": ["term"]}}]},
    peer=True,
)
