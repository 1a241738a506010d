"""The command `apparatus import`: files of other tools into the data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..hosts.importing import Asked, bring_in
from . import conclude, take_settings

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.description = (
        "Bring notes (Hypothesis, Web Annotations, Recogito, our own exports) into "
        "annotations.yml, and persons, places and organizations (TEI, tables) into entities.yml."
    )
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="what to bring in")
    parser.add_argument("--layer", default="", help="layer of notes that name none")
    parser.add_argument("--kind", default="", help="kind of entries that name none")
    parser.add_argument("--into", type=Path, help="data file to write to, in place of the usual")
    parser.add_argument("--dry-run", action="store_true", help="print what would be written")
    take_settings(parser)


def run(asked: Namespace) -> int:
    """Bring the files in. Out: the exit code."""
    how = Asked(asked.config, asked.layer, asked.kind, asked.into, asked.dry_run)
    done = bring_in(asked.files, how)
    return conclude(done.said, done.problems)
