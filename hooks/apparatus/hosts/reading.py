"""A run of a host that writes no site: it tells what readers see of each page, block by block.

Who brings notes in has to know pages as the host makes them, with its extensions and plugins, and
whatever is wrong with the data; so this asks no data, and stops before anything is written.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from ..notes.targets import Targets
from ..text.stream import Stream
from .checking import CHECKED, REPORTED, Answering, Checking, Reporting
from .extension import ApparatusExtension
from .session import NAME, Session
from .telling import Telling

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from jinja2 import Environment

    from ..links.addresses import Relative
    from ..problems import Problem
    from ..text.tree import Tree

ASKED = "APPARATUS_READ"
"""The variable of the environment that names the file for what is read."""


def session(
    report: Callable[[Problem], None],
    stopped: type[Exception],
    *,
    looping: bool = False,
    **how: bool,
) -> Session:
    """Begin a session, which only reads, checks or reports where that is asked for.

    In: also whether saves come one after the other, and what one has found helps the next.
    """
    asked = {ASKED: Reading, CHECKED: Checking, REPORTED: Reporting}
    kind = next((asked[name] for name in asked if name in os.environ), Session)
    if looping and kind is Session:
        from .loop.session import Served as kind  # noqa: N813, PLC0415 - no build asks for it
    return kind(report, stopped, **how)


class Reading(Answering):
    """Reads all pages, and stops the host."""

    def __init__(
        self, report: Callable[[Problem], None], stopped: type[Exception], **how: bool
    ) -> None:
        """Take what a session takes; nobody is told of problems."""
        super().__init__(report, stopped, **how)
        self.told = Telling(lambda _: None, None)
        self._page: str | None = None
        """The one that has begun and was not read yet."""
        self._is_its_turn = False
        self._pages: dict[str, dict[str, Any]] = {}

    def extensions(self, named: Sequence[Any]) -> list[Any]:
        """Put what reads in the engine's place."""
        others = (i for i in named if i != NAME and not isinstance(i, ApparatusExtension))
        return [*others, ApparatusExtension(self)]

    def begin(
        self, path: str, file: Path, read: Callable[[], str], markdown: str, meta: object
    ) -> None:
        """Say which page is rendered next."""
        super().begin(path, file, read, markdown, meta)
        self._page = path if self._build.settings_of(path).enabled else None

    def enter(self, path: str | None, language: str = "") -> None:  # noqa: ARG002 - as for a build
        """Say that a text is rendered next, which may be an excerpt of another page."""
        self._is_its_turn = path in (None, self._page)

    def address(self, identifier: str) -> str | None:
        """Take each `[words][id]` for a link: data may say so one day."""
        return f"#{identifier}"

    def lose(self, identifier: str) -> None:
        """Tell nobody."""

    def render(self, tree: Tree) -> None:
        """Read the page that has begun."""
        if self._page is None or not self._is_its_turn:
            return
        targets = Targets(tree)
        targets.read(Stream(tree.root, tree.stash))
        text, blocks = targets.look()()
        self._pages.setdefault(self._page, {"text": text, "blocks": blocks})
        self._page = None

    def close_entries(self, tree: Tree) -> None:
        """Leave the page as it is."""

    def resolve(
        self,
        pages: Mapping[str, tuple[str, str]],
        relative: Relative,  # noqa: ARG002 - as a session has it
        theme: Environment,  # noqa: ARG002 - the same
    ) -> None:
        """Write down what was read of all pages, and stop the host."""
        for path, its in self._pages.items():
            its["url"] = pages[path][1] if path in pages else ""
        found = {
            "data": self.project.data,
            "page": self.project.text,
            "url": self._edition.url,
            "author": self._edition.author,
            "pages": self._pages,
        }
        self.answer(ASKED, found)
        raise self._stopped("The pages were read; nothing was built.")
