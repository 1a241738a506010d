"""The command `apparatus check`: all that is wrong, without a site."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from ..hosts.asking import ask
from ..hosts.checking import CHECKED, ENOUGH
from . import take_settings, tell

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence

_FORMS = {
    "pages": ("page", "pages"),
    "entries": ("entry", "entries"),
    "notes": ("note", "notes"),
    "sources": ("source", "sources"),
}


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.description = (
        "Say all that is wrong with data, pages and links, and build nothing. The exit code is 1 "
        "when something is wrong with which nothing can be built."
    )
    take_settings(parser)
    parser.add_argument("--strict", action="store_true", help="let warnings count as errors")


def run(asked: Namespace) -> int:
    """Check the site. Out: the exit code."""
    answer = ask(asked.config, CHECKED)
    errors, warnings = told(answer.logged)
    sys.stderr.writelines(f"{one}\n" for one in errors)
    sys.stderr.writelines(f"{one} (a warning)\n" for one in warnings)
    if answer.found is None:
        if answer.problem and not errors:
            tell([answer.problem])
        return 1
    wrong = [_count(len(errors), "error", "errors"), _count(len(warnings), "warning", "warnings")]
    said = " and ".join(one for one in wrong if one[0] != "0") or "All is well"
    counts = [_count(number, *_FORMS[what]) for what, number in answer.found.items()]
    # Where there are errors, not all was read, and "0 notes" would frighten.
    sys.stdout.write(f"{said}.\n" if errors else f"{said}: {', '.join(counts)}.\n")
    if warnings and not asked.strict:
        sys.stdout.write("A strict build, which is what publishes, stops at warnings too.\n")
    return 1 if errors or (asked.strict and warnings) else 0


def told(logged: Sequence[str]) -> tuple[list[str], list[str]]:
    """Find errors and warnings in what a host has logged, where a message may go over lines."""
    found: dict[str, list[str]] = {"ERROR": [], "WARNING": []}
    last: list[str] = []
    for line in logged:
        level, parts, message = line.partition("-")
        if message.strip() == ENOUGH:
            break
        if parts and level.strip() in found:
            last = found[level.strip()]
            last.append(message.strip())
        elif last and line.startswith(" "):
            last[-1] += f"\n{line}"
        else:
            last = []
    return found["ERROR"], [*dict.fromkeys(found["WARNING"])]


def _count(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"
