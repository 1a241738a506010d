"""Build what an author could never have meant: no traceback, no hang, no lost site.

    python tests/fuzz/run.py [minutes] [--seed 1]

MkDocs builds a small edition again and again in this one process, each time with other input; the
theme is next to nothing, so that what is tried is the engine. Of what fails the smallest input is
shown, and kept in `.cache/fuzz/`.
"""

from __future__ import annotations

import argparse
import contextlib
import faulthandler
import gc
import io
import logging
import os
import shutil
import signal
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, seed, settings
from inputs import bad
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

if TYPE_CHECKING:
    from collections.abc import Iterator

    from inputs import Files

PROJECT = Path(__file__).parent.parent.parent
EDITION = PROJECT / "tests/editions/sample"
KEPT = PROJECT / ".cache/fuzz"
HOOK = "hooks:\n  - {}/hooks/crosslinks.py\n"
SETTINGS = """\
site_name: Low Marsh
site_url: https://example.org/
theme: {name: null, custom_dir: look}
plugins: []
extra: {apparatus: {data: data, written: "1921-05-10", edition: "2026-01-31"}}
markdown_extensions: [attr_list, md_in_html, def_list, tables, footnotes, toc]
"""
PAGE = "<html><body>{{ page.content }}</body></html>"
ROUND = 300
"""So many inputs come between two looks at the clock."""
GRACE, ENDLESS = 2.0, 20
"""Seconds that an input may cost beside twice its plain build; and when all is given up."""


class HangError(BaseException):
    """A build has taken too long; no `except Exception` takes it."""


class Finding(AssertionError):  # noqa: N818 - what is found is a fault, not an error of ours
    """What must not be: how, and with which input."""


