"""The kinds of edits: each takes a project and a source of chance, and saves files step by step."""

from __future__ import annotations

import functools
import inspect
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

from project import NothingError, sources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from project import Project


@dataclass(frozen=True)
class Step:
    """What has been saved before a server looks: what for, and what the site must be then."""

    said: str
    instead: Mapping[str, bytes] = field(default_factory=dict)
    """Files as a clean build must find them: while data are broken, the last good ones count."""
    compared: bool = True
    """Whether there is a site to compare with: not while nothing can be built."""
    fresh: bool = False
    """Whether a server that starts now says what is right: `mkdocs build` would refuse."""
    during: Callable[[], None] | None = None
    """What else is saved while the server builds; it builds again after that."""


Steps = "Callable[[Project, Random], Iterator[Step]]"
KINDS: dict[str, Steps] = {}
SIMPLE: list[str] = []
"""Those that save something sound at once."""


def kind(make: Callable[[Project, Random], object]) -> Callable:
    """Take an edit among the kinds, by its name: one that yields steps, or says what it did.

    What returns a step is no simple one.
    """
    name = make.__name__
    if inspect.isgeneratorfunction(make):
        KINDS[name] = make
        return make

    @functools.wraps(make)
    def once(project: Project, draw: Random) -> Iterator[Step]:
        done = make(project, draw)
        yield done if isinstance(done, Step) else Step(str(done))

    KINDS[name] = once
    if inspect.signature(make).return_annotation == "str":
        SIMPLE.append(name)
    return make


@dataclass(frozen=True)
class Edit:
    """One edit: its kind, and the seed of its choices."""

    kind: str
    seed: int

    @classmethod
    def read(cls, text: str) -> Edit:
        """Read one as `str` writes it."""
        name, _, seed = text.partition(":")
        return cls(name, int(seed))

    def __str__(self) -> str:
        return f"{self.kind}:{self.seed}"

    def steps(self, project: Project) -> Iterator[Step]:
        """Save step by step; nothing comes where a project has nothing for such an edit."""
        before = sources(project.folder)
        project.past.append(before)
        try:
            yield from KINDS[self.kind](project, Random(self.seed))  # noqa: S311
        except NothingError:
            assert sources(project.folder) == before, f"{self} has begun what it cannot end"


def dealt(seed: int) -> Iterator[Edit]:
    """Deal edits without an end: each kind once before one comes again."""
    draw = Random(seed)  # noqa: S311 - reproducible, not secret
    while True:
        for name in draw.sample(sorted(KINDS), len(KINDS)):
            yield Edit(name, draw.randrange(10**6))
