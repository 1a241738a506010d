"""The command `apparatus schema`: tell editors what data files and settings may hold."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from ..hosts.asking import absent
from ..hosts.schema_files import untold, write
from ..schemas.editor import SETTINGS
from . import take_settings, tell

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.description = (
        "Write JSON Schema for the data files and the settings into .vscode/apparatus/, and name "
        "it in the data files and in .vscode/settings.json. Editors then complete keys, words and "
        "ids, and say what is wrong."
    )
    take_settings(parser)


def run(asked: Namespace) -> int:
    """Write the files. Out: the exit code."""
    if wrong := absent(asked.config):
        return int(tell([wrong]))
    try:
        changed = write(asked.config)
    except OSError as error:
        name = error.filename2 or error.filename
        sys.stderr.write(f"{name}: it cannot be written: {error.strerror}.\n")
        return 1
    sys.stdout.writelines(f"{name}\n" for name in changed or ["Nothing has changed."])
    if lacking := untold(asked.config):
        why = "holds more than plain JSON, such as comments, and was left as it is"
        sys.stdout.write(f"{SETTINGS} {why}. Put this into it by hand:\n{lacking}")
    return 0
