"""Runs of a host that write no site: one tells all that is wrong, one what is missing.

The first goes on where a build stops, so that mistakes in the data do not hide those in pages.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..data.model import Annotation, Entity, Source
from .session import NAME, Session
from .telling import Telling

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from jinja2 import Environment

    from ..links.addresses import Relative
    from ..problems import Problem

CHECKED = "APPARATUS_CHECK"
"""The variable of the environment that names the file for what was counted."""
REPORTED = "APPARATUS_REPORT"
"""That which names the file for what is missing."""
ENOUGH = "The pages were checked; nothing was built."
"""What stops a host at last."""


class Answering(Session):
    """Answers a question about a site in a file, and stops the host."""

    def __init__(
        self, report: Callable[[Problem], None], stopped: type[Exception], **how: bool
    ) -> None:
        """Take what a session takes."""
        super().__init__(report, stopped, **how)
        self._stopped = stopped

    def answer(self, variable: str, found: Any) -> None:  # noqa: ANN401 - as the question is
        """Write down what was found, where the variable of the environment says."""
        Path(os.environ[variable]).write_text(json.dumps(found), encoding="utf-8")


class Checking(Answering):
    """Reads and renders all pages, and stops the host before it writes them."""

    def __init__(
        self, report: Callable[[Problem], None], stopped: type[Exception], **how: bool
    ) -> None:
        """Take what a session takes; a problem is told once, however often it is found."""
        super().__init__(report, stopped, **how)
        self._files: dict[str, Any] = {}
        told: set[Problem] = set()

        def once(problem: Problem) -> None:
            if problem not in told:
                told.add(problem)
                report(problem)

        self.told = Telling(once, None)

    def expect(self, files: Mapping[str, Any]) -> None:
        """Take all pages."""
        super().expect(files)
        self._files = dict(files)

    def resolve(
        self, pages: Mapping[str, tuple[str, str]], relative: Relative, theme: Environment
    ) -> None:
        """Tell what is wrong, links to places on pages too; count, and stop the host."""
        super().resolve(pages, relative, theme)
        for file in self._files.values():  # MkDocs looks at these when pages are written
            if file.page:
                level = self._config["validation"].links.anchors
                file.page.validate_anchor_links(files=(), log_level=level)
        data = self._build.data
        kinds = {"entries": Entity, "notes": Annotation, "sources": Source}
        counts = {"pages": len(pages)} | {name: len(data.of(its)) for name, its in kinds.items()}
        self.answer(CHECKED, counts)
        raise self._stopped(ENOUGH)


class Reporting(Answering):
    """Renders all pages, says what is missing on them, and stops the host before it writes them."""

    def configure(self, config: Mapping[str, Any], theme_folders: Iterable[str]) -> None:
        """Look at what is missing, whatever the settings say."""
        extra = config["extra"]
        asked = {**(extra.get(NAME) or {}), "report": os.environ[REPORTED]}
        super().configure({**config, "extra": {**extra, NAME: asked}}, theme_folders)

    def resolve(
        self, pages: Mapping[str, tuple[str, str]], relative: Relative, theme: Environment
    ) -> None:
        """Write down what is missing, unless something is wrong, and stop the host."""
        super().resolve(pages, relative, theme)
        if look := self._build.look:
            self.answer(REPORTED, {"report": look.text()})
        raise self._stopped(ENOUGH)
