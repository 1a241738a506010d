"""The edition that `docs/` and `data/` hold, whatever it is."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import builds
import pytest
from apparatus import words
from apparatus.data import loading
from apparatus.pieces import SHELVES
from builds import (
    PREFIX,
    PROJECT,
    below,
    build,
    hosted,
    kinds,
    recommended,
    shelf,
    some,
    target_page,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from apparatus.data.dataset import Dataset
    from apparatus.words import Words
    from bs4 import BeautifulSoup
    from builds import Built


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Try `kind` on a page of each kind that the edition has, and `path` on each page."""
    if "kind" in metafunc.fixturenames:
        found = kinds(PROJECT)
        metafunc.parametrize("kind", found.values(), ids=found)
    if "path" in metafunc.fixturenames:
        pages = sorted(path.relative_to(PROJECT / "docs") for path in PROJECT.glob("docs/**/*.md"))
        found = [*(below(page.as_posix()) for page in pages), "404.html"]
        metafunc.parametrize("path", found, ids=[path or "home" for path in found])


@pytest.fixture(scope="session")
def settings(edition: Path) -> dict:
    """What `mkdocs.yml` says."""
    return builds.settings(edition)


@pytest.fixture(scope="session")
def asked(edition: Path) -> dict:
    """What the settings ask of the engine."""
    return builds.asked(edition)


@pytest.fixture(scope="session")
def said(settings: dict) -> Words:
    """The engine's words in the language of the edition."""
    return words.of((settings.get("theme") or {}).get("language", "en"))


@pytest.fixture(scope="session")
def edition(project: Path) -> Path:
    """The project itself."""
    return project


# Each house has these of its own: what lasts for a session would be the same for both.


@pytest.fixture(scope="session")
def built(edition: Path, once: Callable[..., Built]) -> Built:
    """The edition of this house, built strictly for an address with a path."""
    return once("edition", functools.partial(build, edition))


@pytest.fixture(scope="session")
def address(built: Built) -> Iterator[str]:
    """Where that site is served."""
    with hosted(built.folder.parent, recommended()) as host:
        yield f"{host}{PREFIX}/"


@pytest.fixture(scope="session")
def pages(built: Built) -> dict[str, BeautifulSoup]:
    """Every page of the built site by its path; read it, change nothing."""
    return built.pages()


@pytest.fixture(scope="session")
def data(edition: Path) -> Dataset:
    """The data, as the engine reads them."""
    loaded, problems = loading.load(edition / "data", "data", SHELVES)
    assert problems == []
    return loaded


@pytest.fixture(scope="session")
def listed(edition: Path) -> Callable[[str], list[dict]]:
    """Read a data file as its author wrote it; skip the test where the edition has none."""
    return lambda name: shelf(edition, name)


@pytest.fixture(scope="session")
def holding(
    listed: Callable[[str], list[dict]], pages: dict[str, BeautifulSoup]
) -> Callable[[str, str], list[tuple[str, BeautifulSoup]]]:
    """Find the pages that show what a data file holds, by an element: there has to be one."""

    def holding(name: str, selector: str) -> list[tuple[str, BeautifulSoup]]:
        listed(name)
        found = [(path, soup) for path, soup in pages.items() if soup.select_one(selector)]
        return some(found, f"data/{name}.yml holds something that no page shows ('{selector}')")

    return holding


@pytest.fixture(scope="session")
def annotated(edition: Path) -> str:
    """Where the annotated text is; skip the test where there is none."""
    return below(target_page(shelf(edition, "annotations")[0]))
