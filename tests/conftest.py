"""What both houses share; each says in its own conftest which edition it is about."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest
from builds import PROJECT, Built, hosted, mkdocs
from hypothesis import settings

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Iterator
    from pathlib import Path

# The core is tried without a browser too.
pytest_plugins = ["browsing"] if find_spec("playwright") else []

# A busy machine is no fault of an example.
settings.register_profile("patient", deadline=None)
settings.register_profile("quick", deadline=None, max_examples=20)  # see mutants
settings.load_profile("patient")


@pytest.fixture(scope="session")
def project() -> Path:
    """The project's folder."""
    return PROJECT


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
