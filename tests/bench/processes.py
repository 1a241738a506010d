"""Whole processes, measured: CPU seconds, wall seconds and peak memory."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
import venv
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from corpus import Candidate

ROOT = Path(__file__).parents[2]
KEPT = ROOT / ".cache" / "bench"


class Run(NamedTuple):
    """What one process took."""

    cpu: float
    """Seconds, user and system."""
    wall: float
    memory: int
    """Peak resident set, in kB."""


def environment(folder: Path) -> dict[str, str]:
    """Take this process's environment, without what would slow a build down artificially.

    What is kept for a user is kept in the site's folder, so that each candidate has its own.
    """
    return {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"} | {
        "NO_MKDOCS_2_WARNING": "1",
        "XDG_CACHE_HOME": str(folder / ".cache"),
    }


def peers() -> Path:
    """Return the Python of the peers' own environment; make it the first time."""
    folder = KEPT / "peers"
    python = folder / "bin" / "python"
    listed = Path(__file__).with_name("peers.txt")
    stamp = folder / "made-from.txt"
    if not stamp.exists() or stamp.read_text() != listed.read_text():
        venv.create(folder, with_pip=True, clear=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "--requirement", str(listed)], check=True)
        stamp.write_text(listed.read_text())
    return python


def measure(command: list[str], folder: Path) -> Run:
    """Run a command to its end."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment(folder),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    said = process.stderr.read() if process.stderr else b""
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)} failed in {folder}:\n{said.decode()}")
    wall = time.perf_counter() - start
    return Run(used.ru_utime + used.ru_stime, wall, used.ru_maxrss)


def build(folder: Path, candidate: Candidate) -> Run:
    """Build a candidate's site."""
    return measure(prepare(folder, candidate), folder)


def prepare(folder: Path, candidate: Candidate) -> list[str]:
    """Delete what a candidate is to build without. Out: the command that builds it."""
    if candidate.without:
        shutil.rmtree(folder / candidate.without, ignore_errors=True)
    python = str(peers()) if candidate.peer else sys.executable
    return [python, "-m", "mkdocs", "build", "--quiet"]


def median(runs: list[Run]) -> Run:
    """Take the median of each figure."""
    return Run(
        statistics.median(run.cpu for run in runs),
        statistics.median(run.wall for run in runs),
        int(statistics.median(run.memory for run in runs)),
    )
