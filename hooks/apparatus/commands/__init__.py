"""The commands of `apparatus`: each module has `arguments` and `run`; `__main__` lists them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ..problems import shortened

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterable, Sequence

    from ..problems import Problem


def take_settings(parser: ArgumentParser) -> None:
    """Let a command be told which settings it is about."""
    parser.add_argument("--config", type=Path, default=Path("mkdocs.yml"), help="settings file")


def tell(problems: Sequence[Problem]) -> bool:
    """Tell what is wrong. Out: whether that stops anything."""
    for problem in shortened(problems):
        sys.stderr.write(f"{problem}\n")
    return any(problem.stops for problem in problems)


def conclude(said: Iterable[str], problems: Sequence[Problem]) -> int:
    """Tell what is wrong, and what was done. Out: the exit code."""
    stopped = tell(problems)
    sys.stdout.writelines(f"{line}\n" for line in said)
    return 1 if stopped else 0
