"""The command `apparatus report`: what is missing on a site, and nothing of it is a mistake."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from ..hosts.asking import ask
from ..hosts.checking import REPORTED
from . import take_settings, tell
from .check import told

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.description = (
        "Say what is missing, and build nothing: names without an entry, entries without a "
        "mention, paragraphs without notes, notes of which nobody is sure, sources that nothing "
        "cites."
    )
    take_settings(parser)


def run(asked: Namespace) -> int:
    """Print the report. Out: the exit code."""
    answer = ask(asked.config, REPORTED)
    if answer.found is None:
        errors, _ = told(answer.logged)
        sys.stderr.writelines(f"{one}\n" for one in errors)
        if answer.problem and not errors:
            tell([answer.problem])
        return 1
    sys.stdout.write(answer.found["report"])
    return 0
