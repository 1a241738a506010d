"""The engine is tried on small editions of its own, most of all on the one with everything."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import pytest
from builds import PREFIX, Built, build, hosted, recommended

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def edition(project: Path) -> Path:
    """The edition that has something of everything, in the look of `overrides/`."""
    if not (project / "overrides").is_dir():
        pytest.skip("overrides/ is gone, and with it the look in which these tests see a page")
    return project / "tests/editions/sample"


@pytest.fixture(scope="session")
def small(project: Path, once: Callable[..., Built]) -> Callable[[str], Built]:
    """Build one of the small editions, each once."""

    @functools.cache
    def small(name: str) -> Built:
        folder = project / "tests/editions" / name
        asked = "/overrides" in (folder / "mkdocs.yml").read_text(encoding="utf-8")
        if asked and not (project / "overrides").is_dir():
            pytest.skip("overrides/ is gone, and with it the look of this edition")
        return once(name, functools.partial(build, folder))

    return small


# Each house has these of its own: what lasts for a session would be the same for both.


@pytest.fixture(scope="session")
def built(edition: Path, small: Callable[[str], Built]) -> Built:
    """The edition of this house, built strictly for an address with a path."""
    return small(edition.name)


@pytest.fixture(scope="session")
def address(built: Built) -> Iterator[str]:
    """Where that site is served."""
    with hosted(built.folder.parent, recommended()) as host:
        yield f"{host}{PREFIX}/"
