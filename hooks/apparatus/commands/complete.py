"""The command `apparatus site`: complete what a generator without hooks has built."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ..hosts.site_pass import finish
from . import tell

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.description = (
        "Complete a site that was built with the Markdown extension 'apparatus' by a generator "
        "without hooks: backlinks, cards, sources, style sheet and scripts."
    )
    parser.add_argument("site", type=Path, nargs="?", default=Path("site"), help="built site")
    parser.add_argument("--data", default="data", help="folder of the data files")
    parser.add_argument("--overrides", default="overrides", help="folder of changes to the theme")


def run(asked: Namespace) -> int:
    """Complete the site. Out: the exit code."""
    count, problems = finish(asked.site, Path(), asked.data, asked.overrides)
    stopped = tell(problems)
    if not stopped:
        sys.stdout.write(f"{count} pages completed.\n" if count else "Nothing was left to do.\n")
    return 1 if stopped else 0
