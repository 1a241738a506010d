"""What both houses share; each says in its own conftest which edition it is about."""

from __future__ import annotations

import fcntl
import os
import pickle
from importlib.util import find_spec
from typing import TYPE_CHECKING, TypeVar

import pytest
from builds import PROJECT, Built, hosted, mkdocs
from hypothesis import settings

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Iterator
    from pathlib import Path

T = TypeVar("T")
# The core is tried without a browser too.
pytest_plugins = ["browsing"] if find_spec("playwright") else []

# A busy machine is no fault of an example.
settings.register_profile("patient", deadline=None)
settings.register_profile("quick", deadline=None, max_examples=20)  # see mutants
settings.load_profile("patient")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Ask for two processes more than there are processors: tests wait for servers and pages."""
    return (os.cpu_count() or 1) + 2


@pytest.fixture(scope="session")
def project() -> Path:
    """The project's folder."""
    return PROJECT


@pytest.fixture(scope="session")
def once(
    pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str, Callable[[Path], T]], T]:
    """Make something in a folder, once for all processes of a run: read it, change nothing."""
    top = tmp_path_factory.getbasetemp()
    if hasattr(pytestconfig, "workerinput"):  # of xdist; each of its processes has its own folder
        top = top.parent

    def once(name: str, make: Callable[[Path], T]) -> T:
        kept = top / f"{name}.pickle"
        with (top / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not kept.is_file():
                (top / name).mkdir(exist_ok=True)
                kept.write_bytes(pickle.dumps(make(top / name)))
        return pickle.loads(kept.read_bytes())  # noqa: S301 - it is our own

    return once


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


@pytest.fixture
def host(tmp_path: Path) -> Iterator[str]:
    """Where the throw-away site of `make_site` is served, once it is built."""
    (tmp_path / "project/site").mkdir(parents=True)
    with hosted(tmp_path / "project/site") as host:
        yield host
