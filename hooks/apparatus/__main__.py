"""The command: `python -m apparatus site` completes a built site."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .hosts.site_pass import finish
from .problems import shortened


def main() -> int:
    """Run the pass over a built site, from the project's folder. Out: the exit code."""
    parser = argparse.ArgumentParser(
        prog="apparatus",
        description="Complete a site that was built with the Markdown extension 'apparatus' by a "
        "generator without hooks: backlinks, cards, sources, style sheet and scripts.",
    )
    parser.add_argument("site", type=Path, nargs="?", default=Path("site"), help="built site")
    parser.add_argument("--data", default="data", help="folder of the data files")
    parser.add_argument("--overrides", default="overrides", help="folder of changes to the theme")
    asked = parser.parse_args()
    count, problems = finish(asked.site, Path(), asked.data, asked.overrides)
    for problem in shortened(problems):
        sys.stderr.write(f"{problem}\n")
    stopped = any(problem.stops for problem in problems)
    if not stopped:
        sys.stdout.write(f"{count} pages completed.\n" if count else "Nothing was left to do.\n")
    return 1 if stopped else 0


if __name__ == "__main__":
    sys.exit(main())
