"""The commands, of which one is loaded: `apparatus COMMAND`, or `python hooks/apparatus COMMAND`.

The second works in any folder with a copy of the engine, installed or not.
"""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

if not __package__:  # started as a folder: what is beside it can be imported, and not what is in it
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

COMMANDS = {
    "new": ("new", "begin an edition of your own in a folder"),
    "report": ("report", "say what is missing, of which nothing is a mistake"),
    "check": ("check", "say all that is wrong, and build nothing"),
    "import": ("bring_in", "bring in notes and entries of other tools"),
    "overlay": ("overlay", "make and try what readers' own copies are compared with"),
    "schema": ("schema", "tell editors what data files and settings may hold"),
    "site": ("complete", "complete a site that a generator without hooks has built"),
}
"""By name: the module in `commands/`, and what it is for."""


def main() -> int:
    """Do what is asked, from the project's folder. Out: the exit code."""
    try:
        code = _run()
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads it has enough, as `head` has
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except ModuleNotFoundError as error:
        if str(error.name).partition(".")[0] == "apparatus":
            raise
        sys.stderr.write(_not_installed(str(error.name)))
        return 1
    return code


def _run() -> int:
    words = _with_command(sys.argv[1:])
    parser = ArgumentParser(prog="apparatus", description="Annotated editions of texts.")
    parser.add_argument("--version", action="version", version=_version())
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for name, (module, purpose) in COMMANDS.items():
        its = commands.add_parser(name, help=purpose)
        if words[:1] == [name]:
            command = import_module(f"apparatus.commands.{module}")
            command.arguments(its)
            its.set_defaults(run=command.run)
    asked = parser.parse_args(words)
    if not words:
        parser.print_help()
        return 0
    code: int = asked.run(asked)
    return code


def _with_command(words: Sequence[str]) -> list[str]:
    """Name the command where that was left out, as when there was one: `apparatus FOLDER`."""
    old = words and (Path(words[0]).is_dir() or words[0].partition("=")[0] in _OLD)
    return ["site", *words] if old and words[0] not in COMMANDS else [*words]


_OLD = ("--data", "--overrides")


def _not_installed(module: str) -> str:
    """Say how to install what is needed. That must not need any of it."""
    folder = Path(__file__).resolve().parents[2]
    lock = folder / "requirements.lock"
    if not lock.is_file():
        return f"There is no module '{module}' here. Install this package anew.\n"
    try:
        its = lock.relative_to(Path.cwd()).as_posix()
    except ValueError:
        its = str(lock)
    return (
        f"There is no module '{module}' here yet. With uv, of which README.md tells more, run\n\n"
        f"    uv venv --clear\n    uv pip sync --require-hashes {its}\n\n"
        "and then this command again, with 'uv run --no-project' before it. Where there is 'make', "
        "'make' lists commands that do all this.\n"
    )


def _version() -> str:
    return f"apparatus {import_module('apparatus').VERSION}"


if __name__ == "__main__":
    sys.exit(main())