class Fuzzer:
    """The project that is built, and what was found in it."""

    def __init__(self, folder: Path) -> None:
        """Make the sound edition in a folder, and build it."""
        self.folder, self.site = folder, folder / "site"
        for name in ("docs", "data"):
            shutil.copytree(EDITION / name, folder / name)
        (folder / "look").mkdir()
        (folder / "look/main.html").write_text(PAGE, encoding="utf-8")
        (folder / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
        self.base = {
            path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.suffix in {".yml", ".csv", ".md"}
        }
        self.known: dict[str, str] = {}
        """What was found, by where in the code it fails: the smallest input, and how."""
        self.tried = self.refused = 0
        took, error = self._built({})
        assert error is None, error
        self.plain = took

    def run(self, until: float, number: int) -> None:
        """Try inputs until it is time."""
        while time.monotonic() < until:
            number += 1
            its = settings(
                max_examples=ROUND,
                deadline=None,
                database=None,
                print_blob=False,
                suppress_health_check=[*HealthCheck],
            )

            @seed(number)
            @its
            @given(bad(self.base))
            def each(files: Files) -> None:
                if time.monotonic() < until or not self.tried:
                    self.attempt(files)

            with contextlib.redirect_stdout(io.StringIO()):
                found = _failure(each)
            if found:
                self._note(*found.args)

    def attempt(self, files: Files) -> None:
        """Build with some files changed; fail where it must not end like that."""
        if any(len(content) > 10_000_000 for content in files.values()):
            return
        before = _state(self.site)
        took, error = self._built(files)
        self.tried += 1
        where = _where(error)
        if error is None or isinstance(error, (MkDocsException, HangError)):
            self.refused += error is not None
            if error is not None and _state(self.site) != before:
                raise Finding("a lost site", where, "a refused build has changed the site", files)
            if not (self.site / "index.html").is_file():
                raise Finding("a lost site", where, "the site has no first page", files)
            limit = 2 * self.plain + GRACE
            if took <= limit or took <= 2 * self._plain(files) + GRACE:
                return
            if error is None or isinstance(error, MkDocsException):
                where, error = "what is slow", HangError(f"{took:.1f} seconds of work")
        if where not in self.known:
            raise Finding(type(error).__name__, where, _last(error), files)

    def _plain(self, files: Files) -> float:
        """Measure the same build without the engine."""
        return self._built(files, hook=False)[0]

    def _built(self, files: Files, *, hook: bool = True) -> tuple[float, BaseException | None]:
        """Build once: how long it worked, and what ended it."""
        for name, content in files.items():
            (self.folder / name).write_bytes(content)
        text = (self.folder / "mkdocs.yml").read_bytes()
        if hook:
            (self.folder / "mkdocs.yml").write_bytes(text + b"\n" + HOOK.format(PROJECT).encode())
        started, error = time.process_time(), None
        try:
            with _limited():
                _build(self.folder / "mkdocs.yml", None if hook else self.folder / "plain")
        except (Exception, SystemExit, HangError) as raised:  # noqa: BLE001 - any is looked at
            error = raised
        took = time.process_time() - started
        for name in {*files, "mkdocs.yml"}:
            (self.folder / name).write_text(self.base[name], encoding="utf-8")
        return took, error

    def _note(self, kind: str, where: str, how: str, files: Files) -> None:
        self.known[where] = kind
        KEPT.mkdir(parents=True, exist_ok=True)
        print(f"\n{kind} in {where}: {how}")
        for name, content in files.items():
            path = KEPT / f"{len(self.known)}-{name.replace('/', '-')}"
            path.write_bytes(content)
            shown = content if len(content) < 4_000 else content[:200] + b" ... "
            print(
                f"  {name}, kept as {path.relative_to(PROJECT)}:\n    {_changed(self, name, shown)}"
            )


def _changed(fuzzer: Fuzzer, name: str, content: bytes) -> str:
    """Show the lines of a file that the sound one has not."""
    sound = set(fuzzer.base[name].encode().splitlines())
    return "\n    ".join(repr(line) for line in content.splitlines() if line not in sound)


def _failure(each: object) -> Finding | None:
    try:
        each()  # type: ignore[operator]
    except Finding as found:
        return found
    except BaseExceptionGroup as several:  # other faults come again in another round
        return next(one for one in several.exceptions if isinstance(one, Finding))
    return None


def _build(path: Path, site: Path | None) -> None:
    """Do what `mkdocs build` does."""
    config = load_config(str(path), **({"site_dir": str(site)} if site else {}))
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()
        gc.unfreeze()  # a build freezes what a process of its own would keep


@contextlib.contextmanager
def _limited() -> Iterator[None]:
    """Stop what works for too long; what cannot even be stopped ends all, and says where."""

    def stop(*_: object) -> None:
        raise HangError("it works without an end")

    faulthandler.dump_traceback_later(ENDLESS * 5, exit=True)
    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, ENDLESS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        faulthandler.cancel_dump_traceback_later()


def _state(site: Path) -> list[tuple[str, int, int]]:
    found = ((path, path.stat()) for path in sorted(site.rglob("*")))
    return [(str(path), stat.st_mtime_ns, stat.st_size) for path, stat in found]


def _where(error: BaseException | None) -> str:
    """Name the place in the engine where it failed, else the last there is."""
    frames = traceback.extract_tb(error.__traceback__) if error else []
    ours = [one for one in frames if "/hooks/" in one.filename and "/fuzz/" not in one.filename]
    last = (ours or frames or [None])[-1]
    if last is None:
        return "the end"
    file = Path(last.filename)
    return f"{file.parent.name}/{file.name}:{last.lineno} ({type(error).__name__})"


def _last(error: BaseException) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:200]


def main() -> int:
    """Say what was found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("minutes", nargs="?", type=float, default=10)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    asked = parser.parse_args()
    logging.getLogger("mkdocs").addHandler(logging.NullHandler())
    logging.getLogger("mkdocs").propagate = False
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    with tempfile.TemporaryDirectory() as room:
        fuzzer = Fuzzer(Path(room).resolve() / "project")
        fuzzer.run(time.monotonic() + asked.minutes * 60, asked.seed)
    found = len(fuzzer.known)
    print(f"{fuzzer.tried} inputs, {fuzzer.refused} refused, {found} faults, seed {asked.seed}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
