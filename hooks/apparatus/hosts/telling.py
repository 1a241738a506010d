"""Tells an author what is wrong: each problem once, and what stopped a build."""

from __future__ import annotations

import logging
import traceback
from typing import TYPE_CHECKING

from ..problems import Position, Problem, shortened
from . import failures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from .project import Project

_OF_SERVING = "A 'dirty' build"
"""What a host warns of that is no matter of what is published."""


def level(problem: Problem) -> int:
    """Say how loudly a host that logs tells of a problem; a strict build stops at warnings."""
    if problem.minor:
        return logging.INFO
    return logging.ERROR if problem.stops else logging.WARNING


class Telling:
    """What has been told of one build after the other."""

    def __init__(self, report: Callable[[Problem], None], stop: type[Exception] | None) -> None:
        """Take what tells an author of a problem, and what stops a build; none goes on."""
        self._report, self._stop = report, stop
        self.problems: list[Problem] = []
        """All that have been told since the last build began."""
        self._failed = False

    def anew(self) -> None:
        """Begin anew, before another build of the same run."""
        self.problems, self._failed = [], False

    def tell(self, problems: Iterable[Problem]) -> None:
        """Report every problem once; stop a build, but let `serve` go on with what is sound."""
        found = list(dict.fromkeys(problems))
        self.problems += found
        for problem in shortened(found):
            self._report(problem)
        count = sum(problem.stops for problem in found)
        if count and self._stop:
            named = "1 problem" if count == 1 else f"{count} problems"
            message = f"{named} in the data or pages: see above. Nothing was written."
            raise self._stop(message)

    def mention(self, what: str) -> None:
        """Report what is no mistake of the site's, and stands in no file."""
        self._report(Problem(Position(""), what, stops=False, minor=True))

    def fail(self, error: Exception, project: Project) -> None:
        """Say what stopped a build, if that is known."""
        if problem := failures.explain(error, project):
            self._failed = True
            self.tell([problem])

    def stopped(
        self, error: BaseException, messages: Iterable[str], project: Project, docs: Path
    ) -> None:
        """Say what stopped a build in any case, if that has not been said.

        In: what has stopped it, what the host has logged meanwhile, and where the author's files
        are.
        """
        if self._failed:
            return
        told = {str(problem) for problem in self.problems}
        logged = [message for message in messages if message not in told]
        if problem := failures.explain(error, project):
            self.tell([problem])
        elif isinstance(error, SystemExit) and (told or logged):
            self.problems += failures.heard(logged, project, docs)
        else:
            traceback.print_exception(error)
            self.tell([failures.unknown(error, project)])

    def warned(self, messages: Iterable[str], project: Project, docs: Path) -> list[Problem]:
        """Find places for what the host has warned of, beside what has been told, in a build."""
        told = {str(problem) for problem in (*self.problems, *shortened(self.problems))}
        others = dict.fromkeys(
            message for message in messages if message not in told and _OF_SERVING not in message
        )
        return [one._replace(stops=False) for one in failures.heard(others, project, docs)]
