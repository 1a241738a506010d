"""The engine is tried on small editions of its own, most of all on the one with everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def edition(project: Path) -> Path:
    """The edition that has something of everything, in the look of `overrides/`."""
    if not (project / "overrides").is_dir():
        pytest.skip("overrides/ is gone, and with it the look in which these tests see a page")
    return project / "tests/editions/sample"
