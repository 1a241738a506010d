"""A running `mkdocs serve`, as an author has it: files are saved, and the page is looked at."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup
from builds import PROJECT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PATIENCE = 30.0
GOOD = "the goats are well"
"""Words of the project that is served here."""
HOOK = """\
def on_page_markdown(markdown, page, config, files):
    if "stumble" in markdown:
        raise RuntimeError("a hook of somebody else's")
"""


class Server:
    """A running server of a project."""

    def __init__(self, folder: Path, *options: str, host: str = "mkdocs") -> None:
        """Start it in the project's folder; what it makes for itself goes beside that."""
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.room = folder.parent / f"{folder.name}-room"
        self.room.mkdir(exist_ok=True)
        address = f"127.0.0.1:{self.port}"
        self.process = subprocess.Popen(
            [sys.executable, "-m", host, "serve", "--livereload", "-a", address, *options],
            cwd=folder,
            env={
                **os.environ,
                "NO_MKDOCS_2_WARNING": "1",
                "PYTHONUNBUFFERED": "1",
                "TMPDIR": str(self.room),
            },
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
        )
        self.said: list[str] = []
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        for line in self.process.stderr or ():
            self.said.append(line)

    def stop(self) -> None:
        """Stop it as an author does."""
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)
        self._listener.join(10)
        self.process.stderr.close()

    def ask(self, path: str = "") -> tuple[int, str]:
        """Return how a page is answered, and the page; 0 when nobody answers."""
        try:
            with urllib.request.urlopen(
                f"http://127.0.0.1:{self.port}/{path}", timeout=20
            ) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()
        except OSError:
            return 0, ""

    def get(self, path: str = "") -> str:
        """Return a page, or nothing."""
        status, page = self.ask(path)
        return page if status == 200 else ""

    def save(self, name: str, text: str) -> None:
        """Save a file of the project."""
        (self.folder / name).write_text(text, encoding="utf-8")

    def builds(self) -> int:
        """Count rebuilds; MkDocs says a sentence that it has said before no second time."""
        return sum("Reloading browsers" in line for line in self.said)

    def until(self, what: Callable[[], object], why: str) -> None:
        """Wait until something is so."""
        end = time.monotonic() + PATIENCE
        while not what():
            assert time.monotonic() < end, f"{why}\n{''.join(self.said)}"
            assert self.process.poll() is None, "".join(self.said)
            time.sleep(0.05)


def project(folder: Path) -> Path:
    """Copy the small edition on Material as it comes, with a look of its own beside it."""
    shutil.copytree(PROJECT / "tests/served", folder)
    settings = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    settings = settings.replace("../..", str(PROJECT)).replace(
        "  font: false\n", "  font: false\n  custom_dir: overrides\n"
    )
    settings = settings.replace("crosslinks.py\n", "crosslinks.py\n  - other.py\n")
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    (folder / "other.py").write_text(HOOK, encoding="utf-8")
    (folder / "overrides/fragments").mkdir(parents=True)
    (folder / "overrides/fragments/read.txt").write_text("Kept.\n", encoding="utf-8")
    return folder


def told(page: str) -> list[str]:
    """Return what a page says at its foot: each mistake, as it reads."""
    bar = BeautifulSoup(page, "html.parser").select_one("details.ap-mistakes")
    if bar is None:
        return []
    rows = [" ".join(row.get_text().split()) for row in bar.select("li")]
    assert re.match(r"\d+ (mistake|warning)", bar.select_one("summary [role=alert]").get_text())
    return rows
