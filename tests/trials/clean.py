"""Clean builds, each in a process of its own, forked from one that has everything loaded.

    python tests/trials/clean.py

It reads a job a line from its input, as JSON, and answers with a line each.
"""

from __future__ import annotations

import importlib
import json
import logging
import os
import shutil
import subprocess
import sys
import traceback
from pathlib import Path
from typing import IO, Any, NamedTuple, Self

LOADED = ("mkdocs.__main__", "mkdocs.commands.build", "material.plugins.search.plugin",
          "apparatus.hosts.plugin", "apparatus.data.schema")  # fmt: skip
"""What serves is not among them: the engine would take each build for one of a server."""


class Built(NamedTuple):
    """A clean build: why there is none, and what pages say that is to be mended."""

    error: str
    bar: str


class Builder:
    """Makes clean builds of projects, one after another."""

    def __init__(self, path: str) -> None:
        """Start it; `path` is where Python finds the engine."""
        own = {key: its for key, its in os.environ.items() if not key.startswith("COV")}
        self._process = subprocess.Popen(
            [sys.executable, __file__],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={**own, "PYTHONPATH": path, "NO_MKDOCS_2_WARNING": "1"},
        )  # fmt: skip

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for stream in self._streams():
            stream.close()
        self._process.wait(10)

    def _streams(self) -> tuple[IO[str], IO[str]]:
        assert self._process.stdin
        assert self._process.stdout
        return self._process.stdin, self._process.stdout

    def build(self, project: Path, site: Path, address: str = "") -> Built:
        """Build a project's site into a folder; with an address, by a server that starts there."""
        given, made = self._streams()
        job = {"project": str(project), "site": str(site), "address": address}
        given.write(json.dumps(job) + "\n")
        given.flush()
        return Built(*json.loads(made.readline()))


class _Listener(logging.Handler):
    """Keeps what MkDocs says that is wrong."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


def _forked(job: dict[str, str]) -> list[str]:
    """Do a job in a child; out: its answer."""
    read, write = os.pipe()
    if child := os.fork():
        os.close(write)
        with os.fdopen(read, encoding="utf-8") as answer:
            text = answer.read()
        os.waitpid(child, 0)
        return json.loads(text) if text else ["the child has died", ""]
    listener = _Listener()
    logging.getLogger("mkdocs").addHandler(listener)
    try:
        bar = _serve(**job) if job["address"] else _build(**job)
        said = ["", bar]
    except BaseException as error:  # noqa: BLE001 - the parent is told
        known = type(error).__module__.startswith(("mkdocs", "click"))
        what = f"{type(error).__name__}: {error}" if known else traceback.format_exc()
        said = ["\n".join((what, *listener.said)), ""]
    with os.fdopen(write, "w", encoding="utf-8") as answer:
        json.dump(said, answer)
    os._exit(0)


def _build(project: str, site: str, address: str) -> str:  # noqa: ARG001 - jobs have all three
    """Do what `mkdocs build` does."""
    os.chdir(project)
    cli = importlib.import_module("mkdocs.__main__").cli
    cli.main(["build", "--quiet", "--clean", "--site-dir", site], standalone_mode=False)
    return ""


def _serve(project: str, site: str, address: str) -> str:
    """Do what `mkdocs serve` does until it would wait for changes; out: what a page says then."""
    serve = importlib.import_module("mkdocs.commands.serve")
    served = importlib.import_module("served")
    bars: list[str] = []

    class Ending(serve.LiveReloadServer):  # type: ignore[name-defined]
        def serve(self, **_: object) -> None:
            asked = {"REQUEST_METHOD": "GET", "PATH_INFO": served.MOUNT, "QUERY_STRING": ""}
            content = b"".join(self.get_app()(asked, lambda *_: None))
            bars.append(served.Answer(200, content).bar().decode())
            shutil.rmtree(site, ignore_errors=True)
            shutil.copytree(self.root, site)

    vars(serve)["LiveReloadServer"] = Ending
    serve.serve(config_file=str(Path(project, "mkdocs.yml")), dev_addr=address)
    return bars[0]


def main() -> None:
    """Load what builds need, and do jobs until there are no more."""
    for name in LOADED:
        importlib.import_module(name)
    out: Any = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever a build prints is no answer
    for line in sys.stdin:
        out.write(json.dumps(_forked(json.loads(line))) + "\n")
        out.flush()


if __name__ == "__main__":
    main()
