"""The command `apparatus new`: an edition of one's own, in a folder that is empty."""

from __future__ import annotations

import os
import shutil
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from .. import scaffold
from ..hosts import schema_files
from ..scaffold import engine, kinds, languages, sample
from ..scaffold.forms import tidy

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable

SYSTEM = os.name
_KEPT = {".git"}
"""What a folder may have and still be empty: a repository without a file."""


class Question(NamedTuple):
    """What an author may say in the command, or is asked."""

    key: str
    asked: str
    usual: str
    known: Callable[[str], str]
    """The answer as it is meant; empty if it is none."""
    wrong: Callable[[str], str]
    """What to do about an answer that is none."""
    told: Callable[[str], str] = lambda _: ""
    """What there is to say of one that is taken."""


_QUESTIONS = (
    Question("title", "Title", "", tidy, lambda _: "An edition needs a title."),
    Question(
        "language",
        f"Language ({', '.join(sample.SPOKEN)} or another's tag or name)",
        "en",
        languages.known,
        languages.wrong,
    ),
    Question(
        "kind",
        f"Kind of text ({', '.join(kinds.KINDS)})",
        kinds.KINDS[0],
        kinds.known,
        kinds.wrong,
        kinds.told,
    ),
)


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.description = (
        "Begin an edition of your own: a short sample with notes, the engine, and what a code host "
        "needs to publish it. It asks for what the options do not say, and overwrites nothing."
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="new, or empty")
    for question in _QUESTIONS:
        parser.add_argument(f"--{question.key}", help=question.asked)


def run(asked: Namespace) -> int:
    """Begin an edition. Out: the exit code."""
    folder: Path = asked.folder
    if wrong := _unfit(folder):
        sys.stderr.write(f"{wrong}\n")
        return 1
    answers = {}
    for question in _QUESTIONS:
        answer, wrong = _answer(question, getattr(asked, question.key))
        if wrong:
            sys.stderr.write(f"{wrong}\n")
            return 2
        answers[question.key] = answer
    day = datetime.now().astimezone().date().isoformat()
    its = scaffold.Asked(**answers, day=day)
    try:
        for name, content in engine.files():
            _write(folder / name, content)
        for name, text in scaffold.files(its).items():
            _write(folder / name, text.encode())
        schema_files.write(folder / "mkdocs.yml")
    except OSError as error:
        sys.stderr.write(f"{error.filename}: it cannot be written: {error.strerror}.\n")
        return 1
    sys.stdout.write(_next(folder, its))
    return 0


def _unfit(folder: Path) -> str:
    """Say why an edition cannot begin in a folder."""
    if folder.exists() and not folder.is_dir():
        return f"{folder}: this is a file. Name a new folder."
    if folder.is_dir() and {path.name for path in folder.iterdir()} - _KEPT:
        return f"{folder}: this folder is not empty, and nothing in it was changed. Name a new one."
    return ""


def _answer(question: Question, said: str | None) -> tuple[str, str]:
    """Take an answer, or ask for one until it can be taken. Out: it, or what is wrong."""
    if said is not None:
        answer = _taken(question, said)
        return answer, "" if answer else f"--{question.key} '{said}': {question.wrong(said)}"
    usual = f" [{question.usual}]" if question.usual else ""
    while True:
        try:
            said = input(f"{question.asked}{usual}: ")
        except EOFError:
            make = f"{question.key.upper()}= after 'make new'"
            return "", f"Nobody has answered. Say --{question.key} in the command, or {make}."
        if answer := _taken(question, said or question.usual):
            return answer, ""
        sys.stdout.write(f"{question.wrong(said)}\n")


def _taken(question: Question, said: str) -> str:
    """Return the answer that is meant, if there is one, and say so where that is not plain."""
    if note := question.told(said):
        sys.stdout.write(f"{note}\n")
    return question.known(said)


def _write(path: Path, content: bytes) -> None:
    """Write a file that is not there yet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(content)


def _next(folder: Path | str, its: scaffold.Asked) -> str:
    """Say what to do next."""
    into = f'"{folder}"' if " " in str(folder) else str(folder)
    lines = [
        f"An edition has begun in {folder}. Next:",
        "",
        *(f"    {line}" for line in (f"cd {into}", *_set_up())),
        "",
        "Then open http://127.0.0.1:8000/, and docs/text.md, where your text goes.",
        "README.md says the rest.",
    ]
    if sample.spoken(its.language) != its.language.partition("-")[0]:
        lines.append(f"There is no sample in '{its.language}' yet: its words are English.")
    return "".join(f"{line}\n" for line in lines)


def _set_up() -> list[str]:
    """List the commands that show an edition, with uv where there is one."""
    if shutil.which("uv"):
        return [
            "uv venv --clear",
            "uv pip sync --require-hashes requirements.lock",
            "uv run --no-project mkdocs serve",
        ]
    programs, first = (".venv\\Scripts\\", "py") if SYSTEM == "nt" else (".venv/bin/", "python3")
    return [
        f"{first} -m venv .venv",
        f"{programs}python -m pip install --require-hashes --no-deps -r requirements.lock",
        f"{programs}mkdocs serve",
    ]
