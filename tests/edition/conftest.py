"""The edition that `docs/` and `data/` hold, whatever it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from apparatus import dataset
from builds import shelf, some

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bs4 import BeautifulSoup
    from builds import Built


@pytest.fixture(scope="session")
def edition(project: Path) -> Path:
    """The project itself."""
    return project


@pytest.fixture(scope="session")
def pages(built: Built) -> dict[str, BeautifulSoup]:
    """Every page of the built site by its path; read it, change nothing."""
    return built.pages()


@pytest.fixture(scope="session")
def data(edition: Path) -> dataset.Dataset:
    """The data, as the engine reads them."""
    loaded, problems = dataset.load(edition / "data", "data")
    assert problems == []
    return loaded


@pytest.fixture(scope="session")
def listed(edition: Path) -> Callable[[str], list[dict]]:
    """Read a data file as its author wrote it; skip the test where the edition has none."""
    return lambda name: shelf(edition, name)


@pytest.fixture(scope="session")
def holding(pages: dict[str, BeautifulSoup]) -> Callable[[str], list[tuple[str, BeautifulSoup]]]:
    """Find the pages that hold an element: there has to be one."""

    def holding(selector: str) -> list[tuple[str, BeautifulSoup]]:
        found = [(path, soup) for path, soup in pages.items() if soup.select_one(selector)]
        return some(found, f"the data have something for it, but no page shows '{selector}'")

    return holding
