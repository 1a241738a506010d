"""A trial: random edits of a project that is served, and the site compared with a clean build."""

from __future__ import annotations

import difflib
import logging
import os
import re
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import data_edits  # noqa: F401 - each adds its kinds
import entity_edits  # noqa: F401
import site_edits  # noqa: F401
import sly_edits  # noqa: F401
from corpora import CORPORA, PROJECT, written
from kinds import Step
from project import put, sources
from served import MOUNT, Answer, Served, free_port, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clean import Builder, Built
    from kinds import Edit

ASKED = {".html", ".json", ".jsonld", ".xml", ".csv", ".txt", ".bib", ".svg"}
PASSED = 0.25
"""So many edits are looked at in passing: what is stale then stays so for the next one."""
WARNED = 0.25
"""After so many, what pages say that is to be mended is compared as well."""
LONG = 300
Site = dict[str, bytes]


class FaultError(AssertionError):
    """A site that is not what a clean build gives."""


@dataclass
class Found:
    """What a trial has come to."""

    corpus: str
    edits: list[Edit] = field(default_factory=list)
    """Those that changed something."""
    compared: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    """By kind: what no build accepts, and was taken back."""
    again: list[str] = field(default_factory=list)
    """Why the whole site was built, where less was tried and has failed."""
    fault: str = ""

    def command(self) -> str:
        """Return what does the same again."""
        edits = " ".join(map(str, self.edits))
        return f".venv/bin/python tests/trials/run.py --corpus {self.corpus} --edits '{edits}'"


class _Listener(logging.Handler):
    """Hears that a way which is quick has failed, and another was taken."""

    def __init__(self, said: list[str]) -> None:
        super().__init__(logging.INFO)
        self._said = said

    def emit(self, record: logging.LogRecord) -> None:
        if "is built again after this" in (message := record.getMessage()):
            self._said.append(message)


class Trial:
    """One server, and the edits that are tried on it."""

    def __init__(self, corpus: str, builder: Builder) -> None:
        """Take the sort of project, and what makes clean builds."""
        self._builder, self._sort = builder, CORPORA[corpus]
        self._last: Built
        self.found = Found(corpus)

    def run(self, edits: Iterable[Edit], count: int) -> Found:
        """Try edits until so many have changed something, or the first fault."""
        port, log = free_port(), logging.getLogger("mkdocs")
        listener = _Listener(self.found.again)
        log.addHandler(listener)
        log.setLevel(logging.INFO)
        self._address = f"127.0.0.1:{port}"
        with tempfile.TemporaryDirectory() as name:
            self._room = Path(name).resolve()
            self._project = written(
                self.found.corpus, self._room / "project", f"http://{self._address}{MOUNT}"
            )
            self._served = Served(self._project.folder, port)
            here = Path.cwd()
            try:
                os.chdir(self._project.folder)  # as an author does; settings may go by it
                _require(self._stepped(Step("at first"), Random(0), last=True), self._last.error)  # noqa: S311
                for edit in edits:
                    self._tried(edit, last=len(self.found.edits) + 1 >= count)
                    if len(self.found.edits) >= count:
                        break
            except (AssertionError, OSError) as fault:
                self.found.fault = f"{type(fault).__name__}: {fault}"
            finally:
                os.chdir(here)
                self._served.stop()
                log.removeHandler(listener)
        return self.found

    def _tried(self, edit: Edit, *, last: bool) -> None:
        """Try one edit in all its steps."""
        draw = Random(str(edit))  # noqa: S311 - reproducible, not secret
        before = sources(self._project.folder)
        steps = edit.steps(self._project)
        for step in steps:
            if self.found.edits[-1:] != [edit]:
                self.found.edits.append(edit)
            if not self._stepped(step, draw, last=last):
                self.found.refused[edit.kind] += 1
                steps.close()
                put(self._project.folder, before)
                self._served.rebuild()
                return

    def _stepped(self, step: Step, draw: Random, *, last: bool) -> bool:
        """Let the server build, look at pages as a browser does, and compare."""
        passing = draw.random() < PASSED and not last
        known = sorted(path for path in _site(Path(self._served.root)) if path.endswith(".html"))
        early = draw.sample(known, min(4, len(known)))
        with ThreadPoolExecutor(4) as pool:
            if step.during:
                saving = pool.submit(step.during)
                self._served.rebuild()
                saving.result()
            built = pool.submit(self._clean, step) if step.compared else None
            meanwhile = [pool.submit(self._served.ask, _address(path)) for path in early[:2]]
            self._served.rebuild()
            asked = list(pool.map(self._served.ask, map(_address, early)))
            answers = chain(asked, (one.result() for one in meanwhile))
            _require(all(one.status in (200, 404) for one in answers), f"{step.said}: no answer")
            if built is None:
                return True
            if (clean := built.result()) is None or passing:
                return clean is not None
            paths = [path for path in clean if Path(path).suffix in ASKED]
            draw.shuffle(paths)
            late = list(pool.map(self._served.ask, map(_address, paths)))
        for path, answer in chain(zip(early, asked, strict=True), zip(paths, late, strict=True)):
            _same(f"{step.said}: asked for {path}", answer, clean.get(path), clean)
        _equal(step.said, _site(Path(self._served.root)), clean)
        self.found.compared += 1
        return draw.random() > WARNED or bool(step.instead) or self._warned(step)

    def _clean(self, step: Step) -> Site | None:
        """Build the same sources elsewhere; nothing when they are no site."""
        files = sources(self._project.folder)
        if step.instead:
            kept = {name: its for name, its in files.items() if name[:5] != "data/"}
            files = {**(kept if any(name[:5] == "data/" for name in step.instead) else files)}
            files |= step.instead
        folder, site = self._room / "clean/project", self._room / "site"
        folder.mkdir(parents=True, exist_ok=True)
        put(folder, files)
        (folder / "overrides").mkdir(exist_ok=True)
        fresh = step.fresh or self._sort.fresh
        self._last = self._builder.build(folder, site, self._address if fresh else "")
        return None if self._last.error else _site(site)

    def _warned(self, step: Step) -> bool:
        """Compare what pages say that is to be mended with what a server says that starts now."""
        folder, site = self._room / "clean/project", self._room / "started"
        fresh = self._builder.build(folder, site, self._address)
        _require(not fresh.error, f"{step.said}: no server starts: {fresh.error}")
        told, bar = fresh.bar, self._served.ask("").bar().decode()
        same = sorted(bar.splitlines()) == sorted(told.splitlines())
        _require(same, f"{step.said}: other warnings\n{_difference(told, bar, 'page')}")
        return True


