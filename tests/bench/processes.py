"""Whole processes, measured: CPU seconds, wall seconds and peak memory."""

from __future__ import annotations

import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
import venv
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self

if TYPE_CHECKING:
    from corpus import Candidate
    from serving import Edits, Save

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


class Server:
    """A server of a site, from its start to its end."""

    _PATIENCE, _PAUSE, _CALM = 120.0, 0.005, 0.4

    def __init__(self, command: list[str], folder: Path, address: str) -> None:
        """Take the command, to which its own address is added, the site, and its first page."""
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._where = f"127.0.0.1:{free.getsockname()[1]}"
        self._command, self._folder, self._first = [*command, self._where], folder, address

    def __enter__(self) -> Self:
        begun = time.perf_counter()
        self._process = subprocess.Popen(
            self._command, cwd=self._folder, env=environment(self._folder),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self.started = self._until(self._first, "</article>", begun, 0.0)
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()  # an interrupt does not reach what was started in the background
        self._process.wait(30)

    def measure(self, edits: Edits, save: Save) -> dict[str, float]:
        """Save, and look until it shows. Out: seconds, those of work, and those until it rests."""
        worked, begun = self._worked(), time.perf_counter()
        edits.save(save)
        return self._until(save.address, save.words, begun, worked)

    def get(self, address: str) -> str:
        """Return a page, or nothing."""
        try:
            with urllib.request.urlopen(f"http://{self._where}/{address}", timeout=60) as answer:
                return str(answer.read().decode())
        except OSError:
            return ""

    def _until(self, address: str, words: str, begun: float, worked: float) -> dict[str, float]:
        while words not in self.get(address):
            if time.perf_counter() > begun + self._PATIENCE or self._process.poll() is not None:
                sys.exit(f"{self._command} did not show '{words}' at {address}")
            time.sleep(self._PAUSE)
        wall, cpu = time.perf_counter() - begun, self._worked() - worked
        return {"wall": wall, "cpu": cpu, "rest": self._rested() - worked}

    def _rested(self) -> float:
        """Wait until it works no more, but for looking; out: how long it has worked in all."""
        calm, last = 0, self._worked()
        while calm < 3:
            time.sleep(self._CALM)
            now = self._worked()
            calm = calm + 1 if now - last < 0.3 * self._CALM else 0
            last = now
        return last

    def _worked(self) -> float:
        """Return the seconds that it has worked, all its threads together."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
