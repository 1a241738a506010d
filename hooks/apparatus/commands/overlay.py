"""The command `apparatus overlay`: our notes on a reader's own copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..hosts import overlaying
from ..hosts.project import described
from . import conclude, take_settings

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.description = (
        "For a text that may not be printed: make what copies of readers are compared with from a "
        "lawful copy ('fingerprint'), or compare a copy with it ('check'). No word is kept."
    )
    parser.add_argument("what", choices=("fingerprint", "check"), help="what to do")
    parser.add_argument("source", metavar="SOURCE", help="a copy, as text or HTML")
    parser.add_argument("--spans", default="", help="file that says which words notes are about")
    take_settings(parser)


def run(asked: Namespace) -> int:
    """Do what is asked. Out: the exit code."""
    project, docs = described(asked.config)
    if asked.what == "check":
        done = overlaying.check(asked.source, project)
    else:
        done = overlaying.make(asked.source, project, docs, asked.spans)
    return conclude(done.said, done.problems)
