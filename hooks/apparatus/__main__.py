"""The commands: `apparatus site` completes a built site, `apparatus import` brings in files."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from .hosts.site_pass import finish
from .problems import shortened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .problems import Problem

_IMPORT = "import"


def main() -> int:
    """Do what is asked, from the project's folder. Out: the exit code."""
    words = sys.argv[1:]
    return _bring_in(words[1:]) if words[:1] == [_IMPORT] else _complete(words)


def _complete(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="apparatus",
        description="Complete a site that was built with the Markdown extension 'apparatus' by a "
        "generator without hooks: backlinks, cards, sources, style sheet and scripts.",
        epilog=f"'apparatus {_IMPORT} --help' tells how to bring in what other tools have.",
    )
    parser.add_argument("site", type=Path, nargs="?", default=Path("site"), help="built site")
    parser.add_argument("--data", default="data", help="folder of the data files")
    parser.add_argument("--overrides", default="overrides", help="folder of changes to the theme")
    asked = parser.parse_args(words)
    count, problems = finish(asked.site, Path(), asked.data, asked.overrides)
    stopped = _tell(problems)
    if not stopped:
        sys.stdout.write(f"{count} pages completed.\n" if count else "Nothing was left to do.\n")
    return 1 if stopped else 0


def _bring_in(words: Sequence[str]) -> int:
    from .hosts.importing import Asked, bring_in  # noqa: PLC0415 - for this command alone

    parser = argparse.ArgumentParser(
        prog=f"apparatus {_IMPORT}",
        description="Bring notes (Hypothesis, Web Annotations, Recogito, our own exports) into "
        "annotations.yml, and persons, places and organizations (TEI, tables) into entities.yml.",
    )
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="what to bring in")
    parser.add_argument("--layer", default="", help="layer of notes that name none")
    parser.add_argument("--kind", default="", help="kind of entries that name none")
    parser.add_argument("--into", type=Path, help="data file to write to, in place of the usual")
    parser.add_argument("--dry-run", action="store_true", help="print what would be written")
    parser.add_argument("--config", type=Path, default=Path("mkdocs.yml"), help="settings file")
    asked = parser.parse_args(words)
    how = Asked(asked.config, asked.layer, asked.kind, asked.into, asked.dry_run)
    done = bring_in(asked.files, how)
    stopped = _tell(done.problems)
    sys.stdout.writelines(f"{line}\n" for line in done.said)
    return 1 if stopped else 0


def _tell(problems: Sequence[Problem]) -> bool:
    """Tell what is wrong. Out: whether that stops anything."""
    for problem in shortened(problems):
        sys.stderr.write(f"{problem}\n")
    return any(problem.stops for problem in problems)


if __name__ == "__main__":
    sys.exit(main())
