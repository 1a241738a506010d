"""What tests of built sites and of pages in a browser share."""

from __future__ import annotations

import contextlib
import functools
import http.server
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# A busy machine is no fault of an example.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

PROJECT = Path(__file__).parent.parent
PREFIX = "edition"
"""The site is built for, and served from, a path below the host's top."""


@dataclass
class Built:
    """A built site."""

    folder: Path
    log: str

    def pages(self) -> dict[str, BeautifulSoup]:
        """Every page by its path below the site's top, parsed."""
        return {
            path.relative_to(self.folder).as_posix(): BeautifulSoup(
                path.read_text(encoding="utf-8"), "html.parser"
            )
            for path in sorted(self.folder.rglob("*.html"))
        }


def mkdocs(
    *arguments: str, cwd: Path = PROJECT, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run MkDocs as an author does."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", *arguments],
        cwd=cwd,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="session")
def project() -> Path:
    """The project's folder."""
    return PROJECT


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """This site, built strictly for an address with a path."""
    folder = tmp_path_factory.mktemp("host") / PREFIX
    url = f"https://example.org/{PREFIX}/"
    run = mkdocs("build", "--strict", "--site-dir", str(folder), SITE_URL=url)
    assert run.returncode == 0, run.stderr
    return Built(folder, run.stderr)


@pytest.fixture
def make_site(tmp_path: Path) -> Callable[..., tuple[Built, subprocess.CompletedProcess[str]]]:
    """Build a throw-away site with this project's hooks: file names and texts.

    What is given for `mkdocs.yml` comes after what every such site needs.
    """

    def make_site(files: dict[str, str], *arguments: str, **environment: str):
        folder = tmp_path / "project"
        base = f"site_name: Test\nhooks: [{PROJECT}/hooks/crosslinks.py]\n"
        base += "markdown_extensions: [attr_list]\n"
        for name, text in {**files, "mkdocs.yml": base + files.get("mkdocs.yml", "")}.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        run = mkdocs("build", *arguments, cwd=folder, **environment)
        return Built(folder / "site", run.stderr), run

    return make_site


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def hosted(folder: Path) -> Iterator[str]:
    """Serve a folder; say where."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="session")
def address(built: Built) -> Iterator[str]:
    """Where the built site is served."""
    with hosted(built.folder.parent) as host:
        yield f"{host}{PREFIX}/"


@pytest.fixture
def host(tmp_path: Path) -> Iterator[str]:
    """Where the throw-away site of `make_site` is served, once it is built."""
    (tmp_path / "project/site").mkdir(parents=True)
    with hosted(tmp_path / "project/site") as host:
        yield host