def _address(path: str) -> str:
    """Say how a browser asks for a file."""
    folder, slash, file = path.rpartition("/")
    return folder + slash if file == "index.html" else path


def _site(folder: Path) -> Site:
    """Read a site; a file that gzip has made holds a time."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "sitemap.xml.gz"
    }


def _require(sound: object, what: str) -> None:
    if not sound:
        raise FaultError(what)


def _same(where: str, answer: Answer, wanted: bytes | None, clean: Site) -> None:
    """Compare an answer with a file; what is gone must be answered with the page for that."""
    status = 404 if wanted is None else 200
    _require(answer.status == status, f"{where}: {answer.status} and not {status}")
    wanted = clean.get("404.html", b"") if wanted is None else wanted
    if (got := answer.plain()) != plain(wanted) and answer.content != wanted:
        raise FaultError(f"{where}:\n{_difference(wanted.decode(), got.decode(), 'answer')}")


def _equal(said: str, served: Site, clean: Site) -> None:
    """Compare two sites, all their files and every byte."""
    if served == clean:
        return
    rows = [
        *(f"missing: {path}" for path in clean.keys() - served.keys()),
        *(f"left over: {path}" for path in served.keys() - clean.keys()),
        *(f"different: {path}" for path in clean if served.get(path, clean[path]) != clean[path]),
    ]
    different = next((row.partition(": ")[2] for row in rows if row[:4] == "diff"), "")
    texts = [site.get(different, b"").decode(errors="replace") for site in (clean, served)]
    raise FaultError("\n".join((said, *sorted(rows), _difference(*texts, different))))


def _difference(clean: str, served: str, name: str) -> str:
    """Show where two texts differ, of long lines what stands around the first difference."""
    lines = difflib.unified_diff(
        _folded(clean), _folded(served), f"clean {name}", f"served {name}", "", "", 1, ""
    )
    return "\n".join(line for line, _ in zip(lines, range(40), strict=False))


def _folded(text: str) -> list[str]:
    """Part a text into lines, and long ones before tags and quotation marks."""
    lines = (
        re.split(r"(?=[<{])", line) if len(line) > LONG else [line] for line in text.split("\n")
    )
    return [line[:LONG] for parts in lines for line in parts]


def shrunk(found: Found, builder: Builder, seconds: float) -> Found:
    """Drop what a fault does not need: halves of what comes before its last edit, then less."""
    end, least = time.monotonic() + seconds, found
    size = max(1, len(found.edits) - 1)
    while size and time.monotonic() < end:
        start = 0
        while start < len(least.edits) - 1 and time.monotonic() < end:
            last = len(least.edits) - 1
            fewer = [*least.edits[:start], *least.edits[min(start + size, last) :]]
            again = Trial(found.corpus, builder).run(fewer, len(fewer))
            if again.fault:
                least = again
            else:
                start += size
        size //= 2
    return least


def project_path() -> str:
    """Say where Python finds what a clean build needs: the engine, as `pip` leaves it, and us."""
    parts = ("tests/installed", "hooks", "tests/trials", "tests")
    return ":".join(str(PROJECT / part) for part in parts)
